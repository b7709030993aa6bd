"""The event stream: what it tells, and that nothing is lost or told twice when it is taken up again."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TypeVar

import aiohttp
import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.event import Event
from pilotwire.client.filters import EventFilter
from pilotwire.client.message import Message
from pilotwire.client.problem import ApiProblem
from pilotwire.domain.events import StationConnected, StationDisconnected, StationNotified
from pilotwire.domain.message import LoggedMessage
from pilotwire.kernel.ids import StationId

from .conftest import IN_SHARED_LOOP, NOON, Site

T = TypeVar("T")
CS1 = StationId("CS-1")


def connected(number: int, station: str = "CS-1") -> StationConnected:
    return StationConnected(
        station=StationId(station), at=NOON, protocol="ocpp1.6", address="192.0.2.7", generation=number
    )


async def first(count: int, stream: AsyncIterator[T]) -> list[T]:
    """So many, then away."""
    found: list[T] = []
    async with asyncio.timeout(10):
        async for one in stream:
            found.append(one)
            if len(found) == count:
                break
    await stream.aclose()  # type: ignore[attr-defined]  # it is a generator
    return found


def generation(event: Event) -> int:
    return msgspec.json.decode(event.data, type=dict[str, int | str])["generation"]  # type: ignore[return-value]


async def frame(site: Site, number: int, direction: str = "in") -> None:
    await site.holds(
        LoggedMessage(
            site.store.next_id(), CS1, NOON + timedelta(seconds=number),
            "in" if direction == "in" else "out", "call", f'[2,"{number}","Heartbeat",{{}}]', message_id=str(number),
        )
    )  # fmt: skip


async def test_events_come_as_they_happen(site: Site, client: Client) -> None:
    stream = client.events()
    waiting = asyncio.create_task(first(2, stream))
    while site.parts.readers.count == 0:  # noqa: ASYNC110  # the server tells nobody when a reader comes
        await asyncio.sleep(0.01)
    await site.tells(connected(1), StationDisconnected(station=CS1, at=NOON, reason="gone", generation=1))
    one, two = await waiting
    assert (one.type, one.station, one.at) == ("station.connected", "CS-1", NOON)
    assert msgspec.json.decode(one.data) == {
        "type": "station.connected", "station": "CS-1", "at": "2026-03-01T12:00:00.000Z", "protocol": "ocpp1.6",
        "address": "192.0.2.7", "generation": 1,
    }  # fmt: skip
    assert two.type == "station.disconnected"
    assert int(two.id) > int(one.id)


async def test_the_lines_are_those_of_server_sent_events(site: Site, raw: aiohttp.ClientSession) -> None:
    await site.tells(connected(1))
    (stored,) = site.store.events
    async with raw.get("/api/v1/events", headers={"Last-Event-ID": "0"}) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Cache-Control"] == "no-store"
        assert await answer.content.readuntil(b"\n\n") == b"retry: 1000\nid: 0\n\n"
        assert await answer.content.readuntil(b"\n\n") == (
            b'id: %d\nevent: station.connected\ndata: {"type":"station.connected","station":"CS-1",'
            b'"at":"2026-03-01T12:00:00.000Z","protocol":"ocpp1.6","address":"192.0.2.7","generation":1}\n\n'
            % stored.id
        )


async def test_what_was_missed_comes_first(site: Site, client: Client) -> None:
    await site.tells(*(connected(number) for number in range(5)))
    events = await first(5, client.events(after="0"))
    assert [generation(event) for event in events] == [0, 1, 2, 3, 4]
    rest = await first(2, client.events(after=events[2].id))
    assert [generation(event) for event in rest] == [3, 4]


async def test_only_the_types_and_the_station_asked_for_are_told(site: Site, client: Client) -> None:
    await site.tells(
        connected(1),
        connected(2, "CS-2"),
        StationDisconnected(station=CS1, at=NOON, reason="gone", generation=3),
        connected(4),
    )
    wanted = EventFilter(types=("station.connected",), station="CS-1")
    assert [generation(event) for event in await first(2, client.events(wanted, after="0"))] == [1, 4]


async def test_frames_are_told_only_where_they_are_asked_for(site: Site, client: Client) -> None:
    await frame(site, 1)
    await site.tells(connected(2))
    await frame(site, 3, "out")
    await site.tells(connected(4))
    plain = await first(2, client.events(after="0"))
    assert [event.type for event in plain] == ["station.connected", "station.connected"]
    wanted = EventFilter(types=("message.received", "message.sent", "station.connected"))
    everything = await first(4, client.events(wanted, after="0"))
    assert [event.type for event in everything] == [
        "message.received", "station.connected", "message.sent", "station.connected",
    ]  # fmt: skip
    assert everything[0].read(Message).text == '[2,"1","Heartbeat",{}]'
    (sent,) = await first(1, client.events(EventFilter(types=("message.sent",)), after="0"))
    assert sent.read(Message).message_id == "3"


async def test_more_frames_than_a_page_come_in_their_order(site: Site, client: Client) -> None:
    for number in range(1203):
        await frame(site, number)
    frames = await first(1203, client.events(EventFilter(types=("message.received",)), after="0"))
    assert [event.read(Message).message_id for event in frames] == [str(number) for number in range(1203)]


async def test_json_with_line_breaks_stays_one_event(site: Site, client: Client) -> None:
    odd = StationNotified(station=CS1, at=NOON, action="X", payload=msgspec.Raw(b'{"a":\r\n "b\\nc",\n\n"d":1}'))
    await site.tells(odd, connected(1))
    events = await first(2, client.events(after="0"))
    assert msgspec.json.decode(events[0].data)["payload"] == {"a": "b\nc", "d": 1}
    assert events[1].type == "station.connected"


async def test_nothing_is_lost_or_told_twice_while_readers_come_and_go(site: Site) -> None:
    """Two readers, one of which is cut off after every few events, while a thousand are stored."""

    async def tell() -> None:
        for number in range(500):
            await site.tells(connected(2 * number), connected(2 * number + 1))
            if number % 10 == 0:
                await frame(site, number)
                await asyncio.sleep(0)
            if number % 50 == 0:
                await asyncio.sleep(0.01)

    async def steady() -> list[int]:
        async with site.client("read") as client:
            return [generation(event) for event in await first(1000, client.events(after="0"))]

    async def restless() -> list[int]:
        seen: list[int] = []
        after = "0"
        async with site.client("read") as client:
            while len(seen) < 1000:
                events = await first(min(37, 1000 - len(seen)), client.events(after=after))
                seen += [generation(event) for event in events]
                after = events[-1].id
        return seen

    _, one, other = await asyncio.gather(tell(), steady(), restless())
    assert one == list(range(1000))
    assert other == list(range(1000))


async def test_the_client_takes_up_the_stream_after_the_server_was_away(site: Site, client: Client) -> None:
    await site.tells(connected(0))
    stream = client.events(after="0")
    assert generation(await anext(stream)) == 0
    waiting = asyncio.create_task(first(2, stream))
    port = site.server.port
    await site.server.stop()
    await site.tells(connected(1))
    await site.restart(port)
    await site.tells(connected(2))
    assert [generation(event) for event in await waiting] == [1, 2]


async def test_a_silent_stream_shows_that_it_is_alive() -> None:
    site = Site(keep_alive_s=0.05)
    await site.start()
    headers = {"Authorization": f"Bearer {site.keys['read']}"}
    async with aiohttp.ClientSession(headers=headers) as session, session.get(f"{site.url}/api/v1/events") as answer:
        assert await answer.content.readuntil(b"\n\n") == b"retry: 1000\nid: 0\n\n"
        assert await answer.content.readuntil(b"\n\n") == b": alive\nid: 0\n\n"
        await frame(site, 1)
        (passed_by,) = site.store.messages
        told = b""
        while b"id: %d\n" % passed_by not in told and b"id: 0" not in told[-8:]:
            told += await answer.content.readuntil(b"\n\n")
    await site.server.stop()


async def test_a_reader_that_falls_behind_is_cut_off_and_loses_nothing(site: Site, raw: aiohttp.ClientSession) -> None:
    async with raw.get("/api/v1/events") as slow:
        await slow.content.readuntil(b"\n\n")
        long = "x" * 10_000  # so that what networks hold on the way is a small part of it
        for number in range(16_000):
            await site.tells(StationDisconnected(station=CS1, at=NOON, reason=long, generation=number))
            if number % 200 == 0:
                await asyncio.sleep(0)
        seen = b""
        async with asyncio.timeout(60):
            seen = await slow.content.read()
    ids = [int(line.removeprefix(b"id: ")) for line in seen.split(b"\n") if line.startswith(b"id: ")]
    assert 0 < len(ids) < 16_000
    assert ids == [one.id for one in site.store.events[: len(ids)]]
    assert site.parts.readers.count == 0


async def test_there_is_room_for_so_many_readers_and_no_more() -> None:
    site = Site(max_readers=1)
    await site.start()
    async with site.client() as client:
        headers = {"Authorization": f"Bearer {site.keys['read']}"}
        async with aiohttp.ClientSession(headers=headers) as session, session.get(f"{site.url}/api/v1/events") as one:
            await one.content.readuntil(b"\n\n")
            with pytest.raises(ApiProblem) as refused:
                await anext(client.events())
            assert (refused.value.status, refused.value.title) == (429, "Too many streams")
    await site.server.stop()


@IN_SHARED_LOOP
@pytest.mark.parametrize(
    ("types", "remedy"),
    [
        ("station.conected", "Did you mean 'station.connected'?"),
        ("message.recieved", "Did you mean 'message.received'?"),
    ],
)
async def test_a_misspelt_type_is_answered_with_its_right_name(shared_client: Client, types: str, remedy: str) -> None:
    with pytest.raises(ApiProblem) as refused:
        await anext(shared_client.events(EventFilter(types=(types,))))
    assert (refused.value.status, refused.value.remedy) == (422, remedy)
    assert refused.value.errors[0].parameter == "types"


@IN_SHARED_LOOP
@pytest.mark.parametrize("after", ["x", "-1", "9223372036854775808", "9" * 30, "1.5"])
async def test_an_id_that_no_event_has_is_refused(shared_client: Client, after: str) -> None:
    with pytest.raises(ApiProblem) as refused:
        await anext(shared_client.events(after=after))
    assert refused.value.errors[0].parameter == "Last-Event-ID"
