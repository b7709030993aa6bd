"""What a transaction costs, of what is stored about it; nothing of this happens while messages come."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import tzinfo
from typing import Final, TypeVar

import msgspec

from pilotwire.domain.charging_period import Told, story
from pilotwire.domain.cost import Cost, cost_of
from pilotwire.domain.reading import Reading
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.transaction_series import series
from pilotwire.kernel.errors import ConflictError

from .ports import Page, Queries, Slice, Store
from .tariff_record import known_tariff

T = TypeVar("T")

MOST_READINGS: Final = 50_000
"""Six weeks of a reading each minute."""
INCOMPLETE: Final = "readings-incomplete"
_PAGE: Final = 500


class Material(msgspec.Struct, frozen=True):
    """All that a transaction's cost is made of. Not `is_complete` where there are more readings than are looked at."""

    transaction: Transaction
    tariff: Tariff
    readings: list[Reading]
    states: list[Told]
    is_complete: bool


async def material_of(store: Store, queries: Queries, transaction: Transaction, wanted: str | None = None) -> Material:
    """Gather it; `wanted` names a tariff to try, as it is now, in place of the transaction's own.

    Raises NotFoundError for a tariff that does not exist, ConflictError for a transaction that has none.
    """
    tariff = await _own(queries, transaction) if wanted is None else known_tariff(store, wanted)
    readings, is_complete = await readings_of(queries, transaction)
    states = list[Told]()
    async for row in _all(lambda part: queries.steps(part, transaction.station, transaction.id)):
        if row.step.state is not None:
            states.append((row.step.at, row.step.state))
    return Material(transaction, tariff, readings, states, is_complete)


async def readings_of(queries: Queries, transaction: Transaction) -> tuple[list[Reading], bool]:
    """A transaction's readings, oldest first, and whether these are all."""
    readings = list[Reading]()
    async for row in _all(lambda part: queries.readings(part, transaction.station, transaction.id)):
        if len(readings) >= MOST_READINGS:
            return readings, False
        readings.append(row.reading)
    return readings, True


def priced(material: Material, zone: tzinfo) -> Cost:
    """The cost, as of the last report while the transaction runs. Takes its time: not for the event loop."""
    one = material.transaction
    told = story(series(material.readings), material.states, one.started_at, one.ended_at or one.last_at, one.energy_wh)
    cost = cost_of(material.tariff, told.periods, zone, is_final=one.ended)
    notes = (*told.notes, *cost.notes, *(() if material.is_complete else (INCOMPLETE,)))
    return msgspec.structs.replace(cost, notes=notes)


async def _own(queries: Queries, transaction: Transaction) -> Tariff:
    found = None if transaction.tariff is None else await queries.tariff_version(transaction.tariff)
    if found is None:
        raise ConflictError(
            f"No tariff was assigned when transaction '{transaction.id}' started.",
            "Assign one for those to come; to try one on this transaction, name it: ?tariff=ID.",
        )
    return found


async def _all(ask: Callable[[Slice], Awaitable[Page[T]]]) -> AsyncIterator[T]:
    cursor: str | None = None
    while True:
        page = await ask(Slice(limit=_PAGE, cursor=cursor))
        for item in page.items:
            yield item
        cursor = page.next_cursor
        if cursor is None:
            return
