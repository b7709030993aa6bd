"""Prepaid accounts: what tokens may spend."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from .codec import Instant
from .shape import Input, Resource, Text

Amount = Annotated[str, Meta(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$(?!\n)")]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$(?!\n)")]
Energy = Annotated[float, Meta(ge=-1_000_000_000_000, le=1_000_000_000_000)]
Seconds = Annotated[int, Meta(ge=-10_000_000_000, le=10_000_000_000)]


class Money(Resource, frozen=True, kw_only=True):
    """An exact amount, as text, in a currency (ISO 4217)."""

    amount: Amount
    currency: Currency


class MoneyInput(Money, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as it can be set."""


class Account(Resource, frozen=True, kw_only=True):
    """What is left of an account; a side that is absent is not counted. `used_up`: its tokens get NoCredit.

    Energy and time fall as transactions report them, and may fall below nothing by what ran meanwhile.
    """

    name: str
    version: str
    used_up: bool
    created_at: Instant
    updated_at: Instant
    balance: Money | None = None
    energy_wh: Decimal | None = None
    time_s: int | None = None
    note: str | None = None


class AccountInput(Input, frozen=True, kw_only=True):
    """An account as it is put; one side at least. To top it up, book on it: a PUT replaces what is there."""

    balance: MoneyInput | None = None
    energy_wh: Energy | None = None
    time_s: Seconds | None = None
    note: Text | None = None


class BookingInput(Input, frozen=True, kw_only=True):
    """What to add to an account, or with values below nothing to take off it; `note` goes into the event."""

    amount: MoneyInput | None = None
    energy_wh: Energy | None = None
    time_s: Seconds | None = None
    note: Text | None = None


class AccountList(Resource, frozen=True, kw_only=True):
    """Accounts by name, rising."""

    items: list[Account]
    next_cursor: str | None
