"""Logs, typed against a server."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from pilotwire.domain.kept_file import NewFile
from pilotwire.domain.log_upload import reported
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.log_job import GET_LOG, LogJob
from pilotwire.services.station_link import CallError, CallResult

from .conftest import Beside, Run

CS1 = StationId("CS-1")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def station(beside: Beside) -> None:
    """CS-1, of 2.1, which brings its log as soon as it is asked."""
    site = beside.site
    site.jobs[GET_LOG] = LogJob()

    async def brought(number: int) -> None:
        await asyncio.sleep(0.05)
        (upload,) = [one for one in site.store.log_uploads(CS1) if one.id == number]
        assert upload.ticket is not None
        ticket = site.files.ticket(upload.ticket)
        coming = await site.files.intake.begin(NewFile(name="d.log", kind="log", station=CS1), 5, ticket)
        await coming.write(b"hello")
        await coming.finish()
        (upload,) = [one for one in site.store.log_uploads(CS1) if one.id == number]
        await site.holds(reported(upload, "Uploaded", NOON))

    tasks: list[asyncio.Task[None]] = []

    async def answer(action: str, payload: bytes) -> CallResult | CallError:
        number = json.loads(payload)["requestId"]
        tasks.append(asyncio.get_running_loop().create_task(brought(number)))
        return CallResult("m", msgspec.Raw(b'{"status":"Accepted","filename":"d.log"}'), 1.0)

    beside.do(site.holds(ChargingStation(CS1, NOON, NOON)))
    site.link.connect("CS-1", answer, "ocpp2.1")


@pytest.mark.usefixtures("station")
def test_a_log_is_requested_waited_for_and_brought_here(pilotwire: Run, tmp_path: Path) -> None:
    done = pilotwire("log", "request", "CS-1", "--kind", "SecurityLog", "--since", "2d", "--out", str(tmp_path))
    assert done.code == 0, done.err
    assert "uploaded" in done.out
    assert (tmp_path / "d.log").read_bytes() == b"hello"
    listed = json.loads(pilotwire("log", "list", "--station", "CS-1", "--json").out)
    assert (listed["state"], listed["log"], listed["files"][0]["size_bytes"]) == ("uploaded", "SecurityLog", 5)
    number = str(listed["id"])
    assert "d.log (5 B)" in pilotwire("log", "list").out
    assert "http://csms.example/files/***/" in pilotwire("log", "show", number).out
    assert pilotwire("log", "download", number, str(tmp_path / "other.log")).code == 0
    assert (tmp_path / "other.log").read_bytes() == b"hello"


@pytest.mark.usefixtures("station")
def test_nobody_needs_to_wait(pilotwire: Run) -> None:
    done = pilotwire("log", "request", "CS-1", "--no-wait", "--json")
    assert (done.code, json.loads(done.out)["kind"]) == (0, "station.get_log")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("request", "CS-1", "--kind", "Sausage"), 2),
        (("request", "CS-1", "--scheme", "gopher"), 2),
        (("request", "nobody"), 1),
        (("show", "17"), 1),
    ],
)
def test_what_cannot_be_is_said(pilotwire: Run, arguments: tuple[str, ...], code: int) -> None:
    done = pilotwire("log", *arguments)
    assert done.code == code
    assert done.err
