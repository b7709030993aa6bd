"""The history of a transaction: one step for each change, none for a reading."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from pilotwire.domain import transaction as life
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.domain.transaction_step import Step, taken
from pilotwire.kernel.ids import StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def minute(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def report(kind: life.Kind, minutes: int, seq_no: int, **more: Any) -> Report:
    return Report(kind, minute(minutes), seq_no=seq_no, **more)


def told(*reports: Report) -> tuple[Transaction, list[tuple[int, str, object]]]:
    """The transaction after these reports, and its history as (minute, kind, what)."""
    transaction: Transaction | None = None
    steps: list[Step] = []
    for one in reports:
        before = transaction
        transaction = (
            life.begin(StationId("CS"), TransactionId("t"), one, NOON) if before is None
            else life.advance(before, one, NOON)
        )  # fmt: skip
        steps.extend(taken(before, one, transaction))
    assert transaction is not None
    return transaction, _plain(steps)


def _plain(steps: Sequence[Step]) -> list[tuple[int, str, object]]:
    def what(step: Step) -> object:
        return step.state or (step.id_token and step.id_token.value) or step.limit or step.detail

    return [((step.at - NOON) // timedelta(minutes=1), step.kind, what(step)) for step in steps]


START = report("Started", 0, 0, charging_state="EVConnected", trigger="CablePluggedIn")


def test_suspended_by_the_ev_and_by_the_evse_are_told_apart_and_a_reading_adds_nothing() -> None:
    readings = (Reading(minute(2), (Sample(value=Decimal(5)),)),)
    transaction, steps = told(
        START,
        report("Updated", 1, 1, charging_state="Charging"),
        report("Updated", 2, 2, charging_state="Charging", readings=readings),
        report("Updated", 3, 3, readings=readings),
        report("Updated", 4, 4, charging_state="SuspendedEV"),
        report("Updated", 5, 5, charging_state="SuspendedEVSE"),
        report("Updated", 6, 6, charging_state="SuspendedEVSE"),
    )
    assert steps == [
        (0, "state", "EVConnected"),
        (1, "state", "Charging"),
        (4, "state", "SuspendedEV"),
        (5, "state", "SuspendedEVSE"),
    ]
    assert (transaction.charging_state, transaction.state_since) == ("SuspendedEVSE", minute(5))


def test_a_state_that_is_told_late_stands_at_its_own_time_and_does_not_become_the_present_one() -> None:
    transaction, steps = told(
        START, report("Updated", 5, 2, charging_state="SuspendedEV"), report("Updated", 2, 1, charging_state="Charging")
    )
    assert steps[-1] == (2, "state", "Charging")
    assert (transaction.charging_state, transaction.state_since) == ("SuspendedEV", minute(5))


def test_a_state_that_is_told_late_does_not_hide_that_the_present_one_came_again() -> None:
    _, steps = told(
        START,
        report("Updated", 1, 1, charging_state="Charging"),
        report("Updated", 5, 3, charging_state="Charging"),
        report("Updated", 3, 2, charging_state="SuspendedEV"),
    )
    assert steps[1:] == [(1, "state", "Charging"), (3, "state", "SuspendedEV"), (5, "state", "Charging")]


def test_a_state_that_held_before_it_was_first_told_begins_at_its_own_time() -> None:
    _, steps = told(
        START, report("Updated", 5, 2, charging_state="Charging"), report("Updated", 2, 1, charging_state="Charging")
    )
    assert steps[1:] == [(5, "state", "Charging"), (2, "state", "Charging")]


def test_what_happened_offline_has_a_beginning_and_an_end() -> None:
    transaction, steps = told(
        START,
        report("Updated", 1, 1, offline=True),
        report("Updated", 2, 2, offline=True),
        report("Updated", 3, 3),
        report("Updated", 4, 4),
    )
    assert steps[1:] == [(1, "offline", None), (3, "online", None)]
    assert (transaction.offline, transaction.interruption) == (True, None)


def test_a_transaction_that_goes_on_after_a_boot_is_resumed() -> None:
    running = msgspec.structs.replace(
        life.begin(StationId("CS"), TransactionId("t"), START, NOON), interruption="rebooted"
    )
    going_on = report("Updated", 9, 1, charging_state="EVConnected")
    after = life.advance(running, going_on, NOON)
    assert _plain(taken(running, going_on, after)) == [(9, "resumed", None)]
    assert after.interruption is None


def test_a_transaction_is_resumed_when_the_station_says_so() -> None:
    transaction, steps = told(START, report("Updated", 9, 1, charging_state="Charging", trigger="TxResumed"))
    assert steps[1:] == [(9, "resumed", None), (9, "state", "Charging")]
    assert not transaction.ended


def test_a_power_loss_ends_it() -> None:
    ended = report("Ended", 9, 1, trigger="AbnormalCondition", stopped_reason="PowerLoss")
    transaction, steps = told(START, ended)
    assert steps[1:] == [(9, "power-lost", "PowerLoss")]
    assert (transaction.stop_trigger, transaction.stop_point) == ("AbnormalCondition", None)


def test_a_token_shown_again_is_no_news_and_another_one_is() -> None:
    anne, bob = IdToken("ANNE"), IdToken("BOB")
    transaction, steps = told(
        START,
        report("Updated", 1, 1, id_token=anne, trigger="Authorized"),
        report("Updated", 2, 2, id_token=IdToken("anne"), trigger="Authorized"),
        report("Updated", 3, 3, id_token=bob, trigger="Authorized"),
        report("Ended", 4, 4, id_token=bob, trigger="StopAuthorized"),
    )
    assert steps[1:] == [(1, "token", "ANNE"), (3, "token", "BOB"), (4, "stop-token", "BOB")]
    assert (transaction.id_token, transaction.stop_token) == (anne, bob)


def test_limits_that_the_station_reports_and_reaches_are_steps() -> None:
    limit = TransactionLimit(max_time_s=60)
    transaction, steps = told(
        START,
        report("Updated", 1, 1, trigger="LimitSet", limit=limit),
        report("Updated", 2, 2, trigger="TimeLimitReached", charging_state="SuspendedEVSE"),
    )
    assert steps[1:] == [
        (1, "limit-reported", limit),
        (2, "state", "SuspendedEVSE"),
        (2, "limit-reached", "max_time_s"),
    ]
    assert transaction.limits is not None
    assert transaction.limits.reached == "max_time_s"


def test_a_state_told_after_the_end_does_not_outlast_the_one_that_the_transaction_ended_in() -> None:
    _, steps = told(
        START,
        report("Updated", 1, 1, charging_state="SuspendedEV"),
        report("Updated", 3, 3, charging_state="SuspendedEV"),
        report("Ended", 4, 4, trigger="StopAuthorized"),
        report("Updated", 2, 2, charging_state="Charging"),
    )
    assert [step for step in steps if step[1] == "state"] == [
        (0, "state", "EVConnected"),
        (1, "state", "SuspendedEV"),
        (2, "state", "Charging"),
        (3, "state", "SuspendedEV"),
    ]
