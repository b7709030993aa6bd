"""OCPP 2.0.1 and 2.1: what the station says, and what it reads of the answers.

What both versions have in common is said with the messages of 2.0.1, which are valid in 2.1 as well.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, get_args

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import UNSPECIFIED, IdToken
from pilotwire.domain.reading import Reading, Sample
from pilotwire.kernel.time import from_unix_ms
from pilotwire.protocol.action import Action
from pilotwire.protocol.decode import decode_strict
from pilotwire.protocol.ocpp21 import actions as actions21
from pilotwire.protocol.ocpp21 import authorization as authorization21
from pilotwire.protocol.ocpp21 import transactions as transactions21
from pilotwire.protocol.ocpp21.types import id_token as id_token21
from pilotwire.protocol.ocpp201 import actions as actions201
from pilotwire.protocol.ocpp201 import authorization, availability, enums, metering, provisioning, transactions
from pilotwire.protocol.ocpp201.types import id_token, meter_value
from pilotwire.protocol.ocpp201.types.station import EVSE, ChargingStation
from pilotwire.protocol.ocpp201.types.transaction import Transaction
from pilotwire.protocol.ocppj.version import Version
from pilotwire.station.charging_point import ChargingPoint, Condition
from pilotwire.station.facts import Place, TransactionFact
from pilotwire.station.ocpp2x.table import ANSWERS
from pilotwire.station.setup import StationSetup
from pilotwire.station.speech import Answerer, FactAnswer, Registration, Spoken

_STATUSES: Final[Mapping[Condition, enums.ConnectorStatus]] = {
    "available": "Available", "reserved": "Reserved", "unavailable": "Unavailable", "faulted": "Faulted",
}  # fmt: skip
"""All others are Occupied."""
_TRIGGERS: Final[Mapping[str, enums.TriggerReason]] = {one: one for one in get_args(enums.TriggerReason)}
_REASONS: Final[Mapping[str, enums.Reason]] = {one: one for one in get_args(enums.Reason)}
_BOOT_REASONS: Final[Mapping[str, enums.BootReason]] = {one: one for one in get_args(enums.BootReason)}
_MEASURANDS: Final[Mapping[str, enums.Measurand]] = {one: one for one in get_args(enums.Measurand)}
_PHASES: Final[Mapping[str, enums.Phase]] = {one: one for one in get_args(enums.Phase)}
_CONTEXTS: Final[Mapping[str, enums.ReadingContext]] = {one: one for one in get_args(enums.ReadingContext)}
_TOKEN_KINDS: Final[Mapping[str, enums.IdTokenKind]] = {one: one for one in get_args(enums.IdTokenKind)}


class Speech2x:
    """Either version."""

    answers: Mapping[str, Answerer] = ANSWERS

    def __init__(self, version: Version) -> None:
        self.version = version
        is_21 = version is Version.V21
        self.actions: Mapping[str, Action] = actions21.ACTIONS if is_21 else actions201.ACTIONS
        self._authorize_response: type[AuthorizeResponse] = (
            authorization21.AuthorizeResponse if is_21 else authorization.AuthorizeResponse
        )
        self._event_response: type[TransactionEventResponse] = (
            transactions21.TransactionEventResponse if is_21 else transactions.TransactionEventResponse
        )

    def boot(self, setup: StationSetup, reason: str) -> Spoken:
        """BootNotification."""
        return "BootNotification", provisioning.BootNotificationRequest(
            reason=_BOOT_REASONS.get(reason, "Unknown"),
            charging_station=ChargingStation(
                model=setup.model[:20], vendor_name=setup.vendor[:50], serial_number=setup.serial,
                firmware_version=setup.firmware,
            ),
        )  # fmt: skip

    def heartbeat(self) -> Spoken:
        """Heartbeat."""
        return "Heartbeat", availability.HeartbeatRequest()

    def status(self, point: ChargingPoint, at: datetime) -> Spoken:
        """StatusNotification."""
        return "StatusNotification", availability.StatusNotificationRequest(
            timestamp=at, connector_status=_STATUSES.get(point.condition, "Occupied"), evse_id=point.evse_id,
            connector_id=point.connector_id,
        )  # fmt: skip

    def status_word(self, point: ChargingPoint) -> str:
        """The connector's status."""
        return _STATUSES.get(point.condition, "Occupied")

    def authorize(self, token: IdToken) -> Spoken:
        """Authorize."""
        return "Authorize", authorization.AuthorizeRequest(id_token=written_token(token))

    def fact(self, fact: TransactionFact) -> Spoken:
        """TransactionEvent."""
        remote_start_id = fact.remote_start_id if fact.kind == "Started" or fact.trigger == "RemoteStart" else None
        return "TransactionEvent", transactions.TransactionEventRequest(
            event_type=fact.kind, timestamp=from_unix_ms(fact.at_ms), seq_no=fact.seq_no,
            trigger_reason=_TRIGGERS.get(fact.trigger, "AbnormalCondition"), offline=fact.offline or None,
            meter_value=tuple(_meter_value(one) for one in fact.readings) or None,
            number_of_phases_used=fact.phases, cable_max_current=fact.cable_max_a, reservation_id=fact.reservation_id,
            transaction_info=Transaction(
                transaction_id=fact.transaction, charging_state=fact.state, time_spent_charging=fact.charged_s,
                stopped_reason=None if fact.reason is None else _REASONS.get(fact.reason, "Other"),
                remote_start_id=remote_start_id,
            ),
            evse=EVSE(id=fact.place.evse_id, connector_id=fact.place.connector_id),
            id_token=None if fact.token is None else written_token(fact.token),
        )  # fmt: skip

    def readings(self, place: Place, readings: tuple[Reading, ...]) -> Spoken:
        """MeterValues."""
        values = tuple(_meter_value(one) for one in readings)
        return "MeterValues", metering.MeterValuesRequest(evse_id=place.evse_id, meter_value=values)

    def read_registration(self, payload: msgspec.Raw) -> Registration:
        """Raises SchemaViolations."""
        told = decode_strict(provisioning.BootNotificationResponse, payload)
        return Registration(told.status, told.interval, told.current_time)

    def read_time(self, payload: msgspec.Raw) -> datetime:
        """Raises SchemaViolations."""
        return decode_strict(availability.HeartbeatResponse, payload).current_time

    def read_authorization(self, payload: msgspec.Raw) -> Authorization:
        """Raises SchemaViolations."""
        return authorization_of(decode_strict(self._authorize_response, payload).id_token_info)

    def read_fact(self, fact: TransactionFact, payload: msgspec.Raw) -> FactAnswer:
        """Raises SchemaViolations."""
        info = decode_strict(self._event_response, payload).id_token_info
        return FactAnswer(None if info is None else authorization_of(info))


def written_token(token: IdToken) -> id_token.IdToken:
    """A token as 2.x writes it; one without a type is a card."""
    kind = "ISO14443" if token.type == UNSPECIFIED else token.type
    return id_token.IdToken(id_token=token.value, type=_TOKEN_KINDS.get(kind, "Central"))


def authorization_of(info: id_token.IdTokenInfo | id_token21.IdTokenInfo) -> Authorization:
    """What the CSMS says of a token."""
    group = None if info.group_id_token is None else info.group_id_token.id_token
    return Authorization(
        info.status, group, info.cache_expiry_date_time, charging_priority=info.charging_priority,
        language=info.language1,
        personal_message=None if info.personal_message is None else info.personal_message.content,
    )  # fmt: skip


AuthorizeResponse = authorization.AuthorizeResponse | authorization21.AuthorizeResponse
TransactionEventResponse = transactions.TransactionEventResponse | transactions21.TransactionEventResponse


def _meter_value(reading: Reading) -> meter_value.MeterValue:
    context = _CONTEXTS.get(reading.context)
    return meter_value.MeterValue(
        timestamp=reading.at, sampled_value=tuple(_sampled(one, context) for one in reading.samples)
    )


def _sampled(sample: Sample, context: enums.ReadingContext | None) -> meter_value.SampledValue:
    return meter_value.SampledValue(
        value=0.0 if sample.value is None else float(sample.value), context=context,
        measurand=_MEASURANDS.get(sample.measurand), phase=None if sample.phase is None else _PHASES.get(sample.phase),
        unit_of_measure=None if sample.unit == "Wh" else meter_value.UnitOfMeasure(unit=sample.unit),
    )  # fmt: skip
