"""Block G with stations of literal frames in each version, on each database: status, heartbeat, availability."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pilotwire.client import control as shapes
from pilotwire.client.availability import AvailabilityWish
from pilotwire.client.client import Client
from pilotwire.client.device_event import DeviceEventFilter
from pilotwire.client.filters import ConnectorStateFilter, EventFilter, MessageFilter
from pilotwire.client.station import Connector
from pilotwire.kernel.ids import StationId

from .charging_frames import begins, ends, now, status
from .conftest import Running, running
from .raw_station import EACH, RawStation, station

TWO_X = ("ocpp2.0.1", "ocpp2.1")
BUSY = {"ocpp1.6": "Charging", "ocpp2.0.1": "Occupied", "ocpp2.1": "Occupied"}


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


async def connector(client: Client, name: str, evse_id: int = 1) -> Connector:
    found = (await client.connectors(name)).items
    return next(one for one in found if (one.evse_id, one.connector_id) == (evse_id, 1))


async def only_wish(client: Client, name: str) -> AvailabilityWish:
    (found,) = (await client.availability.wanted(name)).items
    return found


async def until_told(client: Client, name: str, kind: str) -> None:
    async with asyncio.timeout(10):
        async for _ in client.events(EventFilter(types=(kind,), station=name), "0"):
            return


@pytest.mark.parametrize("version", EACH)
async def test_g01_a_connector_has_its_state_since_when_and_what_was_before(server: Running, version: str) -> None:
    one = station("CS-G1", version)
    async with server.client() as client, one.connected(server.ocpp_url):
        await status(one, "Available")
        first = await connector(client, "CS-G1")
        assert (first.status, first.previous) == ("Available", None)
        await status(one, BUSY[version])
        await status(one, BUSY[version])
        second = await connector(client, "CS-G1")
        assert (second.status, second.previous) == ("Occupied", "Available")
        assert second.since_received_at is not None
        assert timedelta() <= second.since_received_at - second.since < timedelta(seconds=5)
        page = await client.availability.history("CS-G1", limit=1)
        assert [(one.status, one.previous) for one in page.items] == [("Occupied", "Available")]
        rest = await client.availability.history("CS-G1", cursor=page.next_cursor)
        assert [(one.status, one.previous) for one in rest.items] == [("Available", None)]
        elsewhere = await client.availability.history("CS-G1", ConnectorStateFilter(evse_id=2))
        assert (elsewhere.items, elsewhere.next_cursor) == ([], None)


@pytest.mark.requirement("G02.FR.03", "1.6 4.6 time")
@pytest.mark.parametrize("version", EACH)
async def test_g02_a_heartbeat_is_answered_with_our_time(server: Running, version: str) -> None:
    one = station("CS-G2", version)
    async with one.connected(server.ocpp_url):
        before = datetime.now(UTC).replace(microsecond=0)
        answer = await one.call("Heartbeat", {})
        assert list(answer) == ["currentTime"]
        told = datetime.fromisoformat(answer["currentTime"])
        assert before <= told <= datetime.now(UTC)


@pytest.mark.requirement("G02.FR.04", "1.6 4.6 available")
@pytest.mark.parametrize("version", EACH)
async def test_g02_any_message_shows_that_a_station_is_there(server: Running, version: str) -> None:
    one = station("CS-G2B", version)
    async with server.client() as client, one.connected(server.ocpp_url):
        seen = []
        for _ in range(3):
            await asyncio.sleep(0.02)
            await status(one, "Available")
            shown = await client.station("CS-G2B")
            assert shown.state == "connected"
            assert shown.connection is not None
            seen.append(shown.connection.last_seen_at)
        assert seen == sorted(set(seen))
        assert "Heartbeat" not in [frame.action for frame in (await client.messages(MessageFilter(q="CS-G2B"))).items]


def schedules(_: dict[str, Any]) -> dict[str, Any]:
    return {"status": "Scheduled"}


@pytest.mark.parametrize("version", EACH)
async def test_g03_what_is_scheduled_is_shown_until_the_status_tells_it(server: Running, version: str) -> None:
    one = station("CS-G3", version, answers={"ChangeAvailability": schedules})
    async with server.client() as client, one.connected(server.ocpp_url):
        await status(one, BUSY[version])
        started = await begins(one)
        name = str(started["transactionId"]) if version == "ocpp1.6" else "t-1"
        wanted = shapes.AvailabilityInput(status="Inoperative", evse_id=1)
        answer = await client.change_availability("CS-G3", wanted)
        assert answer.status == "Scheduled"
        assert answer.noticed[0].startswith(f"transaction {name} runs at EVSE 1 since ")
        sent = {"connectorId": 1, "type": "Inoperative"}
        if version != "ocpp1.6":
            sent = {"operationalStatus": "Inoperative", "evse": {"id": 1}}
        assert one.asked == [("ChangeAvailability", sent)]
        shown = await connector(client, "CS-G3")
        assert (shown.status, shown.wanted, shown.availability) == ("Occupied", "Inoperative", "scheduled")
        assert (await only_wish(client, "CS-G3")).state == "scheduled"
        await ends(one, name, "EVDisconnected", "EVDeparted")
        await status(one, "Unavailable")
        shown = await connector(client, "CS-G3")
        assert (shown.status, shown.wanted, shown.availability) == ("Unavailable", "Inoperative", "as-wanted")
        wish = await only_wish(client, "CS-G3")
        assert (wish.evse_id, wish.state, wish.actor) == (1, "as-wanted", "admin")
        assert wish.done_at is not None
        await until_told(client, "CS-G3", "availability.reached")


@pytest.mark.parametrize("version", EACH)
async def test_g04_a_station_out_of_service_is_wanted_so_over_a_restart_of_ours(
    tmp_path: Any, database_url: str | None, version: str
) -> None:
    one = station("CS-G4", version)
    async with (
        running(tmp_path, database_url) as server, server.client() as client, one.connected(server.ocpp_url)
    ):  # fmt: skip
        await status(one, "Available")
        assert (await client.change_availability("CS-G4", shapes.AvailabilityInput(status="Inoperative"))).status == (
            "Accepted"
        )
        sent = {"connectorId": 0, "type": "Inoperative"}
        assert one.asked[-1] == (
            "ChangeAvailability", sent if version == "ocpp1.6" else {"operationalStatus": "Inoperative"}
        )  # fmt: skip
        await status(one, "Unavailable")
        assert (await only_wish(client, "CS-G4")).state == "as-wanted"
    async with (
        running(tmp_path, database_url) as server, server.client() as client, one.connected(server.ocpp_url)
    ):  # fmt: skip
        wish = await only_wish(client, "CS-G4")
        assert (wish.wanted, wish.evse_id, wish.state) == ("Inoperative", None, "as-wanted")
        await status(one, "Available")
        shown = await connector(client, "CS-G4")
        assert (shown.previous, shown.wanted, shown.availability) == ("Unavailable", "Inoperative", "differs")


@pytest.mark.requirement("G05.FR.03")
@pytest.mark.parametrize("version", TWO_X)
async def test_g05_a_lock_that_failed_is_answered_and_kept(server: Running, version: str) -> None:
    one = station("CS-G5", version)
    payload: dict[str, Any] = {
        "generatedAt": now(),
        "seqNo": 0,
        "eventData": [
            {
                "eventId": 1, "timestamp": now(), "trigger": "Delta", "actualValue": "true",
                "eventNotificationType": "HardWiredNotification",
                "component": {"name": "ConnectorPlugRetentionLock", "evse": {"id": 1, "connectorId": 1}},
                "variable": {"name": "Problem"},
            }
        ],
    }  # fmt: skip
    async with server.client() as client, one.connected(server.ocpp_url):
        assert await one.call("NotifyEvent", payload) == {}
        await until_told(client, "CS-G5", "device_event.reported")
        (kept,) = (await client.alerts.events(DeviceEventFilter(station="CS-G5"))).items
        assert (kept.notification, kept.trigger, kept.value) == ("HardWiredNotification", "Delta", "true")
        assert (kept.component.name, kept.variable.name) == ("ConnectorPlugRetentionLock", "Problem")


async def test_g05_1_6_tells_a_lock_that_failed_with_the_status(server: Running) -> None:
    one = station("CS-G516", "ocpp1.6")
    async with server.client() as client, one.connected(server.ocpp_url):
        payload = {"connectorId": 1, "errorCode": "ConnectorLockFailure", "status": "Faulted", "timestamp": now()}
        assert await one.call("StatusNotification", payload) == {}
        shown = await connector(client, "CS-G516")
        assert (shown.status, shown.error_code) == ("Faulted", "ConnectorLockFailure")


async def test_a_connector_that_only_a_report_has_named_is_shown_without_a_status(server: Running) -> None:
    one: RawStation = station("CS-GR", "ocpp2.0.1")
    async with server.client() as client, one.connected(server.ocpp_url):
        part = {
            "requestId": 1, "generatedAt": now(), "seqNo": 0, "tbc": False,
            "reportData": [
                {
                    "component": {"name": "Connector", "evse": {"id": 1, "connectorId": 1}},
                    "variable": {"name": "Available"}, "variableAttribute": [{"value": "true"}],
                }
            ],
        }  # fmt: skip
        assert await one.call("NotifyReport", part) == {}
        assert (await connector(client, "CS-GR")).status is None
    assert server.csms.parts.store.connectors(StationId("CS-GR"))
