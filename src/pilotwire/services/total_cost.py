"""What the answer to a station's report says of the cost."""

from decimal import Decimal

from pilotwire.domain.called_off import is_called_off
from pilotwire.domain.charging_period import Told
from pilotwire.domain.personal_message import filled
from pilotwire.domain.reading import Reading
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.kernel.units import Money

from .context import Context
from .transaction_record import Outcome
from .work import StoredReadings, StoredSteps


async def total_cost(context: Context, outcome: Outcome, report: Report) -> Money | None:
    """What the answer to this report says of the cost; None where it is not known, in time, or nobody would see it.

    At the end the total; while it runs what it costs so far where the station goes by it to keep a limit of cost.
    Source: OCPP 2.0.1 part 2, I03; OCPP 2.1 part 2, C20.FR.03 and E16.FR.11.
    """
    transaction, reckoner = outcome.transaction, context.advisers.costs
    if reckoner is None or report.offline or not (transaction.ended or _is_limited_by_cost(transaction)):
        return None
    if is_called_off(transaction):
        return Money(Decimal(), "")
    if transaction.tariff is None:
        return None
    found = await reckoner.cost_now(transaction, *_not_stored(context))
    if found is None or found.amount is None or not in_its_currency(context.record, found.currency):
        return None
    return Money(found.amount, found.currency)


def cost_in_words(context: Context, outcome: Outcome, total: Money | None) -> str | None:
    """What the driver is told of an end in words, of the deployment's template: cost, energy in kWh, time in minutes.

    Source: OCPP 2.1 part 2, C24 and C25.
    """
    template, transaction = context.rules.cost_text, outcome.transaction
    if template is None or total is None or not transaction.ended:
        return None
    lasted = (transaction.ended_at or transaction.last_at) - transaction.started_at
    values = {
        "cost": f"{total.amount:f} {total.currency}".rstrip(),
        "energy_kwh": f"{transaction.energy_wh / 1000:.1f}",
        "minutes": str(max(int(lasted.total_seconds()), 0) // 60),
    }
    return filled(template, values)


def _is_limited_by_cost(transaction: Transaction) -> bool:
    limits = transaction.limits
    if limits is None or transaction.station_tariff is not None:
        return False
    return limits.wanted.max_cost is not None or limits.reported.max_cost is not None


def in_its_currency(record: ChargingStation | None, currency: str) -> bool:
    """Whether the station shows amounts in this currency, as far as it has told: it is sent a bare number."""
    own = None if record is None or record.pricing is None else record.pricing.currency
    return own is None or own == currency


def _not_stored(context: Context) -> tuple[list[Reading], list[Told]]:
    """Readings and charging states that the message at hand has brought."""
    readings, states = list[Reading](), list[Told]()
    for change in context.work.changes:
        if isinstance(change, StoredReadings):
            readings += change.readings
        elif isinstance(change, StoredSteps):
            states += [(step.at, step.state) for step in change.steps if step.state is not None]
    return readings, states
