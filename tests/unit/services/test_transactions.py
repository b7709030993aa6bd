"""Transactions as the service records them: which one is meant, who may charge, what is told."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from pilotwire.domain.events import TransactionEnded, TransactionStarted, TransactionUpdated
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction import Report
from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId
from pilotwire.services.transactions import record, record_readings
from pilotwire.services.work import StoredReadings

from .conftest import Desk

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANNE = IdToken("04A2B3")
T1 = TransactionId("t-1")


def minute(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def register(minutes: int, wh: int, context: str = "Sample.Periodic") -> tuple[Reading, ...]:
    return (Reading(minute(minutes), (Sample(value=Decimal(wh)),), context),)


def start(minutes: int = 0, evse: int = 1, token: IdToken | None = ANNE, seq_no: int | None = None) -> Report:
    return Report(
        "Started", minute(minutes), seq_no=seq_no, evse_id=EvseId(evse), connector_id=ConnectorId(1), id_token=token,
        readings=register(minutes, 1000, "Transaction.Begin"),
    )  # fmt: skip


def stop(minutes: int = 10, token: IdToken | None = None) -> Report:
    return Report("Ended", minute(minutes), id_token=token, readings=register(minutes, 8400, "Transaction.End"))


@pytest.mark.requirement("1.6 4.8 transaction-id")
def test_a_start_without_an_id_gets_the_next_number(desk: Desk) -> None:
    first = desk.does(lambda context: record(context, None, start(evse=1)))
    second = desk.does(lambda context: record(context, None, start(evse=2, token=IdToken("OTHER"))))
    assert int(second.transaction.id) == int(first.transaction.id) + 1


def test_a_start_sent_again_gets_the_same_number(desk: Desk) -> None:
    first = desk.does(lambda context: record(context, None, start()))
    again = desk.does(lambda context: record(context, None, start()))
    assert again.transaction.id == first.transaction.id
    assert desk.told(TransactionStarted) == 1


@pytest.mark.requirement("E01.FR.11")
def test_a_known_token_is_accepted_and_its_group_kept(desk: Desk) -> None:
    desk.knows(Token("04A2B3", group_id="fleet"))
    outcome = desk.does(lambda context: record(context, T1, start(seq_no=0)))
    assert outcome.authorization is not None
    assert outcome.authorization.status == "Accepted"
    assert outcome.transaction.group_id == "fleet"


@pytest.mark.requirement("C12.FR.03", "E01.FR.11", "E02.FR.04", "E05.FR.01", "1.6 4.8 verify")
def test_a_refused_token_still_has_its_transaction_recorded(desk: Desk) -> None:
    desk.knows(Token("04A2B3", blocked=True))
    outcome = desk.does(lambda context: record(context, T1, start(seq_no=0)))
    assert outcome.authorization is not None
    assert outcome.authorization.status == "Blocked"
    assert [running.id for running in desk.store.open_transactions(desk.station)] == ["t-1"]


def test_a_second_transaction_of_a_token_is_concurrent(desk: Desk) -> None:
    desk.knows(Token("04A2B3"))
    desk.does(lambda context: record(context, T1, start(evse=1, seq_no=0)))
    second = desk.does(lambda context: record(context, TransactionId("t-2"), start(evse=2, seq_no=0)))
    assert second.authorization is not None
    assert second.authorization.status == "ConcurrentTx"


def test_the_same_start_told_twice_is_not_concurrent_with_itself(desk: Desk) -> None:
    desk.knows(Token("04A2B3"))
    desk.does(lambda context: record(context, T1, start(seq_no=0)))
    again = desk.does(lambda context: record(context, T1, start(seq_no=0)))
    assert again.authorization is not None
    assert again.authorization.status == "Accepted"


def test_after_its_end_a_token_may_start_again(desk: Desk) -> None:
    desk.knows(Token("04A2B3"))
    desk.does(lambda context: record(context, T1, start(seq_no=0)))
    desk.does(lambda context: record(context, T1, stop()))
    second = desk.does(lambda context: record(context, TransactionId("t-2"), start(20, seq_no=0)))
    assert second.authorization is not None
    assert second.authorization.status == "Accepted"


def test_an_end_tells_the_energy(desk: Desk) -> None:
    desk.does(lambda context: record(context, T1, start(seq_no=0)))
    outcome = desk.does(lambda context: record(context, T1, stop()))
    assert outcome.transaction.energy_wh == 7400
    assert [event.energy_wh for event in desk.events if isinstance(event, TransactionEnded)] == [7400.0]
    assert desk.store.open_transactions(desk.station) == []


def test_an_end_sent_again_tells_nothing_more(desk: Desk) -> None:
    started = desk.does(lambda context: record(context, None, start()))
    for _ in range(3):
        desk.does(lambda context: record(context, started.transaction.id, stop()))
    assert desk.told(TransactionEnded) == 1


def test_an_end_that_names_nothing_ends_the_open_transaction_of_its_token(desk: Desk) -> None:
    started = desk.does(lambda context: record(context, None, start()))
    ended = desk.does(lambda context: record(context, None, stop(token=ANNE)))
    assert ended.transaction.id == started.transaction.id


def test_an_end_of_what_never_started_is_kept_and_noted_and_keeps_its_name(desk: Desk) -> None:
    first = desk.does(lambda context: record(context, None, stop()))
    again = desk.does(lambda context: record(context, None, stop()))
    assert first.transaction.id == again.transaction.id == "unknown@20260301T121000"
    assert "stop-unknown-tx" in desk.oddities


def test_a_new_start_closes_what_was_left_open_on_its_evse(desk: Desk) -> None:
    old = desk.does(lambda context: record(context, None, start()))
    desk.does(lambda context: record(context, None, start(60, token=IdToken("OTHER"))))
    closed = desk.transaction(old.transaction.id)
    assert closed is not None
    assert closed.ended
    assert closed.flags == ("end-missing",)
    assert "end-missing" in desk.oddities


def test_an_end_by_a_stranger_is_taken_and_noted(desk: Desk) -> None:
    desk.does(lambda context: record(context, T1, start(seq_no=0)))
    outcome = desk.does(lambda context: record(context, T1, stop(token=IdToken("STRANGER"))))
    assert outcome.transaction.ended
    assert "stop-by-stranger" in desk.oddities


def test_readings_that_name_no_transaction_are_of_the_one_open_at_their_evse(desk: Desk) -> None:
    started = desk.does(lambda context: record(context, None, start()))
    desk.does(lambda context: record_readings(context, None, EvseId(1), register(5, 1500)))
    running = desk.transaction(started.transaction.id)
    assert running is not None
    assert running.energy_wh == 500


def test_readings_without_any_transaction_are_kept_beside(desk: Desk) -> None:
    desk.does(lambda context: record_readings(context, None, EvseId(0), register(5, 1500)))
    stored = [change for change in desk.changes if isinstance(change, StoredReadings)]
    assert [(change.transaction, change.evse_id) for change in stored] == [(None, 0)]


def test_readings_of_the_stations_own_meter_are_of_no_transaction(desk: Desk) -> None:
    desk.does(lambda context: record(context, None, start()))
    desk.does(lambda context: record_readings(context, None, EvseId(0), register(5, 99)))
    assert desk.told(TransactionUpdated) == 0


def test_readings_of_an_unknown_transaction_make_it_known_and_flagged(desk: Desk) -> None:
    desk.does(lambda context: record_readings(context, TransactionId("77"), EvseId(1), register(5, 1500)))
    found = desk.transaction(TransactionId("77"))
    assert found is not None
    assert found.flags == ("start-missing",)


def test_a_clock_in_1970_is_noted_and_its_times_are_kept(desk: Desk) -> None:
    report = Report("Started", datetime(1970, 1, 1, tzinfo=UTC), seq_no=0, evse_id=EvseId(1))
    outcome = desk.does(lambda context: record(context, T1, report))
    assert outcome.transaction.started_at.year == 1970
    assert outcome.transaction.started_received_at == NOON
    assert "clock-wrong" in desk.oddities


def test_a_message_that_came_late_is_not_taken_for_a_wrong_clock(desk: Desk) -> None:
    desk.does(lambda context: record(context, T1, start(-600, seq_no=0)))
    assert "clock-wrong" not in desk.oddities
