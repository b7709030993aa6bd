"""When the restrictions of tariffs hold, and the instants at which that may change."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from .tariff import DAYS, Restrictions, Tariff


class Moment(msgspec.Struct, frozen=True):
    """How it stands at the beginning of a stretch: the local time, what was used before, and the flow."""

    local: datetime
    used_wh: Fraction
    lasted_s: Fraction
    power_w: Fraction
    current_a: Fraction


def holds(restrictions: Restrictions, moment: Moment) -> bool:
    """Whether an element holds for a stretch that begins so; `reservation` is not looked at."""
    said = restrictions
    return (
        _within(moment.used_wh / 1000, said.min_kwh, said.max_kwh)
        and _within(moment.lasted_s, said.min_duration_s, said.max_duration_s)
        and _within(moment.power_w / 1000, said.min_power_kw, said.max_power_kw)
        and _within(moment.current_a, said.min_current_a, said.max_current_a)
        and (not said.day_of_week or DAYS[moment.local.weekday()] in said.day_of_week)
        and (said.start_date is None or moment.local.date() >= date.fromisoformat(said.start_date))
        and (said.end_date is None or moment.local.date() < date.fromisoformat(said.end_date))
        and _is_time_of_day(said, moment.local.time())
    )


class Cuts(msgspec.Struct, frozen=True):
    """Where a tariff may change its price: times of day, energies in Wh, and seconds from the start."""

    times: tuple[time, ...] = ()
    energies_wh: tuple[Fraction, ...] = ()
    durations_s: tuple[int, ...] = ()


def cuts_of(tariff: Tariff) -> Cuts:
    """All such places of a tariff."""
    times, energies, durations = set[time](), set[Fraction](), set[int]()
    for element in tariff.elements:
        said = element.restrictions
        if said.day_of_week or said.start_date or said.end_date or said.start_time or said.end_time:
            times |= {_MIDNIGHT, *(time.fromisoformat(text) for text in (said.start_time, said.end_time) if text)}
        energies |= {Fraction(kwh) * 1000 for kwh in (said.min_kwh, said.max_kwh) if kwh is not None}
        durations |= {seconds for seconds in (said.min_duration_s, said.max_duration_s) if seconds is not None}
    return Cuts(tuple(sorted(times)), tuple(sorted(energies)), tuple(sorted(durations)))


def clock_cuts(times: Iterable[time], since: datetime, until: datetime, zone: tzinfo) -> list[datetime]:
    """The instants within these bounds at which a local clock shows one of the times, or is put forward or back."""
    wanted = tuple(times)
    if not wanted:
        return []
    found = set[datetime]()
    day, last = since.astimezone(zone).date(), until.astimezone(zone).date() + _DAY
    while day <= last:
        for fold in (0, 1):
            found.update(datetime.combine(day, one, zone).replace(fold=fold).astimezone(UTC) for one in wanted)
        found.update(_clock_change(day, zone))
        day += _DAY
    return sorted(at for at in found if since < at < until)


def _clock_change(day: date, zone: tzinfo) -> list[datetime]:
    """The instant within a local day at which its clock is changed."""
    low, high = (datetime.combine(one, _MIDNIGHT, zone).astimezone(UTC) for one in (day, day + _DAY))
    before = low.astimezone(zone).utcoffset()
    if before == high.astimezone(zone).utcoffset():
        return []
    while high - low > _SECOND:
        middle = low + (high - low) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return [high]


def _within(value: Fraction, least: Decimal | int | None, below: Decimal | int | None) -> bool:
    return (least is None or value >= Fraction(least)) and (below is None or value < Fraction(below))


def _is_time_of_day(said: Restrictions, now: time) -> bool:
    start = time.fromisoformat(said.start_time or "00:00")
    end = time.fromisoformat(said.end_time or "00:00")
    if start == end:
        return True
    if end == _MIDNIGHT or start < end:
        return start <= now and (end == _MIDNIGHT or now < end)
    return now >= start or now < end


_MIDNIGHT: Final = time()
_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)
