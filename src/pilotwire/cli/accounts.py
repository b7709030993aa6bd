"""`pilotwire accounts`: prepaid accounts, and what is left on them."""

from collections.abc import Sequence
from datetime import timedelta, tzinfo
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.options import DEFAULTS, Options, UsageError, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import kwh, lasting, plain, when
from pilotwire.client.account import Account, AccountInput, BookingInput, Money

app = App(name="accounts", help="Prepaid accounts: list, show, put, book, remove.")

Name = Annotated[str, Parameter(help="The account's name.")]
Amount = Annotated[
    str | None, Parameter(help="Money with its currency, like 25.00EUR or -3.20EUR.", allow_leading_hyphen=True)
]
EnergyKwh = Annotated[float | None, Parameter(help="Energy in kWh.", allow_leading_hyphen=True)]
Minutes = Annotated[int | None, Parameter(help="Time in minutes.", allow_leading_hyphen=True)]


@app.command(name="list")
def list_accounts(
    q: Annotated[str | None, Parameter(help="Text within name or note.")] = None,
    /,
    *,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List accounts by name."""
    print_list(options, limit, lambda client: lambda size, cursor: client.accounts.list(q, size, cursor), account_table)


@app.command(name="show")
def show_account(name: Name, /, *, options: Options = DEFAULTS) -> None:
    """Show what is left on one account."""
    _tell(with_client(options, lambda client: client.accounts.get(name)), options)


@app.command(name="put")
def put_account(
    name: Name,
    /,
    *,
    balance: Amount = None,
    kwh: EnergyKwh = None,
    minutes: Minutes = None,
    account_note: Annotated[str | None, Parameter(name="--note", help="For yourself.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Create an account, or replace what is on it; to top one up, book."""
    body = typed(_said("balance", balance, kwh, minutes, account_note), AccountInput)
    _tell(with_client(options, lambda client: client.accounts.put(name, body)), options)


@app.command(name="book")
def book(
    name: Name,
    /,
    *,
    amount: Amount = None,
    kwh: EnergyKwh = None,
    minutes: Minutes = None,
    booking_note: Annotated[str | None, Parameter(name="--note", help="Kept in the event.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Add to an account, or take off it with values below nothing."""
    body = typed(_said("amount", amount, kwh, minutes, booking_note), BookingInput)
    _tell(with_client(options, lambda client: client.accounts.book(name, body)), options)


@app.command(name="remove")
def remove_account(name: Name, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove an account; its tokens have no credit from then on."""
    if confirmed(f"Remove account {name}?", yes):
        with_client(options, lambda client: client.accounts.delete(name))
        note(f"Removed {name}.")


def account_table(accounts: Sequence[Account], zone: tzinfo | None) -> Table:
    """Accounts, one a line."""
    return grid(
        ("Account", "State", "Balance", "Energy", "Time", "Changed", rest("Note")),
        (
            (
                plain(one.name),
                _state(one),
                _money(one.balance),
                kwh(one.energy_wh),
                _time(one.time_s),
                when(one.updated_at, zone),
                plain(one.note or ""),
            )
            for one in accounts
        ),
    )


def _tell(account: Account, options: Options) -> None:
    if options.json:
        emit_json(account)
        return
    show(
        facts(
            (
                ("Account", plain(account.name)),
                ("State", _state(account)),
                ("Balance", _money(account.balance)),
                ("Energy", kwh(account.energy_wh)),
                ("Time", _time(account.time_s)),
                ("Note", plain(account.note or "")),
                ("Entered", when(account.created_at, options.zone)),
                ("Changed", when(account.updated_at, options.zone)),
            )
        )
    )


def money_of(text: str, flag: str) -> dict[str, str]:
    """Money as the API takes it. Raises UsageError."""
    amount, currency = text[:-3].strip(), text[-3:].upper()
    if not amount or not currency.isalpha():
        raise UsageError(f"--{flag} {text}: no money.", "", "Write it like 25.00EUR.")
    return {"amount": amount, "currency": currency}


def _said(
    money: str, amount: str | None, energy_kwh: float | None, minutes: int | None, remark: str | None
) -> dict[str, object]:
    given = {
        money: None if amount is None else money_of(amount, money),
        "energy_wh": None if energy_kwh is None else round(energy_kwh * 1000),
        "time_s": None if minutes is None else minutes * 60,
        "note": remark,
    }
    return {name: value for name, value in given.items() if value is not None}


def _state(account: Account) -> Text:
    return Text("used up", "bold red") if account.used_up else Text("open", "green")


def _money(money: Money | None) -> str:
    return "" if money is None else f"{money.amount} {money.currency}"


def _time(time_s: int | None) -> str:
    if time_s is None:
        return ""
    return f"-{lasting(timedelta(seconds=-time_s))}" if time_s < 0 else lasting(timedelta(seconds=time_s))
