"""What is wrong with an open transaction: rules over what is known, for transactions that never began or never end."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

from .station import Connector
from .transaction import START_MISSING, Transaction

ProblemName = Literal["no-energy", "silent", "too-long", "connector-free", "not-running", "overtaken"]

CERTAIN: Final[frozenset[ProblemName]] = frozenset({"connector-free", "not-running", "overtaken"})
"""With one of these it cannot be running; the others may have good reasons."""


class ProblemRules(msgspec.Struct, frozen=True, kw_only=True):
    """When a transaction is worth a look; None turns a rule off.

    `no_energy_after`: time from its start without any energy. `silent_after`: time without a message while its station
    is connected. `longest`: time from its start.
    """

    no_energy_after: timedelta | None = timedelta(minutes=30)
    silent_after: timedelta | None = timedelta(hours=12)
    longest: timedelta | None = timedelta(hours=48)


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong, since when by our clock, and what tells so."""

    name: ProblemName
    since: datetime
    why: str


class Vicinity(msgspec.Struct, frozen=True):
    """What is known around a transaction: since when its station is connected (None: it is not), its station's
    connectors and open transactions.
    """

    connected_since: datetime | None
    connectors: Iterable[Connector]
    open: Sequence[Transaction]


def problems(transaction: Transaction, around: Vicinity, rules: ProblemRules, now: datetime) -> tuple[Problem, ...]:
    """All that is wrong with an open transaction. Costs a few comparisons where nothing is."""
    if transaction.ended:
        return ()
    found = (
        _no_energy(transaction, around, rules, now), _silent(transaction, around, rules, now),
        _too_long(transaction, rules, now), _connector_free(transaction, around), _not_running(transaction),
        _overtaken(transaction, around),
    )  # fmt: skip
    return tuple(one for one in found if one is not None)


def free_since(transaction: Transaction, connectors: Iterable[Connector]) -> datetime | None:
    """Since when its connectors are all free, if that came after its last report by the station's clock and ours."""
    single = [one for one in _own(transaction, connectors) if one.connector_id != 0]
    if not single or any(
        one.status != "Available" or one.since <= transaction.last_at or one.received_at <= transaction.last_received_at
        for one in single
    ):
        return None
    return max(one.since for one in single)


def _own(transaction: Transaction, connectors: Iterable[Connector]) -> Iterator[Connector]:
    for one in connectors:
        if one.evse_id == transaction.evse_id and one.connector_id in (transaction.connector_id or one.connector_id, 0):
            yield one


def _no_energy(transaction: Transaction, around: Vicinity, rules: ProblemRules, now: datetime) -> Problem | None:
    if rules.no_energy_after is None or around.connected_since is None or transaction.energy_wh or transaction.power_w:
        return None
    at = transaction.started_received_at + rules.no_energy_after
    has_no_meter = transaction.meter.last_wh is None and transaction.charging_state in (None, "Charging")
    if now <= at or has_no_meter:
        return None
    state = f", it is {transaction.charging_state}" if transaction.charging_state else ""
    return Problem("no-energy", at, f"no energy since its start{state}")


def _silent(transaction: Transaction, around: Vicinity, rules: ProblemRules, now: datetime) -> Problem | None:
    if rules.silent_after is None or around.connected_since is None:
        return None
    at = max(transaction.last_received_at, around.connected_since) + rules.silent_after
    if now <= at:
        return None
    return Problem("silent", at, f"nothing was heard of it since {_shown(transaction.last_received_at)}")


def _too_long(transaction: Transaction, rules: ProblemRules, now: datetime) -> Problem | None:
    if rules.longest is None:
        return None
    at = transaction.started_received_at + rules.longest
    return Problem("too-long", at, f"it began at {_shown(transaction.started_at)}") if now > at else None


def _connector_free(transaction: Transaction, around: Vicinity) -> Problem | None:
    at = free_since(transaction, around.connectors)
    return None if at is None else Problem("connector-free", at, f"its connector is Available since {_shown(at)}")


def _not_running(transaction: Transaction) -> Problem | None:
    told = transaction.checked
    if told is None or told.ongoing is not False or told.messages_in_queue or told.at < transaction.last_received_at:
        return None
    return Problem("not-running", told.at, "the station says that it does not run")


def _overtaken(transaction: Transaction, around: Vicinity) -> Problem | None:
    if len(around.open) < 2 or transaction.evse_id is None:
        return None
    newer = [
        one
        for one in around.open
        if one.evse_id == transaction.evse_id
        and one.started_at > transaction.started_at
        and START_MISSING not in one.flags
    ]
    if not newer:
        return None
    first = min(newer, key=lambda one: one.started_at)
    return Problem("overtaken", first.started_received_at, f"transaction {first.id} has begun at its EVSE")


def _shown(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
