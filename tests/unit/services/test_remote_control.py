"""Acting on a station: what is refused before it is sent, what is sent, and what is kept of it."""

from datetime import timedelta
from typing import Any

import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.events import AvailabilityRequested, Event, RemoteStartRequested, ResetRequested
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.remote_control import (
    ChangeAvailability,
    ClearCache,
    GetTransactionStatus,
    RemoteStart,
    RemoteStartReply,
    RemoteStop,
    Reset,
    TransactionStatus,
    Trigger,
    Unlock,
)
from pilotwire.domain.station import ChargingStation, Connector, ConnectorStatus
from pilotwire.domain.transaction import Transaction, superseded
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services import remote_control as control
from pilotwire.services.context import Rules
from pilotwire.services.remote_control import Answer, Asker, ObstacleError
from pilotwire.services.station_link import (
    CallRefusedError,
    NoAnswerError,
    NotConnectedError,
)
from pilotwire.services.work import Work

from .conftest import NOON, finish
from .link_in_hand import LinkInHand, StillClock

CS = StationId("CS-1")
TAG = IdToken("04A2B3")
EARLIER = NOON - timedelta(hours=1)


class Site:
    """A known station with one known token, and what is asked of it."""

    def __init__(self, *answers: Any) -> None:
        self.store = MemoryStore()
        self.link = LinkInHand(*answers)
        self.rules = Rules()
        self.holds(ChargingStation(CS, NOON, NOON), Token("04A2B3", type="ISO14443", group_id="fleet"))

    def holds(self, *changes: Any) -> None:
        work = Work()
        work.save(*changes)
        finish(self.store.commit(work))

    def connector(self, evse_id: int, status: ConnectorStatus, connector_id: int = 1) -> None:
        self.holds(Connector(CS, EvseId(evse_id), ConnectorId(connector_id), status, EARLIER, EARLIER))

    def runs(self, name: str = "t1", evse_id: int = 1, token: IdToken = TAG) -> Transaction:
        running = Transaction(
            CS, TransactionId(name), EARLIER, EARLIER, EARLIER, EARLIER, evse_id=EvseId(evse_id), id_token=token
        )
        self.holds(running)
        return running

    def asker(self) -> Asker:
        return Asker(
            store=self.store, link=self.link, clock=StillClock(NOON), rules=self.rules, actor="ops", timeout_s=7.0
        )

    def start(self, token: IdToken = TAG, evse_id: int | None = 1, force: bool = False) -> control.StartAnswer:
        place = None if evse_id is None else EvseId(evse_id)
        return finish(control.start(self.asker(), CS, token, place, force=force))

    def events(self) -> list[Event]:
        return [one.event for one in self.store.events]


ACCEPTED = RemoteStartReply("Accepted")


def test_an_accepted_start_is_sent_with_what_is_known_of_the_token() -> None:
    site = Site(ACCEPTED)
    answer = site.start()
    assert answer.status == "Accepted"
    assert answer.noticed == ()
    assert 0 < answer.remote_start_id < 2**31
    sent = RemoteStart(IdToken("04A2B3", "ISO14443"), answer.remote_start_id, EvseId(1), "fleet")
    assert site.link.asked == [("CS-1", sent, 7.0)]
    told = site.events()[-1]
    assert told == RemoteStartRequested(
        station=CS, at=NOON, status="Accepted", actor="ops", id_token=IdToken("04A2B3", "ISO14443"), evse_id=EvseId(1),
        remote_start_id=answer.remote_start_id,
    )  # fmt: skip


def test_no_two_starts_have_the_same_number() -> None:
    site = Site(*[ACCEPTED] * 200)
    assert len({site.start().remote_start_id for _ in range(200)}) == 200


def test_a_rejected_start_is_an_answer_and_an_event_too() -> None:
    site = Site(RemoteStartReply("Rejected", None, "NotEnabled", "closed"))
    answer = site.start()
    assert (answer.status, answer.reason_code, answer.info) == ("Rejected", "NotEnabled", "closed")
    told = site.events()[-1]
    assert isinstance(told, RemoteStartRequested)
    assert (told.status, told.reason_code, told.info) == ("Rejected", "NotEnabled", "closed")


def test_a_transaction_that_runs_already_is_told() -> None:
    site = Site(RemoteStartReply("Accepted", TransactionId("t9")))
    assert site.start().transaction == "t9"
    told = site.events()[-1]
    assert isinstance(told, RemoteStartRequested)
    assert told.transaction_id == "t9"


def test_an_unknown_station_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="no station 'CS-9'"):
        finish(control.start(Site().asker(), StationId("CS-9"), TAG))


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "this one has 0"),
        ("x" * 37, "this one has 37"),
        ("x" * 300, "this one has 300"),
        ("04\x07A2", "do not print"),
        ("04\n", "do not print"),
    ],
)
def test_a_token_that_no_version_carries_is_refused_with_its_field_even_with_force(value: str, why: str) -> None:
    site = Site()
    with pytest.raises(BadInputError, match=why) as told:
        site.start(IdToken(value), force=True)
    assert told.value.pointer == "/id_token/value"
    assert site.link.asked == []


@pytest.mark.parametrize(
    ("token", "why"),
    [
        (Token("0BAD", blocked=True), "token 0BAD is Blocked"),
        (Token("0BAD", expires_at=EARLIER), "token 0BAD is Expired since 2026-03-01 11:00:00 UTC"),
        (Token("other"), "token 0BAD is Unknown"),
    ],
)
def test_a_token_that_may_not_charge_is_refused_unless_forced(token: Token, why: str) -> None:
    site = Site(ACCEPTED)
    site.holds(token)
    with pytest.raises(ObstacleError) as told:
        site.start(IdToken("0BAD"))
    assert (told.value.message, told.value.pointer) == (why, "/id_token/value")
    assert site.link.asked == []
    answer = site.start(IdToken("0BAD"), force=True)
    assert answer.noticed == (f"sent although {why}",)
    forced = site.events()[-1]
    assert isinstance(forced, RemoteStartRequested)
    assert forced.forced


def test_an_unknown_token_is_sent_where_the_deployment_accepts_them() -> None:
    site = Site(ACCEPTED)
    site.rules = Rules(accept_unknown_tokens=True)
    assert site.start(IdToken("0NEW")).status == "Accepted"


def test_a_token_that_charges_elsewhere_is_refused_unless_the_deployment_allows_it() -> None:
    site = Site(ACCEPTED)
    site.runs("t7", evse_id=2)
    with pytest.raises(ObstacleError, match="is ConcurrentTx: it runs transaction t7 at station 'CS-1'"):
        site.start(evse_id=1)
    site.rules = Rules(allow_concurrent=True)
    assert site.start(evse_id=1).status == "Accepted"


def test_a_busy_evse_is_refused_with_its_transaction() -> None:
    site = Site()
    site.runs("t7", evse_id=1, token=IdToken("other"))
    with pytest.raises(ObstacleError) as told:
        site.start(evse_id=1)
    assert told.value.message == "EVSE 1 is busy: transaction t7 runs there since 2026-03-01 11:00:00 UTC"
    assert told.value.pointer == "/evse_id"
    assert told.value.remedy.startswith("stop transaction t7 first")


@pytest.mark.parametrize("status", ["Faulted", "Unavailable", "Reserved"])
def test_an_evse_that_cannot_be_used_is_refused_with_since_when(status: ConnectorStatus) -> None:
    site = Site(ACCEPTED)
    site.connector(1, status)
    with pytest.raises(ObstacleError, match=f"EVSE 1 is {status} since 2026-03-01 11:00:00 UTC"):
        site.start(evse_id=1)
    assert site.start(evse_id=1, force=True).status == "Accepted"


def test_an_evse_that_the_station_never_told_of_is_refused() -> None:
    site = Site()
    site.connector(1, "Available")
    with pytest.raises(ObstacleError, match="told of no EVSE 4, only of 1"):
        site.start(evse_id=4)


def test_evse_0_is_no_place_to_start() -> None:
    with pytest.raises(BadInputError, match="no EVSE 0 to start at"):
        Site().start(evse_id=0)


def test_what_was_never_sent_is_no_event() -> None:
    site = Site(CannotError("no", "way"), NotConnectedError("away", "wait"))
    with pytest.raises(CannotError):
        site.start()
    with pytest.raises(NotConnectedError):
        site.start()
    assert site.events() == []


def test_an_error_or_silence_of_the_station_is_an_event_all_the_same() -> None:
    site = Site(CallRefusedError("Reset", "NotSupported", "never"), NoAnswerError("it did not answer", "look"))
    with pytest.raises(CallRefusedError):
        finish(control.reset(site.asker(), CS, Reset("OnIdle")))
    with pytest.raises(NoAnswerError):
        finish(control.reset(site.asker(), CS, Reset("OnIdle")))
    assert site.events() == [
        ResetRequested(station=CS, at=NOON, actor="ops", kind="OnIdle", status="CallError", info="NotSupported: never"),
        ResetRequested(station=CS, at=NOON, actor="ops", kind="OnIdle", status="NoAnswer", info="it did not answer"),
    ]


@pytest.mark.requirement("F03.FR.01")
def test_a_running_transaction_is_stopped_by_its_id() -> None:
    site = Site(Reply("Accepted"))
    site.runs("t1")
    assert finish(control.stop(site.asker(), CS, TransactionId("t1"))) == Answer("Accepted")
    assert site.link.asked == [("CS-1", RemoteStop(TransactionId("t1")), 7.0)]


def test_an_ended_transaction_is_not_stopped_again() -> None:
    site = Site()
    ended = Transaction(
        CS, TransactionId("t1"), EARLIER, EARLIER, NOON, NOON, ended=True, ended_at=NOON, stopped_reason="Local"
    )
    site.holds(ended)
    with pytest.raises(ConflictError, match=r"Transaction t1 ended at 2026-03-01 12:00:00 UTC \(Local\)"):
        finish(control.stop(site.asker(), CS, TransactionId("t1")))


def test_a_transaction_whose_end_was_assumed_can_be_stopped() -> None:
    site = Site(Reply("Accepted"))
    site.holds(superseded(site.runs("t1"), NOON))
    answer = finish(control.stop(site.asker(), CS, TransactionId("t1")))
    assert answer == Answer("Accepted", noticed=("the end of transaction t1 was assumed already",))


def test_an_unknown_transaction_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="has no transaction 't9'"):
        finish(control.stop(Site().asker(), CS, TransactionId("t9")))


def test_a_reset_names_the_transactions_that_run_where_it_acts() -> None:
    site = Site(Reply("Scheduled"), Reply("Accepted"))
    site.runs("t1", evse_id=1)
    site.runs("t2", evse_id=2, token=IdToken("other"))
    whole = finish(control.reset(site.asker(), CS, Reset("OnIdle")))
    assert whole.noticed == (
        "transaction t1 runs at EVSE 1 since 2026-03-01 11:00:00 UTC",
        "transaction t2 runs at EVSE 2 since 2026-03-01 11:00:00 UTC",
    )
    one = finish(control.reset(site.asker(), CS, Reset("Immediate", EvseId(2))))
    assert one.noticed == ("transaction t2 runs at EVSE 2 since 2026-03-01 11:00:00 UTC",)


def test_the_wanted_availability_is_kept() -> None:
    site = Site(Reply("Scheduled"))
    site.runs("t1", evse_id=1)
    command = ChangeAvailability("Inoperative", EvseId(1), ConnectorId(1))
    answer = finish(control.change_availability(site.asker(), CS, command))
    assert answer == Answer("Scheduled", noticed=("transaction t1 runs at EVSE 1 since 2026-03-01 11:00:00 UTC",))
    assert site.events() == [
        AvailabilityRequested(
            station=CS, at=NOON, actor="ops", status="Scheduled", wanted="Inoperative", evse_id=EvseId(1),
            connector_id=ConnectorId(1),
        )
    ]  # fmt: skip


def test_a_connector_is_named_with_its_evse() -> None:
    command = ChangeAvailability("Operative", None, ConnectorId(1))
    with pytest.raises(BadInputError, match="none is named"):
        finish(control.change_availability(Site().asker(), CS, command))


@pytest.mark.requirement("F06.FR.01", "F06.FR.02")
def test_a_trigger_names_its_message_and_its_evse() -> None:
    site = Site(Reply("Accepted"))
    wanted = Trigger("MeterValues", EvseId(1))
    assert finish(control.trigger(site.asker(), CS, wanted)) == Answer("Accepted")
    assert site.link.asked == [("CS-1", wanted, 7.0)]


@pytest.mark.parametrize("wrong", [Trigger("CustomTrigger"), Trigger("Heartbeat", custom="acme")])
def test_a_custom_trigger_and_its_name_come_together(wrong: Trigger) -> None:
    with pytest.raises(BadInputError, match="A custom trigger has") as told:
        finish(control.trigger(Site().asker(), CS, wrong))
    assert told.value.pointer == "/custom"


def test_unlock_cache_and_queue_are_asked_as_they_are() -> None:
    site = Site(Reply("Unlocked"), Reply("Accepted"), TransactionStatus(True, False))
    assert finish(control.unlock(site.asker(), CS, Unlock(EvseId(1)))) == Answer("Unlocked")
    assert finish(control.clear_cache(site.asker(), CS)) == Answer("Accepted")
    told = finish(control.transaction_status(site.asker(), CS, TransactionId("t1")))
    assert told == TransactionStatus(True, False)
    assert [command for _, command, _ in site.link.asked] == [
        Unlock(EvseId(1)), ClearCache(), GetTransactionStatus(TransactionId("t1")),
    ]  # fmt: skip
