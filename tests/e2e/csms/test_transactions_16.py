"""Transactions of 1.6 in literal frames against the running server, on both databases."""

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


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


@asynccontextmanager
async def site(server: Running) -> AsyncIterator[tuple[Client, RawStation]]:
    """A booted station; Anne and Bob are of one group, Eve of none."""
    one = station("CS", "ocpp1.6")
    async with server.client() as client:
        for token, group in (("ANNE", "fleet"), ("BOB", "fleet"), ("EVE", None)):
            await client.put_token(token, TokenInput(group_id=group))
        async with one.connected(server.ocpp_url):
            yield client, one


def at(minute: int) -> str:
    return f"2026-03-01T12:{minute:02}:00Z"


async def start(one: RawStation, minute: int = 0, tag: str = "ANNE", wh: int = 1000, connector: int = 1) -> Any:
    frame = {"connectorId": connector, "idTag": tag, "meterStart": wh, "timestamp": at(minute)}
    return await one.call("StartTransaction", frame)


async def stop(one: RawStation, number: int, minute: int, wh: int, **more: Any) -> Any:
    frame = {"transactionId": number, "meterStop": wh, "timestamp": at(minute), **more}
    return await one.call("StopTransaction", frame)


async def meter(one: RawStation, number: int, minute: int, wh: int) -> Any:
    value = {"timestamp": at(minute), "sampledValue": [{"value": str(wh)}]}
    return await one.call("MeterValues", {"connectorId": 1, "transactionId": number, "meterValue": [value]})


async def status(one: RawStation, word: str, minute: int) -> None:
    frame = {"connectorId": 1, "errorCode": "NoError", "status": word, "timestamp": at(minute)}
    assert await one.call("StatusNotification", frame) == {}


async def states(client: Client, number: int) -> list[tuple[str, str]]:
    steps = (await client.charging.history("CS", str(number))).items
    return [(f"{step.at:%H:%M}", step.state or "") for step in steps if step.kind == "state"]


async def found(client: Client, number: int) -> Transaction:
    return await client.transaction("CS", str(number))


async def test_the_connectors_status_becomes_the_transactions_history(server: Running) -> None:
    async with site(server) as (client, one):
        await status(one, "Preparing", 0)
        number = (await start(one, 1))["transactionId"]
        await status(one, "Charging", 2)
        for minute in (3, 4, 5):
            await meter(one, number, minute, 1000 + minute * 100)
        await status(one, "SuspendedEV", 6)
        await status(one, "SuspendedEVSE", 7)
        await status(one, "Charging", 8)
        running = await found(client, number)
        assert (running.charging_state, f"{running.charging_state_since:%H:%M}") == ("Charging", "12:08")
        await status(one, "Finishing", 9)
        await stop(one, number, 9, 1900, idTag="ANNE")
        await status(one, "Available", 10)
        assert await states(client, number) == [
            ("12:01", "EVConnected"),
            ("12:02", "Charging"),
            ("12:06", "SuspendedEV"),
            ("12:07", "SuspendedEVSE"),
            ("12:08", "Charging"),
            ("12:09", "EVConnected"),
        ]
        done = await found(client, number)
        assert (done.start_point, done.stop_point, float(done.energy_wh)) == ("PowerPathClosed", "Authorized", 900.0)


async def test_charging_that_was_told_before_the_start_is_that_of_the_transaction(server: Running) -> None:
    async with site(server) as (client, one):
        await status(one, "Charging", 0)
        number = (await start(one, 1))["transactionId"]
        assert await states(client, number) == [("12:01", "Charging")]


@pytest.mark.parametrize(
    ("reason", "point"),
    [
        ("EVDisconnected", "EVConnected"),
        ("Local", "Authorized"),
        ("Remote", "Authorized"),
        ("DeAuthorized", "Authorized"),
        ("PowerLoss", None),
        ("Reboot", None),
        ("EmergencyStop", None),
        ("HardReset", None),
    ],
)
async def test_what_ended_a_transaction_is_told_by_its_reason(server: Running, reason: str, point: str | None) -> None:
    async with site(server) as (client, one):
        number = (await start(one))["transactionId"]
        await stop(one, number, 5, 1500, reason=reason)
        done = await found(client, number)
        assert (done.stop_point, done.stopped_reason) == (point, reason)


async def test_a_power_loss_stands_in_the_history(server: Running) -> None:
    async with site(server) as (client, one):
        number = (await start(one))["transactionId"]
        await one.boot()
        assert (await found(client, number)).interruption == "rebooted"
        await stop(one, number, 5, 1500, reason="PowerLoss")
        kinds = [step.kind for step in (await client.charging.history("CS", str(number))).items]
        assert kinds == ["token", "power-lost", "rebooted"]
        assert (await found(client, number)).interruption is None


async def test_a_transaction_that_goes_on_after_a_boot_is_resumed(server: Running) -> None:
    async with site(server) as (client, one):
        number = (await start(one))["transactionId"]
        await one.boot()
        await meter(one, number, 5, 1500)
        kinds = {step.kind for step in (await client.charging.history("CS", str(number))).items}
        assert kinds == {"token", "rebooted", "resumed"}
        running = await found(client, number)
        assert (running.interruption, running.state) == (None, "open")


@pytest.mark.requirement("1.6 4.8 transaction-id")
async def test_a_start_that_is_sent_twice_has_one_number(server: Running) -> None:
    async with site(server) as (client, one):
        first, second = await start(one), await start(one)
        assert first == second
        assert len((await client.transactions(TransactionFilter(station="CS"))).items) == 1


async def test_another_token_of_the_group_stops_it_and_a_strangers_is_noted(server: Running) -> None:
    async with site(server) as (client, one):
        number = (await start(one))["transactionId"]
        assert (await stop(one, number, 5, 1500, idTag="BOB"))["idTagInfo"]["status"] == "Accepted"
        done = await found(client, number)
        assert done.id_token is not None
        assert done.stop_token is not None
        assert (done.id_token.value, done.stop_token.value) == ("ANNE", "BOB")
        assert (await client.findings(FindingFilter(name="stop-by-stranger"))).items == []
        number = (await start(one, 10))["transactionId"]
        await stop(one, number, 15, 1500, idTag="EVE")
        assert (await found(client, number)).state == "ended"
        assert len((await client.findings(FindingFilter(name="stop-by-stranger"))).items) == 1


async def test_what_was_stored_offline_comes_late_and_counts_by_its_own_times(server: Running) -> None:
    async with site(server) as (client, one):
        number = (await start(one, 0, wh=1000))["transactionId"]
        await stop(one, number, 20, 3000, reason="Local")
        await meter(one, number, 10, 2000)
        done = await found(client, number)
        assert (done.state, done.flags, float(done.energy_wh)) == ("ended", [], 2000.0)
        assert f"{done.started_at:%H:%M} {done.ended_at:%H:%M}" == "12:00 12:20"
        series = await client.charging.series("CS", str(number))
        assert [int(point.energy_wh) for point in series.points] == [0, 1000, 2000]


async def test_the_end_of_an_unknown_transaction_is_answered_and_kept(server: Running) -> None:
    async with site(server) as (client, one):
        assert await stop(one, 4711, 5, 1500, reason="Local") == {}
        assert await stop(one, -1, 6, 1500, reason="Local") == {}
        kept = (await client.transactions(TransactionFilter(station="CS"))).items
        assert sorted(each.id for each in kept) == ["4711", "unknown@20260301T120600"]
        assert {flag for each in kept for flag in each.flags} == {"start-missing"}


async def test_a_start_without_the_end_before_it_closes_the_old_one(server: Running) -> None:
    async with site(server) as (client, one):
        old = (await start(one, 0))["transactionId"]
        new = (await start(one, 30, tag="EVE"))["transactionId"]
        assert old != new
        done = await found(client, old)
        assert (done.state, done.flags) == ("ended", ["end-missing"])
