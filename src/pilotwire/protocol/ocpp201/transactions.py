# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about transactions."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import TransactionEventKind, TriggerReason
from pilotwire.protocol.ocpp201.scalars import Text36
from pilotwire.protocol.ocpp201.types.id_token import IdToken, IdTokenInfo
from pilotwire.protocol.ocpp201.types.message_content import MessageContent
from pilotwire.protocol.ocpp201.types.meter_value import MeterValue
from pilotwire.protocol.ocpp201.types.station import EVSE
from pilotwire.protocol.ocpp201.types.transaction import Transaction


class GetTransactionStatusRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "transaction_id": "transactionId"}
):
    """CSMS to station: asks whether messages of a transaction are still queued. OCPP 2.0.1, block E."""

    custom_data: Maybe[CustomData] = None
    transaction_id: Maybe[Text36] = None


class GetTransactionStatusResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "ongoing_indicator": "ongoingIndicator",
        "messages_in_queue": "messagesInQueue",
    },
):
    """The answer to GetTransactionStatus. OCPP 2.0.1, block E."""

    custom_data: Maybe[CustomData] = None
    ongoing_indicator: Maybe[bool] = None
    messages_in_queue: bool


class TransactionEventRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "event_type": "eventType",
        "meter_value": "meterValue",
        "trigger_reason": "triggerReason",
        "seq_no": "seqNo",
        "number_of_phases_used": "numberOfPhasesUsed",
        "cable_max_current": "cableMaxCurrent",
        "reservation_id": "reservationId",
        "transaction_info": "transactionInfo",
        "id_token": "idToken",
    },
):
    """Station to CSMS: reports that a transaction started, went on or ended. OCPP 2.0.1, block E."""

    custom_data: Maybe[CustomData] = None
    event_type: TransactionEventKind
    meter_value: Maybe[Annotated[tuple[MeterValue, ...], Meta(min_length=1)]] = None
    timestamp: Instant
    trigger_reason: TriggerReason
    seq_no: int
    offline: Maybe[bool] = None
    number_of_phases_used: Maybe[int] = None
    cable_max_current: Maybe[int] = None
    reservation_id: Maybe[int] = None
    transaction_info: Transaction
    evse: Maybe[EVSE] = None
    id_token: Maybe[IdToken] = None


class TransactionEventResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "total_cost": "totalCost",
        "charging_priority": "chargingPriority",
        "id_token_info": "idTokenInfo",
        "updated_personal_message": "updatedPersonalMessage",
    },
):
    """The answer to TransactionEvent. OCPP 2.0.1, block E."""

    custom_data: Maybe[CustomData] = None
    total_cost: Maybe[float] = None
    charging_priority: Maybe[int] = None
    id_token_info: Maybe[IdTokenInfo] = None
    updated_personal_message: Maybe[MessageContent] = None
