"""Which open transactions cannot be running, and what becomes of them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain import transaction as life
from pilotwire.domain.command import CannotError
from pilotwire.domain.events import TransactionEnded
from pilotwire.domain.remote_control import TransactionStatus
from pilotwire.domain.station import ChargingStation, Connector, ConnectorStatus
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.kernel.errors import NotFoundError
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services.remote_control import Asker
from pilotwire.services.stale_transactions import Judged, close_stale
from pilotwire.services.station_link import (
    NotConnectedError,
)
from pilotwire.services.work import Work

from .conftest import NOON, finish
from .link_in_hand import LinkInHand, StillClock

CS = StationId("CS-1")
EARLIER = NOON - timedelta(hours=3)
CANNOT = CannotError("no way", "none")


class Site:
    """A station with one open transaction at EVSE 1, last heard of three hours ago."""

    def __init__(self, *answers: Any) -> None:
        self.store = MemoryStore()
        self.link = LinkInHand(*answers)
        self.holds(
            ChargingStation(CS, NOON, NOON),
            Transaction(CS, TransactionId("t1"), EARLIER, EARLIER, EARLIER, EARLIER, evse_id=EvseId(1)),
        )

    def holds(self, *changes: Any) -> None:
        work = Work()
        work.save(*changes)
        finish(self.store.commit(work))

    def connector(self, status: ConnectorStatus, at: datetime) -> None:
        self.holds(Connector(CS, EvseId(1), ConnectorId(1), status, at, at))

    def close(self, older_than: timedelta | None = None, dry_run: bool = False) -> Judged:
        asker = Asker(store=self.store, link=self.link, clock=StillClock(NOON))
        (judged,) = finish(close_stale(asker, CS, older_than, dry_run=dry_run))
        return judged

    def now(self) -> Transaction:
        found = finish(self.store.transaction(CS, TransactionId("t1")))
        assert found is not None
        return found


@pytest.mark.parametrize(
    ("status", "stale", "why"),
    [
        (TransactionStatus(False, False), True, "the station says that it does not run"),
        (TransactionStatus(True, False), False, "the station says that it has ended, and will still send its messages"),
        (TransactionStatus(False, True), False, "the station says that it runs"),
    ],
)
def test_the_word_of_the_station_counts(status: TransactionStatus, stale: bool, why: str) -> None:
    site = Site(status)
    site.connector("Available", NOON)
    judged = site.close(older_than=timedelta(hours=1))
    assert (judged.is_stale, judged.why) == (stale, why)
    assert site.now().ended is stale


def test_a_closed_transaction_ended_when_it_was_last_heard_of() -> None:
    site = Site(TransactionStatus(False, False))
    site.close()
    closed = site.now()
    assert (closed.ended_at, closed.ended_received_at) == (EARLIER, NOON)
    assert closed.flags == ("end-missing", "closed-by-operator")
    told = site.store.events[-1].event
    assert isinstance(told, TransactionEnded)
    assert (told.trigger, told.transaction_id, told.at) == ("ClosedByOperator", "t1", NOON)
    assert site.store.open_transactions(CS) == []


def test_a_dry_run_closes_nothing() -> None:
    site = Site(TransactionStatus(False, False))
    assert site.close(dry_run=True).is_stale
    assert not site.now().ended
    assert site.store.events == []


def test_a_connector_that_has_become_available_since_tells_it_where_none_can_be_asked() -> None:
    site = Site(CANNOT)
    site.connector("Available", EARLIER + timedelta(minutes=1))
    judged = site.close()
    assert judged.is_stale
    assert judged.why.startswith("its connector is Available since 2026-03-01 09:01:00 UTC")


@pytest.mark.parametrize(
    ("status", "at"), [("Available", EARLIER), ("Available", EARLIER - timedelta(hours=1)), ("Occupied", NOON)]
)
def test_a_connector_that_was_available_before_or_is_not_tells_nothing(status: ConnectorStatus, at: datetime) -> None:
    site = Site(CANNOT)
    site.connector(status, at)
    assert not site.close().is_stale
    assert not site.now().ended


def test_silence_for_longer_than_wished_tells_it_too() -> None:
    away = NotConnectedError("the station is away", "wait")
    site = Site(away, away)
    assert not site.close(older_than=timedelta(hours=3)).is_stale
    judged = site.close(older_than=timedelta(hours=2))
    assert judged.is_stale
    assert judged.why == "nothing was heard of it since 2026-03-01 09:00:00 UTC; the station is away"


def test_an_end_that_still_comes_takes_the_place_of_ours() -> None:
    site = Site(TransactionStatus(False, False))
    site.close()
    own = life.advance(site.now(), Report("Ended", EARLIER + timedelta(hours=1), stopped_reason="EVDisconnected"), NOON)
    assert (own.ended_at, own.stopped_reason) == (EARLIER + timedelta(hours=1), "EVDisconnected")
    assert own.flags == ("closed-by-operator",)


def test_what_the_station_told_while_it_was_asked_wins() -> None:
    class Meanwhile(LinkInHand):
        async def request(self, station: StationId, command: Any, timeout_s: float | None = None) -> Any:
            later = life.advance(site.now(), Report("Updated", NOON, seq_no=5), NOON)
            site.holds(later)
            return TransactionStatus(False, False)

    site = Site()
    site.link = Meanwhile()
    judged = site.close()
    assert (judged.is_stale, judged.why) == (False, "the station has told more of it meanwhile")
    assert not site.now().ended


def test_an_unknown_station_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        finish(close_stale(Asker(store=MemoryStore(), link=LinkInHand(), clock=StillClock(NOON)), CS))
