# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: message content."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import MessageFormat, MessagePriority, MessageState
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text8, Text36, Text1024
from pilotwire.protocol.ocpp21.types.device_model import Component


class MessageContent(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A text in a format and a language."""

    format: MessageFormat
    language: Maybe[Text8] = None
    content: Text1024
    custom_data: Maybe[CustomData] = None


class MessageInfo(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "start_date_time": "startDateTime",
        "end_date_time": "endDateTime",
        "transaction_id": "transactionId",
        "message_extra": "messageExtra",
        "custom_data": "customData",
    },
):
    """A text for the display: when, where and how important."""

    display: Maybe[Component] = None
    id: IntFrom0
    priority: MessagePriority
    state: Maybe[MessageState] = None
    start_date_time: Maybe[Instant] = None
    end_date_time: Maybe[Instant] = None
    transaction_id: Maybe[Text36] = None
    message: MessageContent
    message_extra: Maybe[Annotated[tuple[MessageContent, ...], Meta(min_length=1, max_length=4)]] = None
    custom_data: Maybe[CustomData] = None
