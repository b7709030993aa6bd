import asyncio
import logging
from typing import TYPE_CHECKING

import pytest

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.connection import NotConnectedError
from pilotwire.adapters.transport.desk import (
    Answer,
    DeskReply,
    Incoming,
)
from pilotwire.adapters.transport.link import Link, LinkPolicy
from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.ocppj.version import Version

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


async def test_a_call_is_handled_settled_and_answered(site: "Site", station: "RawStation") -> None:
    async def tell_time(link: Link, incoming: Incoming) -> DeskReply:
        return DeskReply(payload=b'{"currentTime":"2026-03-01T12:00:00Z"}', note=42)

    site.desk.answer = tell_time
    station.text('[2,"1","Heartbeat",{}]')
    assert await text(station) == '[3,"1",{"currentTime":"2026-03-01T12:00:00Z"}]'
    ((incoming, reply, answer),) = site.desk.settled
    assert (incoming.text, incoming.findings) == ('[2,"1","Heartbeat",{}]', ())
    assert (reply.note, answer) == (42, '[3,"1",{"currentTime":"2026-03-01T12:00:00Z"}]')
    assert site.desk.frames == []


async def test_the_answer_waits_until_it_is_durable(site: "Site", station: "RawStation", until: "Until") -> None:
    durable = asyncio.Event()

    async def commit(incoming: Incoming) -> None:
        await durable.wait()

    site.desk.settling = commit
    station.text('[2,"1","MeterValues",{}]')
    await until(lambda: site.desk.handled)
    opened = call(site.links[0], "c1")
    assert await text(station) == '[2,"c1","Reset",{"type":"Soft"}]'  # other frames pass meanwhile
    durable.set()
    assert await text(station) == '[3,"1",{}]'
    opened.cancel()


async def test_a_call_sent_again_before_it_is_durable_gets_one_answer(
    site: "Site", station: "RawStation", until: "Until"
) -> None:
    durable = asyncio.Event()
    committing = asyncio.Event()

    async def commit(incoming: Incoming) -> None:
        committing.set()
        await durable.wait()

    site.desk.settling = commit
    station.text('[2,"1","MeterValues",{}]')
    await committing.wait()
    assert site.links[0].replies(frozenset({"MeterValues"})) == ()
    station.text('[2,"1","MeterValues",{}]')
    await until(lambda: site.desk.frames)
    durable.set()
    assert await text(station) == '[3,"1",{}]'
    station.text('[2,"2","Heartbeat",{}]')
    assert await text(station) == '[3,"2",{}]'
    assert site.desk.actions == ["MeterValues", "Heartbeat"]
    assert [reply.id for reply in site.links[0].replies(frozenset({"MeterValues"}))] == ["1"]


async def test_what_cannot_be_made_durable_is_not_answered_and_ends_the_connection(
    site: "Site", station: "RawStation", until: "Until", caplog: pytest.LogCaptureFixture
) -> None:
    full = asyncio.Event()

    async def fail(incoming: Incoming) -> None:
        await full.wait()
        raise OSError("disk full")

    site.desk.settling = fail
    station.text('[2,"1","MeterValues",{}]')
    station.text('[2,"2","MeterValues",{}]')
    await until(lambda: site.links[0].waiting == 1)
    full.set()
    opcode, payload = await station.read()
    assert (opcode, int.from_bytes(payload[:2], "big")) == (8, 1011)
    await until(lambda: site.ended)
    await site.links[0].drained()
    assert site.ended[0].cause is CloseCause.NOT_DURABLE
    assert [incoming.message.id for incoming in site.desk.handled] == ["1"]
    assert site.links[0].replies(frozenset({"MeterValues"})) == ()
    assert [(record.levelno, record.message) for record in caplog.records] == [
        (logging.ERROR, "what MeterValues brought could not be made durable")
    ]


async def test_a_handler_that_fails_is_an_internal_error_and_logged_once(
    site: "Site", station: "RawStation", caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(link: Link, incoming: Incoming) -> DeskReply:
        raise KeyError("secret")

    site.desk.answer = fail
    station.text('[2,"1","Authorize",{"idTag":"A"}]')
    assert await text(station) == '[4,"1","InternalError","the message could not be handled",{}]'
    assert [record.message for record in caplog.records] == ["handling Authorize failed"]
    assert site.desk.settled[0][1].fault is Fault.INTERNAL


async def test_a_handler_that_waits_for_something_cancelled_fails_like_any_other(
    site: "Site", station: "RawStation", caplog: pytest.LogCaptureFixture
) -> None:
    async def wait_for_nothing(link: Link, incoming: Incoming) -> DeskReply:
        gone: asyncio.Future[DeskReply] = asyncio.get_running_loop().create_future()
        gone.cancel()
        return await gone

    site.desk.answer = wait_for_nothing
    station.text('[2,"1","Authorize",{}]')
    assert (await text(station)).startswith('[4,"1","InternalError"')
    station.text('[2,"2","Authorize",{}]')
    assert (await text(station)).startswith('[4,"2","InternalError"')


async def test_a_refusal_carries_fault_description_and_details(site: "Site", station: "RawStation") -> None:
    async def refuse(link: Link, incoming: Incoming) -> DeskReply:
        return DeskReply(fault=Fault.OCCURRENCE, description="idTag is missing", details={"path": "/idTag"})

    site.desk.answer = refuse
    station.text('[2,"1","Authorize",{}]')
    expected = '[4,"1","OccurenceConstraintViolation","idTag is missing",{"path":"/idTag"}]'
    assert await text(station) == expected


async def test_calls_are_handled_one_after_the_other_in_their_order(
    site: "Site", station: "RawStation", until: "Until"
) -> None:
    steps = asyncio.Semaphore(0)
    running: list[str] = []

    async def slowly(link: Link, incoming: Incoming) -> DeskReply:
        running.append(incoming.message.id)
        await steps.acquire()
        assert running[-1] == incoming.message.id
        return DeskReply(payload=b"{}")

    site.desk.answer = slowly
    for number in range(5):
        station.text(f'[2,"{number}","StatusNotification",{{}}]')
    await until(lambda: site.links[0].waiting == 4)
    for _ in range(5):
        steps.release()
    assert [await text(station) for _ in range(5)] == [f'[3,"{number}",{{}}]' for number in range(5)]


async def test_a_heartbeat_is_answered_while_our_call_is_open(site: "Site", station: "RawStation") -> None:
    opened = call(site.links[0], "c1")
    assert await text(station) == '[2,"c1","Reset",{"type":"Soft"}]'
    station.text('[2,"1","Heartbeat",{}]')
    async with asyncio.timeout(5):
        assert await text(station) == '[3,"1",{}]'
    assert not opened.done()
    station.text('[3,"c1",{"status":"Accepted"}]')
    answer = await opened
    assert isinstance(answer, Answer)
    assert answer.payload == b'{"status":"Accepted"}'
    assert answer.latency_s > 0


async def test_a_handler_may_call_back_over_its_own_link(site: "Site", station: "RawStation") -> None:
    async def ask_back(link: Link, incoming: Incoming) -> DeskReply:
        answer = await link.call("GetConfiguration", b"{}", 10.0, MessageId("c1"))
        assert isinstance(answer, Answer)
        return DeskReply(payload=answer.payload)

    site.desk.answer = ask_back
    station.text('[2,"1","BootNotification",{}]')
    assert await text(station) == '[2,"c1","GetConfiguration",{}]'
    station.text('[3,"c1",{"a":1}]')
    assert await text(station) == '[3,"1",{"a":1}]'


async def test_a_handler_may_call_back_though_the_queue_is_full(open_site: "OpenSite", dial: "Dial") -> None:
    site = await open_site()
    site.policy = LinkPolicy(queue=2)
    station = await dial(site)

    async def ask_back(link: Link, incoming: Incoming) -> DeskReply:
        if incoming.message.id == "0":
            await link.call("GetConfiguration", b"{}", 10.0, MessageId("c1"))
        return DeskReply(payload=b"{}")

    site.desk.answer = ask_back
    for number in range(5):
        station.text(f'[2,"{number}","BootNotification",{{}}]')
    assert await text(station) == '[2,"c1","GetConfiguration",{}]'
    station.text('[3,"c1",{}]')
    assert [await text(station) for _ in range(5)] == [f'[3,"{number}",{{}}]' for number in range(5)]


async def test_a_station_that_sends_without_waiting_is_read_no_faster_than_it_is_handled(
    open_site: "OpenSite", dial: "Dial", until: "Until"
) -> None:
    site = await open_site()
    site.policy = LinkPolicy(queue=3)
    station = await dial(site)
    handle = asyncio.Event()
    most = 0

    async def hold(link: Link, incoming: Incoming) -> DeskReply:
        nonlocal most
        most = max(most, link.waiting)
        await handle.wait()
        return DeskReply(payload=b"{}")

    site.desk.answer = hold
    for number in range(500):
        station.text(f'[2,"{number}","StatusNotification",{{}}]')
    await until(lambda: site.desk.handled and site.links[0].waiting == 3)
    handle.set()
    assert [await text(station) for _ in range(500)] == [f'[3,"{number}",{{}}]' for number in range(500)]
    assert most <= 3


async def test_a_flood_while_our_call_is_open_ends_the_connection(
    open_site: "OpenSite", dial: "Dial", until: "Until"
) -> None:
    site = await open_site()
    site.policy = LinkPolicy(queue=2)
    station = await dial(site)
    never = asyncio.Event()

    async def hold(link: Link, incoming: Incoming) -> DeskReply:
        await never.wait()
        return DeskReply(payload=b"{}")

    site.desk.answer = hold
    await until(lambda: site.links)
    opened = call(site.links[0], "c1")
    assert await text(station) == '[2,"c1","Reset",{"type":"Soft"}]'
    for number in range(20):
        station.text(f'[2,"{number}","StatusNotification",{{}}]')
    opcode, payload = await station.read()
    assert (opcode, int.from_bytes(payload[:2], "big")) == (8, 1008)
    station.frame(0x88, payload)
    with pytest.raises(NotConnectedError) as error:
        await opened
    assert error.value.sent
    never.set()
    await until(lambda: site.ended)
    assert site.ended[0].cause is CloseCause.CALL_FLOOD


async def test_a_call_sent_again_gets_the_same_answer_and_no_second_effect(
    site: "Site", station: "RawStation", until: "Until"
) -> None:
    station.text('[2,"1","StartTransaction",{"connectorId":1}]')
    assert await text(station) == '[3,"1",{}]'
    station.text('[2,"1","StartTransaction",{"connectorId":1}]')
    assert await text(station) == '[3,"1",{}]'
    assert site.desk.actions == ["StartTransaction"]
    assert [(frame.direction, frame.kind, frame.noted) for frame in site.desk.frames] == [
        ("in", "call", ("repeated-call",)),
        ("out", "result", ()),
    ]


async def test_text_that_is_no_frame_is_seen_and_answered_as_the_version_has_it(
    open_site: "OpenSite", dial: "Dial", until: "Until"
) -> None:
    site = await open_site()
    station = await dial(site, version=Version.V201)
    station.text("hello")
    assert (await text(station)).startswith('[4,"-1","RpcFrameworkError"')
    assert kinds(site.desk.frames) == [("in", "malformed", None), ("out", "error", "-1")]
    assert site.desk.frames[0].noted == ("frame-not-json",)
    station.text('[2,"1","Heartbeat",{}]')
    assert await text(station) == '[3,"1",{}]'


async def test_what_is_odd_about_a_call_goes_along_with_it(site: "Site", station: "RawStation") -> None:
    station.text('[2,17,"Heartbeat",{}]')
    assert await text(station) == "[3,17,{}]"
    assert site.desk.handled[0].findings == ("message-id-form",)


async def test_a_call_in_a_binary_frame_is_taken_and_noted(site: "Site", station: "RawStation") -> None:
    station.frame(0x82, b'[2,"1","Heartbeat",{}]')
    assert await text(station) == '[3,"1",{}]'
    assert site.desk.handled[0].findings == ("binary-frame",)
    assert site.desk.handled[0].text == '[2,"1","Heartbeat",{}]'


async def test_a_binary_frame_that_is_no_text_is_only_seen(site: "Site", station: "RawStation", until: "Until") -> None:
    station.frame(0x82, b"\x00\xff")
    await until(lambda: site.desk.frames)
    assert site.desk.frames[0].text == b"\x00\xff"
    assert site.desk.frames[0].noted == ("binary-frame", "frame-not-utf8")


async def test_a_send_is_handled_and_never_answered(open_site: "OpenSite", dial: "Dial", until: "Until") -> None:
    site = await open_site()
    station = await dial(site, version=Version.V21)
    station.text('[6,"s1","NotifyPeriodicEventStream",{"id":1}]')
    station.text('[2,"1","Heartbeat",{}]')
    assert await text(station) == '[3,"1",{}]'
    assert [(incoming.message.action, answer) for incoming, _, answer in site.desk.settled] == [
        ("NotifyPeriodicEventStream", ""),
        ("Heartbeat", '[3,"1",{}]'),
    ]


async def test_2_1_may_send_and_reject_results(open_site: "OpenSite", dial: "Dial", until: "Until") -> None:
    site = await open_site()
    station = await dial(site, version=Version.V21)
    await until(lambda: site.links)
    link = site.links[0]
    await link.send("NotifyPeriodicEventStream", b'{"id":1}', MessageId("s1"))
    await link.reject_result(MessageId("c1"), Fault.TYPE, "status is a number")
    assert await text(station) == '[6,"s1","NotifyPeriodicEventStream",{"id":1}]'
    assert await text(station) == '[5,"c1","TypeConstraintViolation","status is a number",{}]'
    assert kinds(site.desk.frames) == [("out", "send", "s1"), ("out", "result-error", "c1")]


async def test_any_text_can_be_sent_past_the_rules(site: "Site", station: "RawStation") -> None:
    await site.links[0].send_text("[2,")
    assert await text(station) == "[2,"
    assert kinds(site.desk.frames) == [("out", "malformed", None)]


async def test_calls_that_arrived_are_still_handled_after_the_line_is_cut(
    site: "Site", station: "RawStation", until: "Until"
) -> None:
    go_on = asyncio.Event()

    async def wait(link: Link, incoming: Incoming) -> DeskReply:
        await go_on.wait()
        return DeskReply(payload=b"{}")

    site.desk.answer = wait
    station.text('[2,"1","StopTransaction",{}]')
    station.text('[2,"2","MeterValues",{}]')
    await until(lambda: site.links[0].waiting == 1)
    station.writer.transport.abort()
    await until(lambda: site.ended)
    assert site.links[0].busy
    go_on.set()
    await site.links[0].drained()
    assert [(incoming.message.id, answer) for incoming, _, answer in site.desk.settled] == [("1", ""), ("2", "")]
    assert not site.links[0].busy
