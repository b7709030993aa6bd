"""Guessing at a running server: slow for who guesses, told to who watches, and no hindrance to the true station."""

import asyncio
import base64
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
import websockets

from pilotwire.apps.server.app import Server
from pilotwire.apps.server.settings import Settings
from pilotwire.client.client import Client
from pilotwire.client.filters import EventFilter
from pilotwire.client.station import StationInput

PASSWORD = "a-long-enough-password"
HOME, ALIEN = "127.0.0.1", "127.0.0.2"


@asynccontextmanager
async def running(data: Path, database_url: str | None, **chosen: Any) -> AsyncIterator[tuple[Server, Client]]:
    settings = Settings(
        data_dir=data, database_url=database_url, ocpp_port=0, http_port=0, trigger_boot_after_s=0, **chosen
    )
    server = Server(settings)
    await server.start()
    try:
        async with Client(server.http_url, (data / "admin.key").read_text(encoding="ascii").strip()) as client:
            yield server, client
    finally:
        await server.close()


async def knock(server: Server, password: str, address: str) -> int:
    """The HTTP status that CP1 gets with this password from this address."""
    pair = base64.b64encode(f"CP1:{password}".encode()).decode()
    try:
        async with websockets.connect(
            f"{server.ocpp_url}/CP1", subprotocols=[websockets.Subprotocol("ocpp2.0.1")],
            additional_headers={"Authorization": f"Basic {pair}"}, local_addr=(address, 0),
        ):  # fmt: skip
            return 101
    except websockets.InvalidStatus as refused:
        return refused.response.status_code


async def guess(server: Server, address: str, times: int) -> Counter[int]:
    """The statuses of different wrong passwords, one after the other."""
    return Counter([await knock(server, f"a-guess-from-{address}-{number}", address) for number in range(times)])


async def figures(server: Server) -> dict[str, float]:
    """What /metrics tells, by name and labels."""
    key = server.settings.admin_key_file.read_text(encoding="ascii").strip()
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {key}"}) as session:
        text = await (await session.get(f"{server.http_url}/api/v1/metrics")).text()
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


@pytest.mark.requirement("1.6 sec A00.FR.323")
async def test_the_true_station_comes_in_after_a_restart_while_others_guess(
    tmp_path: Path, database_url: str | None
) -> None:
    async with running(tmp_path, database_url) as (server, client):
        await client.put_station("CP1", StationInput(password=PASSWORD))
        assert await knock(server, PASSWORD, HOME) == 101
    async with running(tmp_path, database_url, wrong_passwords_per_min=6) as (server, client):
        guesses = [asyncio.create_task(guess(server, f"127.0.0.{last}", 6)) for last in range(2, 22)]
        assert await asyncio.wait_for(knock(server, PASSWORD, HOME), 8) == 101
        statuses = sum(await asyncio.gather(*guesses), Counter())
        assert set(statuses) == {401, 429}
        assert 6 <= statuses[401] <= 9
        told = await first_attack(client)
        assert told["station"] == "CP1"
        assert 6 <= told["failures"] <= 9
        shown = await figures(server)
        assert shown['pilotwire_password_checks_total{outcome="wrong"}'] == statuses[401]
        assert shown['pilotwire_password_checks_total{outcome="right"}'] == 1
        assert shown['pilotwire_refusals_total{reason="too-many-attempts"}'] == statuses[429]
        assert shown["pilotwire_stations_under_attack"] == 1
        assert await knock(server, PASSWORD, ALIEN) == 101


async def first_attack(client: Client) -> Any:
    """The first attack that the stream of events tells."""
    async with asyncio.timeout(10), aclosing(client.events(EventFilter(types=("station.under_attack",)), "0")) as told:  # type: ignore[type-var]
        return msgspec.json.decode((await anext(told)).data)


async def test_a_password_that_was_right_lately_is_right_from_anywhere_whatever_else_comes(
    tmp_path: Path, database_url: str | None
) -> None:
    async with running(tmp_path, database_url, wrong_passwords_per_min=2) as (server, client):
        await client.put_station("CP1", StationInput(password=PASSWORD))
        assert await knock(server, PASSWORD, HOME) == 101
        for address in (HOME, ALIEN):
            said = [await knock(server, f"a-guess-from-{address}-{number}", address) for number in range(4)]
            assert said == [401, 401, 429, 429]
            assert await knock(server, PASSWORD, address) == 101


async def test_the_same_wrong_password_again_is_judged_at_once_and_uses_nothing_up(tmp_path: Path) -> None:
    async with running(tmp_path, None, wrong_passwords_per_min=2) as (server, client):
        await client.put_station("CP1", StationInput(password=PASSWORD))
        assert {await knock(server, "still-the-old-password", ALIEN) for _ in range(30)} == {401}
        assert await knock(server, PASSWORD, ALIEN) == 101
        kept = (await client.refusals()).items
        assert [(one.reason, one.repeats) for one in kept] == [("credentials-wrong", 0)] * 5
        assert (await figures(server))['pilotwire_refusals_total{reason="credentials-wrong"}'] == 30


async def test_failed_tls_handshakes_are_counted_in_full_and_kept_in_a_few_records(tmp_path: Path) -> None:
    async with running(tmp_path, None, ocpp_tls_port=0) as (server, client):
        assert server.csms is not None
        for _ in range(60):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.csms.tls_port)
            writer.write(b"GET /ocpp/CP1 HTTP/1.1\r\n\r\n")
            await reader.read()
            writer.close()
        async with asyncio.timeout(10):
            while (await figures(server)).get('pilotwire_refusals_total{reason="not-tls"}', 0) < 60:  # noqa: ASYNC110 - it is the server that moves
                await asyncio.sleep(0.02)
        assert len((await client.refusals()).items) == 5
