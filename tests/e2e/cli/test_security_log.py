"""`pilotwire security-events` against a server."""

import json
from datetime import timedelta

from pilotwire.domain.events import SecurityReported, StationRefused
from pilotwire.kernel.ids import StationId
from pilotwire.services.work import Work

from .conftest import Beside, Run

CS1, CS2 = StationId("CS-1"), StationId("CS-2")


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
