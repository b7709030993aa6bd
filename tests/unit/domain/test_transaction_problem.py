"""Transactions that never began, never end, or have ended unheard."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pilotwire.domain.meter import Meter
from pilotwire.domain.station import Connector, ConnectorStatus
from pilotwire.domain.transaction import Checked, Transaction
from pilotwire.domain.transaction_problem import ProblemRules, Vicinity, problems
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS")
RULES = ProblemRules(no_energy_after=timedelta(minutes=5), silent_after=timedelta(hours=2), longest=timedelta(hours=6))
METERED = Meter(first_wh=Decimal(100), last_wh=Decimal(100), last_at=NOON)
CHARGED = Meter(first_wh=Decimal(100), last_wh=Decimal(900), last_at=NOON, counted_wh=Decimal(800))


def hours(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def running(**more: Any) -> Transaction:
    plain = Transaction(CS, TransactionId("t"), NOON, NOON, NOON, NOON, EvseId(1), ConnectorId(1), meter=CHARGED)
    return msgspec.structs.replace(plain, **more)


def found(one: Transaction, now: datetime, **around: Any) -> list[str]:
    vicinity = Vicinity(around.get("connected_since", NOON), around.get("connectors", ()), around.get("open", (one,)))
    return [problem.name for problem in problems(one, vicinity, around.get("rules", RULES), now)]


def connector(status: ConnectorStatus, at: datetime) -> Connector:
    return Connector(CS, EvseId(1), ConnectorId(1), status, at, at)


def test_a_transaction_that_charges_has_no_problem() -> None:
    assert found(running(), hours(1)) == []


@pytest.mark.parametrize(
    ("one", "minutes", "names"),
    [
        (running(meter=METERED), 5, []),
        (running(meter=METERED), 6, ["no-energy"]),
        (running(meter=METERED, charging_state="SuspendedEV"), 6, ["no-energy"]),
        (running(meter=Meter(), charging_state="EVConnected"), 6, ["no-energy"]),
        (running(meter=Meter(), charging_state="Charging"), 6, []),
        (running(meter=Meter()), 6, []),
        (running(meter=METERED, power_w=Decimal(3000)), 6, []),
        (running(), 6, []),
    ],
)
def test_no_energy_after_its_start(one: Transaction, minutes: int, names: list[str]) -> None:
    assert found(one, NOON + timedelta(minutes=minutes)) == names


def test_silence_counts_while_the_station_is_connected_and_from_its_connection_on() -> None:
    assert found(running(), hours(2)) == []
    assert found(running(), hours(2.1)) == ["silent"]
    assert found(running(), hours(2.1), connected_since=None) == []
    assert found(running(), hours(2.1), connected_since=hours(1)) == []


def test_a_transaction_without_an_end_is_too_long() -> None:
    told = running(last_received_at=hours(5), last_at=hours(5))
    assert found(told, hours(6)) == []
    assert found(told, hours(6.1), connected_since=None) == ["too-long"]


def test_a_connector_that_has_become_available_since_the_last_report_proves_its_end() -> None:
    assert found(running(), hours(1), connectors=[connector("Available", hours(0.5))]) == ["connector-free"]
    assert found(running(), hours(1), connectors=[connector("Available", NOON)]) == []
    assert found(running(), hours(1), connectors=[connector("Occupied", hours(0.5))]) == []


@pytest.mark.parametrize(
    ("checked", "names"),
    [
        (Checked(hours(0.5), False, False), ["not-running"]),
        (Checked(hours(0.5), True, False), []),
        (Checked(hours(0.5), False, True), []),
        (Checked(hours(0.5), False, None), []),
        (Checked(hours(-1), False, False), []),
    ],
)
def test_the_word_of_the_station_counts_unless_it_told_more_since(checked: Checked, names: list[str]) -> None:
    assert found(running(checked=checked), hours(1)) == names


def test_a_transaction_that_began_later_at_the_same_evse_overtakes() -> None:
    old, new = running(), running(id=TransactionId("t2"), started_at=hours(0.5))
    assert found(old, hours(1), open=(old, new)) == ["overtaken"]
    assert found(new, hours(1), open=(old, new)) == []
    elsewhere = msgspec.structs.replace(new, evse_id=EvseId(2))
    assert found(old, hours(1), open=(old, elsewhere)) == []


def test_a_rule_can_be_off_and_an_ended_transaction_has_no_problems() -> None:
    none = ProblemRules(no_energy_after=None, silent_after=None, longest=None)
    assert found(running(meter=METERED), hours(100), rules=none) == []
    assert found(running(meter=METERED, ended=True), hours(100)) == []
