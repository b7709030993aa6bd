"""Values as people read them."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from pilotwire.cli.words import kw, kwh, lasting, millis, percent, plain, short, when, yes

AT = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def test_what_a_station_sent_cannot_colour_or_turn_a_line() -> None:
    assert plain("\x1b[31mred\x07\n\u202egnp.exe") == "\\x1b[31mred\\x07\\x0a\\u202egnp.exe"


def test_letters_of_all_languages_stay() -> None:
    assert plain("Ladesäule 充电桩") == "Ladesäule 充电桩"


def test_long_texts_end_in_dots() -> None:
    assert short("abcdefgh", 6) == "abc..."
    assert short("abcdef", 6) == "abcdef"


def test_instants_are_shown_in_the_zone_asked_for() -> None:
    assert when(AT, UTC) == "2026-03-01 12:00:00Z"
    assert when(AT, timezone(timedelta(hours=1))) == "2026-03-01 13:00:00"
    assert when(AT, UTC, millis=True) == "2026-03-01 12:00:00.123Z"
    assert when(None, UTC) == ""


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59, "59 s"), (61, "1 min 1 s"), (3600, "1 h"), (3665, "1 h 1 min"), (90_061, "1 d 1 h"), (-5, "0 s")],
)
def test_durations_are_told_by_their_two_largest_parts(seconds: int, text: str) -> None:
    assert lasting(timedelta(seconds=seconds)) == text


def test_energy_and_power_are_in_kilo() -> None:
    assert kwh(Decimal(12345)) == "12.345 kWh"
    assert kwh(Decimal(0)) == "0.000 kWh"
    assert kwh(None) == ""
    assert kw(Decimal(11040)) == "11.04 kW"
    assert kw(None) == ""
    assert percent(Decimal("79.6")) == "80 %"
    assert percent(None) == ""


def test_short_latencies_show_their_tenths() -> None:
    assert [millis(0.84), millis(9.96), millis(41.2), millis(None)] == ["0.8 ms", "10.0 ms", "41 ms", ""]


def test_only_yes_is_seen() -> None:
    assert [yes(True), yes(False)] == ["yes", ""]
