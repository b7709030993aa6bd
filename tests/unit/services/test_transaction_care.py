"""What is done about open transactions: asking, closing, flagging, and stopping at limits."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.event import Event
from pilotwire.domain.events import TransactionEnded, TransactionLimitReached, TransactionProblemFound
from pilotwire.domain.meter import Meter
from pilotwire.domain.remote_control import GetTransactionStatus, RemoteStop, TransactionStatus
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.transaction import Checked, Transaction
from pilotwire.domain.transaction_limit import Limits, TransactionLimit
from pilotwire.domain.transaction_problem import ProblemRules
from pilotwire.kernel.errors import ConflictError, NotFoundError
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services.remote_control import Asker
from pilotwire.services.station_link import LiveConnection, NoAnswerError, NotConnectedError
from pilotwire.services.transaction_care import (
    Repair,
    check,
    check_open,
    close,
    keep_limit,
    needs_care,
    repair,
    survey,
)
from pilotwire.services.work import Work

from .conftest import NOON, finish
from .link_in_hand import LinkInHand, StillClock

CS, T1 = StationId("CS-1"), TransactionId("t1")
EARLIER = NOON - timedelta(hours=3)
LIVE = LiveConnection("ocpp2.0.1", "192.0.2.7", EARLIER, NOON, 1, 1)
CANNOT = CannotError("no way", "none")
TEN_KWH = TransactionLimit(max_energy_wh=Decimal(10_000))


class Site:
    """A connected station with one open transaction of 12 kWh at EVSE 1, last heard of three hours ago."""

    def __init__(self, *answers: Any, quiet: bool = False, live: LiveConnection | None = LIVE, **more: Any) -> None:
        self.store = MemoryStore()
        self.link = LinkInHand(*answers, live=live)
        self.asker = Asker(store=self.store, link=self.link, clock=StillClock(NOON), actor="Ada", quiet=quiet)
        meter = Meter(first_wh=Decimal(0), last_wh=Decimal(12_000), last_at=EARLIER, counted_wh=Decimal(12_000))
        self.holds(
            ChargingStation(CS, NOON, NOON, supported_limits=()),
            msgspec.structs.replace(
                Transaction(CS, T1, EARLIER, EARLIER, EARLIER, EARLIER, EvseId(1), meter=meter), **more
            ),
        )

    def holds(self, *changes: Any) -> None:
        work = Work()
        work.save(*changes)
        finish(self.store.commit(work))

    def free(self, at: datetime = NOON) -> None:
        self.holds(Connector(CS, EvseId(1), ConnectorId(1), "Available", at, at))

    def repair(self, how: Repair) -> None:
        rules = ProblemRules(silent_after=timedelta(hours=1), no_energy_after=None, longest=None)
        for troubled in list(survey(self.store, self.link, CS, rules, NOON)):
            finish(repair(self.asker, troubled, how))

    def now(self) -> Transaction:
        found = finish(self.store.transaction(CS, T1))
        assert found is not None
        return found

    def told(self, kind: type[Event]) -> list[Any]:
        return [one.event for one in self.store.events if isinstance(one.event, kind)]

    def asked(self) -> list[type]:
        return [type(command) for _, command, _ in self.link.asked]

    def steps(self) -> list[tuple[str, str | None]]:
        return [(row.step.kind, row.step.detail) for row in self.store.steps.values()]


def test_what_the_station_says_is_kept_with_the_transaction() -> None:
    site = Site(TransactionStatus(True, False))
    finish(check(site.asker, CS, T1))
    assert site.now().checked == Checked(NOON, True, False)
    assert site.steps() == [("checked", "it does not run, messages wait")]
    assert site.link.asked[0][1] == GetTransactionStatus(T1)


def test_a_station_that_is_back_is_asked_about_each_of_its_open_transactions() -> None:
    site = Site(TransactionStatus(False, True), TransactionStatus(True, True))
    site.holds(msgspec.structs.replace(site.now(), id=TransactionId("t2"), evse_id=EvseId(2)))
    finish(check_open(site.asker, CS))
    assert [command for _, command, _ in site.link.asked] == [
        GetTransactionStatus(T1), GetTransactionStatus(TransactionId("t2")),
    ]  # fmt: skip


def test_one_that_cannot_be_asked_is_asked_once_only() -> None:
    site = Site(CANNOT)
    site.holds(msgspec.structs.replace(site.now(), id=TransactionId("t2"), evse_id=EvseId(2)))
    finish(check_open(site.asker, CS))
    assert site.now().checked is None


def test_a_transaction_is_closed_with_a_reason_that_stands_in_its_history() -> None:
    site = Site()
    closed = finish(close(site.asker, CS, T1, "the cable is in the office"))
    assert (closed.ended, closed.ended_at, closed.flags) == (True, EARLIER, ("end-missing", "closed-by-operator"))
    assert site.steps() == [("closed", "the cable is in the office")]
    with pytest.raises(ConflictError, match="has ended"):
        finish(close(site.asker, CS, T1, "again"))
    with pytest.raises(NotFoundError):
        finish(close(site.asker, CS, TransactionId("t9"), "never heard of"))


def test_a_problem_is_flagged_and_told_once() -> None:
    site = Site()
    site.repair("flag")
    site.repair("flag")
    assert site.now().flags == ("silent",)
    assert [(one.problem, one.why) for one in site.told(TransactionProblemFound)] == [
        ("silent", "nothing was heard of it since 2026-03-01 09:00:00 UTC")
    ]
    assert site.asked() == []


def test_with_repair_off_nothing_is_done() -> None:
    site = Site()
    site.repair("off")
    assert (site.now().flags, site.asked()) == ((), [])


def test_the_station_is_asked_but_not_every_time() -> None:
    site = Site(TransactionStatus(False, True))
    site.repair("ask")
    site.repair("ask")
    assert site.asked() == [GetTransactionStatus]
    assert not site.now().ended


@pytest.mark.parametrize(
    ("answer", "closed"),
    [
        (TransactionStatus(False, False), True),
        (TransactionStatus(True, False), False),
        (TransactionStatus(False, True), False),
        (CANNOT, False),
        (NoAnswerError("silence", "wait"), False),
    ],
)
def test_silence_alone_closes_nothing_but_the_stations_word_does(answer: Any, closed: bool) -> None:
    site = Site(answer)
    site.repair("close")
    assert site.now().ended is closed
    assert len(site.told(TransactionEnded)) == closed
    assert ("closed-by-rule" in site.now().flags) is closed


@pytest.mark.parametrize(("answer", "closed"), [(CANNOT, True), (TransactionStatus(False, True), False)])
def test_a_free_connector_closes_it_unless_the_station_says_that_it_runs(answer: Any, closed: bool) -> None:
    site = Site(answer)
    site.free()
    site.repair("close")
    assert site.now().ended is closed


def test_in_quiet_mode_problems_are_flagged_and_nothing_is_sent_or_closed() -> None:
    site = Site(quiet=True)
    site.free()
    site.repair("close")
    assert (site.asked(), site.now().ended) == ([], False)
    assert site.now().flags == ("silent", "connector-free")


def test_a_limit_that_the_station_does_not_keep_ends_in_a_remote_stop_once() -> None:
    site = Site(Reply("Accepted"), limits=Limits(TEN_KWH, "Ada"))
    assert needs_care(site.store, site.now(), NOON)
    finish(keep_limit(site.asker, CS, T1))
    assert [command for _, command, _ in site.link.asked] == [RemoteStop(T1)]
    assert [(one.limit, one.by, one.energy_wh) for one in site.told(TransactionLimitReached)] == [
        ("max_energy_wh", "csms", 12_000.0)
    ]
    assert not needs_care(site.store, site.now(), NOON + timedelta(minutes=1))
    assert needs_care(site.store, site.now(), NOON + timedelta(minutes=3))


def test_that_a_stop_was_asked_for_is_kept_even_if_the_station_goes_away() -> None:
    site = Site(NotConnectedError("away", "wait"), limits=Limits(TEN_KWH, "Ada"))
    with pytest.raises(NotConnectedError):
        finish(keep_limit(site.asker, CS, T1))
    limits = site.now().limits
    assert limits is not None
    assert (limits.reached, limits.stop_asked_at) == ("max_energy_wh", NOON)


def test_a_limit_that_the_station_has_confirmed_is_left_to_it() -> None:
    site = Site(limits=Limits(TEN_KWH, "Ada", TEN_KWH, TEN_KWH))
    assert not needs_care(site.store, site.now(), NOON)


def test_a_station_whose_abilities_are_unknown_is_asked_for_them_first() -> None:
    site = Site(("max_time_s",), limits=Limits(TransactionLimit(max_time_s=90_000), "token"))
    site.holds(ChargingStation(CS, NOON, NOON))
    assert needs_care(site.store, site.now(), NOON)
    finish(keep_limit(site.asker, CS, T1))
    assert not needs_care(site.store, site.now(), NOON)


@pytest.mark.parametrize(
    ("told", "offline", "is_reached"),
    [
        (NOON - timedelta(minutes=61), False, False),
        (datetime(1970, 1, 1, tzinfo=UTC), False, False),
        (datetime(1970, 1, 1, tzinfo=UTC), True, False),
        (NOON - timedelta(minutes=61), True, True),
    ],
)
def test_time_counts_by_our_clock_unless_the_start_was_offline(told: datetime, offline: bool, is_reached: bool) -> None:
    hour = Limits(TransactionLimit(max_time_s=3600), "Ada")
    site = Site(limits=hour, started_at=told, started_received_at=NOON - timedelta(minutes=1), offline=offline)
    assert needs_care(site.store, site.now(), NOON) is is_reached
