# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""The messages about messages asked for by the CSMS."""

from __future__ import annotations

from typing import ClassVar

from pilotwire.protocol.message import Maybe, Payload
from pilotwire.protocol.ocpp16.enums import MessageTrigger, TriggerMessageStatus


class TriggerMessageRequest(
    Payload, frozen=True, kw_only=True, rename={"requested_message": "requestedMessage", "connector_id": "connectorId"}
):
    """CSMS to station: asks for a message. OCPP 1.6, Remote Trigger profile."""

    schema_draft: ClassVar[int] = 4

    requested_message: MessageTrigger
    connector_id: Maybe[int] = None


class TriggerMessageResponse(Payload, frozen=True, kw_only=True):
    """The answer to TriggerMessage. OCPP 1.6, Remote Trigger profile."""

    schema_draft: ClassVar[int] = 4

    status: TriggerMessageStatus
