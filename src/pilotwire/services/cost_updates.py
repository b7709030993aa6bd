"""Telling drivers at the station what their transaction costs: when that is due, and what is told."""

from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.cost import Cost
from pilotwire.domain.cost_commands import TellCost, TellFinalCost, prices_now
from pilotwire.domain.price_text import text_of
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.transaction import Transaction

from .pricing_ability import shows_costs
from .station_link import StationLink


class Shown(msgspec.Struct, frozen=True):
    """What a station was told last of a transaction's cost (None: nothing yet), as of which report, and when."""

    amount: Decimal | None
    of: datetime
    at: datetime


def is_due(transaction: Transaction, shown: Shown | None, now: datetime, every: timedelta) -> bool:
    """Whether its cost is to be looked at again: something came of it since, and the station was told long enough ago.

    Source: OCPP 2.0.1 part 2, I02.FR.01.
    """
    if transaction.tariff is None or transaction.ended:
        return False
    return shown is None or (transaction.last_received_at > shown.of and now - shown.at >= every)


def may_be_told(record: ChargingStation | None, transaction: Transaction) -> bool:
    """Whether the station shows costs and does not reckon this one by itself. Source: OCPP 2.1 part 2, I12."""
    return shows_costs(record) and transaction.station_tariff is None


async def tell_cost(link: StationLink, transaction: Transaction, tariff: Tariff, cost: Cost, amount: Decimal) -> Reply:
    """Tell the cost so far. Raises as `StationLink.request`."""
    meter = transaction.meter
    register_wh = meter.last_wh if meter.last_wh is not None else (meter.start_wh or Decimal()) + transaction.energy_wh
    command = TellCost(
        transaction.id, amount, transaction.last_at, register_wh,
        transaction.charging_state in ("SuspendedEV", "EVConnected", "Idle"), prices_now(tariff, cost),
    )  # fmt: skip
    return await link.request(transaction.station, command)


async def tell_final(link: StationLink, transaction: Transaction, tariff: Tariff, amount: Decimal) -> Reply:
    """Tell what it has cost, where the answer to its end could not (OCPP 1.6). Raises as `StationLink.request`."""
    words = text_of(tariff, ())
    text = f"{amount:f} {tariff.currency}" if words is None else f"{amount:f} {tariff.currency}. {words.text}"
    return await link.request(transaction.station, TellFinalCost(transaction.id, amount, text))
