import asyncio
import base64
from typing import TYPE_CHECKING

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from pilotwire.adapters.transport.admission import AdmissionLimits
from pilotwire.adapters.transport.binding import CannotListenError
from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.connection import NotConnectedError, SocketLimits
from pilotwire.adapters.transport.desk import DeskReply, Incoming
from pilotwire.adapters.transport.door import ListenerSettings
from pilotwire.adapters.transport.handshake import Credentials, Handshake, HandshakeRules
from pilotwire.adapters.transport.link import Link
from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.adapters.transport.ws_server import StationListener
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.ocppj.version import Version

if TYPE_CHECKING:
    from tests.e2e.transport.conftest import Dial, Exchange, OpenSite, Until

V16 = Subprotocol("ocpp1.6")
UPGRADE = (
    "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
)


def ask(path: str, headers: str = f"Sec-WebSocket-Protocol: {V16}\r\n") -> bytes:
    return f"GET {path} HTTP/1.1\r\n{UPGRADE}{headers}\r\n".encode()


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def header(answer: bytes, name: str) -> str:
    for line in answer.split(b"\r\n\r\n", 1)[0].decode().split("\r\n")[1:]:
        key, _, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return ""


async def test_a_foreign_client_connects_and_is_answered(open_site: "OpenSite") -> None:
    site = await open_site()
    async with connect(f"{site.url}/CS001", subprotocols=[V16]) as station:
        await station.send('[2,"1","Heartbeat",{}]')
        assert await station.recv() == '[3,"1",{}]'
        assert station.subprotocol == "ocpp1.6"


async def test_the_server_prefers_among_the_versions_offered(open_site: "OpenSite") -> None:
    site = await open_site()
    offered = [Subprotocol("ocpp0.1"), V16, Subprotocol("ocpp2.0.1")]
    async with connect(f"{site.url}/CS001", subprotocols=offered) as station:
        assert station.subprotocol == "ocpp2.0.1"


@pytest.mark.parametrize(
    ("path", "identity"),
    [
        ("/ocpp/CS%20001", "CS 001"),
        ("/ocpp//CS001/", "CS001"),
        ("/ocpp/CS%2F001", "CS/001"),
        ("/ocpp/CS001?a=b", "CS001"),
    ],
)
async def test_the_identity_comes_through_the_http_layer_unchanged(
    open_site: "OpenSite", exchange: "Exchange", path: str, identity: str
) -> None:
    site = await open_site()

    async def deny(handshake: Handshake) -> Refusal:
        return refuse(Reason.UNKNOWN_STATION, "")

    site.decide = deny
    await exchange(site, ask(path))
    assert [handshake.identity for handshake in site.handshakes] == [identity]
    assert [refused for refused, _ in site.refusals] == [identity]


async def test_admit_sees_who_knocks_before_the_upgrade(open_site: "OpenSite", exchange: "Exchange") -> None:
    site = await open_site()

    async def deny(handshake: Handshake) -> Refusal:
        return refuse(Reason.CREDENTIALS_WRONG, "The password is not the station's.")

    site.decide = deny
    secret = base64.b64encode(b"CS001:\x00\xffkey").decode()
    answer = await exchange(
        site,
        ask("/ocpp/CS001", f"Sec-WebSocket-Protocol: {V16}\r\nAuthorization: Basic {secret}\r\nUser-Agent: Box 1\r\n"),
    )
    assert (status(answer), header(answer, "WWW-Authenticate")) == (401, 'Basic realm="OCPP"')
    assert header(answer, "Pilotwire-Refusal") == "credentials-wrong"
    assert site.handshakes[0].credentials == Credentials(b"CS001", b"\x00\xffkey")
    assert (site.handshakes[0].address, site.handshakes[0].user_agent) == ("127.0.0.1", "Box 1")


@pytest.mark.parametrize(
    ("request_bytes", "code", "reason"),
    [
        (b"GET /ocpp/CS001 HTTP/1.1\r\nHost: x\r\n\r\n", 426, "not-a-websocket"),
        (b"POST /ocpp/CS001 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", 426, "not-a-websocket"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 404, "path-unknown"),
        (ask("/api/CS001"), 404, "path-unknown"),
        (ask("/ocpp/"), 404, "identity-missing"),
        (ask("/ocpp/" + "A" * 300), 400, "identity-too-long"),
        (ask("/ocpp/CS001", ""), 400, "subprotocol-missing"),
        (ask("/ocpp/CS001", "Sec-WebSocket-Protocol: ocpp0.1\r\n"), 400, "subprotocol-unknown"),
        (
            ask("/ocpp/CS001", f"Sec-WebSocket-Protocol: {V16}\r\nAuthorization: Basic ?\r\n"),
            401,
            "credentials-malformed",
        ),
        (ask("/ocpp/CS001").replace(b"Version: 13", b"Version: 99"), 400, "handshake-malformed"),
        (ask("/ocpp/CS001").replace(b"dGhlIHNhbXBsZSBub25jZQ==", b"short"), 400, "handshake-malformed"),
    ],
)
async def test_whoever_is_refused_reads_why_and_what_to_do(
    open_site: "OpenSite", exchange: "Exchange", request_bytes: bytes, code: int, reason: str
) -> None:
    site = await open_site()
    answer = await exchange(site, request_bytes)
    assert (status(answer), header(answer, "Pilotwire-Refusal")) == (code, reason)
    assert answer.split(b"\r\n\r\n", 1)[1].startswith(f"Refused: {reason}\n".encode())
    assert site.reasons == [reason]
    assert site.links == []


async def test_a_plain_get_is_told_to_upgrade(open_site: "OpenSite", exchange: "Exchange") -> None:
    site = await open_site()
    answer = await exchange(site, b"GET /ocpp/CS001 HTTP/1.1\r\nHost: x\r\n\r\n")
    assert header(answer, "Upgrade") == "websocket"
    assert b"ws://" in answer


async def test_a_station_without_a_version_in_common_may_be_upgraded_and_closed(open_site: "OpenSite") -> None:
    site = await open_site(
        settings=ListenerSettings(port=0, rules=HandshakeRules(prefix="/ocpp"), upgrade_then_close=True)
    )
    async with connect(f"{site.url}/CS001", subprotocols=[Subprotocol("ocpp1.5")]) as station:
        with pytest.raises(ConnectionClosed) as end:
            await station.recv()
    assert station.subprotocol is None
    assert end.value.rcvd is not None
    assert end.value.rcvd.code == 1002
    assert site.reasons == ["subprotocol-unknown"]


async def test_a_station_that_names_no_version_is_let_in_where_that_is_allowed(open_site: "OpenSite") -> None:
    rules = HandshakeRules(prefix="/ocpp", version_when_absent={StationId("old"): Version.V16}.get)
    site = await open_site(settings=ListenerSettings(port=0, rules=rules))
    async with connect(f"{site.url}/old") as station:
        await station.send('[2,"1","Heartbeat",{}]')
        assert await station.recv() == '[3,"1",{}]'
        assert station.subprotocol is None
    assert site.handshakes[0].findings[0].name == "subprotocol-absent"


async def test_an_admission_that_fails_is_the_servers_fault(open_site: "OpenSite", exchange: "Exchange") -> None:
    site = await open_site()

    async def fail(handshake: Handshake) -> Refusal:
        raise OSError("disk full")

    site.decide = fail
    answer = await exchange(site, ask("/ocpp/CS001"))
    assert (status(answer), header(answer, "Pilotwire-Refusal")) == (500, "admission-failed")
    assert b"disk full" not in answer


async def test_an_admission_that_takes_too_long_is_answered_503(open_site: "OpenSite", exchange: "Exchange") -> None:
    settings = ListenerSettings(port=0, rules=HandshakeRules(prefix="/ocpp"), handshake_timeout_s=0.05)
    site = await open_site(settings=settings)
    never = asyncio.Event()

    async def think(handshake: Handshake) -> Refusal:
        await never.wait()
        return refuse(Reason.UNKNOWN_STATION, "")

    site.decide = think
    answer = await exchange(site, ask("/ocpp/CS001"))
    assert (status(answer), header(answer, "Pilotwire-Refusal")) == (503, "admission-timed-out")
    assert header(answer, "Retry-After") == "33"


async def test_a_client_that_sends_half_a_request_is_hung_up_on(open_site: "OpenSite", exchange: "Exchange") -> None:
    settings = ListenerSettings(port=0, rules=HandshakeRules(prefix="/ocpp"), handshake_timeout_s=0.05)
    site = await open_site(settings=settings)
    assert await exchange(site, b"GET /ocpp/CS001 HTTP/1.1\r\nHost: ") == b""


async def test_garbage_before_the_upgrade_is_reported_and_harms_nobody(
    open_site: "OpenSite", exchange: "Exchange", caplog: pytest.LogCaptureFixture
) -> None:
    site = await open_site()
    assert status(await exchange(site, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")) == 400
    assert status(await exchange(site, b"hello\r\n\r\n")) == 400
    assert status(await exchange(site, b"GET /" + b"A" * 20000 + b" HTTP/1.1\r\n\r\n")) == 400
    assert status(await exchange(site, b"GET / HTTP/1.1\r\nAuthorization: Basic \x01c2VjcmV0\r\n\r\n")) == 400
    assert (site.reasons, caplog.records) == (["not-http"] * 4, [])
    async with connect(f"{site.url}/CS001", subprotocols=[V16]) as station:
        await station.send('[2,"1","Heartbeat",{}]')
        assert await station.recv() == '[3,"1",{}]'


async def test_in_a_storm_some_are_let_in_and_the_others_told_when_to_return(
    open_site: "OpenSite", exchange: "Exchange"
) -> None:
    limits = AdmissionLimits(concurrent=5, rate_per_s=1000.0, burst=1000, retry_after_s=10.0, retry_spread_s=20.0)
    settings = ListenerSettings(port=0, rules=HandshakeRules(prefix="/ocpp"), admission=limits)
    site = await open_site(settings=settings)
    turned_away = asyncio.Event()

    async def admit(handshake: Handshake) -> Refusal:
        await turned_away.wait()
        return refuse(Reason.UNKNOWN_STATION, "")

    site.decide = admit
    storm = [asyncio.ensure_future(exchange(site, ask(f"/ocpp/CS{n:03}"))) for n in range(50)]
    async with asyncio.timeout(10):
        while sum(task.done() for task in storm) < 45:
            await asyncio.wait([task for task in storm if not task.done()], return_when=asyncio.FIRST_COMPLETED)
    refused = [task.result() for task in storm if task.done()]
    turned_away.set()
    answers = await asyncio.gather(*storm)
    assert {(status(answer), header(answer, "Retry-After")) for answer in refused} == {(503, "20")}
    assert sorted(status(answer) for answer in answers) == [404] * 5 + [503] * 45
    later = await asyncio.gather(*(exchange(site, ask(f"/ocpp/CS{n:03}")) for n in range(5)))
    assert [status(answer) for answer in later] == [404] * 5


async def test_on_shutdown_every_station_gets_1001(open_site: "OpenSite", until: "Until") -> None:
    settings = ListenerSettings(port=0, rules=HandshakeRules(prefix="/ocpp"), shutdown_slice=3)
    site = await open_site(settings=settings)
    assert site.listener is not None
    stations = [await connect(f"{site.url}/CS{n}", subprotocols=[V16]) for n in range(8)]
    await until(lambda: len(site.links) == 8)
    await site.listener.close()
    for station in stations:
        await station.wait_closed()
    assert [station.close_code for station in stations] == [1001] * 8
    assert [end.cause for end in site.ended] == [CloseCause.SHUTTING_DOWN] * 8
    assert site.listener.connections == 0


async def test_shutdown_does_not_wait_for_a_station_that_does_not_read(
    open_site: "OpenSite", dial: "Dial", until: "Until"
) -> None:
    patient = SocketLimits(send_timeout_s=60.0, close_timeout_s=60.0)
    settings = ListenerSettings(port=0, rules=HandshakeRules(prefix="/ocpp"), socket=patient, shutdown_timeout_s=0.2)
    site = await open_site(settings=settings)
    assert site.listener is not None
    await dial(site)
    await until(lambda: site.links)
    link = site.links[0]

    async def fill() -> None:
        while True:
            await link.send_text("A" * 1_000_000)

    filling = asyncio.ensure_future(fill())
    await until(lambda: len(site.desk.frames) > 2)
    async with asyncio.timeout(20):
        await site.listener.close()
        with pytest.raises(NotConnectedError):
            await filling
    assert site.listener.connections == 0


async def test_a_server_that_stops_sends_newcomers_away(open_site: "OpenSite", until: "Until") -> None:
    site = await open_site()
    assert site.listener is not None
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    finish = asyncio.Event()

    async def linger(link: Link, incoming: Incoming) -> DeskReply:
        await finish.wait()
        return DeskReply(payload=b"{}")

    site.desk.answer = linger
    async with connect(f"{site.url}/CS001", subprotocols=[V16]) as station:
        await station.send('[2,"1","Heartbeat",{}]')
        await until(lambda: site.desk.handled)
        closing = asyncio.ensure_future(site.listener.close())
        await station.wait_closed()
        writer.write(ask("/ocpp/CS002"))
        answer = await reader.readuntil(b"\r\n\r\n")
        assert (status(answer), header(answer, "Pilotwire-Refusal")) == (503, "shutting-down")
        finish.set()
        await closing
        writer.close()


async def test_a_port_that_is_taken_is_named_with_a_way_out(open_site: "OpenSite") -> None:
    site = await open_site()
    second = StationListener(ListenerSettings(port=site.port), site, lambda: 0.5)
    with pytest.raises(
        CannotListenError, match=rf"^port {site.port} on 127.0.0.1 is taken by another program$"
    ) as error:
        await second.start()
    assert error.value.remedy == "stop that program, or choose another port"


async def test_an_address_of_another_machine_is_named_with_a_way_out(open_site: "OpenSite") -> None:
    site = await open_site()
    listener = StationListener(ListenerSettings(host="192.0.2.1", port=0), site, lambda: 0.5)
    with pytest.raises(CannotListenError, match="is not an address of this machine"):
        await listener.start()


async def test_it_listens_on_the_given_address_and_no_other(open_site: "OpenSite") -> None:
    site = await open_site()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.2", site.port)
