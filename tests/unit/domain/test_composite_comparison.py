"""A station's composite schedule beside ours: what counts as a difference."""

from decimal import Decimal

import pytest

from pilotwire.domain.charging_profile import Period
from pilotwire.domain.composite_comparison import Difference, differences
from pilotwire.domain.composite_schedule import Allowed, CompositePeriod


def theirs(*periods: tuple[int, str]) -> list[Period]:
    return [Period(start, Decimal(limit)) for start, limit in periods]


def ours(*periods: tuple[int, str | None]) -> list[CompositePeriod]:
    return [CompositePeriod(start, Allowed(None if limit is None else Decimal(limit))) for start, limit in periods]


@pytest.mark.parametrize(
    ("station", "known"),
    [
        (theirs((0, "16")), ours((0, "16"))),
        (theirs((0, "16.1")), ours((0, "16"))),
        (theirs((0, "16"), (600, "8")), ours((0, "16"), (600, "8"))),
        (theirs((0, "16"), (604, "8")), ours((0, "16"), (600, "8"))),
        (theirs((0, "16"), (300, "16"), (600, "8")), ours((0, "16"), (600, "8"))),
        (theirs((0, "32")), ours((0, None))),
    ],
)  # fmt: skip
def test_clocks_tenths_cuts_and_a_stations_own_limits_are_no_difference(
    station: list[Period], known: list[CompositePeriod]
) -> None:
    assert list(differences(station, known, 3600)) == []


@pytest.mark.parametrize(
    ("station", "known", "expected"),
    [
        (theirs((0, "32")), ours((0, "16")), [Difference(0, Decimal(32), Decimal(16))]),
        (theirs((0, "16"), (700, "8")), ours((0, "16"), (600, "8")), [Difference(600, Decimal(16), Decimal(8))]),
        (theirs((60, "16")), ours((0, "16")), [Difference(0, None, Decimal(16))]),
        ([], ours((0, "16")), [Difference(0, None, Decimal(16))]),
    ],
)  # fmt: skip
def test_another_limit_or_none_is_told_from_when_on(
    station: list[Period], known: list[CompositePeriod], expected: list[Difference]
) -> None:
    assert list(differences(station, known, 3600)) == expected


def test_what_a_station_can_do_at_all_explains_a_lower_limit() -> None:
    assert list(differences(theirs((0, "16")), ours((0, "32")), 3600, most=Decimal(16))) == []
