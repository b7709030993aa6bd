"""Timestamps that are near RFC 3339."""

from datetime import timedelta

import pytest

from pilotwire.protocol.quirks.policy import TOLERANT, IngestPolicy
from pilotwire.protocol.quirks.record import Outcome
from pilotwire.protocol.quirks.times import respelt, zone_added

SINGAPORE = IngestPolicy(naive_offset=timedelta(hours=8))
LOS_ANGELES = IngestPolicy(naive_offset=timedelta(hours=-8))


def test_a_time_without_a_zone_is_read_in_the_zone_of_the_policy() -> None:
    assert zone_added("2026-03-14T17:26:53", SINGAPORE) == "2026-03-14T09:26:53Z"
    assert zone_added("2026-03-14T17:26:53", LOS_ANGELES) == "2026-03-15T01:26:53Z"
    assert zone_added("2026-03-14 17:26", TOLERANT) == "2026-03-14T17:26:00Z"
    assert zone_added("2026-03-14T17:26:53.250", TOLERANT) == "2026-03-14T17:26:53.250000Z"


@pytest.mark.parametrize("sent", ["2026-03-14T17:26:53Z", "2026-03-14T17:26:53+08:00", "yesterday", "", 5, None])
def test_a_time_with_a_zone_or_no_time_gets_none(sent: object) -> None:
    assert zone_added(sent, SINGAPORE) is Outcome.NOT_MINE


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("2026-03-14 09:26:53Z", "2026-03-14T09:26:53Z"),
        ("2026-03-14T11:26:53.659+0200", "2026-03-14T09:26:53.659000Z"),
        ("2026-03-14T04:26:53-05", "2026-03-14T09:26:53Z"),
        ("2026-03-14T09:26Z", "2026-03-14T09:26:00Z"),
        (" 2026-03-14T09:26:53Z ", "2026-03-14T09:26:53Z"),
    ],
)
def test_other_forms_are_read_as_the_instant_that_they_mean(sent: str, meant: str) -> None:
    assert respelt(sent, SINGAPORE) == meant


@pytest.mark.parametrize("sent", ["2026-03-14T17:26:53", "14.03.2026 17:26", "2026-13-01T00:00Z", 5, None])
def test_what_is_no_instant_is_left_alone(sent: object) -> None:
    assert respelt(sent, TOLERANT) is Outcome.NOT_MINE


def test_a_time_that_utc_cannot_hold_is_left_alone() -> None:
    assert zone_added("0001-01-01T00:00:00", SINGAPORE) is Outcome.NOT_MINE
    assert zone_added("9999-12-31T23:59:59", LOS_ANGELES) is Outcome.NOT_MINE
