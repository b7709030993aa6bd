import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from pilotwire.adapters.transport.closing import CloseCause, Closed, closing
from pilotwire.adapters.transport.connection import Connection, NotConnectedError, SocketLimits
from pilotwire.adapters.transport.door import Admission, ListenerSettings
from pilotwire.adapters.transport.handshake import Handshake, HandshakeRules

if TYPE_CHECKING:
    from tests.e2e.transport.conftest import Dial, OpenSite, Site, Until

V16 = Subprotocol("ocpp1.6")


class Listening:
    """Serves a connection by keeping all that it gives."""

    def __init__(self) -> None:
        self.received: list[str | bytes | Closed] = []
        self.connection: Connection | None = None

    async def serve(self, connection: Connection, admission: Admission[str]) -> None:
        self.connection = connection
        while not self.received or not isinstance(self.received[-1], Closed):
            self.received.append(await connection.receive())

    @property
    def open(self) -> Connection:
        assert self.connection is not None
        return self.connection


@pytest.fixture
def listening() -> Listening:
    return Listening()


async def start(open_site: "OpenSite", listening: Listening, limits: SocketLimits | None = None) -> "Site":
    settings = ListenerSettings(port=0, rules=HandshakeRules(prefix="/ocpp"), socket=limits or SocketLimits())
    site = await open_site(settings=settings)
    site.serving = listening.serve
    return site


async def test_text_and_binary_come_as_what_they_are(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    station = await dial(await start(open_site, listening))
    station.text("Lades\u00e4ule")
    station.frame(0x82, b"\x00\xff")
    await until(lambda: len(listening.received) == 2)
    assert listening.received == ["Lades\u00e4ule", b"\x00\xff"]


async def test_a_message_in_fragments_with_a_ping_between_is_one_message(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    station = await dial(await start(open_site, listening))
    station.frame(0x01, b"one, ")
    station.frame(0x89, b"ping")
    station.frame(0x80, b"two")
    assert await station.read() == (0xA, b"ping")
    await until(lambda: listening.received)
    assert listening.received == ["one, two"]
    assert listening.open.frames_in == 2


@pytest.mark.parametrize(
    ("first_byte", "payload", "cause", "code"),
    [
        (0x81, b"A" * 1001, CloseCause.FRAME_TOO_BIG, 1009),
        (0x82, b"A" * 1001, CloseCause.FRAME_TOO_BIG, 1009),
        (0x81, b"\xff\xfe", CloseCause.FRAME_NOT_UTF8, 1007),
        (0xC1, b"\x00", CloseCause.COMPRESSION_UNASKED, 1002),
        (0x83, b"", CloseCause.FRAMING_BROKEN, 1002),
        (0x80, b"", CloseCause.FRAMING_BROKEN, 1002),
    ],
)
async def test_a_frame_against_the_rules_ends_the_connection_by_name(
    open_site: "OpenSite",
    dial: "Dial",
    until: "Until",
    listening: Listening,
    first_byte: int,
    payload: bytes,
    cause: CloseCause,
    code: int,
) -> None:
    station = await dial(await start(open_site, listening, SocketLimits(message_bytes=1000)))
    station.frame(first_byte, payload)
    opcode, close_frame = await station.read()
    assert (opcode, int.from_bytes(close_frame[:2], "big")) == (8, code)
    await until(lambda: listening.received)
    end = listening.received[-1]
    assert isinstance(end, Closed)
    assert (end.cause, end.code) == (cause, code)


async def test_a_message_of_just_the_allowed_size_is_taken(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    station = await dial(await start(open_site, listening, SocketLimits(message_bytes=1000)))
    station.text("A" * 1000)
    await until(lambda: listening.received)
    assert listening.received == ["A" * 1000]


async def test_fragments_that_together_are_too_big_are_refused(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    station = await dial(await start(open_site, listening, SocketLimits(message_bytes=1000)))
    station.frame(0x01, b"A" * 600)
    station.frame(0x80, b"A" * 600)
    await until(lambda: listening.received)
    assert listening.received == [closing(CloseCause.FRAME_TOO_BIG)]


async def test_a_huge_message_is_refused_before_it_is_read(
    open_site: "OpenSite", until: "Until", listening: Listening
) -> None:
    site = await start(open_site, listening)
    async with connect(f"{site.url}/CS001", subprotocols=[V16]) as station:
        with contextlib.suppress(ConnectionClosed):
            await station.send("A" * 20_000_000)
        with pytest.raises(ConnectionClosed):
            await station.recv()
    await until(lambda: listening.received)
    assert listening.received == [closing(CloseCause.FRAME_TOO_BIG)]


async def test_the_close_frame_of_the_peer_is_reported_as_sent(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    station = await dial(await start(open_site, listening))
    station.frame(0x88, (4500).to_bytes(2, "big") + b"going for a walk")
    await until(lambda: listening.received)
    assert listening.received == [Closed(CloseCause.PEER_CLOSED, 4500, "going for a walk")]


async def test_a_close_frame_without_a_code_is_1005(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    station = await dial(await start(open_site, listening))
    station.frame(0x88, b"")
    await until(lambda: listening.received)
    assert listening.received == [Closed(CloseCause.PEER_CLOSED, 1005, "")]


async def test_a_line_that_is_cut_is_1006(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    station = await dial(await start(open_site, listening))
    station.writer.transport.abort()
    await until(lambda: listening.received)
    assert listening.received == [closing(CloseCause.LOST)]
    with pytest.raises(NotConnectedError, match=r"^the connection has ended: connection-lost$"):
        await listening.open.send("too late")


async def test_closing_tells_the_peer_code_and_reason(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    station = await dial(await start(open_site, listening))
    await until(lambda: listening.connection)
    await listening.open.close(CloseCause.REPLACED)
    await listening.open.close(CloseCause.FINISHED)
    expected = (4001).to_bytes(2, "big") + b"replaced by a newer connection with the same identity"
    assert await station.read() == (8, expected)
    assert await station.read() == (-1, b"")
    await until(lambda: listening.received)
    assert listening.received == [closing(CloseCause.REPLACED)]


async def test_who_does_not_read_is_cut_off_and_all_senders_told(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    await dial(await start(open_site, listening, SocketLimits(send_timeout_s=0.1)))
    await until(lambda: listening.connection)

    async def fill() -> None:
        while True:
            await listening.open.send("A" * 500_000)

    results = await asyncio.gather(fill(), fill(), fill(), return_exceptions=True)
    assert [type(result) for result in results] == [NotConnectedError] * 3
    await until(lambda: listening.received)
    assert listening.received == [closing(CloseCause.SLOW_READER)]


async def test_who_reads_late_still_gets_every_message_in_order(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    station = await dial(await start(open_site, listening))
    await until(lambda: listening.connection)
    sending = asyncio.gather(*(listening.open.send(f"{n:>60000}") for n in range(200)))
    numbers = [int((await station.read())[1]) for _ in range(200)]
    assert numbers == list(range(200))
    await sending


async def test_a_ping_goes_out_and_its_pong_counts_as_life(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    station = await dial(await start(open_site, listening))
    await until(lambda: listening.connection)
    await listening.open.ping()
    opcode, payload = await station.read()
    assert opcode == 9
    station.frame(0x8A, payload)
    await until(lambda: listening.open.frames_in == 1)
    assert listening.received == []


@pytest.mark.parametrize(("allowed", "expected"), [(True, True), (False, False)])
async def test_compression_is_agreed_only_where_it_is_allowed(
    open_site: "OpenSite", until: "Until", listening: Listening, allowed: bool, expected: bool
) -> None:
    site = await start(open_site, listening)

    async def admit(handshake: Handshake) -> Admission[str]:
        return Admission(handshake, "x", compress=allowed)

    site.decide = admit
    async with connect(f"{site.url}/CS001", subprotocols=[V16], compression="deflate") as station:
        extensions = station.protocol.extensions
        await station.send("A" * 10_000)
        await until(lambda: listening.received)
        await listening.open.send("B" * 10_000)
        assert await station.recv() == "B" * 10_000
    assert bool(extensions) is expected
    assert listening.received[0] == "A" * 10_000


async def test_compression_is_not_agreed_with_a_station_that_does_not_offer_it(
    open_site: "OpenSite", dial: "Dial", until: "Until", listening: Listening
) -> None:
    site = await start(open_site, listening)

    async def admit(handshake: Handshake) -> Admission[str]:
        return Admission(handshake, "x", compress=True)

    site.decide = admit
    station = await dial(site)
    await until(lambda: listening.connection)
    await listening.open.send("plain")
    assert await station.read() == (1, b"plain")
