"""`pilotwire security-profile` against a server."""

import json

from pilotwire.kernel.ids import StationId
from pilotwire.services.operations import Step, Surroundings
from pilotwire.services.profile_jobs import RAISE
from pilotwire.services.profile_request import RaiseResult
from pilotwire.services.station_record import Edit, StationSettings, put_station

from .conftest import Beside, Run


class Raised:
    """Ends well at once."""

    async def run(self, step: Step, around: Surroundings) -> object:
        return RaiseResult("raised", 2, 1)


def test_a_profile_is_asked_for_and_waited_for(beside: Beside, pilotwire: Run) -> None:
    site = beside.site
    site.jobs[RAISE] = Raised()
    beside.do(put_station(site.store, site.link, StationId("CS-1"), StationSettings(), Edit(at=site.clock.now())))
    url = "wss://csms.example/ocpp"
    done = pilotwire("security-profile", "CS-1", "2", "--url", url, "--slot", "3", "--when", "now", "--wait", "--json")
    assert done.code == 0
    shown = json.loads(done.out)
    assert (shown["kind"], shown["state"], shown["result"]["outcome"]) == ("station.raise_profile", "done", "raised")
    asked = shown["request"]
    assert (asked["profile"], asked["slot"], asked["when"], asked["way"]["csms_url"]) == (2, 3, "now", url)


def test_what_cannot_be_is_told_with_its_field(beside: Beside, pilotwire: Run) -> None:
    site = beside.site
    beside.do(put_station(site.store, site.link, StationId("CS-1"), StationSettings(), Edit(at=site.clock.now())))
    wrong = pilotwire("security-profile", "CS-1", "4")
    assert (wrong.code, "security_profile" in wrong.err) == (2, True)
    plain = pilotwire("security-profile", "CS-1", "2", "--url", "ws://csms.example/ocpp")
    assert plain.code == 1
    assert "Security profile 2 does not go with ws://csms.example/ocpp." in plain.err
    nowhere = pilotwire("security-profile", "CS-1", "2")
    assert "this server has no port for it" in nowhere.err
