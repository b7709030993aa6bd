from typing import TYPE_CHECKING

import pytest

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.ping_wheel import PingWheel

if TYPE_CHECKING:
    from tests.e2e.transport.conftest import Dial, OpenSite, RawStation, Site, Until

PING, PONG = 9, 0x8A


@pytest.fixture
async def site(open_site: "OpenSite") -> "Site":
    return await open_site()


@pytest.fixture
async def station(site: "Site", dial: "Dial", until: "Until") -> "RawStation":
    station = await dial(site)
    await until(lambda: site.links)
    return station


async def turn(wheel: PingWheel, times: int) -> None:
    for _ in range(times):
        await wheel.turn()


async def test_a_half_open_connection_is_pinged_and_then_cut_off(
    site: "Site", station: "RawStation", until: "Until"
) -> None:
    wheel = PingWheel(step_s=1.0)
    wheel.watch(site.links[0].connection, interval_s=30.0, pong_timeout_s=10.0)
    await turn(wheel, 30)
    assert (await station.read())[0] == PING
    await turn(wheel, 9)
    assert site.links[0].connection.closed is None
    await turn(wheel, 1)
    await until(lambda: site.ended)
    assert site.ended[0].cause is CloseCause.NO_PONG
    assert len(wheel) == 0
    opcode, payload = await station.read()
    assert (opcode, int.from_bytes(payload[:2], "big")) == (8, 1011)


async def test_a_pong_keeps_the_connection(site: "Site", station: "RawStation", until: "Until") -> None:
    connection = site.links[0].connection
    wheel = PingWheel(step_s=1.0)
    wheel.watch(connection, interval_s=30.0, pong_timeout_s=10.0)
    for _ in range(3):
        await turn(wheel, 30)
        opcode, payload = await station.read()
        assert opcode == PING
        before = connection.frames_in
        station.frame(PONG, payload)
        await until(lambda: connection.frames_in > before)  # noqa: B023 - waited for within the same turn
        await turn(wheel, 10)
    assert connection.closed is None


async def test_any_frame_counts_as_life_and_saves_the_ping(site: "Site", station: "RawStation", until: "Until") -> None:
    connection = site.links[0].connection
    wheel = PingWheel(step_s=1.0)
    wheel.watch(connection, interval_s=30.0, pong_timeout_s=10.0)
    for number in range(3):
        station.text(f'[2,"{number}","Heartbeat",{{}}]')
        assert await station.read() == (1, f'[3,"{number}",{{}}]'.encode())
        await turn(wheel, 30)
    await turn(wheel, 30)
    assert (await station.read())[0] == PING
    station.text('[2,"x","Heartbeat",{}]')
    assert await station.read() == (1, b'[3,"x",{}]')
    await turn(wheel, 10)
    assert connection.closed is None


async def test_with_an_interval_of_0_nobody_is_pinged(site: "Site", station: "RawStation") -> None:
    connection = site.links[0].connection
    wheel = PingWheel(step_s=1.0)
    wheel.watch(connection, interval_s=30.0, pong_timeout_s=10.0)
    wheel.watch(connection, interval_s=0.0, pong_timeout_s=10.0)
    assert len(wheel) == 0
    await turn(wheel, 100)
    assert connection.closed is None
    station.text('[2,"1","Heartbeat",{}]')
    assert await station.read() == (1, b'[3,"1",{}]')


async def test_an_ended_connection_is_let_go(site: "Site", station: "RawStation", until: "Until") -> None:
    wheel = PingWheel(step_s=1.0)
    wheel.watch(site.links[0].connection, interval_s=30.0, pong_timeout_s=10.0)
    station.writer.transport.abort()
    await until(lambda: site.ended)
    await turn(wheel, 30)
    assert len(wheel) == 0
    assert site.ended[0].cause is CloseCause.LOST
