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
from pilotwire.domain.transaction_limit import unguarded
from pilotwire.kernel.errors import ConflictError

from .pricing_ability import shows_costs
from .remote_control import Answer, Asker, ObstacleError
from .station_link import StationLink
from .station_record import known_station
from .total_cost import in_its_currency


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


def is_limited_here(transaction: Transaction) -> bool:
    """Whether it has a limit of cost that its station has not said to keep."""
    limits = transaction.limits
    return limits is not None and unguarded(limits).max_cost is not None


def check_can_be_told(record: ChargingStation, transaction: Transaction, *, has_words: bool) -> None:
    """Raise ConflictError, with the reason, for a station that does not show costs of ours, or not of this transaction.

    One that has never told is believed to. Where its version has no words for costs (not `has_words`: OCPP 1.6), they
    go only to a station that has told to take the messages for them.
    """
    if transaction.ended:
        raise ConflictError(f"Transaction '{transaction.id}' has ended.", "Its cost is in the answer to its end.")
    if transaction.station_tariff is not None:
        raise ConflictError(
            f"Station '{record.id}' reckons this transaction itself, by {transaction.station_tariff}.",
            "What it reckoned is in the charge detail record.",
        )
    takes = None if record.pricing is None else record.pricing.takes_cost_messages
    if not has_words and not takes:
        told = "is false" if takes is False else "is not known here; read the station's keys first"
        raise ConflictError(
            f"The version of OCPP of station '{record.id}' has no words for costs, and it has not told that it takes "
            f"the messages for them: its key CustomDisplayCostAndPrice {told}.", "Show the cost elsewhere.",
        )  # fmt: skip


async def tell_now(asker: Asker, transaction: Transaction, tariff: Tariff, cost: Cost, *, has_words: bool) -> Answer:
    """Tell a station what a transaction costs because somebody asks for it.

    Raises ConflictError for who cannot be told, ObstacleError for another currency than the station's, and as
    `request`. Source: OCPP 2.0.1 part 2, I02.
    """
    record = known_station(asker.store, transaction.station)
    check_can_be_told(record, transaction, has_words=has_words)
    if cost.amount is None or not in_its_currency(record, cost.currency):
        raise ObstacleError(
            f"the cost is in {cost.currency}, and the station shows another currency", "", "assign another tariff"
        )
    reply = await tell_cost(asker.link, transaction, tariff, cost, cost.amount)
    return Answer(reply.status, reply.reason_code, reply.info, (f"told {cost.amount:f} {cost.currency}",))


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
