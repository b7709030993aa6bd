"""Instants as stations write them, and as we write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pilotwire.kernel.time import from_unix_ms, parse_instant, print_millis, print_seconds, unix_ms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T12:00:00Z", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T12:00:00.123Z", datetime(2026, 3, 1, 12, 0, 0, 123000, tzinfo=UTC)),
        ("2026-03-01T12:00:00.1234567Z", datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)),
        ("2026-03-01t12:00:00z", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01 12:00:00Z", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T12:00Z", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T14:00:00+02:00", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T14:00:00+0200", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T08:30:00-03:30", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T12:00:00", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
    ],
)
def test_every_form_that_stations_write_is_read(text: str, expected: datetime) -> None:
    assert parse_instant(text) == expected


def test_a_text_without_zone_is_in_the_stations_own() -> None:
    assert parse_instant("2026-03-01T14:00:00", timedelta(hours=2)) == datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_zone_in_the_text_wins_over_the_stations_own() -> None:
    assert parse_instant("2026-03-01T12:00:00Z", timedelta(hours=2)) == datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01T00:00:00Z", "2026-03-01", "12:00:00", "1772366400"])
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|timestamp"):
        parse_instant(text)


def test_stations_get_whole_seconds_and_a_plain_z() -> None:
    moment = datetime(2026, 3, 1, 14, 0, 0, 987000, tzinfo=timezone(timedelta(hours=2)))
    assert print_seconds(moment) == "2026-03-01T12:00:00Z"


def test_the_api_gets_milliseconds() -> None:
    assert print_millis(datetime(2026, 3, 1, 12, 0, 0, 987654, tzinfo=UTC)) == "2026-03-01T12:00:00.987Z"


def test_milliseconds_since_1970_round_trip() -> None:
    moment = datetime(2026, 3, 1, 12, 0, 0, 987000, tzinfo=UTC)
    assert unix_ms(moment) == 1_772_366_400_987
    assert from_unix_ms(1_772_366_400_987) == moment
