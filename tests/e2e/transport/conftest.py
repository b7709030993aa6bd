"""A listener on loopback with a door and a desk that note everything; bare sockets as the other side."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

import pytest
import uvloop

from pilotwire.adapters.transport.closing import Closed
from pilotwire.adapters.transport.connection import Connection
from pilotwire.adapters.transport.desk import DeskReply, Incoming, SeenFrame
from pilotwire.adapters.transport.door import Admission, ListenerSettings
from pilotwire.adapters.transport.handshake import Certificate, Handshake, HandshakeRules, UpgradeRequest
from pilotwire.adapters.transport.link import DEFAULT_POLICY, Link, LinkPolicy
from pilotwire.adapters.transport.refusal import Refusal
from pilotwire.adapters.transport.ws_server import StationListener
from pilotwire.protocol.ocppj.endpoint import Endpoint
from pilotwire.protocol.ocppj.limits import DEFAULT_LIMITS, Limits
from pilotwire.protocol.ocppj.reply import Reply
from pilotwire.protocol.ocppj.version import Version


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop that servers run on."""
    return {"uvloop": uvloop.new_event_loop}


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


async def accept(link: Link, incoming: Incoming) -> DeskReply:
    return DeskReply(payload=b"{}")


@dataclass
class NotingDesk:
    """Answers by `answer`, notes what was handled, settled and seen."""

    answer: Callable[[Link, Incoming], Awaitable[DeskReply]] = accept
    settling: Callable[[Incoming], Awaitable[None]] | None = None
    handled: list[Incoming] = field(default_factory=list)
    settled: list[tuple[Incoming, DeskReply, str]] = field(default_factory=list)
    frames: list[SeenFrame] = field(default_factory=list)

    async def handle(self, link: Link, incoming: Incoming) -> DeskReply:
        self.handled.append(incoming)
        return await self.answer(link, incoming)

    async def settle(
        self, link: Link, incoming: Incoming, reply: DeskReply, answer: str, answered_at: datetime
    ) -> None:
        if self.settling is not None:
            await self.settling(incoming)
        self.settled.append((incoming, reply, answer))

    def seen(self, link: Link, frame: SeenFrame) -> None:
        self.frames.append(frame)

    @property
    def actions(self) -> list[str]:
        return [incoming.message.action for incoming in self.handled]


async def admit_all(handshake: Handshake) -> Admission[str] | Refusal:
    return Admission(handshake, station=handshake.identity)


@dataclass
class Site:
    """A listener with a link per connection."""

    desk: NotingDesk = field(default_factory=NotingDesk)
    decide: Callable[[Handshake], Awaitable[Admission[str] | Refusal]] = admit_all
    policy: LinkPolicy = DEFAULT_POLICY
    limits: Limits = DEFAULT_LIMITS
    replies: tuple[Reply, ...] = ()
    links: list[Link] = field(default_factory=list)
    handshakes: list[Handshake] = field(default_factory=list)
    ended: list[Closed] = field(default_factory=list)
    refusals: list[tuple[str, Refusal]] = field(default_factory=list)
    listener: StationListener[str] | None = None
    serving: Callable[[Connection, Admission[str]], Awaitable[None]] | None = None
    """In place of a link."""

    @property
    def port(self) -> int:
        assert self.listener is not None
        return self.listener.port

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ocpp"

    @property
    def reasons(self) -> list[str]:
        return [refusal.reason for _, refusal in self.refusals]

    async def admit(self, handshake: Handshake) -> Admission[str] | Refusal:
        self.handshakes.append(handshake)
        return await self.decide(handshake)

    async def serve(self, connection: Connection, admission: Admission[str]) -> None:
        if self.serving is not None:
            await self.serving(connection, admission)
            return
        endpoint = Endpoint(admission.handshake.version, self.limits, self.replies)
        link = Link(connection, endpoint, self.desk, SystemClock(), self.policy)
        self.links.append(link)
        self.ended.append(await link.run())
        await link.drained()

    def refused(self, request: UpgradeRequest, identity: str, refusal: Refusal) -> None:
        self.refusals.append((identity, refusal))


@dataclass(frozen=True)
class FixedTls:
    """Always the same context; OpenSSL alone judges certificates."""

    fixed: ssl.SSLContext

    def context(self) -> ssl.SSLContext:
        return self.fixed

    def check(self, certificate: Certificate | None) -> Refusal | None:
        return None


class OpenSite(Protocol):
    """Start a listener on a free port."""

    async def __call__(
        self, settings: ListenerSettings | None = None, ssl_context: ssl.SSLContext | None = None
    ) -> Site: ...


SETTINGS = ListenerSettings(port=0, rules=HandshakeRules(prefix="/ocpp"))


@pytest.fixture
async def open_site() -> AsyncIterator[OpenSite]:
    """Listeners that are closed at the end of the test."""
    opened: list[Site] = []

    async def start(settings: ListenerSettings | None = None, ssl_context: ssl.SSLContext | None = None) -> Site:
        site = Site()
        tls = None if ssl_context is None else FixedTls(ssl_context)
        site.listener = StationListener(settings or SETTINGS, site, lambda: 0.5, tls)
        await site.listener.start()
        opened.append(site)
        return site

    yield start
    for site in opened:
        assert site.listener is not None
        await site.listener.close()


Until = Callable[[Callable[[], object]], Awaitable[None]]


@pytest.fixture
def until() -> Until:
    """Wait for a condition, with a deadline that only a broken machine reaches."""

    async def wait(condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < deadline, "the condition did not come true"
            await asyncio.sleep(0.002)

    return wait


class RawStation:
    """A station made of a bare socket: it sends any bytes and reads frames one by one."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def text(self, text: str) -> None:
        """Send a text frame."""
        self.frame(0x81, text.encode())

    def frame(self, first_byte: int, payload: bytes) -> None:
        """Send one frame, masked with zeros."""
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + size.to_bytes(2, "big")
        self.writer.write(bytes([first_byte]) + length + b"\0\0\0\0" + payload)

    async def read(self) -> tuple[int, bytes]:
        """The next frame: opcode and payload; opcode -1 once the server has hung up."""
        try:
            async with asyncio.timeout(10):
                first, length = await self.reader.readexactly(2)
                size = length if length < 126 else int.from_bytes(await self.reader.readexactly(2), "big")
                return first & 0x0F, await self.reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            return -1, b""


class Dial(Protocol):
    """Connect as the given identity with a bare socket."""

    async def __call__(self, site: Site, identity: str = "CS001", version: Version = Version.V16) -> RawStation: ...


@pytest.fixture
async def dial() -> AsyncIterator[Dial]:
    """Bare sockets past the upgrade."""
    writers: list[asyncio.StreamWriter] = []

    async def connect(site: Site, identity: str = "CS001", version: Version = Version.V16) -> RawStation:
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        writers.append(writer)
        writer.write(upgrade_request(f"/ocpp/{identity}", version.subprotocol))
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 ")
        return RawStation(reader, writer)

    yield connect
    for writer in writers:
        writer.transport.abort()


def upgrade_request(path: str, subprotocol: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Protocol: {subprotocol}\r\n\r\n"
    ).encode()


class Exchange(Protocol):
    """Send bytes to the site and return all that comes back until it hangs up."""

    async def __call__(self, site: Site, sent: bytes) -> bytes: ...


@pytest.fixture
def exchange() -> Exchange:
    """One request on a bare socket."""

    async def send(site: Site, sent: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        writer.write(sent)
        try:
            async with asyncio.timeout(10):
                return await reader.read()
        finally:
            writer.transport.abort()

    return send
