"""In whatever order the reports of a transaction come, and however often, it ends up the same."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pilotwire.domain import transaction as life
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction import ChargingState, Report, Transaction
from pilotwire.domain.transaction_step import Step, taken
from pilotwire.kernel.ids import EvseId, StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANNE, BOB = IdToken("ANNE"), IdToken("BOB")
STATES: Sequence[ChargingState] = ("Charging", "SuspendedEV", "SuspendedEVSE", "EVConnected", "Idle")


def reading(minute: int, wh: int, context: str) -> tuple[Reading, ...]:
    return (Reading(NOON + timedelta(minutes=minute), (Sample(value=Decimal(wh)),), context),)


@st.composite
def whole(draw: st.DrawFn) -> list[Report]:
    """A transaction from its start to its end, as a sound station tells it."""
    states = draw(st.lists(st.sampled_from(STATES), max_size=8))
    steps = draw(st.lists(st.integers(0, 900), min_size=len(states) + 1, max_size=len(states) + 1))
    wh, last = 1000, len(states) + 1
    reports = [
        Report(
            "Started", NOON, "Authorized", 0, EvseId(1), id_token=ANNE, charging_state="EVConnected",
            readings=reading(0, wh, "Transaction.Begin"),
        )
    ]  # fmt: skip
    for minute, (state, step) in enumerate(zip(states, steps, strict=False), 1):
        wh += step
        at = NOON + timedelta(minutes=minute)
        reports.append(
            Report(
                "Updated", at, "ChargingStateChanged", minute, charging_state=state,
                readings=reading(minute, wh, "Sample.Periodic"), offline=draw(st.booleans()),
            )
        )  # fmt: skip
    wh += steps[-1]
    stopped_by = draw(st.sampled_from([None, ANNE, BOB]))
    end = NOON + timedelta(minutes=last)
    reports.append(
        Report("Ended", end, "StopAuthorized", last, id_token=stopped_by, readings=reading(last, wh, "Transaction.End"))
    )
    return reports


def told(reports: Sequence[Report]) -> tuple[Transaction, list[Step]]:
    transaction: Transaction | None = None
    steps: dict[Step, None] = {}
    for report in reports:
        before = transaction
        transaction = (
            life.begin(StationId("CS"), TransactionId("t"), report, NOON) if before is None
            else life.advance(before, report, NOON)
        )  # fmt: skip
        if transaction is not before:
            steps.update(dict.fromkeys(taken(before, report, transaction)))
    assert transaction is not None
    return transaction, sorted(steps, key=lambda step: step.at)


def states(steps: Sequence[Step]) -> list[tuple[datetime, str | None]]:
    """The charging states, each with the time from which on it held."""
    found: list[tuple[datetime, str | None]] = []
    for step in steps:
        if step.kind == "state" and (not found or found[-1][1] != step.state):
            found.append((step.at, step.state))
    return found


@given(whole().flatmap(lambda reports: st.tuples(st.just(reports), st.permutations(reports))), st.data())
def test_order_and_repeats_do_not_matter(pair: tuple[list[Report], list[Report]], data: st.DataObject) -> None:
    reports, mixed = pair
    repeated = [*mixed, *data.draw(st.lists(st.sampled_from(reports), max_size=4))]
    expected, in_order = told(reports)
    found, steps = told(repeated)
    assert (found.ended, found.started_at, found.ended_at) == (True, expected.started_at, expected.ended_at)
    assert found.energy_wh == expected.energy_wh
    assert (found.id_token, found.stop_token) == (expected.id_token, expected.stop_token)
    assert (found.start_point, found.stop_point, found.stopped_reason) == (
        expected.start_point, expected.stop_point, expected.stopped_reason,
    )  # fmt: skip
    assert (found.flags, life.missing_reports(found), found.offline) == ((), (), expected.offline)
    assert {(step.at, step.state) for step in steps if step.kind == "state"} <= {
        (report.at, report.charging_state) for report in reports
    }
    assert {state for _, state in states(steps)} == {state for _, state in states(in_order)}
    assert [state for _, state in states(steps)][-1:] == [state for _, state in states(in_order)][-1:]
    assert [step for step in steps if "token" in step.kind] == [step for step in in_order if "token" in step.kind]


@given(whole().flatmap(lambda reports: st.permutations(reports[:-1])))
def test_all_that_was_stored_offline_and_comes_after_the_end_stands_at_its_time(late: list[Report]) -> None:
    reports = sorted(late, key=lambda report: report.at)
    end = Report("Ended", NOON + timedelta(hours=1), "StopAuthorized", len(reports))
    assert states(told([end, *late])[1]) == states(told([*reports, end])[1])
