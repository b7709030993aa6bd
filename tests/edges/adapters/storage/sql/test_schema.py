"""Instants as whole microseconds, and bounds of ids."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pilotwire.adapters.storage.sql.schema import from_unix_us, id_from, unix_us


@pytest.mark.parametrize(
    ("instant", "microseconds"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1970, 1, 1, 0, 0, 1, 1, tzinfo=UTC), 1_000_001),
        (datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), -1),
        (datetime(2026, 3, 1, 12, 0, 0, 123_457, tzinfo=UTC), 1_772_366_400_123_457),
        (datetime(2026, 3, 1, 14, tzinfo=timezone(timedelta(hours=2))), 1_772_366_400_000_000),
        (datetime(1, 1, 1, tzinfo=UTC), -62_135_596_800_000_000),
        (datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), 253_402_300_799_999_999),
    ],
)
def test_an_instant_becomes_microseconds_and_comes_back(instant: datetime, microseconds: int) -> None:
    assert unix_us(instant) == microseconds
    assert from_unix_us(microseconds) == instant


def test_the_bound_of_ids_stays_within_what_a_column_holds() -> None:
    assert id_from(datetime(1999, 1, 1, tzinfo=UTC)) == 0
    assert id_from(datetime(2025, 1, 1, 0, 0, 0, 2000, tzinfo=UTC)) == 2 << 22
    assert id_from(datetime(9999, 1, 1, tzinfo=UTC)) == 2**63 - 1
