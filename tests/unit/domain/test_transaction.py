"""The life of a transaction: in order, out of order, repeated, cut off."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction import Kind, Report, Transaction, advance, begin, missing_reports, superseded
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
STATION, ID = StationId("CP01"), TransactionId("t-1")
CARD, OTHER = IdToken("04A2B3", "ISO14443"), IdToken("04FFFF", "ISO14443")


def minute(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def register(minutes: float, wh: int, context: str = "Sample.Periodic") -> tuple[Reading, ...]:
    return (Reading(minute(minutes), (Sample(value=Decimal(wh)),), context),)


def report(kind: Kind, minutes: float, seq_no: int | None, **more: object) -> Report:
    return Report(kind, minute(minutes), seq_no=seq_no, **more)  # type: ignore[arg-type]


STARTED = report(
    "Started", 0, 0, id_token=CARD, evse_id=EvseId(1), connector_id=ConnectorId(1),
    readings=register(0, 1000, "Transaction.Begin"),
)  # fmt: skip
UPDATED = report("Updated", 5, 1, readings=register(5, 1500), charging_state="Charging")
ENDED = report("Ended", 10, 2, readings=register(10, 8400, "Transaction.End"), stopped_reason="EVDisconnected")


def after(*reports: Report) -> Transaction:
    first, *rest = reports
    transaction = begin(STATION, ID, first, minute(0))
    for later in rest:
        transaction = advance(transaction, later, minute(99))
    return transaction


def test_start_to_end_gives_energy_times_and_token() -> None:
    transaction = after(STARTED, UPDATED, ENDED)
    assert transaction.energy_wh == 7400
    assert transaction.started_at == minute(0)
    assert transaction.ended_at == minute(10)
    assert transaction.id_token == CARD
    assert transaction.stopped_reason == "EVDisconnected"
    assert transaction.ended
    assert transaction.flags == ()


def test_our_time_of_receipt_is_kept_beside_the_stations() -> None:
    transaction = after(STARTED, ENDED)
    assert (transaction.started_received_at, transaction.ended_received_at) == (minute(0), minute(99))


def test_a_resent_end_changes_nothing() -> None:
    ended = after(STARTED, UPDATED, ENDED)
    assert advance(ended, ENDED, minute(200)) is ended


def test_a_resent_update_changes_nothing() -> None:
    running = after(STARTED, UPDATED)
    assert advance(running, UPDATED, minute(200)) is running


def test_any_order_gives_the_same_energy_and_end() -> None:
    for order in ((ENDED, STARTED, UPDATED), (UPDATED, ENDED, STARTED), (STARTED, ENDED, UPDATED)):
        transaction = after(*order)
        assert transaction.energy_wh == 7400
        assert transaction.started_at == minute(0)
        assert transaction.ended_at == minute(10)
        assert transaction.id_token == CARD
        assert transaction.flags == ()


def test_an_end_without_a_start_is_flagged_until_the_start_comes() -> None:
    assert after(ENDED).flags == ("start-missing",)
    assert after(ENDED, STARTED).flags == ()


def test_missing_sequence_numbers_are_told() -> None:
    assert missing_reports(after(STARTED, report("Updated", 6, 4))) == ((1, 3),)


def test_a_sequence_number_used_again_for_something_newer_is_taken_and_flagged() -> None:
    transaction = after(STARTED, report("Updated", 7, 0, readings=register(7, 2000)))
    assert transaction.energy_wh == 1000
    assert transaction.flags == ("sequence-reused",)


def test_a_reading_after_the_end_is_flagged() -> None:
    assert after(STARTED, ENDED, report("Updated", 11, 3)).flags == ("after-end",)


def test_a_second_end_does_not_move_the_first() -> None:
    transaction = after(STARTED, ENDED, report("Ended", 12, 3, stopped_reason="Local"))
    assert transaction.ended_at == minute(10)
    assert transaction.stopped_reason == "EVDisconnected"


def test_the_token_of_the_end_is_the_stops() -> None:
    transaction = after(STARTED, report("Ended", 10, 1, id_token=OTHER))
    assert transaction.id_token == CARD
    assert transaction.stop_token == OTHER


def test_a_token_that_comes_after_the_start_is_the_transactions() -> None:
    plugged = report("Started", 0, 0, evse_id=EvseId(1))
    assert after(plugged, report("Updated", 1, 1, id_token=CARD)).id_token == CARD


def test_an_older_update_does_not_move_the_charging_state_back() -> None:
    newer = report("Updated", 6, 2, charging_state="SuspendedEV")
    assert after(STARTED, newer, UPDATED).charging_state == "SuspendedEV"


def test_an_ended_transaction_has_no_charging_state_and_no_power() -> None:
    power = (Reading(minute(5), (Sample("Power.Active.Import", Decimal(7400), "W"),)),)
    running = after(STARTED, report("Updated", 5, 1, readings=power, charging_state="Charging"))
    assert running.power_w == 7400
    ended = advance(running, ENDED, minute(99))
    assert (ended.power_w, ended.charging_state) == (None, None)


def test_the_state_of_charge_is_kept() -> None:
    soc = (Reading(minute(5), (Sample("SoC", Decimal(42), "Percent"),)),)
    assert after(STARTED, report("Updated", 5, 1, readings=soc)).soc_percent == 42


def test_an_offline_report_marks_the_transaction() -> None:
    assert after(STARTED, report("Ended", 10, 1, offline=True)).offline


def test_a_repeated_start_without_sequence_numbers_changes_nothing() -> None:
    start = report("Started", 0, None, id_token=CARD, readings=register(0, 1000, "Transaction.Begin"))
    running = after(start)
    assert advance(running, start, minute(3)) is running


def test_an_end_in_1970_is_kept_and_flagged() -> None:
    wrong = Report("Ended", datetime(1970, 1, 1, tzinfo=UTC), seq_no=1)
    transaction = after(STARTED, wrong)
    assert transaction.ended_at == datetime(1970, 1, 1, tzinfo=UTC)
    assert transaction.flags == ("end-before-start",)


def test_a_superseded_transaction_ends_when_it_was_last_heard_of() -> None:
    closed = superseded(after(STARTED, UPDATED), minute(30))
    assert (closed.ended, closed.ended_at, closed.ended_received_at) == (True, minute(5), minute(30))
    assert closed.flags == ("end-missing",)


def test_the_true_end_of_a_superseded_transaction_takes_its_place() -> None:
    closed = advance(superseded(after(STARTED, UPDATED), minute(30)), ENDED, minute(40))
    assert closed.ended_at == minute(10)
    assert closed.energy_wh == 7400
    assert closed.flags == ()
