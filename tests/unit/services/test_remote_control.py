"""Acting on a station: what is refused before it is sent, what is sent, and what is kept of it."""

import pytest

from pilotwire.domain.command import Reply
from pilotwire.domain.control_events import ResetRequested
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.remote_control import (
    ClearCache,
    GetTransactionStatus,
    RemoteStop,
    Reset,
    TransactionStatus,
    Trigger,
    Unlock,
)
from pilotwire.domain.transaction import Transaction, superseded
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import EvseId, TransactionId
from pilotwire.services import remote_control as control
from pilotwire.services.remote_control import Answer
from pilotwire.services.station_link import CallRefusedError, NoAnswerError

from .conftest import NOON, finish
from .site import CS, EARLIER, Site


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
