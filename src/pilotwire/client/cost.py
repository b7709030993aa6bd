"""What a transaction costs, line by line."""

from decimal import Decimal
from typing import Literal

from .account import Money
from .codec import Instant
from .shape import Resource
from .tariff import Dimension


class CostLine(Resource, frozen=True, kw_only=True):
    """One price over one stretch of time.

    `volume` was used and `billed_volume` counts, in `unit`; the difference fills up the last block of a step size.
    `price` is per kWh, hour or session; `element` is the tariff's element that gave it, counted from 0. A side of taxes
    that is not known is absent. `reserved`: for time in which the EVSE was kept free. `tariff` is the one
    that gave it, where another one took the place of the one of the start.
    """

    dimension: Dimension
    element: int
    since: Instant
    until: Instant
    unit: Literal["Wh", "s", "session"]
    volume: Decimal
    billed_volume: Decimal
    price: Money
    before_taxes: Money | None = None
    after_taxes: Money | None = None
    reserved: bool = False
    tariff: str | None = None


class CostAdjustment(Resource, frozen=True, kw_only=True):
    """What the total differs by from the sum of the lines, and why."""

    reason: Literal["min-price", "max-price", "rounding"]
    before_taxes: Money | None = None
    after_taxes: Money | None = None


class TaxAmount(Resource, frozen=True, kw_only=True):
    """How much of the total is one tax."""

    name: str
    percent: Decimal
    amount: Money


class Cost(Resource, frozen=True, kw_only=True):
    """The cost of a transaction as of `until`: lines and adjustments add up to the totals, to the last digit.

    Not `final` while it runs: then blocks of a step size are not filled up yet, so it never falls. `notes` say what
    had to be guessed: states-unknown (the station told no charging states, so all time counts as charging),
    current-derived (a restriction on current went by the power at 230 V), readings-incomplete.
    """

    tariff: str
    tariff_version: str
    final: bool
    since: Instant
    until: Instant
    lines: list[CostLine]
    adjustments: list[CostAdjustment]
    taxes: list[TaxAmount]
    notes: list[str]
    before_taxes: Money | None = None
    after_taxes: Money | None = None


class TransactionCost(Resource, frozen=True, kw_only=True):
    """What one transaction of a station costs."""

    station: str
    transaction_id: str
    cost: Cost
