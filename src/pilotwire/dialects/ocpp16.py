"""OCPP 1.6 to domain values and back. Connector n of a 1.6 station is EVSE n, connector 1; connector 0 the station."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final, get_args

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import DEFAULT_CONTEXT, Reading, Sample, SignedValue, merged
from pilotwire.domain.station import Boot, ConnectorStatus, Identity, StatusReport
from pilotwire.domain.transaction import ChargingState, Report
from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId
from pilotwire.protocol.ocpp16.core import (
    BootNotificationRequest,
    MeterValuesRequest,
    StartTransactionRequest,
    StatusNotificationRequest,
    StopTransactionRequest,
)
from pilotwire.protocol.ocpp16.enums import AuthorizationStatus
from pilotwire.protocol.ocpp16.types import IdTagInfo, MeterValue, SampledValue

from .sample import Note, number, plain_sample, sample

_STATUS: Final[dict[str, tuple[ConnectorStatus, ChargingState | None]]] = {
    "Available": ("Available", "Idle"),
    "Preparing": ("Occupied", "EVConnected"),
    "Charging": ("Occupied", "Charging"),
    "SuspendedEV": ("Occupied", "SuspendedEV"),
    "SuspendedEVSE": ("Occupied", "SuspendedEVSE"),
    "Finishing": ("Occupied", "EVConnected"),
    "Reserved": ("Reserved", None),
    "Unavailable": ("Unavailable", None),
    "Faulted": ("Faulted", None),
}
"""A word of 1.6, and the charging state of a transaction that runs while its connector has it."""
_ANSWERS: Final[dict[str, AuthorizationStatus]] = {status: status for status in get_args(AuthorizationStatus)}
_MAX_INT64: Final = 2**63 - 1
_ID_TAG_CHARACTERS: Final = 20


def evse_of(connector_id: int) -> tuple[EvseId, ConnectorId]:
    """Where the domain keeps a connector of 1.6."""
    return EvseId(connector_id), ConnectorId(1 if connector_id else 0)


def boot(message: BootNotificationRequest) -> Boot:
    """What a station says of itself; an empty text says nothing (quirk `empty-string`).

    Its serial number is the charge point's, or else the charge box's.
    """
    return Boot(
        Identity(
            vendor=message.charge_point_vendor or None,
            model=message.charge_point_model or None,
            serial_number=message.charge_point_serial_number or message.charge_box_serial_number or None,
            firmware_version=message.firmware_version or None,
            iccid=message.iccid or None,
            imsi=message.imsi or None,
            meter_type=message.meter_type or None,
            meter_serial_number=message.meter_serial_number or None,
        )
    )


def status(message: StatusNotificationRequest, note: Note) -> StatusReport:
    """A connector's status; the finer word of 1.6 is kept as `detail`. An unknown word counts as Unavailable."""
    if message.status not in _STATUS:
        note("status-unknown", f"status '{message.status}'")
    word, charging_state = _STATUS.get(message.status, ("Unavailable", None))
    evse_id, connector_id = evse_of(message.connector_id)
    return StatusReport(
        evse_id, connector_id, word, message.timestamp,
        detail=message.status if message.status != word else None,
        charging_state=charging_state,
        error_code=None if message.error_code == "NoError" else message.error_code,
        info=message.info or None, vendor_id=message.vendor_id or None,
        vendor_error_code=message.vendor_error_code or None,
    )  # fmt: skip


def id_token(id_tag: str) -> IdToken | None:
    """An id tag as a token without type; None for an empty one."""
    return IdToken(id_tag) if id_tag else None


def id_tag_info(answer: Authorization) -> IdTagInfo:
    """The answer about a token. 1.6 has fewer words: what it lacks becomes Invalid. A longer group than it can hold is
    left out."""
    group = answer.group_id
    return IdTagInfo(
        status=_ANSWERS.get(answer.status, "Invalid"),
        expiry_date=answer.expires_at,
        parent_id_tag=group if group and len(group) <= _ID_TAG_CHARACTERS else None,
    )


def named_transaction(number: int | None, note: Note) -> TransactionId | None:
    """The transaction that a number means; None for the numbers by which stations mean none or one of their own."""
    if number is None:
        return None
    if number == 0:
        note("tx-id-zero", "transaction 0")
    elif number == _MAX_INT64:
        note("tx-id-max-int", f"transaction {number}")
    elif number < 0:
        note("tx-id-negative", f"transaction {number}")
    else:
        return TransactionId(str(number))
    return None


def start(message: StartTransactionRequest) -> Report:
    """The start of a transaction; a negative register means that the station gave none."""
    evse_id, connector_id = evse_of(message.connector_id)
    return Report(
        "Started", message.timestamp, trigger="Authorized" if message.id_tag else "CablePluggedIn",
        evse_id=evse_id, connector_id=connector_id, id_token=id_token(message.id_tag),
        readings=_register(message.meter_start, message.timestamp, "Transaction.Begin"),
        reservation_id=message.reservation_id, point="PowerPathClosed",
    )  # fmt: skip


def stop(message: StopTransactionRequest, note: Note) -> tuple[TransactionId | None, Report]:
    """The end of a transaction, and which one; None where the number means none of ours."""
    if message.transaction_id in (0, -1):
        note("stop-unknown-tx", f"the end of transaction {message.transaction_id}")
        named = None
    else:
        named = named_transaction(message.transaction_id, note)
    reason = message.reason or "Local"
    final = _register(message.meter_stop, message.timestamp, "Transaction.End")
    return named, Report(
        "Ended", message.timestamp, trigger=_STOP_TRIGGER.get(reason, "StopAuthorized"),
        id_token=id_token(message.id_tag or ""), stopped_reason=reason,
        readings=merged((*readings(message.transaction_data or (), note), *final)),
    )  # fmt: skip


def meter_values(message: MeterValuesRequest, note: Note) -> tuple[TransactionId | None, EvseId, tuple[Reading, ...]]:
    """Readings, the transaction that they are said to belong to, and their EVSE."""
    evse_id, _ = evse_of(message.connector_id)
    found = readings(message.meter_value, note)
    together = merged(found)
    if len(together) < len(found):
        note("meter-values-split", f"{len(found)} meter values at {len(together)} instants")
    return named_transaction(message.transaction_id, note), evse_id, together


def readings(values: Iterable[MeterValue], note: Note) -> tuple[Reading, ...]:
    """One reading for each instant and context."""
    found: list[Reading] = []
    for value in values:
        by_context: dict[str, list[Sample]] = {}
        for sampled in value.sampled_value:
            by_context.setdefault(sampled.context or DEFAULT_CONTEXT, []).append(_sample(sampled, note))
        found.extend(Reading(value.timestamp, tuple(samples), context) for context, samples in by_context.items())
    return tuple(found)


def _sample(sampled: SampledValue, note: Note) -> Sample:
    if sampled.format == "SignedData":
        return sample(
            sampled.value, sampled.measurand, sampled.unit, (sampled.phase, sampled.location), note,
            signed=SignedValue(sampled.value),
        )  # fmt: skip
    value = number(sampled.value)
    if value is not None:
        plain = plain_sample(value, sampled.measurand, sampled.unit, sampled.phase, sampled.location)
        if plain is not None:
            return plain
    return sample(sampled.value, sampled.measurand, sampled.unit, (sampled.phase, sampled.location), note)


def _register(register_wh: int, at: datetime, context: str) -> tuple[Reading, ...]:
    if register_wh < 0:
        return ()
    return (Reading(at, (Sample(value=Decimal(register_wh)),), context),)


_STOP_TRIGGER: Final = {
    "DeAuthorized": "Deauthorized",
    "EVDisconnected": "EVCommunicationLost",
    "HardReset": "ResetCommand",
    "SoftReset": "ResetCommand",
    "Remote": "RemoteStop",
    "UnlockCommand": "UnlockCommand",
    "EmergencyStop": "AbnormalCondition",
    "PowerLoss": "AbnormalCondition",
    "Reboot": "AbnormalCondition",
}
