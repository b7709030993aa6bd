"""The record of a prepaid account: create, replace, book, remove."""

from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.account import Account, Booking, booked
from pilotwire.domain.token_events import AccountBooked, AccountChanged, AccountRemoved
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError

from .kept_record import check_name, check_version, version_of
from .ports import Store
from .work import Removed, Work

MOST: Final = Decimal("1e12")
"""No balance and no amount of Wh is beyond this."""
_MOST_S: Final = Decimal(10**10)
_DECIMALS: Final = 6


class SavedAccount(NamedTuple):
    """An account as saved, and whether it is new."""

    account: Account
    is_new: bool


async def put_account(store: Store, account: Account, if_version: str | None = None) -> SavedAccount:
    """Create an account or replace what it holds; `updated_at` is the time of the change.

    Raises BadInputError, VersionConflictError. What a transaction takes in between changes the version.
    """
    check_name("An account", account.name)
    _check(account)
    before = store.accounts().get(account.name)
    _check_version(account.name, before, if_version)
    if before is not None:
        account = msgspec.structs.replace(account, created_at=before.created_at)
        if msgspec.structs.replace(account, updated_at=before.updated_at) == before:
            return SavedAccount(before, False)
    work = Work()
    work.save(account)
    work.tell(AccountChanged(at=account.updated_at, account=account.name))
    await store.commit(work)
    return SavedAccount(account, before is None)


async def book(store: Store, booking: Booking, currency: str | None, note: str | None) -> Account:
    """Add to an account, or take off it with values below nothing, whatever else happens to it meanwhile.

    Raises NotFoundError, and BadInputError for a side that the account does not count, another currency, and for what
    would leave it beyond all measure.
    """
    account = known_account(store, booking.account)
    _check_sides(account, booking, currency)
    after = booked(account, booking)
    _check(after, may_owe=True)
    work = Work()
    work.save(booking)
    work.tell(
        AccountBooked(
            at=booking.at, account=account.name, currency=account.currency if booking.amount else None, note=note,
            amount=f"{booking.amount:f}" if booking.amount else None,
            energy_wh=f"{booking.energy_wh:f}" if booking.energy_wh else None, time_s=booking.time_s or None,
        )
    )  # fmt: skip
    await store.commit(work)
    return after


async def remove_account(store: Store, name: str, at: datetime, if_version: str | None = None) -> None:
    """Remove an account. Raises NotFoundError, VersionConflictError, ConflictError while a group names it."""
    _check_version(name, known_account(store, name), if_version)
    group = next((one for one in store.token_groups().values() if one.account == name), None)
    if group is not None:
        raise ConflictError(
            f"Token group '{group.name}' is paid for by account '{name}'.", "Give the group another account first."
        )
    work = Work()
    work.save(Removed(Account, name))
    work.tell(AccountRemoved(at=at, account=name))
    await store.commit(work)


def known_account(store: Store, name: str) -> Account:
    """An account by its name. Raises NotFoundError."""
    found = store.accounts().get(name)
    if found is None:
        raise NotFoundError(f"There is no account '{name}'.", "Look at the list of accounts, or put it there.")
    return found


def account_version(account: Account) -> str:
    """Changes whenever the account does."""
    return version_of(account)


def _check(account: Account, may_owe: bool = False) -> None:
    if (account.balance is None) != (account.currency is None):
        raise BadInputError("Money has an amount and a currency.", "/balance", "Give both, or neither.")
    if account.balance is None and account.energy_wh is None and account.time_s is None:
        raise BadInputError(
            "The account counts nothing.", remedy="Give it a balance, energy_wh, time_s, or several of them."
        )
    sides: tuple[tuple[str, Decimal | None], ...] = (
        ("balance", account.balance), ("energy_wh", account.energy_wh),
        ("time_s", None if account.time_s is None else Decimal(account.time_s)),
    )  # fmt: skip
    for name, value in sides:
        most = MOST if name != "time_s" else _MOST_S
        if value is None:
            continue
        if abs(value) > most or _decimals(value) > _DECIMALS:
            raise BadInputError(
                f"{name} is {value}, beyond all measure.", f"/{name}", f"At most {most:f}, with {_DECIMALS} decimals."
            )
        if value < 0 and not may_owe:
            raise BadInputError(f"{name} is {value}.", f"/{name}", "Begin with nothing or more; book what was spent.")


def _check_sides(account: Account, booking: Booking, currency: str | None) -> None:
    if booking.amount and currency != account.currency:
        raise BadInputError(
            f"Account '{account.name}' is kept in {account.currency or 'no currency'}, not in {currency or 'none'}.",
            "/amount/currency",
            "Book in its own currency." if account.currency else "Give the account a balance first.",
        )
    for name in ("energy_wh", "time_s"):
        if getattr(booking, name) and getattr(account, name) is None:
            raise BadInputError(
                f"Account '{account.name}' does not count {name}.", f"/{name}", "Put it into the account first."
            )
    if not (booking.amount or booking.energy_wh or booking.time_s):
        raise BadInputError("Nothing is booked.", remedy="Give amount, energy_wh or time_s.")


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _check_version(name: str, found: Account | None, wanted: str | None) -> None:
    check_version(f"account '{name}'", None if found is None else account_version(found), wanted)
