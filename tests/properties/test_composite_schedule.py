"""The composite schedule against a second way of reckoning it: each minute by itself, profile by profile.

The reference shares no code with the engine: it walks through minutes and looks up what each profile says.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pilotwire.domain.charging_profile import ChargingProfile, Period, Purpose, Schedule
from pilotwire.domain.composite_schedule import (
    CompositePeriod,
    Installed,
    RunningTransaction,
    Situation,
    composite,
)
from pilotwire.kernel.ids import EvseId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTES = 180
EVSES = (EvseId(1), EvseId(2))
BEGAN = {EvseId(1): NOON - timedelta(minutes=40)}


@st.composite
def installed(draw: st.DrawFn, number: int) -> Installed:
    purposes: tuple[Purpose, ...] = (
        "TxProfile", "TxDefaultProfile", "ChargingStationMaxProfile", "ChargingStationExternalConstraints",
    )  # fmt: skip
    purpose = draw(st.sampled_from(purposes))
    minutes = sorted(draw(st.sets(st.integers(1, 200), max_size=4)))
    limits = draw(st.lists(st.integers(0, 40), min_size=len(minutes) + 1, max_size=len(minutes) + 1))
    starts = [0, *minutes]
    parts = tuple(Period(60 * minute, Decimal(limit)) for minute, limit in zip(starts, limits, strict=True))
    kind = "Absolute" if purpose == "ChargingStationMaxProfile" else draw(st.sampled_from(("Absolute", "Relative")))
    begin = None if kind == "Relative" else NOON + timedelta(minutes=draw(st.integers(-120, 120)))
    lasts = draw(st.none() | st.integers(1, 240).map(lambda minute: 60 * minute))
    valid = sorted(draw(st.sets(st.integers(-60, 240), max_size=2)))
    schedule = Schedule("A", parts, 1, begin, lasts)
    profile = ChargingProfile(
        number, purpose, kind, (schedule,), draw(st.integers(0, 3)),  # type: ignore[arg-type]  # drawn of its words
        valid_from=NOON + timedelta(minutes=valid[0]) if valid else None,
        valid_to=NOON + timedelta(minutes=valid[1]) if len(valid) > 1 else None,
    )  # fmt: skip
    evse = 0 if purpose == "ChargingStationMaxProfile" else draw(st.integers(0, 2))
    return Installed(EvseId(evse or 1 if purpose == "TxProfile" else evse), profile)


situations = st.integers(0, 6).flatmap(lambda count: st.tuples(*(installed(number + 1) for number in range(count))))


def said(one: Installed, at: datetime, evse: int) -> Decimal | None:
    """What one profile says in a minute."""
    profile, schedule = one.profile, one.profile.schedules[0]
    if profile.valid_from is not None and at < profile.valid_from:
        return None
    if profile.valid_to is not None and at >= profile.valid_to:
        return None
    begin = schedule.start_at or BEGAN.get(EvseId(evse), NOON)
    passed = (at - begin).total_seconds()
    if passed < 0 or (schedule.duration_s is not None and passed >= schedule.duration_s):
        return None
    return [part.limit for part in schedule.periods if part.start_s <= passed][-1]


def leader(found: tuple[Installed, ...], purpose: str, at: datetime, evse: int) -> Decimal | None:
    told = [
        (one.profile.stack_level, one.evse_id != 0, one.profile.id, said(one, at, evse))
        for one in found
        if one.profile.purpose == purpose and one.evse_id in (0, evse)
    ]
    with_value = [row for row in told if row[3] is not None]
    return max(with_value)[3] if with_value else None


def reference(found: tuple[Installed, ...], evse: int, at: datetime) -> Decimal | None:
    """The limit of an EVSE in a minute."""
    own = leader(found, "TxProfile", at, evse) if EvseId(evse) in BEGAN else None
    own = leader(found, "TxDefaultProfile", at, evse) if own is None else own
    others = (
        leader(found, "ChargingStationMaxProfile", at, 0), leader(found, "ChargingStationExternalConstraints", at, evse)
    )  # fmt: skip
    limits = [one for one in (own, *others) if one is not None]
    return min(limits) if limits else None


def reckoned(found: tuple[Installed, ...], evse: int) -> list[CompositePeriod]:
    running = {evse: RunningTransaction(TransactionId("t"), began) for evse, began in BEGAN.items()}
    return composite(Situation(found, EVSES, running), EvseId(evse), NOON, MINUTES * 60, "A")


def limit_in(periods: list[CompositePeriod], minute: int) -> Decimal | None:
    return [one for one in periods if one.start_s <= 60 * minute][-1].allowed.limit


@given(situations, st.sampled_from((1, 2)))
@settings(max_examples=150, deadline=None)
def test_each_minute_has_the_limit_that_the_profiles_give_it_one_by_one(
    found: tuple[Installed, ...], evse: int
) -> None:
    periods = reckoned(found, evse)
    for minute in range(MINUTES):
        assert limit_in(periods, minute) == reference(found, evse, NOON + timedelta(minutes=minute)), minute


@given(situations)
@settings(max_examples=100, deadline=None)
def test_the_station_never_has_more_than_any_limit_of_its_own_nor_than_its_evses_together(
    found: tuple[Installed, ...],
) -> None:
    whole, parts = reckoned(found, 0), [reckoned(found, evse) for evse in (1, 2)]
    for minute in range(MINUTES):
        at, limit = NOON + timedelta(minutes=minute), limit_in(whole, minute)
        most = leader(found, "ChargingStationMaxProfile", at, 0)
        assert most is None or (limit is not None and limit <= most)
        limits = [limit_in(one, minute) for one in parts]
        if None not in limits:
            assert limit is not None
            assert limit <= sum(one for one in limits if one is not None)


@given(situations, st.sampled_from((0, 1, 2)))
@settings(max_examples=100, deadline=None)
def test_periods_begin_at_zero_rise_lie_within_the_question_and_differ_from_their_neighbours(
    found: tuple[Installed, ...], evse: int
) -> None:
    periods = reckoned(found, evse)
    starts = [one.start_s for one in periods]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] < MINUTES * 60
    assert all(before.allowed != after.allowed for before, after in pairwise(periods))
