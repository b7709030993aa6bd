"""What one charging profile says at an instant, and when it says something else."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Final

import msgspec

from .charging_profile import ChargingProfile, Period, Schedule

_EVERY: Final = {"Daily": timedelta(days=1), "Weekly": timedelta(days=7)}


class Said(msgspec.Struct, frozen=True):
    """The period that holds, and the schedule that it is part of."""

    period: Period
    schedule: Schedule


def said_at(profile: ChargingProfile, at: datetime, began_at: datetime | None, zone: tzinfo) -> Said | None:
    """What the profile says then; None where it has no value.

    `began_at` is where relative schedules begin (None: nowhere). `zone` is the station's own, for schedules in local
    time. Of several schedules, which are offers to a vehicle, the first counts.
    Source: OCPP 2.0.1 part 2, K 3.3 and K01.FR.12; OCPP 2.1 part 2, ChargingScheduleType.
    """
    if not _is_valid(profile, at):
        return None
    schedule = profile.schedules[0]
    anchor = _anchor(profile, schedule, at, began_at, zone)
    if anchor is None or at < anchor:
        return None
    elapsed_s = (at - anchor).total_seconds()
    if schedule.duration_s is not None and elapsed_s >= schedule.duration_s:
        return None
    place = bisect_right(schedule.periods, elapsed_s, key=lambda one: one.start_s)
    return Said(schedule.periods[place - 1], schedule) if place else None


def changes(
    profile: ChargingProfile, since: datetime, until: datetime, began_at: datetime | None, zone: tzinfo
) -> Iterator[datetime]:
    """The instants after `since` and before `until` at which it may say something else, in no order."""
    schedule = profile.schedules[0]
    ends = [one.start_s for one in schedule.periods]
    if schedule.duration_s is not None:
        ends.append(schedule.duration_s)
    found = [one for one in (profile.valid_from, profile.valid_to) if one is not None]
    for anchor in _anchors(profile, schedule, since, until, began_at, zone):
        found += [anchor + timedelta(seconds=seconds) for seconds in ends]
    return (one for one in found if since < one < until)


def _is_valid(profile: ChargingProfile, at: datetime) -> bool:
    return (profile.valid_from is None or profile.valid_from <= at) and (
        profile.valid_to is None or at < profile.valid_to
    )


def _anchors(
    profile: ChargingProfile, schedule: Schedule, since: datetime, until: datetime, began_at: datetime | None,
    zone: tzinfo,
) -> Iterator[datetime]:  # fmt: skip
    """All begins of the schedule that matter to a span."""
    anchor = _anchor(profile, schedule, since, began_at, zone)
    if profile.recurrency is None:
        if anchor is not None:
            yield anchor
        return
    begin = anchor if anchor is not None else schedule.start_at
    while begin is not None and begin < until:
        yield begin
        begin = _later(begin, profile, schedule, zone)


def _anchor(
    profile: ChargingProfile, schedule: Schedule, at: datetime, began_at: datetime | None, zone: tzinfo
) -> datetime | None:
    """Where the schedule's time counts from at an instant; a recurring one begins anew from its start on."""
    if profile.kind == "Relative" or schedule.start_at is None:
        return began_at
    if profile.recurrency is None:
        return schedule.start_at
    if at < schedule.start_at:
        return None
    every = _EVERY[profile.recurrency]
    if not schedule.use_local_time:
        return schedule.start_at + every * ((at - schedule.start_at) // every)
    first = schedule.start_at.astimezone(zone).replace(tzinfo=None)
    local = at.astimezone(zone).replace(tzinfo=None)
    times = (local - first) // every
    begin = (first + every * times).replace(tzinfo=zone)
    if begin.astimezone(at.tzinfo) > at:  # clocks were put back meanwhile
        begin = (first + every * (times - 1)).replace(tzinfo=zone)
    return begin.astimezone(at.tzinfo)


def _later(begin: datetime, profile: ChargingProfile, schedule: Schedule, zone: tzinfo) -> datetime:
    every = _EVERY[profile.recurrency or "Daily"]
    if not schedule.use_local_time:
        return begin + every
    local = begin.astimezone(zone).replace(tzinfo=None) + every
    return local.replace(tzinfo=zone).astimezone(begin.tzinfo)
