"""What a reservation costs that nobody came for: its charge detail record, where its tariff says so."""

from typing import Final

import msgspec

from pilotwire.domain.charge_record import ChargeRecord, record_of_reservation
from pilotwire.domain.charging_period import Period
from pilotwire.domain.cost import Cost, cost_of
from pilotwire.domain.reservation import Reservation, ReservationState
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_events import ChargeRecordCreated
from pilotwire.kernel.ids import RecordId

from .charge_record import Desk
from .work import Work

BILLED: Final[frozenset[ReservationState]] = frozenset({"expired", "used"})
"""It ran out; or its driver showed a token and never plugged in. One that was cancelled, or that the station gave up,
is not billed."""


async def charge_reservation(desk: Desk, number: int, event_id: RecordId) -> ChargeRecord | None:
    """Make the record of a reservation that has ended without a transaction; None where nothing is to be paid.

    Made twice it is stored once. Source: OCPI 2.2.1 and 2.3.0, TariffRestrictions, reservation.
    """
    reservation = await desk.queries.reservation(number)
    if reservation is None or reservation.state not in BILLED or reservation.transaction is not None:
        return None
    if reservation.status != "Accepted":  # whether the station kept anything free is not known
        return None
    tariff = None if reservation.tariff is None else await desk.queries.tariff_version(reservation.tariff)
    cost = None if tariff is None else cost_of_reservation(reservation, tariff, desk)
    if cost is None or not cost.lines:
        return None
    made = record_of_reservation(reservation, cost, desk.now(), event_id)
    if await desk.queries.charge_record(made.id) is not None:
        return made
    work = Work()
    work.save(made)
    work.tell(
        ChargeRecordCreated(
            station=made.station, at=made.created_at, cdr=made.id, transaction_id=made.transaction, number=made.number,
            energy_wh="0", currency=cost.currency, reservation_id=number,
            before_taxes=None if cost.before_taxes is None else f"{cost.before_taxes:f}",
            after_taxes=None if cost.after_taxes is None else f"{cost.after_taxes:f}",
        )
    )  # fmt: skip
    await desk.store.commit(work)
    return made


def cost_of_reservation(reservation: Reservation, tariff: Tariff, desk: Desk) -> Cost:
    """The cost of the time for which it held; the least price of a tariff is that of a transaction, and not its."""
    until = min(reservation.until, reservation.state_at or reservation.until)
    until = max(reservation.requested_at, until)
    plain = msgspec.structs.replace(tariff, min_price=None)
    return cost_of(plain, [Period(reservation.requested_at, until, "reserved")], desk.zone, reservation="expired")
