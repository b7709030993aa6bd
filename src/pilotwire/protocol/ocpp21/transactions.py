# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about transactions."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import PreconditioningStatus, TransactionEventKind, TriggerReason
from pilotwire.protocol.ocpp21.scalars import Int0To3, IntFrom0, Text36
from pilotwire.protocol.ocpp21.types.cost import CostDetails
from pilotwire.protocol.ocpp21.types.id_token import IdToken, IdTokenInfo
from pilotwire.protocol.ocpp21.types.message_content import MessageContent
from pilotwire.protocol.ocpp21.types.meter_value import MeterValue
from pilotwire.protocol.ocpp21.types.station import EVSE
from pilotwire.protocol.ocpp21.types.transaction import Transaction, TransactionLimit


class GetTransactionStatusRequest(
    Payload, frozen=True, kw_only=True, rename={"transaction_id": "transactionId", "custom_data": "customData"}
):
    """CSMS to station: asks whether messages of a transaction are still queued. OCPP 2.1, block E."""

    transaction_id: Maybe[Text36] = None
    custom_data: Maybe[CustomData] = None


class GetTransactionStatusResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "ongoing_indicator": "ongoingIndicator",
        "messages_in_queue": "messagesInQueue",
        "custom_data": "customData",
    },
):
    """The answer to GetTransactionStatus. OCPP 2.1, block E."""

    ongoing_indicator: Maybe[bool] = None
    messages_in_queue: bool
    custom_data: Maybe[CustomData] = None


class TransactionEventRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "cost_details": "costDetails",
        "event_type": "eventType",
        "meter_value": "meterValue",
        "trigger_reason": "triggerReason",
        "seq_no": "seqNo",
        "number_of_phases_used": "numberOfPhasesUsed",
        "cable_max_current": "cableMaxCurrent",
        "reservation_id": "reservationId",
        "preconditioning_status": "preconditioningStatus",
        "evse_sleep": "evseSleep",
        "transaction_info": "transactionInfo",
        "id_token": "idToken",
        "custom_data": "customData",
    },
):
    """Station to CSMS: reports that a transaction started, went on or ended. OCPP 2.1, block E."""

    cost_details: Maybe[CostDetails] = None
    event_type: TransactionEventKind
    meter_value: Maybe[Annotated[tuple[MeterValue, ...], Meta(min_length=1)]] = None
    timestamp: Instant
    trigger_reason: TriggerReason
    seq_no: IntFrom0
    offline: Maybe[bool] = None
    number_of_phases_used: Maybe[Int0To3] = None
    cable_max_current: Maybe[int] = None
    reservation_id: Maybe[IntFrom0] = None
    preconditioning_status: Maybe[PreconditioningStatus] = None
    evse_sleep: Maybe[bool] = None
    transaction_info: Transaction
    evse: Maybe[EVSE] = None
    id_token: Maybe[IdToken] = None
    custom_data: Maybe[CustomData] = None


class TransactionEventResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "total_cost": "totalCost",
        "charging_priority": "chargingPriority",
        "id_token_info": "idTokenInfo",
        "transaction_limit": "transactionLimit",
        "updated_personal_message": "updatedPersonalMessage",
        "updated_personal_message_extra": "updatedPersonalMessageExtra",
        "custom_data": "customData",
    },
):
    """The answer to TransactionEvent. OCPP 2.1, block E."""

    total_cost: Maybe[float] = None
    charging_priority: Maybe[int] = None
    id_token_info: Maybe[IdTokenInfo] = None
    transaction_limit: Maybe[TransactionLimit] = None
    updated_personal_message: Maybe[MessageContent] = None
    updated_personal_message_extra: Maybe[Annotated[tuple[MessageContent, ...], Meta(min_length=1, max_length=4)]] = (
        None
    )
    custom_data: Maybe[CustomData] = None
