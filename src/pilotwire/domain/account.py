"""Prepaid accounts: what is left to spend, and what a transaction takes of it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

import msgspec

from .transaction import Transaction, Usage
from .transaction_limit import TransactionLimit


class Allowance(msgspec.Struct, frozen=True, omit_defaults=True):
    """The most that may be spent on one transaction; None leaves that side open. Money comes with its currency."""

    amount: Decimal | None = None
    currency: str | None = None
    energy_wh: Decimal | None = None
    time_s: int | None = None


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """What tokens that name this account may spend: money, energy, time; a side that is None is not counted.

    Energy and time are taken off as transactions report them, and may so fall below nothing by what ran meanwhile.
    Money changes only when somebody books it.
    """

    name: str
    created_at: datetime
    updated_at: datetime
    balance: Decimal | None = None
    currency: str | None = None
    energy_wh: Decimal | None = None
    time_s: int | None = None
    note: str | None = None

    @property
    def is_used_up(self) -> bool:
        """Whether one of the sides that are counted has nothing left."""
        return any(left is not None and left <= 0 for left in (self.balance, self.energy_wh, self.time_s))

    @property
    def allowance(self) -> Allowance:
        """What may be spent now."""
        return Allowance(self.balance, self.currency, self.energy_wh, self.time_s)


class Booking(msgspec.Struct, frozen=True, omit_defaults=True):
    """A change of what an account holds, to be added to it as it is when the change is stored: what is spent is below
    nothing.
    """

    account: str
    at: datetime
    amount: Decimal = Decimal(0)
    energy_wh: Decimal = Decimal(0)
    time_s: int = 0


def booked(account: Account, booking: Booking) -> Account:
    """The account after a booking; sides that it does not count stay uncounted."""
    return msgspec.structs.replace(
        account,
        balance=None if account.balance is None else account.balance + booking.amount,
        energy_wh=None if account.energy_wh is None else account.energy_wh + booking.energy_wh,
        time_s=None if account.time_s is None else account.time_s + booking.time_s,
        updated_at=booking.at,
    )


def limit_of(allowance: Allowance, booked: Usage) -> TransactionLimit:
    """How far a transaction may go that has taken this much of its account already. Source: OCPP 2.1 part 2, C17.FR.03.

    Money is not counted down as it runs, so all that is left of it may be spent.
    """
    return TransactionLimit(
        allowance.amount,
        None if allowance.energy_wh is None else allowance.energy_wh + booked.energy_wh,
        None if allowance.time_s is None else allowance.time_s + booked.time_s,
    )


def usage_of(transaction: Transaction) -> Usage:
    """What the transaction has taken by now, in whole seconds.

    By the station's clock, since what it did offline comes late; by ours where its own was never set.
    """
    since, until = transaction.started_at, transaction.ended_at or transaction.last_at
    if since.year < _CLOCKS_RUN_SINCE:
        since, until = transaction.started_received_at, transaction.ended_received_at or transaction.last_received_at
    return Usage(transaction.energy_wh, max(0, int((until - since) / timedelta(seconds=1))))


_CLOCKS_RUN_SINCE: Final = 2010
"""A time before the first OCPP is that of a clock nobody has set."""
