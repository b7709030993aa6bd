"""Block E in literal frames of 2.0.1 and 2.1 against the running server: E01 to E15, on both databases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import FindingFilter, TransactionFilter
from pilotwire.client.token import TokenInput
from pilotwire.client.transaction import Transaction

from .conftest import Running
from .raw_station import RawStation, station

ANNE = {"idToken": "04A2B3", "type": "ISO14443"}
BOB = {"idToken": "0BB0", "type": "ISO14443"}
EVE = {"idToken": "0E5E", "type": "ISO14443"}
IN_2X = pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


@asynccontextmanager
async def site(server: Running, version: str, **more: Any) -> AsyncIterator[tuple[Client, RawStation]]:
    """A booted station; Anne and Bob are of one group, Eve of none."""
    one = station("CS", version, **more)
    async with server.client() as client:
        for token, group in ((ANNE, "fleet"), (BOB, "fleet"), (EVE, None)):
            await client.put_token(token["idToken"], TokenInput(type="ISO14443", group_id=group))
        async with one.connected(server.ocpp_url):
            yield client, one


def event(kind: str, seq_no: int, minute: int, trigger: str, **more: Any) -> dict[str, Any]:
    """A TransactionEvent; `state`, `reason`, `wh` and `tx` are put where they belong."""
    info: dict[str, Any] = {"transactionId": more.pop("tx", "t-1")}
    for name, key in (("chargingState", "state"), ("stoppedReason", "reason")):
        if key in more:
            info[name] = more.pop(key)
    at = f"2026-03-01T12:{minute:02}:00Z"
    frame = {
        "eventType": kind, "timestamp": at, "triggerReason": trigger, "seqNo": seq_no, "transactionInfo": info,
    }  # fmt: skip
    if "wh" in more:
        context = {"Started": "Transaction.Begin", "Ended": "Transaction.End"}.get(kind, "Sample.Periodic")
        frame["meterValue"] = [{"timestamp": at, "sampledValue": [{"value": more.pop("wh"), "context": context}]}]
    return {**frame, **more}


async def told(one: RawStation, *events: dict[str, Any]) -> list[Any]:
    return [await one.call("TransactionEvent", frame) for frame in events]


async def history(client: Client, transaction: str = "t-1") -> list[tuple[str, str | None]]:
    steps = (await client.charging.history("CS", transaction)).items
    return [(step.kind, step.state or (step.id_token.value if step.id_token else step.detail)) for step in steps]


async def found(client: Client, transaction: str = "t-1") -> Transaction:
    return await client.transaction("CS", transaction)


EVSE1 = {"id": 1, "connectorId": 1}


@IN_2X
async def test_e01_each_start_point_is_told_apart(server: Running, version: str) -> None:
    starts: list[tuple[str, dict[str, Any], str]] = [
        ("EVDetected", {}, "ParkingBayOccupancy"),
        ("CablePluggedIn", {"state": "EVConnected"}, "EVConnected"),
        ("Authorized", {"state": "Idle", "idToken": ANNE}, "Authorized"),
        ("SignedDataReceived", {"state": "EVConnected", "idToken": ANNE}, "DataSigned"),
        ("Authorized", {"state": "EVConnected", "idToken": ANNE}, "PowerPathClosed"),
        ("ChargingStateChanged", {"state": "Charging", "idToken": ANNE}, "EnergyTransfer"),
    ]
    async with site(server, version) as (client, one):
        for number, (trigger, more, point) in enumerate(starts, 1):
            name = f"t-{number}"
            await told(one, event("Started", 0, number, trigger, tx=name, evse={"id": number}, **more))
            assert (await found(client, name)).start_point == point


@pytest.mark.requirement("E02.FR.02", "E02.FR.04")
@IN_2X
async def test_e02_cable_first_the_token_comes_during_the_transaction(server: Running, version: str) -> None:
    async with site(server, version) as (client, one):
        answers = await told(
            one,
            event("Started", 0, 0, "CablePluggedIn", state="EVConnected", evse=EVSE1, wh=1000),
            event("Updated", 1, 1, "Authorized", state="EVConnected", idToken=ANNE),
            event("Updated", 2, 2, "ChargingStateChanged", state="Charging", wh=1010),
            event("Ended", 3, 30, "StopAuthorized", idToken=ANNE, wh=6000),
        )
        assert answers[0] == answers[2] == {}
        for answer in (answers[1], answers[3]):
            assert answer["idTokenInfo"] == {
                "status": "Accepted", "groupIdToken": {"idToken": "fleet", "type": "Central"},
            }  # fmt: skip
        done = await found(client)
        assert (float(done.energy_wh), done.flags, done.stopped_reason) == (5000.0, [], "Local")
        assert await history(client) == [
            ("state", "EVConnected"),
            ("token", "04A2B3"),
            ("state", "Charging"),
            ("stop-token", "04A2B3"),
        ]


@pytest.mark.requirement("E03.FR.02", "E01.FR.12")
@IN_2X
async def test_e03_id_token_first(server: Running, version: str) -> None:
    async with site(server, version) as (client, one):
        (answer, _, _) = await told(
            one,
            event("Started", 0, 0, "Authorized", state="Idle", idToken=ANNE, evse=EVSE1),
            event("Updated", 1, 1, "CablePluggedIn", state="EVConnected"),
            event("Ended", 2, 3, "EVConnectTimeout", reason="Timeout"),
        )
        assert answer["idTokenInfo"]["status"] == "Accepted"
        done = await found(client)
        assert (done.start_point, done.stop_point, done.stopped_reason) == ("Authorized", "Authorized", "Timeout")


@IN_2X
async def test_e04_e08_e12_an_offline_transaction_is_whole_in_whatever_order_it_comes(
    server: Running, version: str
) -> None:
    frames = [
        event("Ended", 3, 30, "StopAuthorized", idToken=ANNE, wh=6000, offline=True),
        event("Updated", 1, 10, "ChargingStateChanged", state="Charging", wh=2000, offline=True),
        event("Started", 0, 0, "Authorized", state="EVConnected", idToken=ANNE, evse=EVSE1, wh=1000, offline=True),
        event("Updated", 2, 20, "ChargingStateChanged", state="SuspendedEV", wh=4000, offline=True),
    ]
    async with site(server, version) as (client, one):
        await told(one, frames[0])
        early = await found(client)
        assert (early.state, early.flags, early.missing) == ("ended", ["start-missing"], [(0, 2)])
        await told(one, *frames[1:])
        done = await found(client)
        assert (float(done.energy_wh), done.flags, done.missing) == (5000.0, [], [])
        assert (done.offline, done.start_point, done.stop_point) == (True, "PowerPathClosed", "Authorized")
        assert f"{done.started_at:%H:%M} {done.ended_at:%H:%M}" == "12:00 12:30"
        states = [step for step in await history(client) if step[0] == "state"]
        assert states == [("state", "EVConnected"), ("state", "Charging"), ("state", "SuspendedEV")]
        series = await client.charging.series("CS", "t-1")
        assert [int(point.energy_wh) for point in series.points] == [0, 1000, 3000, 5000]


@IN_2X
async def test_e04_numbers_that_never_came_are_named(server: Running, version: str) -> None:
    async with site(server, version) as (client, one):
        await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1, wh=1000, offline=True),
            event("Updated", 1, 1, "MeterValuePeriodic", wh=1100, offline=True),
            event("Ended", 4, 4, "StopAuthorized", wh=1400),
        )
        done = await found(client)
        assert (done.missing, float(done.energy_wh)) == ([(2, 3)], 400.0)


@pytest.mark.requirement("E05.FR.01")
@IN_2X
async def test_e05_a_token_that_is_refused_is_told_so_and_its_transaction_kept(server: Running, version: str) -> None:
    async with site(server, version) as (client, one):
        await client.put_token("0BAD", TokenInput(type="ISO14443", blocked=True))
        bad = {"idToken": "0BAD", "type": "ISO14443"}
        (started, ended) = await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=bad, evse=EVSE1, wh=1000),
            event("Ended", 1, 1, "Deauthorized", reason="DeAuthorized", wh=1005),
        )
        assert (started["idTokenInfo"]["status"], ended) == ("Blocked", {})
        done = await found(client)
        assert (done.authorization, done.stop_point, float(done.energy_wh)) == ("Blocked", "Authorized", 5.0)


@IN_2X
async def test_e06_each_stop_point_is_told_apart(server: Running, version: str) -> None:
    stops = [
        ("EVDeparted", "Local", "ParkingBayOccupancy"),
        ("EVCommunicationLost", "EVDisconnected", "EVConnected"),
        ("StopAuthorized", "Local", "Authorized"),
        ("RemoteStop", "Remote", "Authorized"),
        ("SignedDataReceived", "Local", "DataSigned"),
        ("ChargingStateChanged", "SOCLimitReached", "EnergyTransfer"),
        ("AbnormalCondition", "EmergencyStop", None),
    ]
    async with site(server, version) as (client, one):
        for number, (trigger, reason, point) in enumerate(stops, 1):
            name = f"t-{number}"
            await told(
                one,
                event("Started", 0, 0, "CablePluggedIn", tx=name, evse={"id": number}),
                event("Ended", 1, 1, trigger, reason=reason, tx=name),
            )
            done = await found(client, name)
            assert (done.stop_point, done.stopped_reason) == (point, reason)


@IN_2X
async def test_e07_another_token_of_the_group_stops_it_and_a_strangers_is_noted(server: Running, version: str) -> None:
    async with site(server, version) as (client, one):
        await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1),
            event("Ended", 1, 1, "StopAuthorized", idToken=BOB),
        )
        done = await found(client)
        assert done.id_token is not None
        assert done.stop_token is not None
        assert (done.id_token.value, done.stop_token.value) == ("04A2B3", "0BB0")
        assert (await client.findings(FindingFilter(name="stop-by-stranger"))).items == []
        await told(
            one,
            event("Started", 0, 5, "Authorized", idToken=ANNE, evse=EVSE1, tx="t-2"),
            event("Ended", 1, 6, "StopAuthorized", idToken=EVE, tx="t-2"),
        )
        assert (await found(client, "t-2")).state == "ended"
        assert len((await client.findings(FindingFilter(name="stop-by-stranger"))).items) == 1


@IN_2X
async def test_e07_a_second_token_during_the_transaction_is_kept_apart(server: Running, version: str) -> None:
    async with site(server, version) as (client, one):
        (_, again) = await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1),
            event("Updated", 1, 1, "Authorized", idToken=BOB),
        )
        assert again["idTokenInfo"]["status"] == "Accepted"
        running = await found(client)
        assert running.id_token is not None
        assert (running.id_token.value, running.stop_token) == ("04A2B3", None)
        assert await history(client) == [("token", "04A2B3"), ("token", "0BB0")]


@IN_2X
async def test_e07_a_strangers_token_during_the_transaction_changes_nothing_of_it(
    server: Running, version: str
) -> None:
    async with site(server, version) as (client, one):
        await client.put_token("0E5E", TokenInput(type="ISO14443", group_id="thieves", blocked=True))
        (_, again) = await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1),
            event("Updated", 1, 1, "Authorized", idToken=EVE),
        )
        assert again["idTokenInfo"]["status"] == "Blocked"
        running = await found(client)
        assert (running.authorization, running.group_id) == ("Accepted", "fleet")


@IN_2X
async def test_e07_a_token_that_ends_the_charging_is_kept_until_the_cable_is_off(server: Running, version: str) -> None:
    async with site(server, version) as (client, one):
        (_, stopped, _) = await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1, state="Charging"),
            event("Updated", 1, 10, "StopAuthorized", idToken=BOB, state="EVConnected"),
            event("Ended", 2, 20, "EVCommunicationLost", reason="Local"),
        )
        assert stopped["idTokenInfo"]["status"] == "Accepted"
        done = await found(client)
        assert done.id_token is not None
        assert done.stop_token is not None
        assert (done.id_token.value, done.stop_token.value, done.stop_point) == ("04A2B3", "0BB0", "EVConnected")
        assert [step for step in await history(client) if step[0] != "state"] == [
            ("token", "04A2B3"), ("stop-token", "0BB0"),
        ]  # fmt: skip
        assert (await client.findings(FindingFilter(name="stop-by-stranger"))).items == []


@IN_2X
async def test_e09_e10_a_cable_taken_off_the_ev_ends_or_suspends(server: Running, version: str) -> None:
    async with site(server, version) as (client, one):
        await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1, state="Charging"),
            event("Updated", 1, 1, "EVCommunicationLost", state="Idle"),
            event("Updated", 2, 2, "CablePluggedIn", state="EVConnected"),
            event("Updated", 3, 3, "ChargingStateChanged", state="Charging"),
            event("Ended", 4, 4, "EVCommunicationLost", reason="EVDisconnected"),
        )
        assert [state for kind, state in await history(client) if kind == "state"] == [
            "Charging", "Idle", "EVConnected", "Charging",
        ]  # fmt: skip
        assert (await found(client)).stop_point == "EVConnected"


@IN_2X
async def test_e13_whatever_can_be_stored_is_answered_with_a_result(server: Running, version: str) -> None:
    async with site(server, version) as (client, one):
        odd = [
            event("Updated", 7, 0, "Dancing", tx="never-begun", wh=50),
            event("Updated", -1, 1, "MeterValuePeriodic", tx="never-begun", wh=60),
            event("Ended", 9, 2, "StopAuthorized", tx="never-begun", reason="Tired", wh=80),
        ]
        assert await told(one, *odd) == [{}, {}, {}]
        done = await found(client, "never-begun")
        assert (done.state, float(done.energy_wh), "start-missing" in done.flags) == ("ended", 30.0, True)


@IN_2X
async def test_a_start_that_is_sent_twice_is_one_transaction(server: Running, version: str) -> None:
    start = event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1, wh=1000)
    async with site(server, version) as (client, one):
        first, second = await told(one, start, start)
        assert first == second
        known = (await client.transactions(TransactionFilter(station="CS"))).items
        assert [(each.id, each.flags) for each in known] == [("t-1", [])]
        assert await history(client) == [("token", "04A2B3")]


@IN_2X
async def test_e15_the_ev_ends_the_charging(server: Running, version: str) -> None:
    async with site(server, version) as (client, one):
        await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1, state="Charging", wh=0),
            event("Updated", 1, 5, "ChargingStateChanged", state="SuspendedEV", wh=500),
            event("Ended", 2, 6, "StopAuthorized", reason="StoppedByEV", wh=500),
        )
        done = await found(client)
        assert (done.stopped_reason, float(done.energy_wh)) == ("StoppedByEV", 500.0)
        assert [state for _, state in await history(client)][-1] == "SuspendedEV"


@IN_2X
async def test_a_transaction_that_was_never_ended_gives_way_to_the_next_at_its_evse(
    server: Running, version: str
) -> None:
    async with site(server, version) as (client, one):
        await told(
            one,
            event("Started", 0, 0, "Authorized", idToken=ANNE, evse=EVSE1, wh=1000),
            event("Updated", 1, 5, "MeterValuePeriodic", wh=1500),
            event("Started", 0, 40, "Authorized", idToken=ANNE, evse=EVSE1, tx="t-2", wh=1500),
        )
        old = await found(client)
        assert (old.state, old.flags, float(old.energy_wh)) == ("ended", ["end-missing"], 500.0)
        assert (await history(client))[-1] == ("closed", "transaction t-2 has begun at its EVSE")
        await told(one, event("Ended", 2, 9, "StopAuthorized", wh=1600, offline=True))
        late = await found(client)
        assert (late.flags, float(late.energy_wh), f"{late.ended_at:%H:%M}") == ([], 600.0, "12:09")
