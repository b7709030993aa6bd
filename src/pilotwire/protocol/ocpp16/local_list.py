# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""The messages about the list of id tags that a station keeps."""

from __future__ import annotations

from typing import ClassVar

from pilotwire.protocol.message import Maybe, Payload
from pilotwire.protocol.ocpp16.enums import UpdateKind, UpdateStatus
from pilotwire.protocol.ocpp16.types import AuthorizationData


class GetLocalListVersionRequest(Payload, frozen=True, kw_only=True):
    """CSMS to station: asks for the version of the local list. OCPP 1.6, Local Auth List Management profile."""

    schema_draft: ClassVar[int] = 4


class GetLocalListVersionResponse(Payload, frozen=True, kw_only=True, rename={"list_version": "listVersion"}):
    """The answer to GetLocalListVersion. OCPP 1.6, Local Auth List Management profile."""

    schema_draft: ClassVar[int] = 4

    list_version: int


class SendLocalListRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "list_version": "listVersion",
        "local_authorization_list": "localAuthorizationList",
        "update_type": "updateType",
    },
):
    """CSMS to station: replaces or changes the local list. OCPP 1.6, Local Auth List Management profile."""

    schema_draft: ClassVar[int] = 4

    list_version: int
    local_authorization_list: Maybe[tuple[AuthorizationData, ...]] = None
    update_type: UpdateKind


class SendLocalListResponse(Payload, frozen=True, kw_only=True):
    """The answer to SendLocalList. OCPP 1.6, Local Auth List Management profile."""

    schema_draft: ClassVar[int] = 4

    status: UpdateStatus
