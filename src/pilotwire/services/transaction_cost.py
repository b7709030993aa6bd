"""What a transaction costs, of what is stored about it; nothing of this happens while messages come."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Final, TypeVar

import msgspec

from pilotwire.domain.called_off import is_called_off
from pilotwire.domain.charging_period import Period, Story, Told, story
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
CALLED_OFF: Final = "payment-called-off"
_PAGE: Final = 500


class Material(msgspec.Struct, frozen=True):
    """All of which a transaction's cost is made but its tariff.

    `reserved_since` is since when its EVSE was kept free for its driver. Not `is_complete` where there are more
    readings than are looked at. `later` are the tariffs that took the place of the one of the start, and since when.
    """

    transaction: Transaction
    readings: list[Reading]
    states: list[Told]
    reserved_since: datetime | None
    is_complete: bool
    later: tuple[tuple[datetime, Tariff], ...] = ()


async def material_of(queries: Queries, transaction: Transaction, tariff: Tariff | None = None) -> Material:
    """Gather it; with a tariff only what its cost depends on, which for most tariffs needs no readings at all."""
    readings, is_complete, states = list[Reading](), True, list[Told]()
    later = list[tuple[datetime, Tariff]]()
    for change in transaction.tariff_changes:
        found = await queries.tariff_version(change.tariff)
        if found is not None:
            later.append((change.at, found))
    if later:
        tariff = None  # what was used until then has to be known
    if tariff is None or not tariff.is_plain:
        readings, is_complete = await readings_of(queries, transaction)
    if tariff is None or tariff.prices_time:
        async for row in _all(lambda part: queries.steps(part, transaction.station, transaction.id)):
            if row.step.state is not None:
                states.append((row.step.at, row.step.state))
    reserved_since = None
    if transaction.reservation_id is not None and (tariff is None or _prices_reserved_time(tariff)):
        reservation = await queries.reservation(transaction.reservation_id)
        if reservation is not None and reservation.station == transaction.station:
            reserved_since = min(reservation.requested_at, transaction.started_at)
    return Material(transaction, readings, states, reserved_since, is_complete, tuple(later))


async def tariff_for(store: Store, queries: Queries, transaction: Transaction, wanted: str | None = None) -> Tariff:
    """The tariff that the transaction started with; `wanted` names one to try, as it is now, in its place.

    Raises NotFoundError for a tariff that does not exist, ConflictError for a transaction that has none.
    """
    if wanted is not None:
        return known_tariff(store, wanted)
    found = await own_tariff(queries, transaction)
    if found is None:
        raise ConflictError(
            f"No tariff was assigned when transaction '{transaction.id}' started.",
            "Assign one for those to come; to try one on this transaction, name it: ?tariff=ID.",
        )
    return found


async def own_tariff(queries: Queries, transaction: Transaction) -> Tariff | None:
    """The tariff that the transaction started with, in the version of then."""
    return None if transaction.tariff is None else await queries.tariff_version(transaction.tariff)


async def readings_of(queries: Queries, transaction: Transaction) -> tuple[list[Reading], bool]:
    """A transaction's readings, oldest first, and whether these are all."""
    readings = list[Reading]()
    async for row in _all(lambda part: queries.readings(part, transaction.station, transaction.id)):
        if len(readings) >= MOST_READINGS:
            return readings, False
        readings.append(row.reading)
    return readings, True


def story_of(material: Material) -> Story:
    """The transaction's periods, to its end or its last report. Takes its time: not for the event loop."""
    one = material.transaction
    return story(series(material.readings), material.states, one.started_at, one.ended_at or one.last_at, one.energy_wh)


def cost_by(material: Material, tariff: Tariff, zone: tzinfo) -> Cost:
    """The cost under a tariff, as of the last report while the transaction runs. Takes its time as well."""
    return priced(material, story_of(material), tariff, zone)


def priced(material: Material, told: Story, tariff: Tariff, zone: tzinfo) -> Cost:
    """The same where the periods are known already."""
    one, periods, since = material.transaction, told.periods, material.reserved_since
    if is_called_off(one):
        zero = Decimal()
        return Cost(
            tariff.currency, tariff.id, one.started_at, periods[-1].until, True, zero, zero, notes=(CALLED_OFF,)
        )
    is_kept = since is not None and since < one.started_at and _prices_reserved_time(tariff)
    if since is not None and is_kept:
        periods = (Period(since, one.started_at, "reserved"), *periods)
    cost = cost_of(
        tariff,
        periods,
        zone,
        is_final=one.ended,
        reservation="used" if is_kept else "none",
        later=material.later if tariff.reference == one.tariff else (),
    )
    notes = (*told.notes, *cost.notes, *(() if material.is_complete else (INCOMPLETE,)))
    return msgspec.structs.replace(cost, notes=notes)


def _prices_reserved_time(tariff: Tariff) -> bool:
    return any(element.restrictions.reservation is not None for element in tariff.elements)


async def _all(ask: Callable[[Slice], Awaitable[Page[T]]]) -> AsyncIterator[T]:
    cursor: str | None = None
    while True:
        page = await ask(Slice(limit=_PAGE, cursor=cursor))
        for item in page.items:
            yield item
        cursor = page.next_cursor
        if cursor is None:
            return
