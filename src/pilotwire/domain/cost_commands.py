"""What a station can be told about prices and costs, for its driver to see."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import msgspec

from pilotwire.kernel.ids import TransactionId

from .command import Command, Reply
from .cost import Cost
from .cost_total import price_of
from .exact import decimal
from .id_token import IdToken
from .tariff import Dimension, Tariff


class PricesNow(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is paid at the moment, taxes included where they are known: per kWh, per hour, and once."""

    energy: Decimal | None = None
    time: Decimal | None = None
    parking: Decimal | None = None
    flat: Decimal | None = None


class TellCost(Command[Reply], frozen=True):
    """Tell what a running transaction costs so far, taxes included where they are known.

    `register_wh` is what its meter shows, `is_idle`: the vehicle asks for no power. Source: OCPP 2.0.1 part 2, I02.
    """

    transaction: TransactionId
    amount: Decimal
    at: datetime
    register_wh: Decimal
    is_idle: bool = False
    prices: PricesNow = PricesNow()


class TellFinalCost(Command[Reply], frozen=True):
    """Tell what a transaction has cost that has ended, where no answer can carry it (OCPP 1.6)."""

    transaction: TransactionId
    amount: Decimal
    text: str


class TellPrice(Command[Reply], frozen=True):
    """Tell the price for a token before the start, in words, where no answer can carry it (OCPP 1.6)."""

    id_token: IdToken
    text: str


def prices_now(tariff: Tariff, cost: Cost) -> PricesNow:
    """The prices of the newest lines of a cost that are of this tariff, the one that holds now."""
    found = dict[Dimension, Decimal]()
    for line in cost.lines:
        is_of_it = (line.tariff or cost.tariff) == tariff.id and line.element < len(tariff.elements)
        if line.reserved or not is_of_it:
            continue
        for component in tariff.elements[line.element].price_components:
            if component.type == line.dimension:
                price = price_of(tariff, component)
                found[line.dimension] = decimal(price.after_taxes or price.before_taxes or Fraction())
    return PricesNow(found.get("ENERGY"), found.get("TIME"), found.get("PARKING_TIME"), found.get("FLAT"))
