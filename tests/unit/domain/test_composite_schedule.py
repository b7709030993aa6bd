"""What all profiles together allow: cases of the specifications, and clocks that are put forward and back."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from pilotwire.domain.charging_profile import ChargingProfile, Period, Schedule
from pilotwire.domain.composite_schedule import (
    Allowed,
    CompositeOptions,
    CompositePeriod,
    Installed,
    Situation,
    composite,
)
from pilotwire.kernel.ids import EvseId

from .composite_cases import CASES, NOON, T1, Case, default, most, tx

BERLIN = ZoneInfo("Europe/Berlin")


def told(periods: list[CompositePeriod]) -> str:
    """As the cases spell it."""
    words = []
    for one in periods:
        limit = "-" if one.allowed.limit is None else f"{one.allowed.limit}"
        words.append(f"{one.start_s}:{limit}" + (f"/{one.allowed.phases}" if one.allowed.phases else ""))
    return " ".join(words)


def answer(case: Case) -> list[CompositePeriod]:
    running = {EvseId(evse): one for evse, one in case.running.items()}
    situation = Situation(case.profiles, [EvseId(one) for one in case.evses], running)
    return composite(
        situation, EvseId(case.evse_id), case.at, int(case.hours * 3600), case.unit,
        CompositeOptions(**case.options),
    )  # fmt: skip


def test_there_are_at_least_sixty_cases_with_names_of_their_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.requirement("K08.FR.01")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_allowed_is_what_the_specification_says(case: Case) -> None:
    assert told(answer(case)) == case.expected.strip()


def test_each_period_names_the_profile_that_decided_it() -> None:
    by = tx("0:32 3600:6"), most("0:20")
    found = composite(Situation(by, [EvseId(1)], {EvseId(1): T1}), EvseId(1), NOON, 7200, "A")
    assert [one.allowed.by for one in found] == [by[1].profile.id, by[0].profile.id]


def test_a_part_of_a_second_in_the_question_never_doubles_a_period() -> None:
    late = NOON + timedelta(milliseconds=300)
    found = composite(Situation((tx("0:16 1:8 2:6"),), [EvseId(1)], {EvseId(1): T1}), EvseId(1), late, 60, "A")
    assert told(found) == "0:8 1:6"


def daily(local: bool) -> Installed:
    """16 A from seven in the morning, 8 A from eight on, in Berlin's winter time."""
    begin = datetime(2026, 1, 1, 7, tzinfo=BERLIN).astimezone(UTC)
    return default("0:16 3600:8", kind="Recurring", every="Daily", begin=begin, local=local)


@pytest.mark.parametrize(
    ("local", "morning", "expected"),
    [
        (False, datetime(2026, 3, 28, 6, tzinfo=BERLIN), "0:8 3600:16 7200:8"),
        (False, datetime(2026, 3, 29, 6, tzinfo=BERLIN), "0:8 7200:16 10800:8"),
        (True, datetime(2026, 3, 29, 6, tzinfo=BERLIN), "0:8 3600:16 7200:8"),
        (True, datetime(2026, 10, 25, 6, tzinfo=BERLIN), "0:8 3600:16 7200:8"),
        (False, datetime(2026, 10, 25, 6, tzinfo=BERLIN), "0:8 3600:16 7200:8"),
        (False, datetime(2026, 10, 24, 6, tzinfo=BERLIN), "0:8 7200:16 10800:8"),
    ],
)
def test_a_schedule_in_local_time_keeps_its_hour_when_clocks_change(
    local: bool, morning: datetime, expected: str
) -> None:
    situation = Situation((daily(local),), [EvseId(1)], {EvseId(1): T1})
    found = composite(situation, EvseId(1), morning.astimezone(UTC), 4 * 3600, "A", CompositeOptions(zone=BERLIN))
    assert told(found) == expected


def bidirectional(**more: Decimal) -> Installed:
    schedule = Schedule("W", (Period(0, **more),), start_at=NOON)  # type: ignore[arg-type]  # the fields of a test
    return Installed(EvseId(1), ChargingProfile(900, "TxProfile", "Absolute", (schedule,)))


@pytest.mark.parametrize(
    ("profile", "maximum", "allowed"),
    [
        ({"setpoint": Decimal(5000)}, "0:11000", Allowed(Decimal(11000), None, None, Decimal(5000))),
        ({"setpoint": Decimal(15000)}, "0:11000", Allowed(Decimal(11000), None, None, Decimal(11000))),
        (
            {"limit": Decimal(9000), "discharge_limit": Decimal(-4000)}, "0:11000",
            Allowed(Decimal(9000), None, Decimal(-4000)),
        ),
        (
            {"limit": Decimal(3000), "limit_l2": Decimal(2000), "limit_l3": Decimal(1000)}, "0:11000",
            Allowed(Decimal(6000)),
        ),
    ],
)  # fmt: skip
def test_setpoints_discharging_and_single_phases_are_held_within_the_limits(
    profile: dict[str, Decimal], maximum: str, allowed: Allowed
) -> None:
    by = (bidirectional(**profile), most(maximum, unit="W"))
    (found,) = composite(Situation(by, [EvseId(1)], {EvseId(1): T1}), EvseId(1), NOON, 3600, "W")
    told = found.allowed
    assert (told.limit, told.discharge_limit, told.setpoint) == (
        allowed.limit, allowed.discharge_limit, allowed.setpoint,
    )  # fmt: skip
