"""Logs of stations in literal frames, brought by foreign uploaders, in every version, on every database."""

import asyncio
import ftplib
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import msgspec
import pytest

from pilotwire.client.bulk import BulkInput
from pilotwire.client.client import Client
from pilotwire.client.filters import FindingFilter, MessageFilter
from pilotwire.client.log import Log, LogFilter, LogInput
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem

from ..csms.conftest import Running
from ..csms.frame_stations import FrameStation, station, told

pytestmark = pytest.mark.asyncio(loop_scope="module")
VERSIONS = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")
CONTENT = b"2026-03-01T12:00:00Z contactor closed\n" * 5000
NUMBERS = count(1)


@asynccontextmanager
async def booted(server: Running, version: str) -> AsyncIterator[tuple[str, FrameStation, Client]]:
    """A station that nobody has seen before, and a client."""
    name = f"CS-{next(NUMBERS)}"
    async with station(server, name, version) as one, server.client() as client:
        yield name, one, client


async def ended(client: Client, operation: Operation) -> Operation:
    async with asyncio.timeout(20):
        while True:
            found = await client.operation(operation.id)
            if found.ended_at is not None:
                return found
            await asyncio.sleep(0.05)


async def the_log(client: Client, name: str) -> Log:
    (found,) = (await client.logs.list(LogFilter(station=name))).items
    return found


async def put(url: str, name: str = "", content: bytes = CONTENT) -> int:
    async with aiohttp.ClientSession() as session, session.put(url + name, data=content) as answer:
        return answer.status


async def fetch(client: Client, file: str) -> bytes:
    return b"".join([part async for part in client.files.content(file)])


def says(version: str, status: str, number: int) -> tuple[str, str]:
    """How a station tells the status of diagnostics: action and payload."""
    if version == "ocpp1.6":
        return "DiagnosticsStatusNotification", f'{{"status":"{status}"}}'
    return "LogStatusNotification", f'{{"status":"{status}","requestId":{number}}}'


async def asked(one: FrameStation, version: str, answer: str | None = None) -> tuple[str, int, dict[str, Any]]:
    """Take the request for diagnostics: where to bring them, its number (1.6: 0), and all of it."""
    if version == "ocpp1.6":
        payload = await one.asked("GetDiagnostics", answer or '{"fileName":"diag.tar.gz"}')
        return payload["location"], 0, payload
    payload = await one.asked("GetLog", answer or '{"status":"Accepted","filename":"diag.tar.gz"}')
    return payload["log"]["remoteLocation"], payload["requestId"], payload


@pytest.mark.requirement("N01.FR.14", "N01.FR.17", "N01.FR.18", "1.6 5.9 diagnostics", "1.6 4.4 answer")
@pytest.mark.parametrize("version", VERSIONS)
async def test_diagnostics_come_and_can_be_fetched(server: Running, version: str) -> None:
    async with booted(server, version) as (name, one, client):
        wish = LogInput(
            oldest_at=datetime(2026, 2, 28, tzinfo=UTC), latest_at=datetime(2026, 3, 1, 12, tzinfo=UTC), retries=2,
            retry_interval_s=60,
        )  # fmt: skip
        begun = await client.logs.request(name, wish)
        assert (begun.kind, begun.station) == ("station.get_log", name)
        url, number, payload = await asked(one, version)
        about = {"retries": 2, "retryInterval": 60}
        if version == "ocpp1.6":
            span = {"startTime": "2026-02-28T00:00:00Z", "stopTime": "2026-03-01T12:00:00Z"}
            assert payload == {"location": url, **span, **about}
        else:
            assert payload == {
                "log": {
                    "remoteLocation": url, "oldestTimestamp": "2026-02-28T00:00:00Z",
                    "latestTimestamp": "2026-03-01T12:00:00Z",
                },
                "logType": "DiagnosticsLog", "requestId": number, **about,
            }  # fmt: skip
        assert await one.call(*says(version, "Uploading", number)) == {}
        assert (await the_log(client, name)).state == "uploading"
        assert await put(url, "diag.tar.gz") == 201
        assert await one.call(*says(version, "Uploaded", number)) == {}
        done = await ended(client, begun)
        log = await the_log(client, name)
        assert (done.state, done.errors, log.state, log.status) == ("done", [], "uploaded", "Uploaded")
        assert msgspec.json.decode(done.result) == {
            "request_id": log.id, "state": "uploaded", "files": [log.files[0].id], "size_bytes": len(CONTENT),
            "filename": "diag.tar.gz",
        }  # fmt: skip
        (file,) = log.files
        assert (file.name, file.kind, file.station, file.size_bytes) == ("diag.tar.gz", "diagnostics", name, 190_000)
        assert await fetch(client, file.id) == CONTENT
        assert (await client.logs.get(log.id)).files == [file]
        assert await put(url, "late.log") == 410

        secret = url.split("/")[4]
        frames = (await client.messages(MessageFilter(station=name), 500)).items
        assert not any(secret in frame.text for frame in frames)
        assert any("/files/***/" in frame.text for frame in frames)
        assert secret not in json.dumps(await told(client, 3, "log.requested", "file.stored", "log.ended"))
        assert secret not in (log.location + bytes(done.request).decode())


@pytest.mark.requirement("N01.FR.18")
@pytest.mark.parametrize("version", VERSIONS)
async def test_the_security_log_comes_by_a_form(server: Running, version: str) -> None:
    async with booted(server, version) as (name, one, client):
        begun = await client.logs.request(name, LogInput(log="SecurityLog"))
        payload = await one.asked("GetLog", '{"status":"Accepted","filename":"sec.log"}')
        number, url = payload["requestId"], payload["log"]["remoteLocation"]
        assert payload == {"log": {"remoteLocation": url}, "logType": "SecurityLog", "requestId": number}
        await one.call("LogStatusNotification", f'{{"status":"Uploading","requestId":{number}}}')
        form = aiohttp.FormData()
        form.add_field("uploadfile", CONTENT, filename="sec.log", content_type="application/octet-stream")
        async with aiohttp.ClientSession() as session, session.post(url, data=form) as answer:
            assert answer.status == 200
        await one.call("LogStatusNotification", f'{{"status":"Uploaded","requestId":{number}}}')
        assert (await ended(client, begun)).state == "done"
        (file,) = (await the_log(client, name)).files
        assert (file.name, file.kind, file.size_bytes) == ("sec.log", "log", 190_000)


async def test_data_collectors_have_a_log_in_2_1_alone(server: Running) -> None:
    async with booted(server, "ocpp2.1") as (name, one, client):
        begun = await client.logs.request(name, LogInput(log="DataCollectorLog"))
        payload = await one.asked("GetLog", '{"status":"Accepted"}')
        assert payload["logType"] == "DataCollectorLog"
        await put(payload["log"]["remoteLocation"], "dc.csv")
        await one.call("LogStatusNotification", f'{{"status":"Uploaded","requestId":{payload["requestId"]}}}')
        assert (await ended(client, begun)).state == "done"
    async with booted(server, "ocpp2.0.1") as (name, one, client):
        done = await ended(client, await client.logs.request(name, LogInput(log="DataCollectorLog")))
        assert done.state == "failed"
        assert done.errors[0].message == "OCPP 2.0.1 has no log of data collectors"


async def test_a_station_of_1_6_brings_diagnostics_by_ftp(server: Running) -> None:
    def store(url: str) -> str:
        parts = urlsplit(url)
        with ftplib.FTP(timeout=10) as ftp:  # noqa: S321 - it is what stations speak
            ftp.connect(parts.hostname or "", parts.port or 0)
            ftp.login(parts.username or "", parts.password or "")
            return ftp.storbinary("STOR diag.zip", io.BytesIO(CONTENT))

    async with booted(server, "ocpp1.6") as (name, one, client):
        begun = await client.logs.request(name, LogInput(scheme="ftp"))
        url, _, _ = await asked(one, "ocpp1.6", '{"fileName":"diag.zip"}')
        assert url.startswith("ftp://station:")
        await one.call("DiagnosticsStatusNotification", '{"status":"Uploading"}')
        assert (await asyncio.to_thread(store, url)).startswith("226 kept 190000 bytes")
        await one.call("DiagnosticsStatusNotification", '{"status":"Uploaded"}')
        assert (await ended(client, begun)).state == "done"
        password = urlsplit(url).password or ""
        frames = (await client.messages(MessageFilter(station=name), 500)).items
        assert not any(password in frame.text for frame in frames)


async def test_a_station_of_1_6_without_getdiagnostics_is_asked_by_getlog(server: Running) -> None:
    async with booted(server, "ocpp1.6") as (name, one, client):
        begun = await client.logs.request(name)
        frame = json.loads(await asyncio.wait_for(one.socket.recv(), 10))
        assert frame[2] == "GetDiagnostics"
        await one.socket.send(f'[4,"{frame[1]}","NotImplemented","",{{}}]')
        payload = await one.asked("GetLog", '{"status":"Accepted","filename":"d.zip"}')
        assert payload["logType"] == "DiagnosticsLog"
        await put(payload["log"]["remoteLocation"], "d.zip")
        await one.call("LogStatusNotification", f'{{"status":"Uploaded","requestId":{payload["requestId"]}}}')
        assert (await ended(client, begun)).state == "done"


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_station_that_has_none_or_may_not_says_so(server: Running, version: str) -> None:
    async with booted(server, version) as (name, one, client):
        begun = await client.logs.request(name, LogInput(log="SecurityLog"))
        await one.asked("GetLog", '{"status":"Rejected"}')
        done = await ended(client, begun)
        assert (done.state, done.errors[0].message) == ("failed", "log.rejected: the station has no such log")
        begun = await client.logs.request(name, LogInput(log="SecurityLog"))
        payload = await one.asked("GetLog", '{"status":"Accepted","filename":"x"}')
        await one.call("LogStatusNotification", f'{{"status":"PermissionDenied","requestId":{payload["requestId"]}}}')
        done = await ended(client, begun)
        assert (done.state, done.errors[0].message) == ("failed", "log.failed: the station says PermissionDenied")
        states = [one.state for one in (await client.logs.list(LogFilter(station=name))).items]
        assert states == ["failed", "rejected"]
        assert await put(payload["log"]["remoteLocation"], "late") == 410


async def test_the_reason_that_2_1_gives_is_shown(server: Running) -> None:
    async with booted(server, "ocpp2.1") as (name, one, client):
        begun = await client.logs.request(name)
        _, number, _ = await asked(one, "ocpp2.1")
        info = '"statusInfo":{"reasonCode":"RedirectNotAllowed","additionalInfo":"302"}'
        await one.call("LogStatusNotification", f'{{"status":"UploadFailure","requestId":{number},{info}}}')
        done = await ended(client, begun)
        assert done.errors[0].message == "log.failed: the station says UploadFailure (RedirectNotAllowed: 302)"


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_a_newer_request_takes_the_place_of_one_that_runs(server: Running, version: str) -> None:
    async with booted(server, version) as (name, one, client):
        first = await client.logs.request(name)
        old_url, old, _ = await asked(one, version)
        await one.call(*says(version, "Uploading", old))
        with pytest.raises(ApiProblem) as refused:
            await client.logs.request(name, LogInput(log="SecurityLog"))
        assert refused.value.problem.status == 409
        second = await client.logs.request(name, LogInput(log="SecurityLog", replace=True))
        assert (await client.operation(first.id)).state == "cancelled"
        payload = await one.asked("GetLog", '{"status":"AcceptedCanceled","filename":"sec.log"}')
        assert payload["requestId"] != old
        assert await put(old_url, "old.log") == 410
        if version == "ocpp2.1":
            await one.call("LogStatusNotification", f'{{"status":"AcceptedCanceled","requestId":{old}}}')
        await put(payload["log"]["remoteLocation"], "sec.log")
        await one.call("LogStatusNotification", f'{{"status":"Uploaded","requestId":{payload["requestId"]}}}')
        assert (await ended(client, second)).state == "done"
        states = {one.id: one.state for one in (await client.logs.list(LogFilter(station=name))).items}
        assert states == {payload["requestId"]: "uploaded", old: "cancelled"}


@pytest.mark.parametrize("version", VERSIONS)
async def test_words_about_an_unknown_request_are_answered_and_become_findings(server: Running, version: str) -> None:
    async with booted(server, version) as (name, one, client):
        assert await one.call("LogStatusNotification", '{"status":"Uploaded","requestId":4711}') == {}
        assert await one.call("LogStatusNotification", '{"status":"Idle"}') == {}
        found = (await client.findings(FindingFilter(station=name))).items
        assert [(one.name, one.detail) for one in found] == [
            ("log-status-unknown", "Uploaded for number 4711, and no such log was asked for")
        ]


@pytest.mark.requirement("N01.FR.27", "N01.FR.28")
@pytest.mark.parametrize(
    ("location", "told_"),
    [
        ("http://127.0.0.1/x", "private network"),
        ("http://localhost:8080/x", "private network"),
        ("http://2130706433/x", "private network"),
        ("gopher://x.example/x", "no address of a file"),
        ("https://93.184.216.34/x#part", "no fragment"),
        ("https://93.184.216.34/x?to=a/", "no query that ends with a slash"),
    ],
)
async def test_addresses_that_may_not_be_told_are_refused(server: Running, location: str, told_: str) -> None:
    async with booted(server, "ocpp2.1") as (name, _, client):
        with pytest.raises(ApiProblem) as refused:
            await client.logs.request(name, LogInput(location=location))
        problem = refused.value.problem
        assert (problem.status, told_ in problem.detail) == (422, True), problem.detail
        assert problem.errors is not None
        assert problem.errors[0].pointer == "/location"


async def test_a_place_outside_is_told_and_never_shown_with_its_password(server: Running) -> None:
    async with booted(server, "ocpp2.1") as (name, one, client):
        place = "https://bob:hunter22@93.184.216.34/in/"
        begun = await client.logs.request(name, LogInput(location=place))
        url, number, _ = await asked(one, "ocpp2.1")
        assert url == place
        await one.call(*says("ocpp2.1", "Uploaded", number))
        done = await ended(client, begun)
        log = await the_log(client, name)
        assert (done.state, log.location, log.files) == ("done", "https://***@93.184.216.34/in/", [])
        frames = (await client.messages(MessageFilter(station=name), 500)).items
        assert "hunter22" not in bytes(done.request).decode() + "".join(frame.text for frame in frames)


async def test_many_stations_are_asked_at_once(server: Running) -> None:
    async with booted(server, "ocpp2.1") as (first, a, client), booted(server, "ocpp1.6") as (second, b, _):
        wanted = BulkInput(kind="station.get_log", stations=[first, second], log=LogInput())
        begun = await client.long_work.start_bulk(wanted)
        for one, version in ((a, "ocpp2.1"), (b, "ocpp1.6")):
            url, number, _ = await asked(one, version)
            await put(url, "d.zip")
            await one.call(*says(version, "Uploaded", number))
        done = await ended(client, begun)
        assert msgspec.json.decode(done.result) == {"stations": 2, "done": 2, "failed": 0, "cancelled": 0}


async def test_a_request_can_be_cancelled(server: Running) -> None:
    async with booted(server, "ocpp2.0.1") as (name, one, client):
        begun = await client.logs.request(name)
        url, _, _ = await asked(one, "ocpp2.0.1")
        await client.cancel_operation(begun.id)
        assert (await ended(client, begun)).state == "cancelled"
        assert (await the_log(client, name)).state == "cancelled"
        assert await put(url, "late") == 410
