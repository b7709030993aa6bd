"""Stations at the door, what they can do, what is set often, and the same at many: from the command line."""

import json

from pilotwire.domain.capability import Capability
from pilotwire.domain.station import ChargingStation, Hold
from pilotwire.kernel.ids import StationId
from pilotwire.services.bulk_job import BulkJob
from pilotwire.services.provisioning_job import ProvisionJob

from ..api.conftest import NOON
from .conftest import Beside, Run
from .test_variables import with_station


def words(text: str) -> dict[str, str]:
    """The lines of a table of facts, by their first column of two spaces or more."""
    lines = (line.split("  ", 1) for line in text.splitlines() if "  " in line)
    return {name: value.strip() for name, value in lines}


def test_a_station_is_held_and_accepted(beside: Beside, pilotwire: Run) -> None:
    beside.do(beside.site.holds(ChargingStation(StationId("CP1"), NOON, NOON)))
    beside.site.jobs["station.provision"] = ProvisionJob()
    held = pilotwire("stations", "hold", "CP1", "--no-report", "--utc")
    assert (held.code, words(held.out)["Kind"]) == (0, "station.provision")
    shown = pilotwire("stations", "show", "CP1", "--utc")
    assert words(shown.out)["Held"] == "boots are answered Pending since 2026-03-01 12:00:00Z by admin"
    again = pilotwire("stations", "hold", "CP1")
    assert again.code == 1
    assert "tation.provision runs for station 'CP1' already" in again.err
    accepted = pilotwire("stations", "accept", "CP1")
    assert words(accepted.out) == {"Last boot": "none yet", "Next boot": "Accepted"}
    assert accepted.err == "Its boot is awaited: it does not wait for an answer now.\n"
    rejected = pilotwire("stations", "reject", "CP1", "--json")
    assert json.loads(rejected.out)["next_registration"] == "Rejected"


def test_a_station_that_waits_since_long_shows_what_for(beside: Beside, pilotwire: Run) -> None:
    waiting = ChargingStation(
        StationId("CP1"), NOON, NOON, hold=Hold("Rejected", NOON), reboot_required_at=NOON,
        reboot_required_for=("A/b", "C/d"), labels=("north", "fast"),
    )  # fmt: skip
    beside.do(beside.site.holds(waiting))
    shown = words(pilotwire("stations", "show", "CP1", "--utc").out)
    assert shown["Reboot required"] == "since 2026-03-01 12:00:00Z for A/b, C/d"
    assert shown["Held"] == "boots are answered Rejected since 2026-03-01 12:00:00Z"
    assert shown["Labels"] == "north, fast"


def test_what_a_station_can_do_is_listed_and_forgotten(beside: Beside, pilotwire: Run) -> None:
    known = Capability("unlock", False, "refused", NOON, "it answered UnlockConnector with NotImplemented")
    beside.do(beside.site.holds(ChargingStation(StationId("CP1"), NOON, NOON, capabilities=(known,))))
    listed = pilotwire("capabilities", "list", "CP1", "--utc")
    (line,) = [line for line in listed.out.splitlines() if line.startswith("unlock")]
    assert line.split(maxsplit=5) == [
        "unlock", "no", "refused", "2026-03-01", "12:00:00Z", "it answered UnlockConnector with NotImplemented",
    ]  # fmt: skip
    assert pilotwire("capabilities", "forget", "CP1", "unlock").err == "Forgotten: unlock of CP1.\n"
    again = pilotwire("capabilities", "forget", "CP1", "unlock")
    assert (again.code, "Nothing was learned of 'unlock'" in again.err) == (1, True)


def test_what_is_set_often_has_one_name(beside: Beside, pilotwire: Run) -> None:
    keys = with_station(beside)
    done = pilotwire("variables", "usual", "CP1", "--heartbeat-interval-s", "60")
    assert (done.code, keys.values["HeartbeatInterval"]) == (0, "60")
    wrong = pilotwire("variables", "usual", "CP1", "--items-per-message", "GetVariables")
    assert (wrong.code, "Write it like GetVariables=20." in wrong.err) == (2, True)
    nothing = pilotwire("variables", "usual", "CP1")
    assert (nothing.code, "Nothing is to be set." in nothing.err) == (1, True)


def test_the_same_is_done_at_many_stations_by_label(beside: Beside, pilotwire: Run) -> None:
    with_station(beside)
    beside.site.jobs["stations.bulk"] = BulkJob()
    assert pilotwire("stations", "set", "CP1", "--label", "north", "--label", "fast").code == 0
    assert pilotwire("stations", "list", "--label", "NORTH").out.splitlines()[1].startswith("CP1 ")
    done = pilotwire("bulk", "report", "--label", "north", "--wait")
    assert (done.code, words(done.out)["Result"]) == (0, '{"stations":1,"done":1,"failed":0,"cancelled":0}')
    whole = words(done.out)["Operation"]
    assert f"pilotwire operations list --parent {whole}" in done.err
    parts = pilotwire("operations", "list", "--parent", whole, "--json")
    assert [json.loads(line)["id"] for line in parts.out.splitlines()] == [f"{whole}.0"]
    nobody = pilotwire("bulk", "reset", "--label", "south")
    assert (nobody.code, "No station fits." in nobody.err) == (1, True)
    ended = pilotwire("operations", "pause", whole)
    assert (ended.code, "The operation has ended: done." in ended.err) == (1, True)
