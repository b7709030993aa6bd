"""Duty cycles and amperes, by the table of IEC 61851-1."""

import pytest

from pilotwire.station.physics.pilot import duty_percent, limit_a


@pytest.mark.parametrize(
    ("amperes", "percent"),
    [(6.0, 10.0), (16.0, 26.667), (32.0, 53.333), (51.0, 85.0), (63.0, 89.2), (80.0, 96.0), (200.0, 96.0)],
)
def test_amperes_have_their_duty_cycle(amperes: float, percent: float) -> None:
    assert round(duty_percent(amperes), 3) == percent


def test_less_than_six_amperes_is_no_offer() -> None:
    assert duty_percent(5.9) == 100.0
    assert duty_percent(0) == 100.0


@pytest.mark.parametrize(
    ("percent", "amperes"),
    [
        (5, 0),
        (7.9, 0),
        (8, 6),
        (10, 6),
        (20, 12),
        (50, 30),
        (85, 51),
        (90, 65),
        (96, 80),
        (97, 80),
        (97.1, 0),
        (100, 0),
    ],
)
def test_a_duty_cycle_allows_its_amperes(percent: float, amperes: float) -> None:
    assert limit_a(percent) == amperes
