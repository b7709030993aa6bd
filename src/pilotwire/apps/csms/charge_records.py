"""Makes charge detail records: of transactions that ended, of changes after that, and of reservations left unused."""

import asyncio
from datetime import timedelta, tzinfo
from logging import getLogger
from typing import Final

from pilotwire.adapters.storage.sql.trouble import StorageTroubleError
from pilotwire.domain.events import Event, TransactionEnded, TransactionRevised
from pilotwire.domain.reservation_events import ReservationEnded
from pilotwire.domain.tariff import Tariff
from pilotwire.kernel.errors import ConflictError, NotFoundError
from pilotwire.kernel.ids import RecordId
from pilotwire.kernel.time import Clock
from pilotwire.services.charge_record import Desk, Reckoned, make_record, reckon
from pilotwire.services.ports import Feed, Queries, Store
from pilotwire.services.reservation_charge import BILLED, charge_reservation
from pilotwire.services.transaction_cost import Material

EVERY_S: Final = 2.0
_PAGE: Final = 200
_TYPES: Final = ("transaction.ended", "transaction.revised", "reservation.ended")

_log: Final = getLogger(__name__)


class ChargeRecords:
    """Follows the outbox from the last event for which a record was made, so none is missed however the process ends.

    What is there twice is made once. Only events that are kept can be followed: a server that was off for longer makes
    the rest on demand.
    """

    def __init__(self, store: Store, queries: Queries, feed: Feed, clock: Clock, zone: tzinfo, wait: timedelta) -> None:
        self._desk = Desk(store, queries, zone, _aside, clock.now)
        self._feed = feed
        self._wait = wait
        self._place: RecordId | None = None

    async def run(self) -> None:
        """Follow until cancelled; trouble is tried again."""
        while True:
            try:
                while await self.go():
                    pass
            except Exception:
                _log.exception("charge detail records could not be made; it is tried again in %g s", EVERY_S)
            await asyncio.sleep(EVERY_S)

    async def go(self) -> bool:
        """Make those that are due; whether there may be more."""
        if self._place is None:
            self._place = await self._desk.queries.last_charged_event()
        newest = self._feed.last_id()
        if newest <= self._place:
            return False
        found = await self._desk.queries.events_after(self._place, _PAGE, _TYPES)
        for stored in found:
            if self._desk.now() - stored.event.at < self._wait:
                return False
            await self._make(stored.id, stored.event)
            self._place = stored.id
        if len(found) == _PAGE:
            return True
        self._place = max(self._place, newest)
        return False

    async def _make(self, event_id: RecordId, event: Event) -> None:
        if isinstance(event, ReservationEnded):
            await self._of_reservation(event_id, event)
            return
        if not isinstance(event, TransactionEnded | TransactionRevised) or event.station is None:
            return
        try:
            await make_record(self._desk, event.station, event.transaction_id, event_id)
        except (NotFoundError, ConflictError):
            _log.info("transaction %s of %s is gone or runs again: no record", event.transaction_id, event.station)
        except StorageTroubleError:
            raise
        except Exception:
            _log.exception("the record of transaction %s of %s failed", event.transaction_id, event.station)

    async def _of_reservation(self, event_id: RecordId, event: ReservationEnded) -> None:
        if event.state not in BILLED or event.transaction_id is not None:
            return
        try:
            await charge_reservation(self._desk, event.reservation_id, event_id)
        except StorageTroubleError:
            raise
        except Exception:
            _log.exception("the record of reservation %d of %s failed", event.reservation_id, event.station)


async def _aside(material: Material, tariff: Tariff | None, zone: tzinfo) -> Reckoned:
    return await asyncio.to_thread(reckon, material, tariff, zone)
