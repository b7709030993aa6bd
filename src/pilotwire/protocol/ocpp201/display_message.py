# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about texts on the station's display."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import (
    ClearMessageStatus,
    DisplayMessageStatus,
    GetDisplayMessagesStatus,
    MessagePriority,
    MessageState,
)
from pilotwire.protocol.ocpp201.types.message_content import MessageInfo
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class ClearDisplayMessageRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: removes a text from the display. OCPP 2.0.1, block O."""

    custom_data: Maybe[CustomData] = None
    id: int


class ClearDisplayMessageResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to ClearDisplayMessage. OCPP 2.0.1, block O."""

    custom_data: Maybe[CustomData] = None
    status: ClearMessageStatus
    status_info: Maybe[StatusInfo] = None


class GetDisplayMessagesRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "request_id": "requestId"}
):
    """CSMS to station: asks for the texts that match. OCPP 2.0.1, block O."""

    custom_data: Maybe[CustomData] = None
    id: Maybe[Annotated[tuple[int, ...], Meta(min_length=1)]] = None
    request_id: int
    priority: Maybe[MessagePriority] = None
    state: Maybe[MessageState] = None


class GetDisplayMessagesResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to GetDisplayMessages. OCPP 2.0.1, block O."""

    custom_data: Maybe[CustomData] = None
    status: GetDisplayMessagesStatus
    status_info: Maybe[StatusInfo] = None


class NotifyDisplayMessagesRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "message_info": "messageInfo", "request_id": "requestId"},
):
    """Station to CSMS: sends a part of the texts that were asked for. OCPP 2.0.1, block O."""

    custom_data: Maybe[CustomData] = None
    message_info: Maybe[Annotated[tuple[MessageInfo, ...], Meta(min_length=1)]] = None
    request_id: int
    tbc: Maybe[bool] = None


class NotifyDisplayMessagesResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyDisplayMessages. OCPP 2.0.1, block O."""

    custom_data: Maybe[CustomData] = None


class SetDisplayMessageRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: puts a text on the display. OCPP 2.0.1, block O."""

    custom_data: Maybe[CustomData] = None
    message: MessageInfo


class SetDisplayMessageResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to SetDisplayMessage. OCPP 2.0.1, block O."""

    custom_data: Maybe[CustomData] = None
    status: DisplayMessageStatus
    status_info: Maybe[StatusInfo] = None
