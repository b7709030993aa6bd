"""`pilotwire variables` and `pilotwire templates` against a server whose station answers from a script."""

import json
from typing import Any

import msgspec

from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.device_model_jobs import ApplyJob, ReportJob
from pilotwire.services.station_link import (
    CallError,
    CallResult,
)

from ..api.conftest import NOON
from .conftest import Beside, Run


class Keys:
    """A 1.6 station with two keys."""

    def __init__(self) -> None:
        self.values = {"HeartbeatInterval": "300", "AcmeColour": "red"}

    async def __call__(self, action: str, payload: bytes) -> CallResult | CallError:
        asked = msgspec.json.decode(payload)
        answer: dict[str, Any]
        if action == "ChangeConfiguration":
            known = asked["key"] in self.values
            if known:
                self.values[asked["key"]] = asked["value"]
            answer = {"status": "RebootRequired" if known else "NotSupported"}
        else:
            keys = asked.get("key", list(self.values))
            told = [{"key": key, "readonly": False, "value": self.values[key]} for key in keys if key in self.values]
            answer = {"configurationKey": told, "unknownKey": [key for key in keys if key not in self.values]}
        return CallResult("m-1", msgspec.Raw(msgspec.json.encode(answer)), 1.0)


def with_station(beside: Beside) -> Keys:
    keys = Keys()
    beside.do(beside.site.holds(ChargingStation(StationId("CP1"), NOON, NOON)))
    beside.site.link.connect("CP1", keys, "ocpp1.6")
    beside.site.jobs["station.report"] = ReportJob()
    beside.site.jobs["template.apply"] = ApplyJob()
    return keys


def test_variables_are_asked_for_and_listed_afterwards(beside: Beside, pilotwire: Run) -> None:
    with_station(beside)
    got = pilotwire("variables", "get", "CP1", "OCPPCommCtrlr/HeartbeatInterval", "VendorKeys/Nix")
    assert got.code == 1
    assert [line.split() for line in got.out.splitlines()] == [
        ["Variable", "Attribute", "Status", "Value", "Why"],
        ["OCPPCommCtrlr/HeartbeatInterval", "Actual", "Accepted", "300"],
        ["VendorKeys/Nix", "Actual", "UnknownVariable"],
    ]
    assert pilotwire("variables", "report", "CP1").code == 0
    listed = pilotwire("variables", "list", "CP1", "--utc")
    assert [line.split()[:3] for line in listed.out.splitlines()] == [
        ["Variable", "Attribute", "Value"],
        ["OCPPCommCtrlr/HeartbeatInterval", "Actual", "300"],
        ["VendorKeys/AcmeColour", "Actual", "red"],
    ]
    one = pilotwire("variables", "list", "CP1", "colour", "--json")
    assert json.loads(one.out)["variable"] == {"name": "AcmeColour"}


def test_variables_are_set_and_a_boot_that_they_need_is_told(beside: Beside, pilotwire: Run) -> None:
    keys = with_station(beside)
    done = pilotwire("variables", "set", "CP1", "VendorKeys/AcmeColour=blue=green")
    assert (done.code, keys.values["AcmeColour"]) == (0, "blue=green")
    assert "started anew" in done.err
    bad = pilotwire("variables", "set", "CP1", "OCPPCommCtrlr/HeartbeatInterval=soon")
    assert bad.code != 0
    assert "'soon' is no whole number" in bad.err
    assert pilotwire("variables", "set", "CP1", "AcmeColour").code == 2
    assert keys.values["HeartbeatInterval"] == "300"


def test_a_template_is_put_compared_and_applied(beside: Beside, pilotwire: Run) -> None:
    keys = with_station(beside)
    put = pilotwire("templates", "put", "depot", "OCPPCommCtrlr/HeartbeatInterval=60", "--note", "Depot")
    assert put.out.splitlines()[1].split() == ["OCPPCommCtrlr/HeartbeatInterval", "Actual", "60"]
    assert pilotwire("templates", "list").out.splitlines()[1].split()[:2] == ["depot", "1"]
    before = pilotwire("templates", "drift", "depot", "CP1")
    assert (before.code, "unknown" in before.out) == (1, True)
    begun = json.loads(pilotwire("templates", "apply", "depot", "CP1", "--json").out)
    assert pilotwire("operations", "wait", begun["operations"][0]["id"]).code == 0
    assert keys.values["HeartbeatInterval"] == "60"
    after = pilotwire("templates", "drift", "depot", "CP1")
    assert (after.code, "same" in after.out) == (0, True)
    again = pilotwire("templates", "put", "depot", "OCPPCommCtrlr/HeartbeatInterval=61", "--json")
    assert json.loads(again.out)["variables"][0]["value"] == "61"
    assert pilotwire("templates", "remove", "depot", "--yes").code == 0
    assert pilotwire("templates", "show", "depot").code == 1
