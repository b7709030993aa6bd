"""What cars tell of their needs at stations of literal frames: kept, shown, answered honestly; priority charging."""

import asyncio
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import EventFilter
from pilotwire.client.token import TokenInput

from .conftest import Running
from .raw_station import EACH, RawStation

IN_2X: Final = pytest.mark.parametrize("version", EACH[1:])
LEAVES: Final = "2026-03-01T18:00:00Z"


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


async def told(client: Client, kind: str) -> dict[str, Any]:
    """What the event of this kind tells, once it is there."""
    async with asyncio.timeout(10):
        async for one in client.events(EventFilter(types=(kind,)), after="0"):
            return dict(msgspec.json.decode(one.data))
    raise AssertionError(f"no {kind} came")


async def begins(one: RawStation) -> None:
    """A transaction at its first EVSE."""
    about = {
        "eventType": "Started", "timestamp": datetime.now(UTC).isoformat(), "triggerReason": "CablePluggedIn",
        "seqNo": 0, "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1, "connectorId": 1},
    }  # fmt: skip
    await one.call("TransactionEvent", about)


@IN_2X
@pytest.mark.requirement(
    "K15.FR.02", "K15.FR.04", "K15.FR.11", "K16.FR.06", "K17.FR.02", "K17.FR.04", "K17.FR.11", "K18.FR.02",
    "K18.FR.04", "K18.FR.11",
)  # fmt: skip
async def test_needs_are_kept_with_the_schedule_that_the_car_chose(server: Running, version: str) -> None:
    one = RawStation("CS", version)
    needs = {
        "requestedEnergyTransfer": "AC_three_phase", "departureTime": LEAVES,
        "acChargingParameters": {"energyAmount": 22000, "evMinCurrent": 6, "evMaxCurrent": 32, "evMaxVoltage": 400},
    }  # fmt: skip
    schedule = {
        "id": 1, "startSchedule": "2026-03-01T12:00:00Z", "chargingRateUnit": "W",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 7360.0}],
    }  # fmt: skip
    async with server.client() as client, one.connected(server.ocpp_url):
        await begins(one)
        about: dict[str, Any] = {"evseId": 1, "maxScheduleTuples": 12, "chargingNeeds": needs}
        answer = await one.call("NotifyEVChargingNeeds", about)
        assert answer == {"status": "NoChargingProfile" if version == "ocpp2.1" else "Rejected"}
        (found,) = (await client.profiles.needs("CS")).items
        assert (found.evse_id, found.energy_transfer, found.transaction_id, found.max_tuples, found.schedule) == (
            1, "AC_three_phase", "t-1", 12, None,
        )  # fmt: skip
        assert found.departure_at == datetime(2026, 3, 1, 18, tzinfo=UTC)
        assert found.parameters["acChargingParameters"]["energyAmount"] == 22000
        assert (await told(client, "charging_needs.told"))["transaction_id"] == "t-1"
        chosen = {"evseId": 1, "timeBase": "2026-03-01T12:00:00Z", "chargingSchedule": schedule}
        assert await one.call("NotifyEVChargingSchedule", chosen) == {"status": "Accepted"}
        (after,) = (await client.profiles.needs("CS")).items
        assert after.schedule is not None
        assert after.schedule["periods"] == [{"start_s": 0, "limit": 7360}]
        assert after.schedule_base_at == datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.requirement("K19.FR.02", "K19.FR.04")
async def test_a_car_in_dynamic_control_is_told_that_nobody_plans_for_it(server: Running) -> None:
    one = RawStation("CS", "ocpp2.1")
    needs = {"requestedEnergyTransfer": "DC_BPT", "controlMode": "DynamicControl", "v2xChargingParameters": {}}
    about = {"evseId": 2, "chargingNeeds": needs, "timestamp": "2026-03-01T12:00:00Z"}
    async with server.client() as client, one.connected(server.ocpp_url):
        assert await one.call("NotifyEVChargingNeeds", about) == {"status": "NoChargingProfile"}
        (found,) = (await client.profiles.needs("CS")).items
        assert (found.evse_id, found.control_mode, found.energy_transfer) == (2, "DynamicControl", "DC_BPT")


@pytest.mark.requirement("K21.FR.09", "K22.FR.06")
async def test_priority_charging_of_a_driver_is_answered_and_told_on(server: Running) -> None:
    one = RawStation("CS", "ocpp2.1")
    async with server.client() as client, one.connected(server.ocpp_url):
        await begins(one)
        assert await one.call("NotifyPriorityCharging", {"transactionId": "t-1", "activated": True}) == {}
        event = await told(client, "priority_charging.changed")
        assert (event["transaction_id"], event["activated"]) == ("t-1", True)


@pytest.mark.requirement("K28.FR.12")
async def test_an_update_is_pulled_of_a_profile_that_nobody_updates(server: Running) -> None:
    one = RawStation("CS", "ocpp2.1")
    async with one.connected(server.ocpp_url):
        assert await one.call("PullDynamicScheduleUpdate", {"chargingProfileId": 7}) == {"status": "Rejected"}


@pytest.mark.requirement("Q01.FR.08", "Q02.FR.03")
async def test_no_energy_transfer_is_allowed_or_forbidden_with_a_token(server: Running) -> None:
    one = RawStation("CS", "ocpp2.1")
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.put_token("04A2B3", TokenInput(type="ISO14443"))
        answer = await one.call("Authorize", {"idToken": {"idToken": "04A2B3", "type": "ISO14443"}})
        assert answer["idTokenInfo"]["status"] == "Accepted"
        assert "allowedEnergyTransfer" not in answer
