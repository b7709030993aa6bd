"""Rules, groups and accounts as people type and see them."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pilotwire.cli.accounts import account_table, money_of
from pilotwire.cli.options import UsageError
from pilotwire.cli.token_groups import group_facts
from pilotwire.cli.token_rules import RuleFlags
from pilotwire.client.account import Account, Money
from pilotwire.client.codec import Instant
from pilotwire.client.token_group import TokenGroup
from pilotwire.client.token_limits import Hours, Place, TokenLimits

OnScreen = Callable[..., list[str]]
AT = Instant.of(datetime(2026, 3, 1, 12, 0, tzinfo=UTC))


def test_places_and_hours_are_read_as_people_write_them() -> None:
    flags = RuleFlags(
        at=("CS-1", "CS-1/2", "CS-1/2/1"), hours=("Mon-Fri 8:00-18:00", "fri-mon,Wed 22:00-06:00", "00:00-24:00")
    )
    assert flags.said() == {
        "limits": {
            "places": [
                {"station": "CS-1"},
                {"station": "CS-1", "evse_id": 2},
                {"station": "CS-1", "evse_id": 2, "connector_id": 1},
            ],
            "hours": [
                {"start": "08:00", "end": "18:00", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"]},
                {"start": "22:00", "end": "06:00", "days": ["Fri", "Sat", "Sun", "Mon", "Wed"]},
                {"start": "00:00", "end": "24:00", "days": []},
            ],
        }
    }
    assert RuleFlags().said() == {}


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (RuleFlags(at=("/2",)), "--at /2: this names no place."),
        (RuleFlags(at=("CS-1/2/3/4",)), "--at CS-1/2/3/4: this names no place."),
        (RuleFlags(at=("CS-1/x",)), "--at CS-1/x: this names no place."),
        (RuleFlags(hours=("8-18",)), "--hours 8-18: no hours."),
        (RuleFlags(hours=("Mon-Fun 08:00-18:00",)), "--hours Mon-Fun 08:00-18:00: no such day."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_flag(flags: RuleFlags, message: str) -> None:
    with pytest.raises(UsageError) as told:
        flags.said()
    assert told.value.message == message


def test_a_group_shows_its_limits(on_screen: OnScreen) -> None:
    group = TokenGroup(
        name="fleet", version="1", blocked=False, master_pass=True, created_at=AT, updated_at=AT, account="a",
        limits=TokenLimits(
            places=[Place(station="CS-1", evse_id=2)], hours=[Hours(start="06:00", end="22:00", days=["Mon", "Tue"])],
            most_transactions=2,
        ),
    )  # fmt: skip
    assert on_screen(group_facts(group, UTC)) == [
        "Group       fleet",
        "May charge  no, its tokens stop any transaction and start none",
        "Account     a",
        "Only at     CS-1/2",
        "Only when   Mon,Tue 06:00-22:00",
        "At a time   2 transactions",
        "Entered     2026-03-01 12:00:00Z",
        "Changed     2026-03-01 12:00:00Z",
    ]


def test_accounts_show_what_is_left(on_screen: OnScreen) -> None:
    account = Account(
        name="anne", version="1", used_up=True, created_at=AT, updated_at=AT,
        balance=Money(amount="12.50", currency="EUR"), energy_wh=Decimal(5400), time_s=-90,
    )  # fmt: skip
    assert on_screen(account_table([account], UTC)) == [
        "Account  State    Balance    Energy     Time         Changed               Note",
        "anne     used up  12.50 EUR  5.400 kWh  -1 min 30 s  2026-03-01 12:00:00Z",
    ]


def test_money_has_a_currency() -> None:
    assert money_of("-3.20eur", "amount") == {"amount": "-3.20", "currency": "EUR"}
    with pytest.raises(UsageError, match=r"--amount 3\.20: no money"):
        money_of("3.20", "amount")
