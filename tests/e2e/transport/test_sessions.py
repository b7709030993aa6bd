import asyncio
from typing import TYPE_CHECKING

import pytest

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.desk import DeskReply, Incoming
from pilotwire.adapters.transport.link import Link
from pilotwire.adapters.transport.refusal import Reason
from pilotwire.adapters.transport.sessions import Connections, WeakerProfileError
from pilotwire.kernel.ids import StationId

if TYPE_CHECKING:
    from tests.e2e.transport.conftest import Dial, OpenSite, RawStation, Site, Until

CS001 = StationId("CS001")


@pytest.fixture
async def site(open_site: "OpenSite") -> "Site":
    return await open_site()


async def join(site: "Site", dial: "Dial", until: "Until") -> "tuple[RawStation, Link]":
    """One more connection of the station, with its link."""
    number = len(site.links)
    station = await dial(site)
    await until(lambda: len(site.links) > number)
    return station, site.links[number]


async def test_the_newest_connection_wins_and_the_old_one_is_told(site: "Site", dial: "Dial", until: "Until") -> None:
    connections = Connections()
    old_station, old = await join(site, dial, until)
    assert connections.open(CS001, old, 1, now=0.0).generation == 1
    _, new = await join(site, dial, until)
    assert connections.open(CS001, new, 1, now=1.0).generation == 2
    opcode, payload = await old_station.read()
    assert (opcode, int.from_bytes(payload[:2], "big")) == (8, 4001)
    session = connections.get(CS001)
    assert session is not None
    assert (session.link, session.generation, new.generation) == (new, 2, 2)


async def test_a_late_end_of_the_old_connection_does_not_touch_the_new_one(
    site: "Site", dial: "Dial", until: "Until"
) -> None:
    connections = Connections()
    _, old = await join(site, dial, until)
    connections.open(CS001, old, 1, now=0.0)
    _, new = await join(site, dial, until)
    connections.open(CS001, new, 1, now=1.0)
    await until(lambda: site.ended)
    assert site.ended[0].cause is CloseCause.REPLACED
    assert connections.close(CS001, old) is False
    assert len(connections) == 1
    assert connections.close(CS001, new) is True
    assert (len(connections), connections.get(CS001)) == (0, None)


async def test_a_weaker_connection_does_not_replace_a_stronger_one(site: "Site", dial: "Dial", until: "Until") -> None:
    connections = Connections()
    _, strong = await join(site, dial, until)
    connections.open(CS001, strong, 2, now=0.0)
    refusal = connections.check(CS001, 1)
    assert refusal is not None
    assert (refusal.status, refusal.reason) == (409, Reason.WEAKER_PROFILE)
    assert connections.check(CS001, 2) is None
    assert connections.check(StationId("CS002"), 0) is None
    _, weak = await join(site, dial, until)
    with pytest.raises(WeakerProfileError):
        connections.open(CS001, weak, 1, now=1.0)
    session = connections.get(CS001)
    assert session is not None
    assert session.link is strong
    assert strong.connection.closed is None


async def test_a_stronger_connection_that_has_ended_holds_nobody_up(site: "Site", dial: "Dial", until: "Until") -> None:
    connections = Connections()
    strong_station, strong = await join(site, dial, until)
    connections.open(CS001, strong, 2, now=0.0)
    strong_station.writer.transport.abort()
    await until(lambda: site.ended)
    _, weak = await join(site, dial, until)
    assert connections.check(CS001, 1) is None
    assert connections.open(CS001, weak, 1, now=1.0).generation == 2


async def test_connections_within_a_minute_are_counted(site: "Site", dial: "Dial", until: "Until") -> None:
    connections = Connections()
    _, link = await join(site, dial, until)
    for now in (0.0, 10.0, 59.0):
        connections.open(CS001, link, 0, now)
    assert connections.opened_last_minute(CS001, 59.5) == 3
    assert connections.opened_last_minute(CS001, 60.0) == 2
    assert connections.opened_last_minute(CS001, 500.0) == 0
    assert connections.opened_last_minute(StationId("CS002"), 0.0) == 0


async def test_transaction_replies_go_over_to_the_next_connection(site: "Site", dial: "Dial", until: "Until") -> None:
    connections = Connections()
    station, old = await join(site, dial, until)
    connections.open(CS001, old, 0, now=0.0)
    for number, action in enumerate(("StartTransaction", "StatusNotification", "StopTransaction")):
        station.text(f'[2,"{number}","{action}",{{}}]')
        assert await station.read() == (1, f'[3,"{number}",{{}}]'.encode())
    assert [reply.id for reply in connections.replies(CS001)] == ["0", "2"]
    station.writer.transport.abort()
    await until(lambda: site.ended)
    connections.close(CS001, old)
    site.replies = connections.replies(CS001)
    station, new = await join(site, dial, until)
    connections.open(CS001, new, 0, now=5.0)
    station.text('[2,"2","StopTransaction",{}]')
    assert await station.read() == (1, b'[3,"2",{}]')
    assert site.desk.actions == ["StartTransaction", "StatusNotification", "StopTransaction"]


async def test_replies_are_kept_of_so_many_stations_only(site: "Site", dial: "Dial", until: "Until") -> None:
    connections = Connections(kept=2)
    for name in ("CS1", "CS2", "CS3"):
        station, link = await join(site, dial, until)
        connections.open(StationId(name), link, 0, now=0.0)
        station.text('[2,"1","StopTransaction",{}]')
        assert await station.read() == (1, b'[3,"1",{}]')
        connections.close(StationId(name), link)
    assert [len(connections.replies(StationId(name))) for name in ("CS1", "CS2", "CS3")] == [0, 1, 1]


@pytest.mark.parametrize("closed_first", [False, True])
async def test_calls_of_the_new_connection_wait_for_those_of_the_old_one(
    site: "Site", dial: "Dial", until: "Until", closed_first: bool
) -> None:
    connections = Connections()
    go_on = asyncio.Event()

    async def hold(link: Link, incoming: Incoming) -> DeskReply:
        if link.generation == 1:
            await go_on.wait()
        return DeskReply(payload=b"{}")

    site.desk.answer = hold
    station, old = await join(site, dial, until)
    connections.open(CS001, old, 0, now=0.0)
    station.text('[2,"1","MeterValues",{}]')
    station.text('[2,"2","StopTransaction",{}]')
    await until(lambda: old.waiting == 1)
    if closed_first:
        station.writer.transport.abort()
        await until(lambda: site.ended)
        connections.close(CS001, old)
    station, new = await join(site, dial, until)
    connections.open(CS001, new, 0, now=1.0)
    station.text('[2,"3","StartTransaction",{}]')
    await until(lambda: new.busy and site.ended)
    assert [incoming.message.id for incoming in site.desk.handled] == ["1"]
    go_on.set()
    assert await station.read() == (1, b'[3,"3",{}]')
    assert [incoming.message.id for incoming, _, _ in site.desk.settled] == ["1", "2", "3"]


async def test_the_third_connection_waits_for_the_first_though_the_second_was_idle(
    site: "Site", dial: "Dial", until: "Until"
) -> None:
    connections = Connections()
    go_on = asyncio.Event()

    async def hold(link: Link, incoming: Incoming) -> DeskReply:
        if link.generation == 1:
            await go_on.wait()
        return DeskReply(payload=b"{}")

    site.desk.answer = hold
    station, first = await join(site, dial, until)
    connections.open(CS001, first, 0, now=0.0)
    station.text('[2,"1","MeterValues",{}]')
    await until(lambda: site.desk.handled)
    _, second = await join(site, dial, until)
    connections.open(CS001, second, 0, now=1.0)
    station, third = await join(site, dial, until)
    connections.open(CS001, third, 0, now=2.0)
    drained = asyncio.ensure_future(second.drained())
    station.text('[2,"3","MeterValues",{}]')
    await until(lambda: third.busy and len(site.ended) == 2)
    assert [incoming.message.id for incoming in site.desk.handled] == ["1"]
    assert not drained.done()
    go_on.set()
    assert await station.read() == (1, b'[3,"3",{}]')
    await drained


async def test_replies_of_calls_that_were_finished_late_are_kept_too(
    site: "Site", dial: "Dial", until: "Until"
) -> None:
    connections = Connections()
    go_on = asyncio.Event()

    async def hold(link: Link, incoming: Incoming) -> DeskReply:
        await go_on.wait()
        return DeskReply(payload=b"{}")

    site.desk.answer = hold
    station, link = await join(site, dial, until)
    connections.open(CS001, link, 0, now=0.0)
    station.text('[2,"1","StopTransaction",{}]')
    await until(lambda: site.desk.handled)
    station.writer.transport.abort()
    await until(lambda: site.ended)
    connections.close(CS001, link)
    assert connections.replies(CS001) == ()
    go_on.set()
    await until(lambda: connections.replies(CS001))
    assert [reply.id for reply in connections.replies(CS001)] == ["1"]
