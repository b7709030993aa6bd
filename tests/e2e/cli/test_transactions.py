"""`pilotwire transactions` against a server."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.work import StoredReadings

from ..api.conftest import NOON
from .conftest import Beside, Run

STATION = StationId("CP-1")


@pytest.fixture(autouse=True)
def _two_transactions(beside: Beside) -> None:
    def transaction(name: str, hour: int, ended: bool) -> Transaction:
        at = NOON + timedelta(hours=hour)
        return Transaction(
            STATION, TransactionId(name), at, at, at + timedelta(minutes=30), at + timedelta(minutes=30),
            evse_id=EvseId(1), ended=ended, ended_at=at + timedelta(minutes=30) if ended else None,
            id_token=IdToken("04A2"),
        )  # fmt: skip

    readings = tuple(
        Reading(
            NOON + timedelta(minutes=minute),
            (Sample(value=Decimal(1000 + energy)), Sample("Power.Active.Import", Decimal(power), "W")),
        )
        for minute, energy, power in ((0, 0, 0), (15, 1380, 11040), (30, 2760, 5520))
    )
    stored = StoredReadings(STATION, TransactionId("a"), EvseId(1), readings, NOON)
    beside.do(beside.site.holds(transaction("a", 0, True), transaction("b", 2, False), stored))


def test_transactions_are_listed_the_newest_first(pilotwire: Run) -> None:
    lines = pilotwire("transactions", "list", "--utc").out.splitlines()
    assert [line.split()[:3] for line in lines[1:]] == [["CP-1", "b", "1"], ["CP-1", "a", "1"]]
    assert "2026-03-01 14:00:00Z" in lines[1]
    assert "30 min" in lines[2]


def test_transactions_can_be_chosen(pilotwire: Run) -> None:
    def ids(*flags: str) -> list[str]:
        return [json.loads(line)["id"] for line in pilotwire("transactions", "list", "--json", *flags).out.splitlines()]

    assert ids("--state", "open") == ["b"]
    assert ids("--since", "2026-03-01T13:00Z") == ["b"]
    assert ids("--until", "2026-03-01T13:00Z") == ["a"]
    assert ids("--token", "04a2") == ["b", "a"]
    assert ids("--station", "CP-2") == []


def test_one_is_shown_with_its_power_as_bars_and_its_readings(pilotwire: Run) -> None:
    shown = pilotwire("transactions", "show", "CP-1", "a", "--utc").out
    assert "Power  ▁█▅  up to 11.04 kW" in shown
    assert shown.splitlines()[-1].split() == [
        "2026-03-01", "12:30:00Z", "Sample.Periodic", "3.760", "kWh", "5.52", "kW",
    ]  # fmt: skip


def test_as_json_energy_is_in_wh(pilotwire: Run) -> None:
    shown = json.loads(pilotwire("transactions", "show", "CP-1", "a", "--json").out)
    assert shown["transaction"]["id"] == "a"
    assert [reading["import_wh"] for reading in shown["readings"]] == [1000, 2380, 3760]


def test_an_unknown_transaction_is_told(pilotwire: Run) -> None:
    assert pilotwire("transactions", "show", "CP-1", "zzz").code == 1


def test_a_limit_stands_in_the_history_and_with_the_transaction(pilotwire: Run) -> None:
    done = pilotwire("transactions", "limit", "CP-1", "b", "--energy-kwh", "20", "--minutes", "90")
    assert done.out.splitlines() == ["Wanted  20.000 kWh, 90 min"]
    assert "this server looks after them" in done.err
    history = pilotwire("transactions", "history", "CP-1", "b", "--json").out.splitlines()
    assert [json.loads(line)["kind"] for line in history] == ["limit-wanted"]
    assert "20.000 kWh, 90 min" in pilotwire("transactions", "show", "CP-1", "b").out


def test_a_limit_without_a_value_says_what_to_name(pilotwire: Run) -> None:
    done = pilotwire("transactions", "limit", "CP-1", "b")
    assert (done.code, "No limit is named" in done.err) == (1, True)


def test_consumption_is_drawn_and_given_as_points(pilotwire: Run) -> None:
    drawn = pilotwire("transactions", "series", "CP-1", "a", "--utc").out.splitlines()
    assert drawn[0].startswith("  11.04 kW ")
    assert drawn[-1].strip() == "2.760 kWh in 30 min"
    points = json.loads(pilotwire("transactions", "series", "CP-1", "a", "--json").out)["points"]
    assert [(point["energy_wh"], point["power_w"]) for point in points] == [(0, 0), (1380, 11040), (2760, 5520)]
    assert "not enough readings" in pilotwire("transactions", "series", "CP-1", "b").err


def test_a_problem_is_listed_and_the_transaction_closed(pilotwire: Run, beside: Beside) -> None:
    assert "There are none." in pilotwire("transactions", "problems").err
    beside.site.clock.pass_by(60 * 3600)
    lines = pilotwire("transactions", "problems", "--utc").out.splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [["CP-1", "b"]]
    assert "too-long" in lines[1]
    closed = pilotwire("transactions", "close", "CP-1", "b", "--reason", "the car has left", "--yes")
    assert (closed.code, closed.err.strip()) == (0, "Closed with 0.000 kWh.")
    again = pilotwire("transactions", "close", "CP-1", "b", "--reason", "the car has left", "--yes")
    assert (again.code, "has ended" in again.err) == (1, True)


def test_asking_a_station_that_is_away_says_so(pilotwire: Run, beside: Beside) -> None:
    beside.do(beside.site.holds(ChargingStation(STATION, NOON, NOON)))
    done = pilotwire("transactions", "check", "CP-1", "b")
    assert (done.code, "has never been connected" in done.err) == (1, True)
