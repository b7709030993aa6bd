"""Instants and durations as people type them."""

from datetime import UTC, datetime

import pytest

from pilotwire.cli.moment import ahead, moment
from pilotwire.cli.options import UsageError

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("30s", datetime(2026, 3, 10, 11, 59, 30, tzinfo=UTC)),
        ("90min", datetime(2026, 3, 10, 10, 30, tzinfo=UTC)),
        ("2h", datetime(2026, 3, 10, 10, 0, tzinfo=UTC)),
        ("1.5h", datetime(2026, 3, 10, 10, 30, tzinfo=UTC)),
        ("3d", datetime(2026, 3, 7, 12, 0, tzinfo=UTC)),
        ("2026-03-01T12:00Z", datetime(2026, 3, 1, 12, 0, tzinfo=UTC)),
        ("2026-03-01T12:00+01:00", datetime(2026, 3, 1, 11, 0, tzinfo=UTC)),
    ],
)
def test_the_past_is_named_by_a_time_or_by_how_long_ago(text: str, at: datetime) -> None:
    assert moment(text, "--since", NOW) == at


def test_a_time_without_a_zone_is_local() -> None:
    local = datetime(2026, 3, 10, 12, 0, tzinfo=UTC).astimezone()
    assert moment(local.strftime("%Y-%m-%dT%H:%M"), "--since", NOW) == NOW


def test_a_date_is_its_midnight() -> None:
    midnight = moment("2026-03-10", "--since", NOW).astimezone()
    assert (midnight.day, midnight.hour, midnight.minute) == (10, 0, 0)


def test_the_future_counts_from_now() -> None:
    assert ahead("30d", "--expires", NOW) == datetime(2026, 4, 9, 12, 0, tzinfo=UTC)
    assert ahead("2027-01-01T00:00Z", "--expires", NOW) == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "5", "2026-13-01", "2h ago"])
def test_what_is_no_time_is_told_with_examples(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        moment(text, "--since", NOW)
    assert caught.value.message == f"--since is '{text}', which is no time."
    assert "90min" in caught.value.remedy


def test_a_duration_beyond_all_calendars_is_no_time() -> None:
    with pytest.raises(UsageError):
        moment("99999999d", "--since", NOW)
    with pytest.raises(UsageError):
        ahead("99999999d", "--expires", NOW)
