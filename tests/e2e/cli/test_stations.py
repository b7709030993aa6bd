"""`pilotwire stations` against a server."""

import io
import json

import pytest

from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId

from ..api.conftest import NOON
from .conftest import Beside, Run


def test_a_new_station_gets_a_password_and_the_url_to_enter(pilotwire: Run) -> None:
    added = pilotwire("stations", "add", "CP-1", "--name", "Yard", "--generate-password")
    assert added.code == 0
    lines = dict(line.split("  ", 1) for line in added.out.splitlines())
    assert lines["URL to enter"].strip() == "ws://127.0.0.1:9000/ocpp/CP-1"
    assert lines["or, in two fields"].strip() == "ws://127.0.0.1:9000/ocpp/ and CP-1"
    assert lines["Password"].strip().endswith("(is shown this once)")
    shown = json.loads(pilotwire("stations", "show", "CP-1", "--json").out)
    assert (shown["station"]["name"], shown["station"]["has_password"], shown["connectors"]) == ("Yard", True, [])


def test_a_made_up_password_is_in_the_json_too(pilotwire: Run) -> None:
    added = json.loads(pilotwire("stations", "add", "CP-1", "--generate-password", "--json").out)
    assert len(added["password"]) == 20
    assert added["station"]["id"] == "CP-1"


def test_a_piped_password_is_never_printed(pilotwire: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("correct-horse-battery\n"))
    added = pilotwire("stations", "add", "CP-1", "--password-stdin")
    assert added.code == 0
    assert "User name" in added.out
    assert "correct-horse" not in added.out + added.err


def test_a_station_cannot_be_added_twice(pilotwire: Run) -> None:
    pilotwire("stations", "add", "CP-1", "--name", "Yard")
    again = pilotwire("stations", "add", "CP-1")
    assert again.code == 1
    assert again.err.splitlines()[0] == "pilotwire: There is a station CP-1 already."
    assert json.loads(pilotwire("stations", "show", "CP-1", "--json").out)["station"]["name"] == "Yard"


def test_what_is_set_changes_alone_and_can_be_cleared(pilotwire: Run) -> None:
    pilotwire("stations", "add", "CP-1", "--name", "Yard", "--onboarding", "accept", "--ping-interval-s", "5")
    assert pilotwire("stations", "set", "CP-1", "--quiet").code == 0
    assert pilotwire("stations", "set", "CP-1", "--clear", "onboarding", "--clear", "ping-interval-s").code == 0
    station = json.loads(pilotwire("stations", "show", "CP-1", "--json").out)["station"]
    assert (station["name"], station.get("onboarding"), station["behaviour"]) == ("Yard", None, {"quiet": True})


def test_a_station_is_shown_with_its_connectors(pilotwire: Run, beside: Beside) -> None:
    station = StationId("CP-1")
    connector = Connector(station, EvseId(1), ConnectorId(1), "Occupied", NOON, NOON, detail="Charging")
    beside.do(beside.site.holds(ChargingStation(station, NOON, NOON), connector))
    lines = pilotwire("stations", "show", "CP-1", "--utc").out.splitlines()
    assert lines[0] == "Station       CP-1"
    assert lines[-1].split() == ["1", "1", "Occupied", "Charging", "2026-03-01", "12:00:00Z"]


def test_long_lists_end_at_the_limit_and_say_so(pilotwire: Run, beside: Beside) -> None:
    stations = [ChargingStation(StationId(f"CP-{number:03}"), NOON, NOON) for number in range(620)]
    beside.do(beside.site.holds(*stations))
    first = pilotwire("stations", "list", "--limit", "10")
    assert len(first.out.splitlines()) == 11
    assert first.err == "There are more than 10; --limit 0 shows all.\n"
    every = pilotwire("stations", "list", "--limit", "0", "--json")
    assert [json.loads(line)["id"] for line in every.out.splitlines()] == [f"CP-{number:03}" for number in range(620)]
    assert every.err == ""


def test_an_empty_list_is_said_to_people_and_is_nothing_to_programs(pilotwire: Run) -> None:
    assert pilotwire("stations", "list", "nothing-like-it") == (0, "", "There are none.\n")
    assert pilotwire("stations", "list", "--state", "connected", "--json") == (0, "", "")


def test_a_removed_station_is_gone(pilotwire: Run) -> None:
    pilotwire("stations", "add", "CP-1")
    assert pilotwire("stations", "remove", "CP-1", "--yes") == (0, "", "Removed CP-1.\n")
    gone = pilotwire("stations", "show", "CP-1")
    assert gone.code == 1
    assert gone.err.startswith("pilotwire: ")
    assert "CP-1" in gone.err


def test_a_wrong_key_is_told(pilotwire: Run) -> None:
    refused = pilotwire("stations", "list", "--key", "pw_wrong")
    assert refused.code == 1
    assert "key" in refused.err
    assert "pw_wrong" not in refused.err
