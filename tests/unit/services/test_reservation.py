"""Reserving: what is refused before it is sent, what is sent, what is kept, and how it comes to an end."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.remote_control import RemoteStartReply
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.reservation_commands import CancelReservation, Reserve
from pilotwire.domain.reservation_events import ReservationEnded, ReservationRequested, ReservationUsed
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.transaction import Report
from pilotwire.kernel.errors import BadInputError, ConflictError
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services import reservation as service
from pilotwire.services import reservation_register as register
from pilotwire.services import transactions
from pilotwire.services.context import Context, Rules
from pilotwire.services.remote_control import Asker, ObstacleError
from pilotwire.services.remote_start import WantedStart, start
from pilotwire.services.reservation import ReservationFacts, WantedReservation
from pilotwire.services.station_link import NoAnswerError, NotConnectedError
from pilotwire.services.work import Work

from .conftest import NOON, Desk, finish
from .link_in_hand import LinkInHand, StillClock

CS = StationId("CS-1")
TAG, OTHER = IdToken("04A2B3"), IdToken("BEEF")
LATER = NOON + timedelta(hours=1)
ONE = EvseId(1)


class Site:
    """A known station with two known tokens, and what is asked of it."""

    def __init__(self, *answers: Any) -> None:
        self.store = MemoryStore()
        self.queries = MemoryQueries(self.store)
        self.link = LinkInHand(*answers)
        self.clock = StillClock(NOON)
        self.holds(
            ChargingStation(CS, NOON, NOON), Token("04A2B3", type="ISO14443", group_id="fleet"), Token("BEEF"),
            Connector(CS, ONE, ConnectorId(1), "Available", NOON, NOON),
        )  # fmt: skip

    def holds(self, *changes: Any) -> None:
        work = Work()
        work.save(*changes)
        finish(self.store.commit(work))

    def asker(self) -> Asker:
        return Asker(store=self.store, link=self.link, clock=self.clock, actor="ops", timeout_s=7.0)

    def reserve(
        self, token: IdToken = TAG, until: datetime = LATER, facts: ReservationFacts = service.NOTHING_TOLD, **more: Any
    ) -> service.ReservationAnswer:
        wanted = WantedReservation(id_token=token, expires_at=until, **{"evse_id": ONE, **more})
        return finish(service.reserve(self.asker(), CS, wanted, facts))

    def kept(self, number: int = 1) -> Reservation:
        found = finish(self.queries.reservation(number))
        assert found is not None
        return found

    def told(self) -> list[Any]:
        return [one.event for one in self.store.events]


def test_a_reservation_is_kept_and_sent_with_the_type_and_group_of_the_known_token() -> None:
    site = Site(Reply("Accepted"))
    answer = site.reserve()
    assert site.link.asked == [(CS, Reserve(1, IdToken("04A2B3", "ISO14443"), LATER, ONE, None, "fleet"), 7.0)]
    assert answer.reservation == site.kept()
    assert (site.kept().state, site.kept().actor, site.kept().status) == ("accepted", "ops", "Accepted")
    event = site.told()[0]
    assert isinstance(event, ReservationRequested)
    assert (event.reservation_id, event.status, event.forced) == (1, "Accepted", False)


@pytest.mark.parametrize(
    ("until", "words"),
    [(NOON - timedelta(hours=1), "would end at 2026-03-01 11:00:00"), (NOON + timedelta(days=8), "7 days at most")],
)
def test_a_time_that_has_passed_or_is_too_far_is_refused_at_its_field(until: datetime, words: str) -> None:
    site = Site()
    with pytest.raises(BadInputError, match=words) as told:
        site.reserve(until=until)
    assert told.value.pointer == "/expires_at"
    assert site.store.reservations(CS) == ()


@pytest.mark.parametrize(
    ("more", "facts", "pointer", "words"),
    [
        ({"token": IdToken("NOBODY")}, ReservationFacts(), "/id_token/value", "token NOBODY is Unknown"),
        ({"evse_id": EvseId(4)}, ReservationFacts(), "/evse_id", "no EVSE 4"),
        ({"evse_id": None}, ReservationFacts(anywhere=False), "/evse_id", "no reservation without an EVSE"),
        ({}, ReservationFacts(enabled=False), "", "turned off"),
    ],
)
def test_what_is_known_to_stand_against_it_is_refused_unless_forced(
    more: dict[str, Any], facts: ReservationFacts, pointer: str, words: str
) -> None:
    site = Site(Reply("Rejected"))
    with pytest.raises(ObstacleError, match=words) as told:
        site.reserve(facts=facts, **more)
    assert (told.value.pointer, site.link.asked) == (pointer, [])
    forced = site.reserve(facts=facts, force=True, **more)
    assert (forced.reservation.state, forced.reservation.forced) == ("refused", True)
    assert words in forced.noticed[0]


@pytest.mark.parametrize(
    ("error", "state"),
    [(NotConnectedError("away"), "not-sent"), (CannotError("no"), "not-sent"), (NoAnswerError("late"), "unanswered")],
)
def test_what_was_not_answered_is_kept_as_it_is(error: Exception, state: str) -> None:
    site = Site(error)
    with pytest.raises(type(error)):
        site.reserve()
    assert site.kept().state == state
    assert len(site.store.open_reservations()) == (state == "unanswered")


def test_a_second_one_at_the_same_evse_is_refused() -> None:
    site = Site(Reply("Accepted"))
    site.reserve()
    with pytest.raises(ObstacleError, match="EVSE 1 is reserved already: reservation 1"):
        site.reserve(OTHER)


@pytest.mark.parametrize(("status", "state"), [("Accepted", "cancelled"), ("Rejected", "removed")])
def test_a_cancelled_one_holds_nothing_and_one_that_the_station_does_not_know_is_gone(status: str, state: str) -> None:
    site = Site(Reply("Accepted"), Reply(status))
    site.reserve()
    answer = finish(service.cancel(site.asker(), site.queries, 1))
    assert site.link.asked[-1][1] == CancelReservation(1)
    assert answer.reservation == site.kept()
    assert (site.kept().state, site.store.open_reservations()) == (state, [])
    with pytest.raises(ConflictError, match=f"Reservation 1 is {state}"):
        finish(service.cancel(site.asker(), site.queries, 1))


def test_a_start_with_another_token_is_refused_where_something_is_reserved() -> None:
    site = Site(Reply("Accepted"), RemoteStartReply("Accepted"), RemoteStartReply("Accepted"))
    site.reserve()
    site.holds(Connector(CS, ONE, ConnectorId(1), "Reserved", NOON, NOON))
    with pytest.raises(ObstacleError, match="EVSE 1 is kept for others: reservation 1 for token 04A2B3") as told:
        finish(start(site.asker(), CS, WantedStart(id_token=OTHER, evse_id=ONE)))
    assert told.value.pointer == "/evse_id"
    assert finish(start(site.asker(), CS, WantedStart(id_token=OTHER, evse_id=ONE, force=True))).noticed != ()
    assert finish(start(site.asker(), CS, WantedStart(id_token=TAG, evse_id=ONE))).noticed == ()


def test_a_transaction_of_its_token_uses_it_and_its_end_is_noticed() -> None:
    site = Site(Reply("Accepted"))
    site.reserve()
    desk = Desk()
    desk.store, desk.station = site.store, CS
    start = Report("Started", NOON, seq_no=0, evse_id=ONE, id_token=TAG)
    outcome = desk.does(lambda context: transactions.record(context, TransactionId("t"), start))
    assert outcome.transaction.reservation_id == 1
    assert (site.kept().state, site.kept().transaction) == ("in-use", "t")
    assert desk.told(ReservationUsed) == 1
    assert register.come_to_end(site.store, LATER).changes == []
    end = Report("Ended", NOON, seq_no=1, evse_id=ONE)
    desk.does(lambda context: transactions.record(context, TransactionId("t"), end))
    finish(site.store.commit(register.come_to_end(site.store, NOON)))
    assert (site.kept().state, site.store.open_reservations()) == ("used", [])


def test_one_whose_time_has_come_expires_and_a_late_start_that_names_it_still_uses_it() -> None:
    site = Site(Reply("Accepted"))
    site.reserve()
    assert register.come_to_end(site.store, LATER - timedelta(seconds=1)).changes == []
    work = register.come_to_end(site.store, LATER)
    assert [type(event) for event in work.events] == [ReservationEnded]
    finish(site.store.commit(work))
    assert site.kept().state == "expired"
    desk = Desk()
    desk.store, desk.station = site.store, CS
    late = Report("Started", NOON, evse_id=ONE, id_token=TAG, reservation_id=1)
    desk.does(lambda context: transactions.record(context, None, late))
    assert site.kept().state == "in-use"


@pytest.mark.parametrize(("word", "state"), [("Expired", "expired"), ("Removed", "removed"), ("NoTransaction", "used")])
def test_a_station_ends_what_it_no_longer_holds_and_its_word_for_an_unknown_one_is_odd(word: str, state: str) -> None:
    site = Site(Reply("Accepted"))
    site.reserve()
    work = Work()
    context = Context(CS, NOON, "ReservationStatusUpdate", msgspec.Raw(b"{}"), site.store, work, Rules())
    register.status_update(context, 1, word)
    register.status_update(context, 99, word)
    finish(site.store.commit(work))
    assert (site.kept().state, site.kept().ended_by) == (state, word)
    assert [one.name for one in work.oddities] == ["reservation-unknown"]
