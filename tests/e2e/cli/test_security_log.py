"""`pilotwire security-events` and `pilotwire rotate-passwords` against a server."""

import json
from datetime import timedelta

from pilotwire.domain.events import SecurityReported, StationRefused
from pilotwire.kernel.ids import StationId
from pilotwire.services.operations import Step, Surroundings
from pilotwire.services.password_jobs import ROTATE, RotateResult
from pilotwire.services.station_record import Edit, StationSettings, put_station
from pilotwire.services.work import Work

from .conftest import Beside, Run

CS1, CS2 = StationId("CS-1"), StationId("CS-2")


class Rotated:
    """Ends well at once."""

    async def run(self, step: Step, around: Surroundings) -> object:
        return RotateResult("changed", 1)


def test_the_security_log_is_listed_and_narrowed(beside: Beside, pilotwire: Run) -> None:
    site, work = beside.site, Work()
    at = site.clock.now()
    work.tell(
        SecurityReported(station=CS1, at=at, kind="FirmwareUpdated", happened_at=at - timedelta(hours=1)),
        StationRefused(station=CS2, at=at, reason="credentials-wrong", detail="No.", address="192.0.2.7", repeats=4),
    )
    beside.do(site.store.commit(work))
    shown = pilotwire("security-events")
    assert shown.code == 0
    assert "FailedToAuthenticateAtCsms (+4)" in shown.out
    assert "FirmwareUpdated" in shown.out
    critical = pilotwire("security-events", "--severity", "critical", "--json")
    (only,) = [json.loads(line) for line in critical.out.splitlines()]
    assert (only["kind"], only["station"], only["source"]) == ("FirmwareUpdated", "CS-1", "station")
    assert pilotwire("security-events", "--station", "CS-2", "--kind", "FirmwareUpdated", "--json").out == ""
    assert pilotwire("security-events", "--severity", "low").code == 2


def test_passwords_of_named_stations_or_of_all_are_rotated(beside: Beside, pilotwire: Run) -> None:
    site = beside.site
    site.jobs[ROTATE] = Rotated()
    for station, hashed in ((CS1, "a hash"), (CS2, None)):
        edit = Edit(at=site.clock.now(), password_hash=hashed)
        beside.do(put_station(site.store, site.link, station, StationSettings(), edit))
    done = pilotwire("rotate-passwords", "--all", "--wait", "--json")
    told = json.loads(done.out)
    assert (done.code, [one["station"] for one in told["operations"]], told["not_started"]) == (0, ["CS-1"], [])
    named = pilotwire("rotate-passwords", "CS-1", "CS-2")
    assert (named.code, "CS-2: The station has no password." in named.err) == (1, True)
    nobody = pilotwire("rotate-passwords")
    assert "Name stations, or all of them." in nobody.err
