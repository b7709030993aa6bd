"""Our calls over a link: one after the other, answered or given up in time."""

import asyncio
from typing import TYPE_CHECKING

import pytest

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.connection import NotConnectedError
from pilotwire.adapters.transport.desk import (
    Answer,
    AnswerUnreadableError,
    CallTimedOutError,
    ErrorAnswer,
)
from pilotwire.adapters.transport.link import LinkPolicy
from pilotwire.kernel.errors import ConflictError
from pilotwire.protocol.ocppj.limits import Limits, QueueFullError

from .link_frames import call, kinds, text

if TYPE_CHECKING:
    from tests.e2e.transport.conftest import Dial, OpenSite, RawStation, Site, Until


@pytest.fixture
async def site(open_site: "OpenSite") -> "Site":
    return await open_site()


@pytest.fixture
async def station(site: "Site", dial: "Dial", until: "Until") -> "RawStation":
    station = await dial(site)
    await until(lambda: site.links)
    return station


async def test_our_calls_go_out_one_at_a_time(site: "Site", station: "RawStation") -> None:
    first, second = call(site.links[0], "c1"), call(site.links[0], "c2")
    assert await text(station) == '[2,"c1","Reset",{"type":"Soft"}]'
    station.text('[4,"c1","NotSupported","no",{}]')
    assert await text(station) == '[2,"c2","Reset",{"type":"Soft"}]'
    station.text('[3,"c2",{}]')
    refused, answered = await first, await second
    assert isinstance(refused, ErrorAnswer)
    assert (refused.error.code, refused.error.description) == ("NotSupported", "no")
    assert isinstance(answered, Answer)
    assert kinds(site.desk.frames) == [
        ("out", "call", "c1"), ("in", "error", "c1"), ("out", "call", "c2"), ("in", "result", "c2"),
    ]  # fmt: skip
    assert [frame.action for frame in site.desk.frames] == ["Reset"] * 4


async def test_a_call_without_an_answer_times_out_and_the_next_one_goes_out(
    site: "Site", station: "RawStation", until: "Until"
) -> None:
    first, second = call(site.links[0], "c1", timeout_s=0.05), call(site.links[0], "c2")
    assert await text(station) == '[2,"c1","Reset",{"type":"Soft"}]'
    with pytest.raises(CallTimedOutError, match=r"^Reset was not answered within 0.05 s$") as error:
        await first
    assert error.value.sent
    assert await text(station) == '[2,"c2","Reset",{"type":"Soft"}]'
    station.text('[3,"c1",{"late":true}]')
    station.text('[3,"c2",{}]')
    answer = await second
    assert isinstance(answer, Answer)
    assert answer.payload == b"{}"
    assert [frame.noted for frame in site.desk.frames if frame.text == '[3,"c1",{"late":true}]'] == [("late-answer",)]


async def test_a_call_whose_time_passes_in_the_queue_was_never_sent(site: "Site", station: "RawStation") -> None:
    first, second = call(site.links[0], "c1"), call(site.links[0], "c2", timeout_s=0.05)
    with pytest.raises(CallTimedOutError, match=r"^Reset waited behind other calls and was not sent") as error:
        await second
    assert not error.value.sent
    first.cancel()


async def test_a_full_queue_and_a_used_id_are_refused_at_once(
    open_site: "OpenSite", dial: "Dial", until: "Until"
) -> None:
    site = await open_site()
    site.limits = Limits(max_queued=1)
    await dial(site)
    await until(lambda: site.links)
    opened = [call(site.links[0], "c1"), call(site.links[0], "c2")]
    await until(lambda: site.desk.frames)
    with pytest.raises(QueueFullError):
        await call(site.links[0], "c3")
    with pytest.raises(ConflictError, match="c2"):
        await call(site.links[0], "c2")
    for task in opened:
        task.cancel()


async def test_a_caller_that_goes_away_takes_its_waiting_call_along(site: "Site", station: "RawStation") -> None:
    first, second, third = (call(site.links[0], f"c{number}") for number in (1, 2, 3))
    assert await text(station) == '[2,"c1","Reset",{"type":"Soft"}]'
    second.cancel()
    await asyncio.wait([second])
    station.text('[3,"c1",{}]')
    await first
    assert await text(station) == '[2,"c3","Reset",{"type":"Soft"}]'
    third.cancel()


async def test_the_end_of_the_connection_ends_every_call(site: "Site", station: "RawStation", until: "Until") -> None:
    first, second = call(site.links[0], "c1"), call(site.links[0], "c2")
    assert await text(station) == '[2,"c1","Reset",{"type":"Soft"}]'
    station.writer.transport.abort()
    with pytest.raises(NotConnectedError, match="connection-lost") as sent:
        await first
    with pytest.raises(NotConnectedError) as queued:
        await second
    assert (sent.value.sent, queued.value.sent) == (True, False)
    with pytest.raises(NotConnectedError):
        await call(site.links[0], "c3")


async def test_an_unreadable_answer_ends_the_call_at_once(site: "Site", station: "RawStation") -> None:
    opened = call(site.links[0], "c1")
    await text(station)
    station.text('[3,"c1",{]')
    with pytest.raises(AnswerUnreadableError, match="not JSON"):
        await opened
    assert kinds(site.desk.frames)[-1] == ("in", "malformed", "c1")


async def test_a_station_that_ignores_our_calls_is_sent_away(
    open_site: "OpenSite", dial: "Dial", until: "Until"
) -> None:
    site = await open_site()
    site.policy = LinkPolicy(timeouts=2)
    station = await dial(site)
    await until(lambda: site.links)
    for message_id in ("c1", "c2"):
        with pytest.raises(CallTimedOutError):
            await call(site.links[0], message_id, timeout_s=0.02)
    await until(lambda: site.ended)
    assert site.ended[0].cause is CloseCause.CALLS_IGNORED
    frames = [await station.read() for _ in range(3)]
    assert [opcode for opcode, _ in frames] == [1, 1, 8]


async def test_an_answer_now_and_then_is_enough_to_stay(open_site: "OpenSite", dial: "Dial", until: "Until") -> None:
    site = await open_site()
    site.policy = LinkPolicy(timeouts=2)
    station = await dial(site)
    await until(lambda: site.links)
    for number in range(3):
        with pytest.raises(CallTimedOutError):
            await call(site.links[0], f"lost{number}", timeout_s=0.02)
        await text(station)
        answered = call(site.links[0], f"kept{number}")
        await text(station)
        station.text(f'[3,"kept{number}",{{}}]')
        await answered
    assert site.ended == []
