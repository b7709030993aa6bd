"""OCPP 2.0.1 and 2.1 to domain values and back, written against the union of both.

What we send is built of 2.0.1's structs: 2.1 accepts each of them, as a test over all answers shows.
"""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias, get_args

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken, MessageFormat
from pilotwire.domain.reading import DEFAULT_CONTEXT, Reading, Sample, SignedValue, merged
from pilotwire.domain.station import Boot, ConnectorStatus, Identity, StatusReport
from pilotwire.domain.station_cost import StationCost
from pilotwire.domain.transaction import ChargingState, Report
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId
from pilotwire.protocol.ocpp21 import availability as availability21
from pilotwire.protocol.ocpp21 import diagnostics as diagnostics21
from pilotwire.protocol.ocpp21 import provisioning as provisioning21
from pilotwire.protocol.ocpp21 import transactions as transactions21
from pilotwire.protocol.ocpp21.types import id_token as id_token21
from pilotwire.protocol.ocpp21.types import meter_value as meter_value21
from pilotwire.protocol.ocpp21.types import station as station21
from pilotwire.protocol.ocpp21.types import transaction as transaction21
from pilotwire.protocol.ocpp201 import availability, diagnostics, provisioning, transactions
from pilotwire.protocol.ocpp201.types import id_token as id_token201
from pilotwire.protocol.ocpp201.types import meter_value, station
from pilotwire.protocol.ocpp201.types.message_content import MessageContent

from .ocpp2x_limits import limit_of
from .ocpp21_station_cost import station_cost
from .sample import GREATEST, Note, exact, plain_sample, sample

BootNotification: TypeAlias = provisioning.BootNotificationRequest | provisioning21.BootNotificationRequest
StatusNotification: TypeAlias = availability.StatusNotificationRequest | availability21.StatusNotificationRequest
TransactionEvent: TypeAlias = transactions.TransactionEventRequest | transactions21.TransactionEventRequest
NotifyEvent: TypeAlias = diagnostics.NotifyEventRequest | diagnostics21.NotifyEventRequest
NotifyReport: TypeAlias = provisioning.NotifyReportRequest | provisioning21.NotifyReportRequest
MeterValue: TypeAlias = meter_value.MeterValue | meter_value21.MeterValue
SampledValue: TypeAlias = meter_value.SampledValue | meter_value21.SampledValue
AnyIdToken: TypeAlias = id_token201.IdToken | id_token21.IdToken
Evse: TypeAlias = station.EVSE | station21.EVSE

_STATUS: Final[dict[str, ConnectorStatus]] = {status: status for status in get_args(ConnectorStatus)}
_MESSAGE_CHARACTERS: Final = 512
"""Of 2.0.1; 2.1 takes 1024."""
_GREATEST: Final = float(GREATEST)
_STATES: Final[dict[str, ChargingState]] = {state: state for state in get_args(ChargingState)}


def boot(message: BootNotification) -> Boot:
    """What a station says of itself."""
    told = message.charging_station
    return Boot(
        Identity(
            vendor=told.vendor_name or None,
            model=told.model or None,
            serial_number=told.serial_number or None,
            firmware_version=told.firmware_version or None,
            iccid=(told.modem.iccid or None) if told.modem else None,
            imsi=(told.modem.imsi or None) if told.modem else None,
        ),
        message.reason,
    )


def status(message: StatusNotification, note: Note) -> StatusReport:
    """A connector's status. An unknown word counts as Unavailable."""
    if message.connector_status not in _STATUS:
        note("status-unknown", f"status '{message.connector_status}'")
    word = _STATUS.get(message.connector_status, "Unavailable")
    return StatusReport(EvseId(message.evse_id), ConnectorId(message.connector_id), word, message.timestamp)


def statuses_of_events(message: NotifyEvent) -> Iterator[StatusReport]:
    """Connector statuses told as events of the device model. Source: OCPP 2.1 part 2, G01."""
    for event in message.event_data:
        evse = event.component.evse
        word = _STATUS.get(event.actual_value)
        if event.variable.name == "AvailabilityState" and evse is not None and word is not None:
            yield StatusReport(EvseId(evse.id), ConnectorId(evse.connector_id or 0), word, event.timestamp)


def connectors_of_report(message: NotifyReport) -> Iterator[tuple[EvseId, ConnectorId, str | None]]:
    """EVSEs and connectors that a part of a device model report names, and a connector's type where it is told."""
    for entry in message.report_data or ():
        evse = entry.component.evse
        if evse is not None and entry.component.name in ("EVSE", "Connector"):
            kind = entry.variable_attribute[0].value if entry.variable.name == "ConnectorType" else None
            yield EvseId(evse.id), ConnectorId(evse.connector_id or 0), kind or None


def id_token(token: AnyIdToken) -> IdToken:
    """A token with its type."""
    additional = tuple((info.additional_id_token, info.type) for info in token.additional_info or ())
    return IdToken(token.id_token, token.type, additional)


def id_token_info(answer: Authorization) -> id_token201.IdTokenInfo:
    """The answer about a token. Source: OCPP 2.0.1 part 2, C01 and C09 (groups)."""
    message, language2 = answer.personal_message, answer.language2
    spoken = answer.message_language or answer.language
    return id_token201.IdTokenInfo(
        status=answer.status,
        cache_expiry_date_time=answer.expires_at,
        charging_priority=answer.charging_priority,
        language1=answer.language,
        language2=language2 if answer.language and language2 != answer.language else None,
        evse_id=answer.evse_ids or None,
        group_id_token=id_token201.IdToken(id_token=answer.group_id, type="Central") if answer.group_id else None,
        personal_message=personal_message(message, spoken, answer.message_format) if message else None,
    )


def transaction(message: TransactionEvent, note: Note) -> tuple[TransactionId | None, Report]:
    """Which transaction, and what is reported of it.

    An empty id, and a negative sequence number, mean that the station gave none.
    """
    info = message.transaction_info
    evse_id, connector_id = _evse(message.evse)
    return TransactionId(info.transaction_id) if info.transaction_id else None, Report(
        message.event_type, message.timestamp, trigger=message.trigger_reason,
        seq_no=None if message.seq_no < 0 else message.seq_no,
        evse_id=evse_id, connector_id=connector_id,
        id_token=id_token(message.id_token) if message.id_token else None,
        readings=readings(message.meter_value or (), note),
        charging_state=_STATES.get(info.charging_state or ""),
        stopped_reason=info.stopped_reason,
        remote_start_id=info.remote_start_id,
        reservation_id=message.reservation_id,
        offline=bool(message.offline),
        limit=_limit(message),
        tariff=info.tariff_id if isinstance(info, transaction21.Transaction) else None,
        cost=_cost(message),
    )  # fmt: skip


def personal_message(text: str, language: str | None = None, message_format: MessageFormat = "UTF8") -> MessageContent:
    """A text for the driver; a QR code's as plain text, since 2.0.1 knows no such form."""
    form = "UTF8" if message_format == "QRCODE" else message_format
    return MessageContent(format=form, content=text[:_MESSAGE_CHARACTERS], language=language)


def readings(values: Sequence[MeterValue], note: Note) -> tuple[Reading, ...]:
    """One reading for each instant and context."""
    found = [reading for value in values for reading in _readings_of(value, note)]
    if len(found) < 2:
        return tuple(found)
    together = merged(found)
    if len(together) < len(found):
        note("meter-values-split", f"{len(found)} meter values at {len(together)} instants")
    return together


def _readings_of(value: MeterValue, note: Note) -> list[Reading]:
    by_context: dict[str, list[Sample]] = {}
    for sampled in value.sampled_value:
        context = sampled.context or DEFAULT_CONTEXT
        unit = sampled.unit_of_measure
        plain = None
        is_scaled = unit is not None and unit.multiplier
        if not is_scaled and sampled.signed_meter_value is None and -_GREATEST < sampled.value < _GREATEST:
            word = None if unit is None else unit.unit
            plain = plain_sample(exact(sampled.value), sampled.measurand, word, sampled.phase, sampled.location)
        if plain is None:
            plain = _sample(sampled, note)
        by_context.setdefault(context, []).append(plain)
    return [Reading(value.timestamp, tuple(samples), context) for context, samples in by_context.items()]


def _sample(sampled: SampledValue, note: Note) -> Sample:
    unit, signed = sampled.unit_of_measure, sampled.signed_meter_value
    place = (sampled.phase, sampled.location)
    return sample(
        format(exact(sampled.value), "f"), sampled.measurand, unit.unit if unit else None, place, note,
        multiplier=(unit.multiplier or 0) if unit else 0,
        signed=SignedValue(signed.signed_meter_data, signed.encoding_method, signed.signing_method, signed.public_key)
        if signed
        else None,
    )  # fmt: skip


def _limit(message: TransactionEvent) -> TransactionLimit | None:
    info = message.transaction_info
    if not isinstance(info, transaction21.Transaction) or info.transaction_limit is None:
        return None
    return limit_of(info.transaction_limit)


def _cost(message: TransactionEvent) -> StationCost | None:
    if not isinstance(message, transactions21.TransactionEventRequest) or message.cost_details is None:
        return None
    return station_cost(message.cost_details, message.timestamp)


def _evse(evse: Evse | None) -> tuple[EvseId | None, ConnectorId | None]:
    if evse is None:
        return None, None
    return EvseId(evse.id), None if evse.connector_id is None else ConnectorId(evse.connector_id)
