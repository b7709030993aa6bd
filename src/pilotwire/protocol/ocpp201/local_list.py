# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about the list of id tokens that a station keeps."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import SendLocalListStatus, UpdateKind
from pilotwire.protocol.ocpp201.types.id_token import AuthorizationData
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class GetLocalListVersionRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: asks for the version of the local list. OCPP 2.0.1, block D."""

    custom_data: Maybe[CustomData] = None


class GetLocalListVersionResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "version_number": "versionNumber"}
):
    """The answer to GetLocalListVersion. OCPP 2.0.1, block D."""

    custom_data: Maybe[CustomData] = None
    version_number: int


class SendLocalListRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "local_authorization_list": "localAuthorizationList",
        "version_number": "versionNumber",
        "update_type": "updateType",
    },
):
    """CSMS to station: replaces or changes the local list. OCPP 2.0.1, block D."""

    custom_data: Maybe[CustomData] = None
    local_authorization_list: Maybe[Annotated[tuple[AuthorizationData, ...], Meta(min_length=1)]] = None
    version_number: int
    update_type: UpdateKind


class SendLocalListResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to SendLocalList. OCPP 2.0.1, block D."""

    custom_data: Maybe[CustomData] = None
    status: SendLocalListStatus
    status_info: Maybe[StatusInfo] = None
