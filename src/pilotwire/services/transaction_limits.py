"""Limits of transactions: wanted by an operator or for a token, told to stations that can keep them."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.command import CannotError
from pilotwire.domain.device_model import Address, Component, Variable
from pilotwire.domain.events import TransactionLimited, TransactionLimitReached
from pilotwire.domain.remote_control import Trigger
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.domain.transaction_limit import (
    REACHED,
    GetSupportedLimits,
    LimitName,
    TransactionLimit,
    sent,
    supported,
    to_send,
    unguarded,
    want,
)
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.errors import BadInputError, ConflictError, PilotwireError
from pilotwire.kernel.ids import StationId, TransactionId

from .context import Context
from .ports import Store
from .remote_control import Asker, ObstacleError
from .station_link import CallRefusedError
from .transaction_history import keep_steps
from .transaction_record import Outcome, known_transaction
from .work import StoredSteps, Work


class Told(NamedTuple):
    """What an answer takes along: limits to keep, and a text for the driver."""

    limit: TransactionLimit | None = None
    message: str | None = None


class LimitsSet(msgspec.Struct, frozen=True):
    """The transaction with its new limits, and in `noticed` who will keep them."""

    transaction: Transaction
    noticed: tuple[str, ...] = ()


def allowed(context: Context, transaction: Transaction, authorization: Authorization) -> Transaction:
    """The transaction with the limit that its token brings, when that is news. Source: OCPP 2.1 part 2, C17 and E16."""
    limit = authorization.limit
    if not limit or (
        transaction.limits is not None and limit.over(transaction.limits.wanted) == transaction.limits.wanted
    ):
        return transaction
    limits = want(transaction.limits, limit, "token")
    step = Step(context.received_at, "limit-wanted", limit=limits.wanted, detail="token")
    keep_steps(context, transaction, (step,))
    context.work.tell(
        TransactionLimited(
            station=context.station, at=context.received_at, transaction_id=transaction.id, limit=limits.wanted,
            actor="token",
        )
    )  # fmt: skip
    return msgspec.structs.replace(transaction, limits=limits)


def tell_reached(context: Context, transaction: Transaction, report: Report) -> None:
    """Tell of a limit that the station says to be reached."""
    name = REACHED.get(report.trigger)
    if name is not None:
        context.work.tell(
            TransactionLimitReached(
                station=context.station, at=context.received_at, transaction_id=transaction.id, limit=name,
                by="station", energy_wh=float(transaction.energy_wh),
            )
        )  # fmt: skip


def to_tell(context: Context, outcome: Outcome, report: Report, *, carries_limits: bool) -> Told:
    """What the answer to this report takes along, once: it counts as told with this work.

    A report that comes a second time is told the limits that the station has not confirmed, since the first answer may
    have been lost. Source: OCPP 2.1 part 2, E16.FR.02, FR.07, FR.08, FR.12.
    """
    transaction = outcome.transaction
    if transaction.ended or (transaction.limits is None and transaction.message is None):
        return Told()
    limit = _limit_to_tell(context, outcome, report) if carries_limits else None
    text = transaction.message
    if limit is None and text is None:
        return Told()
    steps: list[Step] = []
    if limit is not None and transaction.limits is not None:
        transaction = msgspec.structs.replace(transaction, limits=sent(transaction.limits, limit))
        steps.append(Step(context.received_at, "limit-sent", limit=limit))
    if text is not None:
        transaction = msgspec.structs.replace(transaction, message=None)
        steps.append(Step(context.received_at, "message-sent", detail=text))
    context.work.save(transaction)
    keep_steps(context, transaction, tuple(steps))
    return Told(limit, text)


def _limit_to_tell(context: Context, outcome: Outcome, report: Report) -> TransactionLimit | None:
    limits, record = outcome.transaction.limits, context.record
    if limits is None or record is None or not record.supported_limits:
        return None
    telling = to_send(limits, record.supported_limits, report.limit)
    if not telling and outcome.is_repeat:
        telling = unguarded(limits).only(record.supported_limits)
    return telling or None


async def set_limits(
    asker: Asker, station: StationId, transaction: TransactionId, wanted: TransactionLimit, message: str | None = None
) -> LimitsSet:
    """Limit a running transaction, and leave a text for its driver; what is not named stays as it is.

    The station is told with the answer to its next message where it can keep the limit itself, and is asked for that
    message. Else this server asks it to stop once the limit is reached (not in quiet mode).
    Raises NotFoundError, BadInputError for nothing wanted, ConflictError for one that has ended, ObstacleError for a
    limit of cost that nobody could keep. Source: OCPP 2.1 part 2, E16.
    """
    found = await known_transaction(asker.store, station, transaction)
    if not wanted and message is None:
        raise BadInputError("No limit is named.", "", "Name a limit, or a message.")
    can, noticed = (
        await keepers(asker, station, wanted, has_price=found.tariff is not None) if wanted else Keepers((), [])
    )
    now = asker.clock.now()
    found = await known_transaction(asker.store, station, transaction)
    if found.ended:
        raise ConflictError(f"transaction {transaction} has ended", "limit one that runs")
    after = msgspec.structs.replace(found, message=message or found.message)
    work = Work()
    if wanted:
        limits = want(found.limits, wanted, asker.actor or "csms")
        after = msgspec.structs.replace(after, limits=limits)
        step = Step(now, "limit-wanted", limit=limits.wanted, detail=limits.set_by)
        work.save(StoredSteps(station, transaction, (step,), now))
        work.tell(
            TransactionLimited(
                station=station, at=now, transaction_id=transaction, limit=limits.wanted, actor=asker.actor
            )
        )
    work.save(after)
    await asker.store.commit(work)
    return LimitsSet(after, (*noticed, *await _hurried(asker, after, can, message)))


class Keepers(NamedTuple):
    """Which limits the station keeps itself (None: it cannot be asked now), and in words who keeps which."""

    station: tuple[LimitName, ...] | None
    noticed: list[str]


async def keepers(
    asker: Asker, station: StationId, wanted: TransactionLimit, place: str = "", *, has_price: bool
) -> Keepers:
    """Who will keep these limits. Raises ObstacleError for one of cost that nobody could keep: the station cannot, and
    without a tariff (`has_price`) no cost is known here. Source: OCPP 2.1 part 2, E16.FR.12.
    """
    can = await supported_limits(asker, station)
    if wanted.max_cost is not None and can is not None and "max_cost" not in can and not has_price:
        raise ObstacleError(
            "the station cannot keep a limit of cost, and without a tariff no cost is known here",
            f"{place}/max_cost", "assign a tariff first, or limit energy or time instead",
        )  # fmt: skip
    return Keepers(can, _noticed(asker, wanted, can))


def learn_supported(store: Store, work: Work, station: StationId, told: Iterable[Variable]) -> None:
    """Remember with the station which limits it can keep, when it tells of that variable."""
    for variable in told:
        if variable.address.key == _SUPPORTED.key:
            actual = variable.attribute("Actual")
            remember_supported(store, work, station, supported((actual and actual.value) or ""))


def remember_supported(store: Store, work: Work, station: StationId, limits: tuple[LimitName, ...]) -> None:
    """Remember with the station which limits it can keep."""
    record = store.station(station)
    if record is not None and record.supported_limits != limits:
        work.save(msgspec.structs.replace(record, supported_limits=limits))


_SUPPORTED: Final = Address(Component("TxCtrlr"), "SupportedLimits")


async def supported_limits(asker: Asker, station: StationId) -> tuple[LimitName, ...] | None:
    """The limits that the station can keep; it is asked where that is not known. None: it cannot be asked now.

    Asked once after each boot; a version that knows no limits (before 2.1) keeps none.
    """
    record = asker.store.station(station)
    if record is not None and record.supported_limits is not None:
        return record.supported_limits
    told: tuple[LimitName, ...]
    try:
        told = await asker.link.request(station, GetSupportedLimits(), asker.timeout_s)
    except (CannotError, CallRefusedError):
        told = ()
    except PilotwireError:
        return None
    work = Work()
    remember_supported(asker.store, work, station, told)
    await asker.store.commit(work)
    return told


def _noticed(asker: Asker, wanted: TransactionLimit, can: tuple[LimitName, ...] | None) -> list[str]:
    named = [name for name in TransactionLimit.__struct_fields__ if getattr(wanted, name) is not None]
    if can is None:
        return ["the station cannot be asked which limits it keeps; until it can, this server looks after them"]
    noticed = [f"the station keeps {name} itself, and is told with its next message" for name in named if name in can]
    ours = [name for name in named if name not in can]
    if ours and asker.quiet:
        noticed.append(f"nobody keeps {', '.join(ours)}: the station cannot, and this server is told not to")
    elif ours:
        noticed.append(f"this server asks the station to stop once {' or '.join(ours)} is reached")
    return noticed


async def _hurried(
    asker: Asker, transaction: Transaction, can: tuple[LimitName, ...] | None, message: str | None
) -> list[str]:
    """Ask for a message of the transaction, so that its answer can bring what is new without delay."""
    if not can and message is None:
        return []
    try:
        await asker.link.request(transaction.station, Trigger("TransactionEvent", transaction.evse_id), asker.timeout_s)
    except CannotError:
        return ["this station's version of OCPP shows drivers no messages"] if message is not None else []
    except PilotwireError as error:
        return [f"the station could not be asked for a message now: {error.message}"]
    return []
