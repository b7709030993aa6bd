"""JSON as the API writes it."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import msgspec
import pytest

from pilotwire.client.codec import Instant, decode, encode, shaped


class Thing(msgspec.Struct, omit_defaults=True):
    at: Instant
    energy_wh: Decimal
    note: str | None = None


class Source(msgspec.Struct):
    at: datetime
    energy_wh: Decimal
    more: int


def test_instants_have_milliseconds_decimals_are_numbers_and_nothing_is_absent() -> None:
    at = Instant(2026, 3, 1, 12, 0, 0, 123999, tzinfo=UTC)
    assert encode(Thing(at, Decimal("5500.10"))) == b'{"at":"2026-03-01T12:00:00.123Z","energy_wh":5500.10}'


def test_what_was_written_reads_back() -> None:
    at = Instant(2026, 3, 1, 12, tzinfo=UTC)
    thing = Thing(at, Decimal("0.1"), "x")
    assert decode(encode(thing), Thing) == thing


def test_an_instant_in_another_zone_becomes_utc() -> None:
    at = datetime(2026, 3, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    assert Instant.of(at) == Instant(2026, 3, 1, 12, tzinfo=UTC)
    assert Instant.of(at).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    ['"2026-03-01T12:00:00"', '"noon"', "5", "null", '"0001-01-01T00:00:00+14:00"', '"9999-12-31T23:59:59-14:00"'],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="Expected a timestamp with its zone"):
        decode(f'{{"at":{text},"energy_wh":1}}', Thing)


def test_an_object_with_the_same_attributes_becomes_a_resource() -> None:
    source = Source(datetime(2026, 3, 1, 12, tzinfo=UTC), Decimal(1), 5)
    assert shaped(source, Thing) == Thing(Instant(2026, 3, 1, 12, tzinfo=UTC), Decimal(1))
