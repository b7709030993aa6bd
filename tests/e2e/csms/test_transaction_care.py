"""Interruptions, questions to stations, limits and repair: what happens around transactions, in each version."""

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pilotwire.client.account import AccountInput
from pilotwire.client.client import Client
from pilotwire.client.control import StartInput
from pilotwire.client.filters import TransactionFilter
from pilotwire.client.token import TokenInput
from pilotwire.client.transaction import Transaction
from pilotwire.client.transaction_history import LimitsInput
from pilotwire.client.variable import ReportRequest

from .conftest import Running, running
from .raw_station import RawStation, station
from .test_transactions_2x import ANNE, EVSE1, event, told

IN_2X = pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
IN_EACH = pytest.mark.parametrize("version", ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"])
LIMITS: dict[str, str] = {"TxCtrlr/SupportedLimits": "maxEnergy,maxTime"}


async def open_transaction(client: Client, one: RawStation) -> Transaction:
    """A transaction of 12 kWh in the words of the station's version."""
    await client.put_token("04A2B3", TokenInput())
    if one.version == "ocpp1.6":
        frame = {"connectorId": 1, "idTag": "04A2B3", "meterStart": 0, "timestamp": "2026-03-01T12:00:00Z"}
        number = (await one.call("StartTransaction", frame))["transactionId"]
        value = {"timestamp": "2026-03-01T12:30:00Z", "sampledValue": [{"value": "12000"}]}
        await one.call("MeterValues", {"connectorId": 1, "transactionId": number, "meterValue": [value]})
    else:
        await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1, wh=0),
            event("Updated", 1, 30, "MeterValuePeriodic", wh=12_000),
        )
    (found,) = (await client.transactions(TransactionFilter(station="CS", state="open"))).items
    return found


async def kinds(client: Client, transaction: str = "t-1") -> list[str]:
    return [step.kind for step in (await client.charging.history("CS", transaction)).items]


async def until(client: Client, transaction: str, kind: str) -> list[str]:
    """The kinds of its steps once this one is among them."""
    for _ in range(500):
        known = await kinds(client, transaction)
        if kind in known:
            return known
        await asyncio.sleep(0.02)
    raise AssertionError(f"no step {kind}, only {known}")


@IN_2X
async def test_e11_e14_a_lost_connection_is_a_step_and_the_station_is_asked_when_it_is_back(
    tmp_path: Path, database_url: str | None, version: str
) -> None:
    one = station("CS", version, answers={"GetTransactionStatus": {"messagesInQueue": True, "ongoingIndicator": True}})
    async with running(tmp_path, database_url, transaction_check_after_s=1) as server, server.client() as client:
        async with one.connected(server.ocpp_url):
            await open_transaction(client, one)
        async with one.connected(server.ocpp_url, boots=False):
            await told(one, event("Updated", 2, 35, "MeterValuePeriodic", wh=13_000, offline=True))
            assert await one.until_asked("GetTransactionStatus") == {"transactionId": "t-1"}
            known = await until(client, "t-1", "checked")
            assert known == ["token", "offline", "disconnected", "connected", "checked"]
            now = await client.transaction("CS", "t-1")
            assert now.checked is not None
            assert (now.checked.messages_in_queue, now.checked.ongoing) == (True, True)
            assert (now.interruption, float(now.energy_wh)) == ("offline", 13_000.0)
            await told(one, event("Updated", 3, 40, "MeterValuePeriodic", wh=14_000))
            assert (await client.transaction("CS", "t-1")).interruption is None


async def test_a_quiet_server_asks_nothing(tmp_path: Path) -> None:
    one = station("CS", "ocpp2.1", values=LIMITS)
    quiet: dict[str, Any] = {"quiet": True, "transaction_check_after_s": 1, "transaction_repair": "close"}
    async with running(tmp_path, **quiet) as server, server.client() as client:
        async with one.connected(server.ocpp_url):
            await open_transaction(client, one)
        async with one.connected(server.ocpp_url):
            await asyncio.sleep(1.5)
            await server.csms.watch.keep_limits()
            await server.csms.watch.repair_problems()
            assert one.asked == []


@pytest.mark.requirement("E16.FR.02", "E16.FR.12", "E16.FR.17")
async def test_e16_a_2_1_station_is_told_of_a_limit_and_of_a_higher_one(server_of_each_kind: Running) -> None:
    server, one = server_of_each_kind, station("CS", "ocpp2.1", values=LIMITS)
    async with server.client() as client, one.connected(server.ocpp_url):
        await open_transaction(client, one)
        answer = await client.charging.set_limits(
            "CS", "t-1", LimitsInput(max_energy_wh=20_000, max_soc_percent=80, message="Until 20 kWh")
        )
        assert answer.noticed == [
            "the station keeps max_energy_wh itself, and is told with its next message",
            "this server asks the station to stop once max_soc_percent is reached",
        ]
        assert one.actions == ["GetVariables", "TriggerMessage"]
        (first, second) = await told(
            one,
            event("Updated", 2, 31, "Trigger", wh=12_100),
            event("Updated", 3, 32, "MeterValuePeriodic", wh=12_200),
        )
        assert first == {
            "transactionLimit": {"maxEnergy": 20_000},
            "updatedPersonalMessage": {"format": "UTF8", "content": "Until 20 kWh"},
        }
        assert second == {}
        confirmed = event("Updated", 4, 33, "LimitSet")
        confirmed["transactionInfo"]["transactionLimit"] = {"maxEnergy": 20_000}
        assert await told(one, confirmed) == [{}]
        await told(one, event("Updated", 5, 50, "EnergyLimitReached", state="SuspendedEVSE", wh=20_000))
        limited = (await client.transaction("CS", "t-1")).limits
        assert limited is not None
        assert (limited.reached, float(limited.reported.max_energy_wh or 0)) == ("max_energy_wh", 20_000)
        await client.charging.set_limits("CS", "t-1", LimitsInput(max_energy_wh=30_000))
        (raised,) = await told(one, event("Updated", 6, 51, "MeterValuePeriodic", wh=20_000))
        assert raised == {"transactionLimit": {"maxEnergy": 30_000}}
        await told(one, event("Updated", 7, 52, "ChargingStateChanged", state="Charging", wh=20_010))
        again = (await client.transaction("CS", "t-1")).limits
        assert again is not None
        assert again.reached is None
        assert await kinds(client) == [
            "token", "limit-reported", "state", "limit-reached", "state", "limit-wanted", "limit-sent", "message-sent",
            "limit-wanted", "limit-sent",
        ]  # fmt: skip


@pytest.mark.requirement("E16.FR.07", "E16.FR.08")
async def test_e16_the_drivers_own_limit_stays_below_ours_and_is_overruled_above(server_of_each_kind: Running) -> None:
    server, one = server_of_each_kind, station("CS", "ocpp2.1", values=LIMITS)
    async with server.client() as client, one.connected(server.ocpp_url):
        await open_transaction(client, one)
        await client.charging.set_limits("CS", "t-1", LimitsInput(max_energy_wh=20_000))

        def own(seq_no: int, wh: int) -> dict[str, Any]:
            frame = event("Updated", seq_no, 30 + seq_no, "LimitSet")
            frame["transactionInfo"]["transactionLimit"] = {"maxEnergy": wh}
            return frame

        (lower,) = await told(one, own(2, 15_000))
        assert lower == {}
        (higher,) = await told(one, own(3, 25_000))
        assert higher == {"transactionLimit": {"maxEnergy": 20_000}}


@pytest.mark.requirement("E16.FR.02")
async def test_e16_what_is_left_of_a_prepaid_account_limits_the_transaction(server_of_each_kind: Running) -> None:
    server, one = server_of_each_kind, station("CS", "ocpp2.1", values=LIMITS)
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.accounts.put("anne", AccountInput(energy_wh=15_000))
        await client.put_token("04A2B3", TokenInput(type="ISO14443", account="anne"))
        (first, _) = await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1, wh=0),
            event("Updated", 1, 1, "MeterValuePeriodic", wh=10),
        )
        assert "transactionLimit" not in first
        await server.csms.watch.keep_limits()
        assert one.actions == ["GetVariables"]
        (told_now,) = await told(one, event("Updated", 2, 2, "MeterValuePeriodic", wh=20))
        assert told_now["transactionLimit"] == {"maxEnergy": 15_000}


@IN_EACH
async def test_e16_a_station_that_keeps_no_limits_is_asked_to_stop_once_one_is_reached(
    tmp_path: Path, database_url: str | None, version: str
) -> None:
    stop = "RemoteStopTransaction" if version == "ocpp1.6" else "RequestStopTransaction"
    one = station("CS", version, answers={stop: {"status": "Accepted"}})
    async with running(tmp_path, database_url) as server, server.client() as client, one.connected(server.ocpp_url):
        transaction = await open_transaction(client, one)
        answer = await client.charging.set_limits("CS", transaction.id, LimitsInput(max_energy_wh=12_001))
        assert answer.noticed == ["this server asks the station to stop once max_energy_wh is reached"]
        await server.csms.watch.keep_limits()
        assert stop not in one.actions
        await client.charging.set_limits("CS", transaction.id, LimitsInput(max_energy_wh=12_000))
        await server.csms.watch.keep_limits()
        await server.csms.watch.keep_limits()
        name = int(transaction.id) if version == "ocpp1.6" else transaction.id
        assert [asked for asked in one.asked if asked[0] == stop] == [(stop, {"transactionId": name})]
        limits = (await client.transaction("CS", transaction.id)).limits
        assert limits is not None
        assert limits.reached == "max_energy_wh"
        assert "stop-asked" in await kinds(client, transaction.id)


@IN_2X
async def test_e17_a_transaction_is_resumed_after_a_power_loss(server_of_each_kind: Running, version: str) -> None:
    server, one = server_of_each_kind, station("CS", version)
    trigger = "TxResumed" if version == "ocpp2.1" else "ChargingStateChanged"
    async with server.client() as client:
        async with one.connected(server.ocpp_url):
            await open_transaction(client, one)
        async with one.connected(server.ocpp_url):
            assert (await client.transaction("CS", "t-1")).interruption == "rebooted"
            await told(one, event("Updated", 2, 40, trigger, state="Charging", wh=12_000))
            now = await client.transaction("CS", "t-1")
            assert (now.state, now.interruption, now.flags) == ("open", None, [])
            assert sorted(await kinds(client)) == [
                "connected", "disconnected", "rebooted", "resumed", "state", "token",
            ]  # fmt: skip


@IN_2X
async def test_e17_a_transaction_that_is_not_resumed_ends_by_the_power_loss(
    server_of_each_kind: Running, version: str
) -> None:
    server, one = server_of_each_kind, station("CS", version)
    async with server.client() as client, one.connected(server.ocpp_url):
        await open_transaction(client, one)
        await one.boot()
        await told(one, event("Ended", 2, 30, "AbnormalCondition", reason="PowerLoss", wh=12_000))
        done = await client.transaction("CS", "t-1")
        assert (done.stopped_reason, done.stop_point, done.interruption) == ("PowerLoss", None, None)
        assert "power-lost" in await kinds(client)


@IN_EACH
async def test_a_transaction_that_cannot_be_running_is_found_and_closed_when_set_so(
    tmp_path: Path, database_url: str | None, version: str
) -> None:
    one = station("CS", version)
    one.answers["GetTransactionStatus"] = {"messagesInQueue": False, "ongoingIndicator": False}
    free = {"connectorId": 1, "timestamp": "2026-03-01T13:00:00Z"}
    if version == "ocpp1.6":
        free |= {"status": "Available", "errorCode": "NoError"}
    else:
        free |= {"connectorStatus": "Available", "evseId": 1}
    async with (
        running(tmp_path, database_url, transaction_repair="close") as server,
        server.client() as client,
        one.connected(server.ocpp_url),
    ):
        transaction = await open_transaction(client, one)
        assert (await client.charging.problems()).items == []
        await one.call("StatusNotification", free)
        (troubled,) = (await client.charging.problems()).items
        assert [problem.name for problem in troubled.problems] == ["connector-free"]
        await server.csms.watch.repair_problems()
        closed = await client.transaction("CS", transaction.id)
        assert (closed.state, float(closed.energy_wh)) == ("ended", 12_000.0)
        assert closed.flags == ["connector-free", "end-missing", "closed-by-rule"]
        assert ("GetTransactionStatus" in one.actions) == (version != "ocpp1.6")
        assert (await client.charging.problems()).items == []


PROFILE: dict[str, Any] = {
    "schedules": [{"rate_unit": "A", "periods": [{"start_s": 0, "limit": 10}]}],
}


@pytest.mark.requirement("B13.FR.31", "E17.FR.15")
@pytest.mark.parametrize("kept", [None, "false", "true"])
async def test_e17_a_resumed_transaction_gets_back_the_profile_of_its_start(
    server_of_each_kind: Running, kept: str | None
) -> None:
    server = server_of_each_kind
    one = station("CS", "ocpp2.1", answers={"RequestStartTransaction": {"status": "Accepted"}})
    one.answers["SetChargingProfile"] = {"status": "Accepted"}
    persistence = "SmartChargingCtrlr/ChargingProfilePersistence[TxProfile]"
    one.values = {"OCPPCommCtrlr/HeartbeatInterval": "300"} | ({} if kept is None else {persistence: kept})
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.put_token("04A2B3", TokenInput(type="ISO14443"))
        await client.start_report("CS", ReportRequest())
        await one.until_asked("GetBaseReport")
        wanted = msgspec.convert(
            {"id_token": {"value": "04A2B3"}, "evse_id": 1, "charging_profile": PROFILE}, StartInput
        )
        started = await client.start("CS", wanted)
        first = event("Started", 0, 0, "RemoteStart", idToken=ANNE, evse=EVSE1, state="Charging")
        first["transactionInfo"]["remoteStartId"] = started.remote_start_id
        await told(one, first)
        await one.boot()
        await told(one, event("Updated", 1, 5, "TxResumed", state="Charging"))
        await server.csms.watch.send_profiles_again()
        for _ in range(500):
            if not [each for each in (await client.operations()).items if each.state not in ("done", "failed")]:
                break
            await asyncio.sleep(0.01)
        sent = [payload for action, payload in one.asked if action == "SetChargingProfile"]
        if kept == "true":
            assert sent == []
            return
        assert [(each["evseId"], each["chargingProfile"]["transactionId"]) for each in sent] == [(1, "t-1")]
        assert sent[0]["chargingProfile"]["chargingProfilePurpose"] == "TxProfile"
        assert "profile-sent" in await kinds(client)
        await server.csms.watch.send_profiles_again()
        assert len([each for each in (await client.operations()).items if each.kind == "transaction.resume"]) == 1


async def test_a_station_that_refuses_the_profile_is_asked_once(server: Running) -> None:
    one = station("CS", "ocpp2.1", answers={"RequestStartTransaction": {"status": "Accepted"}})
    one.answers["SetChargingProfile"] = "NotSupported"
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.put_token("04A2B3", TokenInput(type="ISO14443"))
        wanted = msgspec.convert(
            {"id_token": {"value": "04A2B3"}, "evse_id": 1, "charging_profile": PROFILE}, StartInput
        )
        started = await client.start("CS", wanted)
        first = event("Started", 0, 0, "RemoteStart", idToken=ANNE, evse=EVSE1)
        first["transactionInfo"]["remoteStartId"] = started.remote_start_id
        await told(one, first, event("Updated", 1, 5, "TxResumed", state="Charging"))
        for _ in range(3):
            await server.csms.watch.send_profiles_again()
            for _ in range(500):
                if all(each.state == "failed" for each in (await client.operations()).items):
                    break
                await asyncio.sleep(0.01)
        assert one.actions.count("SetChargingProfile") == 1
        (ended,) = (await client.operations()).items
        assert (ended.state, "NotSupported" in ended.errors[0].message) == ("failed", True)


async def test_limits_are_looked_after_without_anybody_asking(server: Running) -> None:
    one = station("CS", "ocpp1.6", answers={"RemoteStopTransaction": {"status": "Accepted"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        transaction = await open_transaction(client, one)
        await client.charging.set_limits("CS", transaction.id, LimitsInput(max_energy_wh=12_000))
        assert await one.until_asked("RemoteStopTransaction") == {"transactionId": int(transaction.id)}
