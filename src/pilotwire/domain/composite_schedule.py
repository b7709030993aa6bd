"""The composite schedule: what all profiles of a station together allow, over a span of time.

One pure function, for predicting what a station will answer, for comparing with what it has answered, and for stations.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import ROUND_DOWN, Decimal
from operator import itemgetter
from typing import Final

import msgspec

from pilotwire.kernel.ids import EvseId, TransactionId

from .charging_profile import ChargingProfile, Purpose, RateUnit
from .profile_timeline import Said, changes, said_at

STATION: Final = EvseId(0)
_TENTH: Final = Decimal("0.1")


class Installed(msgspec.Struct, frozen=True):
    """A profile and for which EVSE it is; 0: for the whole station."""

    evse_id: EvseId
    profile: ChargingProfile


class RunningTransaction(msgspec.Struct, frozen=True):
    """A transaction at an EVSE, and since when energy could flow: where relative schedules begin."""

    id: TransactionId
    began_at: datetime


class CompositeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the specification leaves to the station.

    `voltage_v` and `phases` lead from A to W and back, where a period does not say its phases. `default_limit` (in the
    unit wanted) is what an EVSE without any limit has; None: no limit. `defaults_when_idle`: TxDefaultProfile counts
    for an EVSE without a transaction, as if one began now. `prioritized`: EVSEs with priority charging. `zone` is the
    station's, for schedules in local time.
    """

    voltage_v: Decimal = Decimal(230)
    phases: int = 3
    default_limit: Decimal | None = None
    defaults_when_idle: bool = True
    prioritized: frozenset[EvseId] = frozenset()
    zone: tzinfo = UTC


class Allowed(msgspec.Struct, frozen=True):
    """What holds at an instant; None: no limit. `by` is the profile that decided it, None: none or a sum of several."""

    limit: Decimal | None = None
    phases: int | None = None
    discharge_limit: Decimal | None = None
    setpoint: Decimal | None = None
    by: int | None = None


class CompositePeriod(msgspec.Struct, frozen=True):
    """From `start_s` after the begin on this is allowed."""

    start_s: int
    allowed: Allowed


class Situation(msgspec.Struct, frozen=True):
    """All that the station has: its profiles, its EVSEs, and the transactions that run."""

    profiles: Sequence[Installed]
    evses: Sequence[EvseId]
    running: Mapping[EvseId, RunningTransaction]


DEFAULT_OPTIONS: Final = CompositeOptions()


def composite(
    situation: Situation, evse_id: EvseId, start_at: datetime, duration_s: int, unit: RateUnit,
    options: CompositeOptions = DEFAULT_OPTIONS,
) -> list[CompositePeriod]:  # fmt: skip
    """What is allowed at an EVSE, or with 0 at the whole station, in whole seconds from `start_at`.

    Equal neighbours are one period. For the whole station the EVSEs' limits are added up, and the sum is held below
    what limits the station. Source: OCPP 2.0.1 part 2, K 3.2 to 3.5 and K08.FR.04; OCPP 1.6, 3.13.
    """
    end_at = start_at + timedelta(seconds=duration_s)
    instants = {start_at}
    for one in situation.profiles:
        for began_at in _begins(situation, one, start_at):
            instants.update(changes(one.profile, start_at, end_at, began_at, options.zone))
    periods: list[CompositePeriod] = []
    for at in sorted(instants):
        allowed = _allowed(situation, evse_id, at, start_at, unit, options)
        offset_s = int((at - start_at).total_seconds())
        if periods and periods[-1].start_s == offset_s:
            periods.pop()
        if not periods or periods[-1].allowed != allowed:
            periods.append(CompositePeriod(offset_s, allowed))
    return periods


def _begins(situation: Situation, one: Installed, start_at: datetime) -> Iterable[datetime | None]:
    """Where a relative schedule may begin: with the transactions it holds for, or with the question."""
    if one.profile.kind != "Relative" and one.profile.schedules[0].start_at is not None:
        return (None,)
    found = [known.began_at for evse, known in situation.running.items() if one.evse_id in (STATION, evse)]
    return (*found, start_at)


def _allowed(
    situation: Situation, evse_id: EvseId, at: datetime, start_at: datetime, unit: RateUnit, options: CompositeOptions
) -> Allowed:
    def look(purpose: Purpose, where: EvseId, began_at: datetime | None) -> Allowed | None:
        return _leading(situation, purpose, where, at, began_at, unit, options)

    if evse_id != STATION:
        return _of_evse(situation, evse_id, start_at, options, look) or Allowed(options.default_limit)
    parts = [
        _of_evse(situation, one, start_at, options, look) or Allowed(options.default_limit) for one in situation.evses
    ]
    return _least([_sum(parts), *_of_station(STATION, start_at, look)])


def _of_evse(
    situation: Situation, evse_id: EvseId, start_at: datetime, options: CompositeOptions,
    look: Callable[[Purpose, EvseId, datetime | None], Allowed | None],
) -> Allowed | None:  # fmt: skip
    """What holds at one EVSE: its transaction's profile, else the default; below all that limits the station."""
    running = situation.running.get(evse_id)
    began_at = start_at if running is None else running.began_at
    own = look("PriorityCharging", evse_id, began_at) if evse_id in options.prioritized else None
    if own is None and running is not None:
        own = look("TxProfile", evse_id, began_at)
    if own is None and (running is not None or options.defaults_when_idle):
        own = look("TxDefaultProfile", evse_id, began_at)
    around = _of_station(evse_id, began_at, look)
    found = [one for one in (own, *around) if one is not None]
    return _least(found) if found else None


def _of_station(
    evse_id: EvseId, began_at: datetime, look: Callable[[Purpose, EvseId, datetime | None], Allowed | None]
) -> list[Allowed]:
    """What limits from outside, and the power of one's own that is added to it (OCPP 2.1)."""
    limits = (look("ChargingStationMaxProfile", STATION, began_at), look(_EXTERNAL, evse_id, began_at))
    found = [one for one in limits if one is not None]
    added = look("LocalGeneration", evse_id, began_at)
    if not found or added is None or added.limit is None:
        return found
    least = _least(found)
    if least.limit is None:
        return [least]
    return [msgspec.structs.replace(least, limit=least.limit + added.limit, by=None)]


def _leading(
    situation: Situation, purpose: Purpose, evse_id: EvseId, at: datetime, began_at: datetime | None, unit: RateUnit,
    options: CompositeOptions,
) -> Allowed | None:  # fmt: skip
    """What the leading profile of a purpose says: of those with a value the highest, then the EVSE's own."""
    running = situation.running.get(evse_id)
    best: tuple[tuple[int, bool, int], Allowed] | None = None
    for one in situation.profiles:
        profile = one.profile
        if profile.purpose != purpose or one.evse_id not in (STATION, evse_id):
            continue
        if profile.transaction is not None and (running is None or profile.transaction != running.id):
            continue
        said = said_at(profile, at, began_at, options.zone)
        rank = (profile.stack_level, one.evse_id != STATION, profile.id)
        if said is not None and (best is None or rank > best[0]):
            best = rank, _in_unit(said, unit, options, profile.id)
    return None if best is None else best[1]


def _in_unit(said: Said, unit: RateUnit, options: CompositeOptions, by: int) -> Allowed:
    period = said.period
    phases = period.phases or options.phases

    def changed(value: Decimal | None) -> Decimal | None:
        if value is None or said.schedule.rate_unit == unit:
            return value
        factor = options.voltage_v * phases
        return value * factor if unit == "W" else (value / factor).quantize(_TENTH, ROUND_DOWN)

    def least(*values: Decimal | None) -> Decimal | None:
        """Limits of single phases: in A the least binds all; in W they are added up."""
        told = [one for one in values if one is not None]
        if len(told) < 2:
            return changed(told[0]) if told else None
        return changed(min(told, key=abs)) if said.schedule.rate_unit == "A" else changed(sum(told, Decimal()))

    return Allowed(
        least(period.limit, period.limit_l2, period.limit_l3),
        period.phases,
        least(period.discharge_limit, period.discharge_limit_l2, period.discharge_limit_l3),
        changed(period.setpoint),
        by,
    )


def _least(found: Sequence[Allowed]) -> Allowed:
    """All of them together: the lowest limit and the least discharging; the setpoint of the first held within."""
    limits = [(one.limit, one.by) for one in found if one.limit is not None]
    limit, by = min(limits, key=itemgetter(0)) if limits else (None, None)
    discharge = max((one.discharge_limit for one in found if one.discharge_limit is not None), default=None)
    asked = next((one for one in found if one.setpoint is not None), None)
    setpoint = None if asked is None else asked.setpoint
    if setpoint is not None:
        setpoint = setpoint if limit is None else min(setpoint, limit)
        setpoint = setpoint if discharge is None else max(setpoint, discharge)
    phases = min((one.phases for one in found if one.phases is not None), default=None)
    return Allowed(limit, phases, discharge, setpoint, asked.by if asked is not None and limit is None else by)


def _sum(parts: Sequence[Allowed]) -> Allowed:
    """The EVSEs together: without a limit where one of them has none."""
    limits = [one.limit for one in parts if one.limit is not None]
    return Allowed(sum(limits, Decimal())) if limits and len(limits) == len(parts) else Allowed()


_EXTERNAL: Final[Purpose] = "ChargingStationExternalConstraints"
