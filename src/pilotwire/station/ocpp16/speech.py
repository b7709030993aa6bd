"""OCPP 1.6: what the station says, and what it reads of the answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, get_args

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Reading, Sample
from pilotwire.kernel.time import from_unix_ms
from pilotwire.protocol.action import Action
from pilotwire.protocol.decode import decode_strict
from pilotwire.protocol.ocpp16 import core, enums, types
from pilotwire.protocol.ocpp16.actions import ACTIONS
from pilotwire.protocol.ocppj.version import Version
from pilotwire.station.charging_point import ChargingPoint, Condition
from pilotwire.station.facts import Place, TransactionFact
from pilotwire.station.ocpp16.table import ANSWERS
from pilotwire.station.setup import StationSetup
from pilotwire.station.speech import Answerer, FactAnswer, Registration, Spoken

ID_TAG_LENGTH: Final = 20
_STATUSES: Final[Mapping[Condition, enums.ChargePointStatus]] = {
    "available": "Available", "preparing": "Preparing", "charging": "Charging", "suspended-ev": "SuspendedEV",
    "suspended-evse": "SuspendedEVSE", "finishing": "Finishing", "reserved": "Reserved", "unavailable": "Unavailable",
    "faulted": "Faulted",
}  # fmt: skip
_REASONS: Final[Mapping[str, enums.Reason]] = {one: one for one in get_args(enums.Reason)} | {
    "DeAuthorized": "DeAuthorized", "ImmediateReset": "HardReset", "Reboot": "SoftReset", "Timeout": "Local",
    "StoppedByEV": "EVDisconnected",
}  # fmt: skip
_ERRORS: Final[Mapping[str, enums.ChargePointErrorCode]] = {one: one for one in get_args(enums.ChargePointErrorCode)}
_MEASURANDS: Final[Mapping[str, enums.Measurand]] = {one: one for one in get_args(enums.Measurand)}
_PHASES: Final[Mapping[str, enums.Phase]] = {one: one for one in get_args(enums.Phase)}
_UNITS: Final[Mapping[str, enums.UnitOfMeasure]] = {one: one for one in get_args(enums.UnitOfMeasure)} | {
    "Celsius": "Celcius"  # the spelling that a station should send: OCPP-J 1.6 errata, 2.1
}
_CONTEXTS: Final[Mapping[str, enums.ReadingContext]] = {one: one for one in get_args(enums.ReadingContext)}


class Speech16:
    """`numbers` are the ids that the CSMS gave to transactions, by ours."""

    version: Version = Version.V16
    actions: Mapping[str, Action] = ACTIONS
    answers: Mapping[str, Answerer] = ANSWERS

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers

    def boot(self, setup: StationSetup, reason: str) -> Spoken:
        """1.6 does not tell the reason."""
        return "BootNotification", core.BootNotificationRequest(
            charge_point_vendor=setup.vendor[:20], charge_point_model=setup.model[:20],
            charge_point_serial_number=setup.serial, firmware_version=setup.firmware,
        )  # fmt: skip

    def heartbeat(self) -> Spoken:
        """Heartbeat."""
        return "Heartbeat", core.HeartbeatRequest()

    def status(self, point: ChargingPoint, at: datetime) -> Spoken:
        """The fault's name is the error code where 1.6 knows it."""
        fault = point.fault
        code = "NoError" if fault is None else _ERRORS.get(fault, "OtherError")
        return "StatusNotification", core.StatusNotificationRequest(
            connector_id=point.number, error_code=code, status=_STATUSES[point.condition], timestamp=at,
            info=fault if code == "OtherError" and fault is not None else None,
        )  # fmt: skip

    def status_word(self, point: ChargingPoint) -> str:
        """The status with its error."""
        return f"{_STATUSES[point.condition]}/{point.fault or ''}"

    def authorize(self, token: IdToken) -> Spoken:
        """Authorize."""
        return "Authorize", core.AuthorizeRequest(id_tag=id_tag(token))

    def fact(self, fact: TransactionFact) -> Spoken | None:
        """A start, a stop, or the readings in between; other steps have no message in 1.6.

        A transaction whose start the CSMS never took has no number: its other messages are dropped.
        """
        at = from_unix_ms(fact.at_ms)
        if fact.kind == "Started":
            return "StartTransaction", core.StartTransactionRequest(
                connector_id=fact.place.number, id_tag="" if fact.token is None else id_tag(fact.token),
                meter_start=fact.meter_wh, timestamp=at, reservation_id=fact.reservation_id,
            )  # fmt: skip
        number = self._numbers.get(fact.transaction)
        if number is None:
            return None
        values = tuple(_meter_value(one) for one in fact.readings)
        if fact.kind == "Ended":
            return "StopTransaction", core.StopTransactionRequest(
                transaction_id=number, meter_stop=fact.meter_wh, timestamp=at,
                id_tag=None if fact.token is None else id_tag(fact.token),
                reason=_REASONS.get(fact.reason or "Local", "Other"), transaction_data=values or None,
            )  # fmt: skip
        if not values:
            return None
        return "MeterValues", core.MeterValuesRequest(
            connector_id=fact.place.number, transaction_id=number, meter_value=values
        )

    def readings(self, place: Place, readings: tuple[Reading, ...]) -> Spoken:
        """MeterValues without a transaction."""
        values = tuple(_meter_value(one) for one in readings)
        return "MeterValues", core.MeterValuesRequest(connector_id=place.number, meter_value=values)

    def read_registration(self, payload: msgspec.Raw) -> Registration:
        """Raises SchemaViolations."""
        told = decode_strict(core.BootNotificationResponse, payload)
        return Registration(told.status, told.interval, told.current_time)

    def read_time(self, payload: msgspec.Raw) -> datetime:
        """Raises SchemaViolations."""
        return decode_strict(core.HeartbeatResponse, payload).current_time

    def read_authorization(self, payload: msgspec.Raw) -> Authorization:
        """Raises SchemaViolations."""
        return authorization(decode_strict(core.AuthorizeResponse, payload).id_tag_info)

    def read_fact(self, fact: TransactionFact, payload: msgspec.Raw) -> FactAnswer:
        """Raises SchemaViolations."""
        if fact.kind == "Started":
            told = decode_strict(core.StartTransactionResponse, payload)
            return FactAnswer(authorization(told.id_tag_info), told.transaction_id)
        if fact.kind == "Ended":
            info = decode_strict(core.StopTransactionResponse, payload).id_tag_info
            return FactAnswer(None if info is None else authorization(info))
        return FactAnswer()


def id_tag(token: IdToken) -> str:
    """A token as 1.6 writes it: 20 characters at most."""
    return token.value[:ID_TAG_LENGTH]


def authorization(info: types.IdTagInfo) -> Authorization:
    """What the CSMS says of a token, in the words of 2.x."""
    return Authorization(info.status, info.parent_id_tag, info.expiry_date)


def _meter_value(reading: Reading) -> types.MeterValue:
    context = _CONTEXTS.get(reading.context)
    return types.MeterValue(
        timestamp=reading.at, sampled_value=tuple(_sampled(one, context) for one in reading.samples)
    )


def _sampled(sample: Sample, context: enums.ReadingContext | None) -> types.SampledValue:
    return types.SampledValue(
        value="" if sample.value is None else f"{sample.value:f}", context=context,
        measurand=_MEASURANDS.get(sample.measurand), phase=None if sample.phase is None else _PHASES.get(sample.phase),
        unit=_UNITS.get(sample.unit),
    )  # fmt: skip
