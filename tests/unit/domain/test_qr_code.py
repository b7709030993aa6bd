"""Addresses in QR codes of stations: made just now by whom they name, or not valid."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from pilotwire.domain.qr_code import QrRules, WrongCodeError, one_time_password, read_code, unknown_places
from pilotwire.domain.transaction_limit import TransactionLimit

NOW = datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)
RULES = QrRules("https://pay.example/{chargingstationid}/{evse}/{totp}/{version}", "correct horse battery", 60)
PASSWORD = "QwnWCWpa"


def test_a_password_is_made_as_the_specification_writes_it() -> None:
    """HMAC-SHA-256 of 29539440 (minutes since 1970, as 8 bytes) under that secret, read from its last half byte on."""
    assert one_time_password(RULES, NOW, 8) == PASSWORD
    assert one_time_password(RULES, NOW + timedelta(seconds=29), 8) == PASSWORD
    assert one_time_password(RULES, NOW + timedelta(seconds=30), 8) != PASSWORD


@pytest.mark.requirement("C25.FR.07", "C25.FR.09", "C25.FR.59", "C25.FR.60")
def test_a_valid_address_says_where_and_how_far() -> None:
    url = f"https://pay.example/CS%2D1/2/{PASSWORD}/v1/?maxenergy=20000&maxtime=3600&maxcost=12.5&colour=red"
    found = read_code(url, RULES, NOW)
    assert (found.station, found.evse_id) == ("CS-1", 2)
    assert found.limit == TransactionLimit(Decimal("12.5"), Decimal(20_000), 3600)
    plain = read_code(f"https://PAY.example/CS-1/0/{PASSWORD}/v1?maxenergy=lots&maxtime=-5", RULES, NOW)
    assert (plain.evse_id, plain.limit) == (None, TransactionLimit())


@pytest.mark.requirement("C25.FR.07")
@pytest.mark.parametrize("seconds", [-60, 0, 60])
def test_a_password_of_the_interval_before_and_of_the_next_one_counts(seconds: int) -> None:
    assert read_code(f"https://pay.example/CS-1/1/{PASSWORD}/v1", RULES, NOW + timedelta(seconds=seconds)).evse_id == 1


def test_stations_made_by_the_letters_as_printed_are_read_too() -> None:
    letters = "0123456789abcdefghijklmnpqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    password = one_time_password(RULES, NOW, 8, letters)
    assert password != PASSWORD
    assert read_code(f"https://pay.example/CS-1/1/{password}/v1", RULES, NOW).evse_id == 1


@pytest.mark.requirement("C25.FR.08")
@pytest.mark.parametrize(
    ("url", "why"),
    [
        (f"https://evil.example/CS-1/1/{PASSWORD}/v1", "no address of https://pay.example"),
        (f"http://pay.example/CS-1/1/{PASSWORD}/v1", "no address of https://pay.example"),
        (f"https://pay.example/CS-1/{PASSWORD}/v1", "its path is not like"),
        (f"https://pay.example/CS-1/1/{PASSWORD}/v2", "not known here"),
        ("https://pay.example/CS-1/1/aHicux89/v1", "not of this moment"),
        ("https://pay.example/CS-1/1/a/v1", "not of this moment"),
        (f"https://pay.example/CS-1/one/{PASSWORD}/v1", "its EVSE is no number"),
    ],
)
def test_any_other_address_is_refused(url: str, why: str) -> None:
    with pytest.raises(WrongCodeError, match=why):
        read_code(url, RULES, NOW)


def test_an_old_password_is_refused() -> None:
    with pytest.raises(WrongCodeError, match="not of this moment"):
        read_code(f"https://pay.example/CS-1/1/{PASSWORD}/v1", RULES, NOW + timedelta(seconds=120))


def test_what_is_wrong_with_a_template_is_named() -> None:
    assert unknown_places(RULES.template) == []
    assert unknown_places("https://pay.example/{station}/{totp}") == [
        "{station} means nothing", "{chargingstationid} is missing", "{version} is missing"
    ]  # fmt: skip
