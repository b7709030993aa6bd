"""`pilotwire monitors` and `pilotwire monitor-templates` as they are, against an API that runs beside them."""

import json
from pathlib import Path

import msgspec
import pytest

from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.station_link import CallError, CallResult

from ..api.conftest import NOON
from .conftest import Beside, Run


async def answering(action: str, payload: bytes) -> CallResult | CallError:
    """Accepts what it is asked, and numbers monitors from 1 on."""
    asked = msgspec.json.decode(payload)
    if action == "SetVariableMonitoring":
        result = [
            {"status": "Accepted", "id": place + 1, **{name: one[name] for name in ("type", "severity", "component",
             "variable")}}
            for place, one in enumerate(asked["setMonitoringData"])
        ]  # fmt: skip
        return CallResult("m", msgspec.Raw(msgspec.json.encode({"setMonitoringResult": result})), 4.0)
    if action == "ClearVariableMonitoring":
        cleared = [{"status": "Accepted" if one == 1 else "Rejected", "id": one} for one in asked["id"]]
        return CallResult("m", msgspec.Raw(msgspec.json.encode({"clearMonitoringResult": cleared})), 4.0)
    return CallResult("m", msgspec.Raw(b'{"status":"Accepted"}'), 4.0)


@pytest.fixture(autouse=True)
def _station(beside: Beside) -> None:
    beside.do(beside.site.holds(ChargingStation(StationId("CP-1"), NOON, NOON)))
    beside.site.link.connect("CP-1", answering)


def test_a_monitor_is_set_seen_and_cleared(pilotwire: Run, beside: Beside) -> None:
    done = pilotwire("monitors", "set", "CP-1", "Connector@1.1/Temperature", "UpperThreshold", "80", "--severity", "3")
    assert done.code == 0
    assert done.out.splitlines()[1].split() == ["1", "Connector@1.1/Temperature", "UpperThreshold", "Accepted"]
    (asked,) = json.loads(beside.site.link.calls[0][2])["setMonitoringData"]
    assert (asked["value"], asked["severity"]) == (80.0, 3)
    line = pilotwire("monitors", "list", "--station", "CP-1").out.splitlines()[1].split()
    assert line == [
        "CP-1", "1", "Connector@1.1/Temperature", "UpperThreshold", "80", "3", "critical", "set", "Custom", "admin",
    ]  # fmt: skip
    shown = json.loads(pilotwire("monitors", "list", "--json", "--severity", "3").out)
    assert (shown["id"], shown["state"]) == (1, "set")
    assert pilotwire("monitors", "clear", "CP-1", "1", "2").code == 1
    assert pilotwire("monitors", "list").err == "There are none.\n"


def test_the_base_and_the_level_are_set(pilotwire: Run, beside: Beside) -> None:
    assert pilotwire("monitors", "base", "CP-1", "All").out == "Status  Accepted\n"
    assert pilotwire("monitors", "level", "CP-1", "4").code == 0
    assert [call[1] for call in beside.site.link.calls] == ["SetMonitoringBase", "SetMonitoringLevel"]
    wrong = pilotwire("monitors", "level", "CP-1", "12")
    assert wrong.code == 2
    assert "severity" in wrong.err


def test_a_template_comes_out_of_a_file_and_shows_drift(pilotwire: Run, tmp_path: Path) -> None:
    file = tmp_path / "hot.json"
    one = {"component": {"name": "Fan"}, "variable": {"name": "Speed"}, "kind": "Delta", "value": 5, "severity": 8}
    file.write_text(json.dumps({"monitors": [one], "note": "fans"}))
    assert pilotwire("monitor-templates", "put", "fans", str(file)).code == 0
    assert pilotwire("monitor-templates", "list").out.splitlines()[1].split()[:2] == ["fans", "1"]
    shown = pilotwire("monitor-templates", "show", "fans").out.splitlines()[1].split()
    assert shown == ["Fan/Speed", "Delta", "5", "8", "information"]
    drift = pilotwire("monitor-templates", "drift", "fans", "CP-1")
    assert (drift.code, drift.out.splitlines()[1].split()[4]) == (1, "absent")
    assert pilotwire("monitors", "set", "CP-1", "Fan/Speed", "Delta", "5", "--severity", "8").code == 0
    assert pilotwire("monitor-templates", "drift", "fans", "CP-1").code == 0
    assert pilotwire("monitor-templates", "put", "fans", str(tmp_path / "no")).code == 2
    assert pilotwire("monitor-templates", "remove", "fans", "--yes").code == 0
