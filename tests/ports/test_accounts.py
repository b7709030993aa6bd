"""Groups of tokens and prepaid accounts on every storage."""

import asyncio
from decimal import Decimal

import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.account import Account, Booking
from pilotwire.domain.id_token import Token
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.token_events import AccountBooked
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.token_limits import Hours, Limits, Place
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import ConnectorId, EvseId, RecordId
from pilotwire.services.account_record import account_version, book, put_account, remove_account
from pilotwire.services.kept_record import VersionConflictError
from pilotwire.services.ports import Slice
from pilotwire.services.token_group_record import put_token_group, remove_token_group, token_group_version
from pilotwire.services.token_record import put_token
from pilotwire.services.work import Removed

from .conftest import Home
from .records import CS1, CS2, EXACTLY, LONG_AGO, NOON, later, work

LIMITS = Limits(
    (Place(CS1, EvseId(2), ConnectorId(1)),), ("cCCS2",), (Hours(0, 1440, ("Mon", "Sun")), Hours(1320, 360)), 3
)
GROUP = TokenGroup(
    "FLEET \u26a1",
    LONG_AGO,
    EXACTLY,
    True,
    True,
    "a",
    LIMITS,
    "de",
    "Gr\u00fc\u00df Gott {balance}",
    "HTML",
    -9,
    0,
    "Vans",
)
ACCOUNT = Account("a", LONG_AGO, EXACTLY, Decimal("12.345678"), "EUR", Decimal("-0.5"), -7, "Anne \u2713")
TOKEN = Token(
    "04A1", valid_from=LONG_AGO, language="de", language2="en", message_format="URI", charging_priority=9, cache_s=60,
    account="a", limits=LIMITS,
)  # fmt: skip


async def test_records_come_back_with_all_their_fields_also_after_a_restart(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(GROUP, ACCOUNT, TOKEN))
    for again in (False, True):
        if again:
            await storage.close()
            storage = await database_home.open()
        assert storage.store.token_groups() == {GROUP.name: GROUP}
        assert storage.store.accounts() == {"a": ACCOUNT}
        assert (await storage.queries.token_groups(Slice(), "vANS")).items == [GROUP]
        assert (await storage.queries.accounts(Slice(), "anne")).items == [ACCOUNT]
        assert await storage.store.token("04a1") == TOKEN


async def test_they_come_by_name_a_part_at_a_time_and_go_when_they_are_removed(storage: Storage) -> None:
    await storage.store.commit(work(*(Account(name, NOON, NOON, time_s=1) for name in ("c", "a", "b"))))
    first = await storage.queries.accounts(Slice(limit=2))
    rest = await storage.queries.accounts(Slice(limit=2, cursor=first.next_cursor))
    assert [one.name for one in (*first.items, *rest.items)] == ["a", "b", "c"]
    await storage.store.commit(work(GROUP))
    await storage.store.commit(work(Removed(Account, "b"), Removed(TokenGroup, GROUP.name)))
    assert sorted(storage.store.accounts()) == ["a", "c"]
    assert (await storage.queries.token_groups(Slice())).items == []


async def test_bookings_of_many_at_once_all_count(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(Account("a", NOON, NOON, energy_wh=Decimal(1000), time_s=100)))
    await asyncio.gather(
        *(storage.store.commit(work(Booking("a", NOON, energy_wh=Decimal(-10), time_s=-1))) for _ in range(50))
    )
    assert (storage.store.accounts()["a"].energy_wh, storage.store.accounts()["a"].time_s) == (Decimal(500), 50)
    await storage.store.commit(work(Booking("gone", NOON, time_s=-1)))
    await storage.close()
    again = (await database_home.open()).store.accounts()["a"]
    assert (again.energy_wh, again.time_s) == (Decimal(500), 50)


async def test_money_is_booked_in_its_own_currency_and_told(storage: Storage) -> None:
    await put_account(storage.store, Account("a", NOON, NOON, Decimal("10.00"), "EUR"))
    after = await book(storage.store, Booking("a", later(1), Decimal("-12.60")), "EUR", "Transaction 7")
    assert (after.balance, after.is_used_up) == (Decimal("-2.60"), True)
    told = [one.event for one in await storage.queries.events_after(RecordId(0), 10, ("account.booked",))]
    assert told == [AccountBooked(at=later(1), account="a", amount="-12.60", currency="EUR", note="Transaction 7")]
    for booking, currency, pointer in (
        (Booking("a", NOON, Decimal(1)), "USD", "/amount/currency"),
        (Booking("a", NOON, energy_wh=Decimal(1)), None, "/energy_wh"),
        (Booking("a", NOON, Decimal("1e13")), "EUR", "/balance"),
        (Booking("a", NOON), None, ""),
    ):
        with pytest.raises(BadInputError) as refused:
            await book(storage.store, booking, currency, None)
        assert refused.value.pointer == pointer
    with pytest.raises(NotFoundError):
        await book(storage.store, Booking("b", NOON, time_s=1), None, None)


async def test_an_account_begins_with_nothing_or_more_on_one_side_at_least(storage: Storage) -> None:
    for account, pointer in (
        (Account("a", NOON, NOON), ""),
        (Account("a", NOON, NOON, Decimal(1)), "/balance"),
        (Account("a", NOON, NOON, Decimal("-0.01"), "EUR"), "/balance"),
        (Account("a", NOON, NOON, Decimal("0.0000001"), "EUR"), "/balance"),
        (Account("a", NOON, NOON, time_s=-1), "/time_s"),
        (Account("", NOON, NOON, time_s=1), ""),
    ):
        with pytest.raises(BadInputError) as refused:
            await put_account(storage.store, account)
        assert refused.value.pointer == pointer


async def test_of_two_administrators_the_second_is_told(storage: Storage) -> None:
    saved = await put_token_group(storage.store, TokenGroup("fleet", NOON, NOON))
    version = token_group_version(saved.group)
    changed = await put_token_group(storage.store, TokenGroup("fleet", later(1), later(1), blocked=True), version)
    assert (changed.is_new, changed.group.created_at, changed.group.updated_at) == (False, NOON, later(1))
    with pytest.raises(VersionConflictError):
        await put_token_group(storage.store, TokenGroup("fleet", later(2), later(2)), version)
    with pytest.raises(VersionConflictError):
        await remove_token_group(storage.store, "fleet", later(2), version)
    account = (await put_account(storage.store, Account("a", NOON, NOON, time_s=5))).account
    await storage.store.commit(work(Booking("a", later(1), time_s=-1)))
    with pytest.raises(VersionConflictError):
        await put_account(storage.store, Account("a", later(2), later(2), time_s=50), account_version(account))


async def test_what_a_group_or_token_names_has_to_be_there(storage: Storage) -> None:
    await storage.store.commit(work(ChargingStation(CS1, NOON, NOON)))
    cases: tuple[tuple[dict[str, object], str], ...] = (
        ({"account": "none"}, "/account"),
        ({"limits": Limits(places=(Place(CS1), Place(CS2)))}, "/limits/places/1/station"),
        ({"limits": Limits(places=(Place(CS1, None, ConnectorId(1)),))}, "/limits/places/0/evse_id"),
        ({"limits": Limits(hours=(Hours(60, 60),))}, "/limits/hours/0/end"),
        ({"personal_message": "Hi {name}"}, "/personal_message"),
        ({"personal_message": "\u00fc", "message_format": "ASCII"}, "/personal_message"),
        ({"language": "german!"}, "/language"),
        ({"charging_priority": 10}, "/charging_priority"),
    )
    for rules, pointer in cases:
        with pytest.raises(BadInputError) as of_group:
            await put_token_group(storage.store, TokenGroup("g", NOON, NOON, **rules))  # type: ignore[arg-type]  # as listed
        with pytest.raises(BadInputError) as of_token:
            await put_token(storage.store, Token("04A1", **rules), NOON)  # type: ignore[arg-type]  # as listed
        assert (of_group.value.pointer, of_token.value.pointer) == (pointer, pointer)


@pytest.mark.requirement("C01.FR.10", "C01.FR.11", "C01.FR.17", "C04.FR.05", "C05.FR.04")
async def test_a_second_language_is_another_one_besides_a_first(storage: Storage) -> None:
    for token, pointer in (
        (Token("04A1", language2="en"), "/language2"),
        (Token("04A1", language="en", language2="en"), "/language2"),
        (Token("04A1", language="English"), "/language"),
        (Token("04A1", language="en", language2="d_E"), "/language2"),
        (Token("04A1", valid_from=later(2), expires_at=later(1)), "/valid_from"),
    ):
        with pytest.raises(BadInputError) as refused:
            await put_token(storage.store, token, NOON)
        assert refused.value.pointer == pointer
    assert (await put_token(storage.store, Token("04A1", language="en-US", language2="zh-Hant"), NOON)).is_new


async def test_there_is_one_master_pass_and_an_account_in_use_stays(storage: Storage) -> None:
    await put_account(storage.store, Account("a", NOON, NOON, time_s=5))
    await put_token_group(storage.store, TokenGroup("guards", NOON, NOON, master_pass=True, account="a"))
    await put_token_group(storage.store, TokenGroup("guards", NOON, NOON, master_pass=True, account="a", note="same"))
    with pytest.raises(ConflictError, match="Group 'guards' is the master pass"):
        await put_token_group(storage.store, TokenGroup("others", NOON, NOON, master_pass=True))
    with pytest.raises(ConflictError, match="Token group 'guards' is paid for by account 'a'"):
        await remove_account(storage.store, "a", NOON)
    await remove_token_group(storage.store, "guards", NOON)
    await remove_account(storage.store, "a", NOON)
    assert dict(storage.store.accounts()) == {}
