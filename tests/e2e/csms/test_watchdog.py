"""Stations that keep their connection and say nothing, in each version; what is stored of it, on both databases.

Silence takes seconds, so PostgreSQL has one version of it; where nothing is stored there is SQLite alone.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import websockets

from pilotwire.client.call import CallRequest
from pilotwire.client.client import Client
from pilotwire.client.filters import EventFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import BehaviourInput, StationInput

from .conftest import ONCE_ON_POSTGRES, running
from .raw_station import EACH, station

SOON: dict[str, Any] = {"heartbeat_interval_s": 1, "silent_heartbeats": 1, "call_timeout_s": 0.2}


async def told(client: Client, name: str, kind: str) -> dict[str, Any]:
    async for found in client.events(EventFilter(types=(kind,), station=name), "0"):
        return json.loads(bytes(found.data))  # type: ignore[no-any-return]  # an object, by its documentation
    raise AssertionError("the stream has ended")


@pytest.mark.parametrize(("version", "database_url"), ONCE_ON_POSTGRES, indirect=["database_url"])
async def test_a_station_that_is_silent_and_answers_nothing_is_closed_with_the_reason(
    tmp_path: Path, database_url: str | None, version: str
) -> None:
    one = station("CS-S", version, answers={"TriggerMessage": None})
    async with (
        running(tmp_path, database_url, **SOON) as server,
        server.client() as client,
        one.connected(server.ocpp_url),
    ):
        assert one.socket is not None
        await asyncio.wait_for(one.socket.wait_closed(), 10)
        assert (one.socket.close_code, one.socket.close_reason) == (1008, "silent, and calls were not answered")
        assert one.asked == [("TriggerMessage", {"requestedMessage": "Heartbeat"})] * 2
        event = await told(client, "CS-S", "station.unresponsive")
        assert event["reason"] == "unresponsive"
        assert event["last_seen_at"] < event["at"]
        assert (await told(client, "CS-S", "station.disconnected"))["reason"] == "unresponsive"


@pytest.mark.parametrize("version", EACH)
@pytest.mark.parametrize("answer", [{"status": "NotImplemented"}, "NotSupported"])
async def test_a_station_that_is_silent_but_answers_stays(tmp_path: Path, version: str, answer: Any) -> None:
    one = station("CS-A", version, answers={"TriggerMessage": answer})
    async with running(tmp_path, **SOON) as server, one.connected(server.ocpp_url):
        await one.until_asked("TriggerMessage", 3)
        assert one.socket is not None
        assert one.socket.state is websockets.State.OPEN


async def test_a_station_that_speaks_is_not_asked(tmp_path: Path) -> None:
    one = station("CS-B", "ocpp1.6", answers={"TriggerMessage": None})
    async with running(tmp_path, **SOON) as server, one.connected(server.ocpp_url):
        for _ in range(12):
            await one.call("Heartbeat", {})
            await asyncio.sleep(0.2)
        assert one.asked == []


@pytest.mark.parametrize("quiet", ["server", "station"])
async def test_in_quiet_mode_nobody_is_asked_and_nobody_closed(tmp_path: Path, quiet: str) -> None:
    one = station("CS-Q", "ocpp1.6", answers={"TriggerMessage": None})
    async with running(tmp_path, **SOON, quiet=quiet == "server") as server, server.client() as client:
        await client.put_station("CS-Q", StationInput(behaviour=BehaviourInput(quiet=quiet == "station")))
        async with one.connected(server.ocpp_url):
            await asyncio.sleep(3.5)
            assert one.asked == []
            assert (await client.station("CS-Q")).state == "connected"


async def test_calls_that_are_ignored_end_the_connection_with_the_same_event(
    tmp_path: Path, database_url: str | None
) -> None:
    one = station("CS-I", "ocpp1.6", answers={"GetLocalListVersion": None})
    async with (
        running(tmp_path, database_url, calls_unanswered_before_close=2) as server, server.client() as client,
        one.connected(server.ocpp_url),
    ):  # fmt: skip
        for _ in range(2):
            with pytest.raises(ApiProblem) as silent:
                await client.call("CS-I", CallRequest(action="GetLocalListVersion", timeout_s=0.2))
            assert silent.value.status == 504
        assert (await told(client, "CS-I", "station.unresponsive"))["reason"] == "calls-ignored"
