# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about the list of id tokens that a station keeps."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import SendLocalListStatus, UpdateKind
from pilotwire.protocol.ocpp21.types.id_token import AuthorizationData
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class GetLocalListVersionRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: asks for the version of the local list. OCPP 2.1, block D."""

    custom_data: Maybe[CustomData] = None


class GetLocalListVersionResponse(
    Payload, frozen=True, kw_only=True, rename={"version_number": "versionNumber", "custom_data": "customData"}
):
    """The answer to GetLocalListVersion. OCPP 2.1, block D."""

    version_number: int
    custom_data: Maybe[CustomData] = None


class SendLocalListRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "local_authorization_list": "localAuthorizationList",
        "version_number": "versionNumber",
        "update_type": "updateType",
        "custom_data": "customData",
    },
):
    """CSMS to station: replaces or changes the local list. OCPP 2.1, block D."""

    local_authorization_list: Maybe[Annotated[tuple[AuthorizationData, ...], Meta(min_length=1)]] = None
    version_number: int
    update_type: UpdateKind
    custom_data: Maybe[CustomData] = None


class SendLocalListResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to SendLocalList. OCPP 2.1, block D."""

    status: SendLocalListStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
