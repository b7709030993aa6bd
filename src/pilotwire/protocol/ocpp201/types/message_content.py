# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: message content."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import MessageFormat, MessagePriority, MessageState
from pilotwire.protocol.ocpp201.scalars import Text8, Text36, Text512
from pilotwire.protocol.ocpp201.types.device_model import Component


class MessageContent(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A text in a format and a language."""

    custom_data: Maybe[CustomData] = None
    format: MessageFormat
    language: Maybe[Text8] = None
    content: Text512


class MessageInfo(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "start_date_time": "startDateTime",
        "end_date_time": "endDateTime",
        "transaction_id": "transactionId",
    },
):
    """A text for the display: when, where and how important."""

    custom_data: Maybe[CustomData] = None
    display: Maybe[Component] = None
    id: int
    priority: MessagePriority
    state: Maybe[MessageState] = None
    start_date_time: Maybe[Instant] = None
    end_date_time: Maybe[Instant] = None
    transaction_id: Maybe[Text36] = None
    message: MessageContent
