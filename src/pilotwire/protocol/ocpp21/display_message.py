# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about texts on the station's display."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    ClearMessageStatus,
    DisplayMessageStatus,
    GetDisplayMessagesStatus,
    MessagePriority,
    MessageState,
)
from pilotwire.protocol.ocpp21.scalars import IntFrom0
from pilotwire.protocol.ocpp21.types.message_content import MessageInfo
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class ClearDisplayMessageRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: removes a text from the display. OCPP 2.1, block O."""

    id: IntFrom0
    custom_data: Maybe[CustomData] = None


class ClearDisplayMessageResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to ClearDisplayMessage. OCPP 2.1, block O."""

    status: ClearMessageStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class GetDisplayMessagesRequest(
    Payload, frozen=True, kw_only=True, rename={"request_id": "requestId", "custom_data": "customData"}
):
    """CSMS to station: asks for the texts that match. OCPP 2.1, block O."""

    id: Maybe[Annotated[tuple[IntFrom0, ...], Meta(min_length=1)]] = None
    request_id: int
    priority: Maybe[MessagePriority] = None
    state: Maybe[MessageState] = None
    custom_data: Maybe[CustomData] = None


class GetDisplayMessagesResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to GetDisplayMessages. OCPP 2.1, block O."""

    status: GetDisplayMessagesStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class NotifyDisplayMessagesRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"message_info": "messageInfo", "request_id": "requestId", "custom_data": "customData"},
):
    """Station to CSMS: sends a part of the texts that were asked for. OCPP 2.1, block O."""

    message_info: Maybe[Annotated[tuple[MessageInfo, ...], Meta(min_length=1)]] = None
    request_id: int
    tbc: Maybe[bool] = None
    custom_data: Maybe[CustomData] = None


class NotifyDisplayMessagesResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyDisplayMessages. OCPP 2.1, block O."""

    custom_data: Maybe[CustomData] = None


class SetDisplayMessageRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: puts a text on the display. OCPP 2.1, block O."""

    message: MessageInfo
    custom_data: Maybe[CustomData] = None


class SetDisplayMessageResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to SetDisplayMessage. OCPP 2.1, block O."""

    status: DisplayMessageStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
