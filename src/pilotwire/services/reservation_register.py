"""The register of reservations: which one a transaction uses, and which have come to their end."""

from datetime import datetime
from typing import Final

import msgspec

from pilotwire.domain.readiness import evse_types
from pilotwire.domain.reservation import STATION_ENDS, Reservation, ReservationState, meant, moved, taken
from pilotwire.domain.reservation_events import ReservationEnded, ReservationUsed
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.kernel.ids import EvseId

from .context import Context
from .ports import Store
from .work import Work

_OUT_OF_USE: Final = ("Faulted", "Unavailable")


def take_reservation(context: Context, transaction: Transaction, report: Report) -> Transaction:
    """The transaction, with the reservation that it uses where it names none itself. A look into memory, no more.

    Source: OCPP 2.0.1 part 2, H01.FR.15 and H03; OCPP 1.6, 5.13.
    """
    held = context.store.reservations(context.station)
    if not held or (transaction.reservation_id is not None and report.reservation_id is None):
        return transaction
    types = evse_types(context.store.connectors(context.station))
    if report.evse_id is None and transaction.evse_id is not None:
        report = msgspec.structs.replace(report, evse_id=transaction.evse_id)
    found = meant(held, report, transaction.group_id, types)
    if found is None:
        return transaction
    context.work.save(taken(found, transaction.id, context.received_at))
    context.work.tell(
        ReservationUsed(
            station=context.station, at=context.received_at, reservation_id=found.id, transaction_id=transaction.id,
            id_token=found.id_token, evse_id=transaction.evse_id,
        )
    )  # fmt: skip
    return msgspec.structs.replace(transaction, reservation_id=found.id)


def status_update(context: Context, number: int, word: str) -> None:
    """A station tells that a reservation is over. One that we have ended already stays as it is.

    Source: OCPP 2.0.1 part 2, H01.FR.16, H01.FR.17 and H04.FR.01; OCPP 2.1 part 2, H03.FR.11.
    """
    found = next((one for one in context.store.reservations(context.station) if one.id == number), None)
    if found is None:
        context.note("reservation-unknown", f"reservation {number} is {word}")
    elif found.is_open:
        _end(context.work, found, STATION_ENDS[word], context.received_at, word)


def out_of_use(context: Context, evse_id: EvseId, status: str) -> None:
    """An EVSE's (0: the station's) status ends what was reserved there, where the version tells it in no other way.

    Source: OCPP 1.6, 5.13.
    """
    held = context.store.reservations(context.station)
    if not held or status not in _OUT_OF_USE:
        return
    for one in held:
        if one.holds(context.received_at) and (evse_id == 0 or one.evse_id == evse_id):
            _end(context.work, one, "removed", context.received_at, status)


def come_to_end(store: Store, now: datetime) -> Work:
    """What time has ended since the last look: reservations that expired, and those whose transaction has ended."""
    work = Work()
    for one in store.open_reservations():
        if one.state == "in-use":
            if one.transaction not in {running.id for running in store.open_transactions(one.station)}:
                _end(work, one, "used", now)
        elif now >= one.expires_at:
            _end(work, one, "expired", now)
    return work


def _end(work: Work, one: Reservation, state: ReservationState, at: datetime, word: str | None = None) -> None:
    work.save(moved(one, state, at, word))
    work.tell(
        ReservationEnded(
            station=one.station, at=at, reservation_id=one.id, state=state, ended_by=word,
            transaction_id=one.transaction,
        )
    )  # fmt: skip
