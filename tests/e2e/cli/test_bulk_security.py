"""`pilotwire bulk rotate-passwords` and `bulk raise-profile` against a server."""

import json

from pilotwire.kernel.ids import StationId
from pilotwire.services.bulk_job import BULK, BulkResult
from pilotwire.services.operations import Step, Surroundings
from pilotwire.services.station_record import Edit, StationSettings, put_station

from .conftest import Beside, Run


class Done:
    """Ends well at once."""

    async def run(self, step: Step, around: Surroundings) -> object:
        return BulkResult(1, 1, 0, 0)


def test_passwords_and_profiles_of_many_stations_are_changed(beside: Beside, pilotwire: Run) -> None:
    site = beside.site
    site.jobs[BULK] = Done()
    for station in ("CS-1", "CS-2"):
        beside.do(put_station(site.store, site.link, StationId(station), StationSettings(), Edit(at=site.clock.now())))
    rotated = pilotwire("bulk", "rotate-passwords", "--all", "--at-once", "3", "--json", "--wait")
    asked = json.loads(rotated.out)["request"]
    assert rotated.code == 0
    assert (asked["kind"], asked["stations"], asked["at_once"]) == ("station.rotate_password", ["CS-1", "CS-2"], 3)
    url = "wss://csms.example/ocpp"
    raised = pilotwire("bulk", "raise-profile", "2", "CS-2", "--url", url, "--json")
    asked = json.loads(raised.out)["request"]
    assert (raised.code, asked["kind"], asked["stations"]) == (0, "station.raise_profile", ["CS-2"])
    assert (asked["request"]["profile"], asked["request"]["way"]["csms_url"]) == (2, url)
    plain = pilotwire("bulk", "raise-profile", "2", "CS-2", "--url", "ws://csms.example/ocpp")
    assert (plain.code, "does not go with ws://csms.example/ocpp" in plain.err) == (1, True)
