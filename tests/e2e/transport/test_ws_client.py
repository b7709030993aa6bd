import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING

import pytest
from websockets.asyncio.server import ServerConnection, serve

from pilotwire.adapters.transport.closing import CloseCause, Closed
from pilotwire.adapters.transport.handshake import Credentials, Handshake
from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.adapters.transport.ws_client import (
    Dial,
    Dialer,
    RefusedError,
    UnreachableError,
    basic_authorization,
    connect,
    station_url,
)

if TYPE_CHECKING:
    from tests.e2e.transport.conftest import OpenSite, Until

Answering = Callable[[bytes], Awaitable[int]]


@pytest.fixture
async def answering() -> AsyncIterator[Answering]:
    """A server that gives the same bytes to whoever connects; it tells its port."""
    servers: list[asyncio.Server] = []

    async def start(answer: bytes) -> int:
        async def give(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await reader.read()
            writer.close()

        server = await asyncio.start_server(give, "127.0.0.1", 0)
        servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    yield start
    for server in servers:
        server.close()


@pytest.mark.parametrize(
    ("endpoint", "identity", "url"),
    [
        ("ws://host/ocpp", "CS001", "ws://host/ocpp/CS001"),
        ("ws://host/ocpp/", "CS 001", "ws://host/ocpp/CS%20001"),
        ("wss://host:8443", "a/b", "wss://host:8443/a%2Fb"),
        ("ws://host", "Lades\u00e4ule?#%", "ws://host/Lades%C3%A4ule%3F%23%25"),
    ],
)
def test_the_identity_is_appended_percent_encoded(endpoint: str, identity: str, url: str) -> None:
    assert station_url(endpoint, identity) == url


def test_a_binary_key_goes_into_the_header_as_it_is() -> None:
    assert basic_authorization("CS001", b"\x00\xff:\x80\x01") == "Basic Q1MwMDE6AP86gAE="


@pytest.mark.parametrize("identity", ["CS001", "CS 001", "a/b", "Lades\u00e4ule", "100%25", "00:1A"])
async def test_our_server_reads_the_identity_that_our_client_wrote(open_site: "OpenSite", identity: str) -> None:
    site = await open_site()
    async with connect(site.url, identity, ("ocpp1.6",), "p:w") as connection:
        assert connection.subprotocol == "ocpp1.6"
        assert connection.peer.address == "127.0.0.1"
    assert site.handshakes[0].identity == identity
    assert site.handshakes[0].credentials == Credentials(identity.encode(), b"p:w")


async def test_leaving_the_block_closes_the_connection(open_site: "OpenSite", until: "Until") -> None:
    site = await open_site()
    async with connect(site.url, "CS001", ("ocpp1.6",)) as connection:
        await connection.send('[2,"1","Heartbeat",{}]')
        assert await connection.receive() == '[3,"1",{}]'
    await until(lambda: site.ended)
    assert site.ended == [Closed(CloseCause.PEER_CLOSED, 1000, "")]


async def test_a_foreign_server_is_understood(until: "Until") -> None:
    seen: list[tuple[str, str | None]] = []

    async def echo(server: ServerConnection) -> None:
        assert server.request is not None
        seen.append((server.request.path, server.request.headers.get("Authorization")))
        async for message in server:
            await server.send(message)
            await server.close(4007, "enough")

    async with serve(echo, "127.0.0.1", 0, subprotocols=["ocpp2.0.1"]) as server:  # type: ignore[list-item]
        port = next(iter(server.sockets)).getsockname()[1]
        async with connect(f"ws://127.0.0.1:{port}/csms", "CS 1", ("ocpp2.1", "ocpp2.0.1"), "secret") as connection:
            assert connection.subprotocol == "ocpp2.0.1"
            await connection.send('[2,"1","Heartbeat",{}]')
            assert await connection.receive() == '[2,"1","Heartbeat",{}]'
            assert await connection.receive() == Closed(CloseCause.PEER_CLOSED, 4007, "enough")
    assert seen == [("/csms/CS%201", "Basic " + base64.b64encode(b"CS 1:secret").decode())]


async def test_a_refusal_of_ours_is_named_with_its_remedy(open_site: "OpenSite") -> None:
    site = await open_site()

    async def deny(handshake: Handshake) -> Refusal:
        return refuse(Reason.UNKNOWN_STATION, "")

    site.decide = deny
    with pytest.raises(RefusedError, match=r"/ocpp/CS9 refused the connection: 404 unknown-station$") as error:
        async with connect(site.url, "CS9", ("ocpp1.6",)):
            pass
    assert (error.value.status, error.value.reason) == (404, Reason.UNKNOWN_STATION)
    assert error.value.remedy == "Add the station under exactly this identity, or correct it at the charger."


async def test_a_foreign_refusal_has_its_status_and_waiting_time(answering: Answering) -> None:
    port = await answering(b"HTTP/1.1 503 Busy\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(RefusedError) as error:
        async with connect(f"ws://127.0.0.1:{port}", "CS001", ("ocpp1.6",)):
            pass
    assert (error.value.status, error.value.reason, error.value.retry_after_s) == (503, None, 17.0)
    assert error.value.remedy == "try again later"


async def test_a_server_that_chooses_no_version_is_left() -> None:
    ended = asyncio.Event()

    async def wait(server: ServerConnection) -> None:
        await server.wait_closed()
        ended.set()

    async with serve(wait, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        with pytest.raises(RefusedError, match=r"/CS001 chose none of ocpp2.0.1, ocpp1.6$") as error:
            async with connect(f"ws://127.0.0.1:{port}", "CS001", ("ocpp2.0.1", "ocpp1.6")):
                pass
        async with asyncio.timeout(10):
            await ended.wait()
    assert (error.value.status, error.value.reason) == (101, None)


async def test_an_upgrade_with_the_wrong_key_is_no_upgrade(answering: Answering) -> None:
    port = await answering(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Protocol: ocpp1.6\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
    )
    with pytest.raises(RefusedError) as error:
        async with connect(f"ws://127.0.0.1:{port}", "CS001", ("ocpp1.6",)):
            pass
    assert error.value.status == 101
    assert error.value.remedy == "the server agreed to the upgrade in a wrong way: look for a proxy in between"


async def test_a_port_where_nobody_listens_is_unreachable(open_site: "OpenSite") -> None:
    site = await open_site()
    port = site.port
    assert site.listener is not None
    await site.listener.close()
    with pytest.raises(UnreachableError, match=rf"^cannot connect to ws://127.0.0.1:{port}/CS001: ") as error:
        async with connect(f"ws://127.0.0.1:{port}", "CS001", ("ocpp1.6",)):
            pass
    assert error.value.remedy == "check host, port and scheme (ws:// or wss://)"


async def test_a_server_that_never_answers_is_given_up(answering: Answering) -> None:
    port = await answering(b"")
    async with Dialer() as dialer:
        with pytest.raises(UnreachableError, match=r"no answer within 0.05 s$"):
            await dialer.dial(Dial(f"ws://127.0.0.1:{port}/CS001", ("ocpp1.6",), timeout_s=0.05))


async def test_a_password_is_in_no_error(open_site: "OpenSite") -> None:
    site = await open_site()

    async def deny(handshake: Handshake) -> Refusal:
        return refuse(Reason.CREDENTIALS_WRONG, "")

    site.decide = deny
    with pytest.raises(RefusedError) as error:
        async with connect(site.url, "CS001", ("ocpp1.6",), "hunter2"):
            pass
    assert "hunter2" not in repr(error.value) + str(error.value) + error.value.remedy
    assert "hunter2" not in repr(Dial("ws://x", (), basic_authorization("CS001", "hunter2")))


async def test_one_dialer_makes_many_connections(open_site: "OpenSite", until: "Until") -> None:
    site = await open_site()
    async with Dialer() as dialer:
        dials = [Dial(station_url(site.url, f"CS{n}"), ("ocpp1.6",)) for n in range(20)]
        connections = await asyncio.gather(*(dialer.dial(dial) for dial in dials))
        await asyncio.gather(*(connection.close(CloseCause.FINISHED) for connection in connections))
    await until(lambda: len(site.ended) == 20)
    assert [end.code for end in site.ended] == [1000] * 20
