"""What makes a charging profile wrong before any station sees it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pilotwire.domain.charging_profile import ChargingProfile, Period, ProfileKind, Schedule, faults, start_faults

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
D = Decimal


def periods(*given: tuple[int, int]) -> tuple[Period, ...]:
    return tuple(Period(start_s, D(limit)) for start_s, limit in given)


def profile(*schedules: Schedule, kind: ProfileKind = "Relative", stack_level: int = 0) -> ChargingProfile:
    return ChargingProfile(1, "TxProfile", kind, schedules, stack_level)


def test_a_plain_profile_has_nothing_wrong() -> None:
    good = profile(Schedule("A", periods((0, 32), (3600, 6), (7200, 0)), min_rate=D(6), duration_s=9000))
    assert list(start_faults(good)) == []


@pytest.mark.parametrize(
    ("wrong", "pointer", "why"),
    [
        (profile(Schedule("A", ())), "/schedules/0/periods", "A schedule has 1 to 1024 periods, not 0."),
        (profile(Schedule("A", periods((60, 6)))), "/schedules/0/periods/0/start_s", "first period begins with"),
        (profile(Schedule("A", periods((0, 6), (60, 7), (60, 8)))), "/schedules/0/periods/2/start_s", "60 s is not"),
        (profile(Schedule("A", periods((0, 6), (90, 7), (60, 8)))), "/schedules/0/periods/2/start_s", "60 s is not"),
        (profile(Schedule("A", periods((0, -1)))), "/schedules/0/periods/0/limit", "0 or more, not -1"),
        (profile(Schedule("A", (Period(0),))), "/schedules/0/periods/0/limit", "limits nothing"),
        (profile(Schedule("A", periods((0, 6), (60, 6)), duration_s=60)), "/schedules/0/periods/1/start_s", "ended"),
        (profile(Schedule("A", periods((0, 6)), duration_s=0)), "/schedules/0/duration_s", "more than no time"),
        (profile(Schedule("W", periods((0, 6)), min_rate=D(-1))), "/schedules/0/min_rate", "0 or more, not -1"),
        (profile(Schedule("A", periods((0, 6)), start_at=NOON)), "/schedules/0/start_at", "with the transaction"),
        (profile(Schedule("A", periods((0, 6))), kind="Absolute"), "/schedules/0/start_at", "begin at a time"),
        (profile(Schedule("A", periods((0, 6)), start_at=NOON), kind="Recurring"), "/recurrency", "how often"),
        (profile(Schedule("A", periods((0, 6), (9, 6))), kind="Dynamic"), "/schedules/0/periods", "single period"),
        (profile(Schedule("A", periods((0, 6))), stack_level=-1), "/stack_level", "0 or more, not -1"),
        (profile(), "/schedules", "1 to 3 schedules"),
        (profile(*[Schedule("A", periods((0, 6)), id=n) for n in range(4)]), "/schedules", "1 to 3 schedules"),
        (profile(*[Schedule("A", periods((0, 6)))] * 2), "/schedules", "the same id"),
        (profile(Schedule("A", (Period(0, D(6), 4),))), "/schedules/0/periods/0/phases", "1 to 3 phases, not 4"),
        (profile(Schedule("A", (Period(0, D(6), 3, 1),))), "/schedules/0/periods/0/phase_to_use", "a single one"),
        (
            profile(Schedule("W", (Period(0, D(6), discharge_limit=D(1), operation_mode="ExternalLimits"),))),
            "/schedules/0/periods/0/discharge_limit", "0 or less, not 1",
        ),
        (
            ChargingProfile(
                1, "TxProfile", "Relative", (Schedule("A", periods((0, 6))),), valid_from=NOON, valid_to=NOON
            ),
            "/valid_to", "ends before it begins",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(wrong: ChargingProfile, pointer: str, why: str) -> None:
    found = list(faults(wrong))
    assert pointer in [one.pointer for one in found]
    assert why in next(one.message for one in found if one.pointer == pointer)
    assert all(one.remedy for one in found)
