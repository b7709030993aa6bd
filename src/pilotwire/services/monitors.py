"""Monitors of variables: setting and clearing them, the base and the level, and what comes in as reports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.device_model import Address, Attribute, Component, Variable, batches, weight_bytes, with_attribute
from pilotwire.domain.event import Event
from pilotwire.domain.monitor import (
    ANY_CHANGE,
    NUMERIC,
    Monitor,
    MonitoringBase,
    MonitorKind,
    MonitorSetting,
    StreamPace,
    Wish,
    ended_by_base,
    record_key,
    setting_problem,
    told_again,
)
from pilotwire.domain.monitor_commands import (
    ClearMonitors,
    MonitorAnswer,
    MonitorWrite,
    SetMonitoringBase,
    SetMonitoringLevel,
    SetMonitors,
)
from pilotwire.domain.monitoring_events import (
    MonitoringBaseRequested,
    MonitoringLevelRequested,
    MonitoringReportReceived,
    MonitorsCleared,
    MonitorsSet,
)
from pilotwire.domain.report import Part
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId

from .context import Context
from .device_events import close_alerts
from .device_model import DeviceModels, message_limits, sized
from .inventory import is_known_to_lack
from .questions import Kind, answers
from .remote_control import Answer, Asker, Told, answer_of, ask
from .station_record import known_station
from .work import Removed, Work


class WantedMonitor(msgspec.Struct, frozen=True, kw_only=True):
    """A monitor that somebody asks for; with `id` it takes the place of that one.

    Without a value only a Delta can be, on what is no number: any change is meant.
    """

    address: Address
    kind: MonitorKind
    severity: int
    value: float | None = None
    transaction: bool = False
    stream: StreamPace | None = None
    id: int | None = None


class MonitorOutcome(NamedTuple):
    """What was asked to be set, and what came of it."""

    asked: MonitorWrite
    answer: MonitorAnswer


async def set_monitors(
    models: DeviceModels, asker: Asker, station: StationId, wanted: Sequence[WantedMonitor]
) -> list[MonitorOutcome]:
    """Set monitors, in as many messages as the station's limits call for, and keep what it accepted.

    What is known of the variables is checked first: BadInputError names the field, and nothing is sent; so also for a
    number that is another variable's, or hard-wired. The answers come in the order asked; when the station falls silent
    on the way, the rest is `NotAnswered` and `NotSent`. Raises NotFoundError, and as `StationLink.request` when not
    even the first message works. Source: OCPP 2.0.1 part 2, N04; OCPP 2.1 part 2, N11.
    """
    known_station(models.store, station)
    stored = await models.queries.variables_of(station, [one.address for one in wanted])
    variables = {one.address.key: one for one in stored}
    writes = [_write(one, variables.get(one.address.key), f"/monitors/{index}") for index, one in enumerate(wanted)]
    await _check_there(models, station, writes, variables)
    await _check_numbers(models, station, writes)
    limits = sized(await message_limits(models, station, "SetVariableMonitoring"))
    parts = batches(writes, lambda one: weight_bytes(one.setting.address) + _NUMBERS_BYTES, limits)
    told: list[MonitorOutcome] = []
    async for answered in answers(models.link, station, _SETTING, parts):
        pairs = [MonitorOutcome(*pair) for pair in answered]
        await _keep_set(models, station, pairs, asker)
        told.extend(pairs)
    return told


async def clear_monitors(
    models: DeviceModels, asker: Asker, station: StationId, numbers: Sequence[int]
) -> list[MonitorAnswer]:
    """Remove monitors, in as many messages as the station's limits call for.

    BadInputError for one that is known to be hard-wired, and for a repeat. NotFound means that it is gone already.
    Else as `set_monitors`. Source: OCPP 2.0.1 part 2, N06.
    """
    known_station(models.store, station)
    known = (await models.store.monitoring.known(station, numbers)).monitors
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            raise BadInputError(f"Monitor {number} is there twice.", f"/ids/{index}", "Name each once.")
        if (one := known.get(number)) is not None and one.origin == "HardWiredMonitor":
            raise BadInputError(
                f"Monitor {number} on {one.setting.address} is hard-wired and cannot be removed.", f"/ids/{index}",
                "Leave it out; a monitoring level keeps its events away.",
            )  # fmt: skip
    limits = sized(await message_limits(models, station, "ClearVariableMonitoring"))
    told: list[MonitorAnswer] = []
    async for answered in answers(models.link, station, _CLEARING, batches(numbers, _id_bytes, limits)):
        gone = [number for number, answer in answered if answer.status in ("Accepted", "NotFound")]
        await _keep_cleared(models, station, gone, asker)
        told.extend(answer for _, answer in answered)
    return told


async def set_base(models: DeviceModels, asker: Asker, station: StationId, base: MonitoringBase) -> Answer:
    """Choose which of the station's own monitors are active. What was set from here goes with all but `All`.

    Raises NotFoundError, and as `request`. Source: OCPP 2.0.1 part 2, N03.
    """
    known_station(models.store, station)
    dropped = ended_by_base(await models.queries.monitors_of(station), base)
    present = await models.queries.variables_of(station, (BASE,))

    def event(reply: Reply) -> Event:
        gone = len(dropped) if reply.status == "Accepted" else 0
        return MonitoringBaseRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, base=base, dropped=gone,
            **msgspec.structs.asdict(reply),
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        if reply.status == "Accepted":
            work.save(*(Removed(Monitor, one.record_key) for one in dropped))
            close_alerts(models.store, work, station, [one.id for one in dropped], asker.clock.now())
            work.save(_told(station, BASE, base, present, asker.clock.now()))

    reply = await ask(asker, station, SetMonitoringBase(base), event, settle)
    noticed = (f"{len(dropped)} monitors are gone with it",) if dropped and reply.status == "Accepted" else ()
    return answer_of(reply, noticed)


async def set_level(models: DeviceModels, asker: Asker, station: StationId, severity: int) -> Answer:
    """Have the station tell events of this severity and below in number alone.

    Raises NotFoundError, and as `request`. Source: OCPP 2.0.1 part 2, N05.
    """
    known_station(models.store, station)
    present = await models.queries.variables_of(station, (LEVEL,))

    def event(reply: Reply) -> Event:
        return MonitoringLevelRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, severity=severity,
            **msgspec.structs.asdict(reply),
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        if reply.status == "Accepted":
            work.save(_told(station, LEVEL, str(severity), present, asker.clock.now()))

    return answer_of(await ask(asker, station, SetMonitoringLevel(severity), event, settle))


async def take_report(context: Context, part: Part, told: Sequence[Monitor]) -> None:
    """Store a part of a report as it comes, and tell of it; whoever asked for the report puts the parts together.

    Source: OCPP 2.0.1 part 2, N02.
    """
    known = await context.store.monitoring.known(context.station, [one.id for one in told])
    context.work.save(*(told_again(known.monitors.get(one.id), one) for one in told))
    context.work.tell(
        MonitoringReportReceived(
            station=context.station, at=context.received_at, request_id=part.request_id, seq_no=part.seq_no,
            more=part.more, monitors=part.variables, size_bytes=part.bytes,
        )
    )  # fmt: skip


def _write(wanted: WantedMonitor, variable: Variable | None, pointer: str) -> MonitorWrite:
    allowed = None if variable is None else variable.characteristics
    any_change = wanted.kind == "Delta" and (allowed is None or allowed.data_type not in NUMERIC)
    value = ANY_CHANGE if wanted.value is None and any_change else wanted.value
    if value is None:
        raise BadInputError(
            f"A monitor of kind {wanted.kind} needs a value.", f"{pointer}/value",
            "Give a limit, a change, or for a periodic one the seconds between its events.",
        )  # fmt: skip
    if any_change and allowed is not None:
        value = ANY_CHANGE
    if wanted.stream is not None and not (wanted.stream.interval_s or wanted.stream.values):
        raise BadInputError(
            "A stream sends every so many seconds, with so many values, or both.", f"{pointer}/stream",
            "Give interval_s or values, above 0.",
        )  # fmt: skip
    setting = MonitorSetting(wanted.address, wanted.kind, value, wanted.severity, wanted.transaction, wanted.stream)
    found = setting_problem(setting, allowed)
    if found is not None:
        field, why = found
        raise BadInputError(f"{wanted.address}: {why}.", f"{pointer}/{field}", "Choose what the variable takes.")
    return MonitorWrite(setting, wanted.id)


async def _check_there(
    models: DeviceModels, station: StationId, writes: Sequence[MonitorWrite],
    variables: Mapping[tuple[str, str], Variable],
) -> None:  # fmt: skip
    """A station has no variables that its whole report lacks. Source: OCPP 2.0.1 part 2, N04.FR.03 and N04.FR.04."""
    unknown = [(index, one) for index, one in enumerate(writes) if one.setting.address.key not in variables]
    if not unknown:
        return
    reported_at = await is_known_to_lack(models.store, models.queries, station)
    if reported_at is not None:
        index, one = unknown[0]
        raise BadInputError(
            f"The station has no {one.setting.address}: its whole report of {reported_at:%Y-%m-%d %H:%M:%S} UTC lacks"
            " it.",
            f"/monitors/{index}/variable",
            "Look at the list of its variables; ask for a report where that one is old.",
        )


async def _check_numbers(models: DeviceModels, station: StationId, writes: Sequence[MonitorWrite]) -> None:
    """Source: OCPP 2.0.1 part 2, N04.FR.10, N04.FR.16 and N04.FR.18."""
    seen: set[tuple[str, str, str, int]] = set()
    known = (await models.store.monitoring.known(station, [one.id for one in writes if one.id is not None])).monitors
    for index, one in enumerate(writes):
        setting = one.setting
        if setting.key in seen:
            raise BadInputError(
                f"{setting.address} would have two monitors of kind {setting.kind} and severity {setting.severity}.",
                f"/monitors/{index}", "Leave one out, or give it another severity.",
            )  # fmt: skip
        seen.add(setting.key)
        there = None if one.id is None else known.get(one.id)
        if there is None:
            continue
        if there.origin == "HardWiredMonitor":
            raise BadInputError(
                f"Monitor {one.id} is hard-wired and cannot be changed.", f"/monitors/{index}/id", "Set a new one."
            )
        if there.setting.address.key != setting.address.key:
            raise BadInputError(
                f"Monitor {one.id} is on {there.setting.address}, not on {setting.address}.",
                f"/monitors/{index}/id", "A monitor keeps its variable: leave the id out for a new one.",
            )  # fmt: skip


async def _keep_set(models: DeviceModels, station: StationId, told: Sequence[MonitorOutcome], asker: Asker) -> None:
    good = [
        (one.answer.id if one.answer.id is not None else one.asked.id, one.asked.setting)
        for one in told
        if one.answer.status == "Accepted"
    ]
    numbered = {number: setting for number, setting in good if number is not None}
    if not numbered:
        return
    known = (await models.store.monitoring.known(station, list(numbered))).monitors
    at, work = asker.clock.now(), Work()
    for number, setting in numbered.items():
        before = known.get(number) or Monitor(station, number)
        if before.told is not None and before.told.key != setting.key:
            before = Monitor(station, number)
        wish = Wish(setting, at, asker.actor)
        work.save(msgspec.structs.replace(before, wish=wish, missing_since=None, origin="CustomMonitor"))
    work.tell(MonitorsSet(station=station, at=at, monitors=tuple(numbered), actor=asker.actor))
    await models.store.commit(work)


async def _keep_cleared(models: DeviceModels, station: StationId, gone: Sequence[int], asker: Asker) -> None:
    if not gone:
        return
    work, at = Work(), asker.clock.now()
    work.save(*(Removed(Monitor, record_key(station, number)) for number in gone))
    work.tell(MonitorsCleared(station=station, at=at, monitors=tuple(gone), actor=asker.actor))
    close_alerts(models.store, work, station, gone, at)
    await models.store.commit(work)


def _told(station: StationId, address: Address, value: str, present: Sequence[Variable], at: datetime) -> Variable:
    """The variable in which the station shows what it has just accepted."""
    before = next(iter(present), None) or Variable(station, address, at)
    known = before.attribute("Actual") or Attribute(mutability="ReadOnly")
    return with_attribute(before, msgspec.structs.replace(known, value=value), at)


def _matched_set(
    part: Sequence[MonitorWrite], told: Sequence[MonitorAnswer]
) -> list[tuple[MonitorWrite, MonitorAnswer]]:
    by_key = {one.key: one for one in told}
    return [(one, by_key.get(one.setting.key, _MISSING)) for one in part]


def _matched_cleared(part: Sequence[int], told: Iterable[MonitorAnswer]) -> list[tuple[int, MonitorAnswer]]:
    by_id = {one.id: one for one in told}
    return [(one, by_id.get(one, msgspec.structs.replace(_MISSING, id=one))) for one in part]


def _unsaid(status: Literal["NotAnswered", "NotSent"], why: str) -> MonitorAnswer:
    return MonitorAnswer(status, info=why)


def _id_bytes(_: int) -> int:
    return 11


_SETTING: Final[Kind[MonitorWrite, MonitorAnswer]] = Kind(SetMonitors, _matched_set, _unsaid)
_CLEARING: Final[Kind[int, MonitorAnswer]] = Kind(ClearMonitors, _matched_cleared, _unsaid)
_MISSING: Final = MonitorAnswer("NotAnswered", info="the station's answer leaves this one out")
_CONTROLLER: Final = Component("MonitoringCtrlr")
BASE: Final = Address(_CONTROLLER, "MonitoringBase")
LEVEL: Final = Address(_CONTROLLER, "MonitoringLevel")
_NUMBERS_BYTES: Final = 180
"""What a monitor takes in a message besides its variable: names of fields, numbers of fifteen digits, a stream."""
