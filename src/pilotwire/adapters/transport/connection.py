"""One WebSocket as the floors above see it, and how aiohttp provides it, for both roles."""

import asyncio
from dataclasses import dataclass
from typing import Final, Protocol

import aiohttp
from aiohttp import WSMessage, WSMsgType, web

from pilotwire.adapters.transport.closing import NO_CODE, CloseCause, Closed, closing
from pilotwire.adapters.transport.handshake import Certificate
from pilotwire.kernel.errors import PilotwireError


class NotConnectedError(PilotwireError):
    """There is no connection, or it ended before this could be done; `closed` says how, if it is known.

    `sent`: the message had gone out, so what it asked for may have happened.
    """

    def __init__(self, closed: Closed | None = None, *, sent: bool = False) -> None:
        cause = "" if closed is None else f": {closed.cause}"
        super().__init__(f"the connection has ended{cause}", "wait until the station is connected again")
        self.closed = closed
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Peer:
    """Who is at the other end."""

    address: str = ""
    secure: bool = False
    certificate: Certificate | None = None
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class SocketLimits:
    """What one connection may cost: the largest message taken, and how long we wait for a peer that does not read."""

    message_bytes: int = 1 << 20
    send_timeout_s: float = 20.0
    close_timeout_s: float = 5.0


class Connection(Protocol):
    """One open WebSocket. One reader; any number of senders, whose frames keep the order of the calls."""

    @property
    def subprotocol(self) -> str:
        """The OCPP version, by its name in the handshake."""
        ...

    @property
    def peer(self) -> Peer:
        """Who is at the other end."""
        ...

    @property
    def frames_in(self) -> int:
        """How many frames came so far, pongs and pings too: while it rises, the peer lives."""
        ...

    @property
    def closed(self) -> Closed | None:
        """How it ended; None while it is open."""
        ...

    async def receive(self) -> str | bytes | Closed:
        """The next text (str) or binary (bytes) message, or how the connection ended; never raises for the peer."""
        ...

    async def send(self, text: str) -> None:
        """Hand a text message to the network; waits only while the peer reads too slowly. Raises NotConnectedError."""
        ...

    async def ping(self) -> None:
        """Send a ping, unless frames are waiting to be read anyway; never waits, and ignores an ended connection."""
        ...

    async def close(self, cause: CloseCause) -> None:
        """Say good-bye and end it, in bounded time; the first caller's cause counts."""
        ...

    def abort(self, cause: CloseCause) -> None:
        """End it at once, without a close frame and without what was not sent yet."""
        ...


Socket = web.WebSocketResponse | aiohttp.ClientWebSocketResponse


class AiohttpConnection:
    """`Connection` by aiohttp; the socket must be made with `autoping=False`, so that pongs are seen."""

    __slots__ = ("_limits", "_socket", "_transport", "closed", "frames_in", "peer", "subprotocol")

    def __init__(
        self, socket: Socket, transport: asyncio.Transport, subprotocol: str, peer: Peer, limits: SocketLimits
    ) -> None:
        self._socket = socket
        self._transport = transport
        self._limits = limits
        self.subprotocol = subprotocol
        self.peer = peer
        self.frames_in = 0
        self.closed: Closed | None = None

    async def receive(self) -> str | bytes | Closed:
        """See `Connection`."""
        while self.closed is None:
            message = await self._socket.receive()
            self.frames_in += 1
            kind = message.type
            if kind is WSMsgType.TEXT or kind is WSMsgType.BINARY:
                data: str | bytes = message.data
                return data
            if kind is WSMsgType.PING:
                await self._pong(message.data)
            elif kind is not WSMsgType.PONG:
                self._ended(_reading(message))
        return self.closed

    async def send(self, text: str) -> None:
        """See `Connection`."""
        if self.closed is not None:
            raise NotConnectedError(self.closed)
        data = text.encode()
        try:
            if self._transport.get_write_buffer_size() + len(data) < _AIOHTTP_WAITS_FROM:
                await self._socket.send_frame(data, WSMsgType.TEXT)
            else:
                await self._send_slowly(data)
        except (ConnectionError, RuntimeError) as error:
            raise NotConnectedError(self._ended(closing(CloseCause.LOST))) from error

    async def ping(self) -> None:
        """See `Connection`."""
        if self.closed is not None or self._transport.get_write_buffer_size():
            return
        try:
            await self._socket.ping()
        except (ConnectionError, RuntimeError):
            self._ended(closing(CloseCause.LOST))

    async def close(self, cause: CloseCause) -> None:
        """See `Connection`."""
        if self.closed is not None:
            return
        end = self._ended(closing(cause))
        guard = asyncio.get_running_loop().call_later(self._limits.close_timeout_s, self._transport.abort)
        try:
            await self._socket.close(code=end.code, message=end.reason.encode())
        finally:
            if self._transport.is_closing() and not self._transport.get_write_buffer_size():
                guard.cancel()

    def abort(self, cause: CloseCause) -> None:
        """See `Connection`."""
        self._ended(closing(cause))
        self._transport.abort()

    async def _send_slowly(self, data: bytes) -> None:
        # The transport is aborted in place of the sender cancelled: senders share one future inside aiohttp, and a
        # cancelled one would cancel the others.
        loop = asyncio.get_running_loop()
        guard = loop.call_later(self._limits.send_timeout_s, self.abort, CloseCause.SLOW_READER)
        try:
            await self._socket.send_frame(data, WSMsgType.TEXT)
        finally:
            guard.cancel()
        if self.closed is not None:
            raise NotConnectedError(self.closed)

    async def _pong(self, payload: bytes) -> None:
        if self._transport.get_write_buffer_size():
            return
        try:
            await self._socket.pong(payload)
        except (ConnectionError, RuntimeError):
            self._ended(closing(CloseCause.LOST))

    def _ended(self, end: Closed) -> Closed:
        if self.closed is None:
            self.closed = end
        return self.closed


# aiohttp waits for the peer once a transport holds more than its high-water mark, 64 KiB by default.
_AIOHTTP_WAITS_FROM: Final = 60 * 1024


def _reading(message: WSMessage) -> Closed:
    if message.type is WSMsgType.CLOSE:
        return Closed(CloseCause.PEER_CLOSED, message.data or NO_CODE, message.extra or "")
    if message.type is WSMsgType.ERROR and isinstance(message.data, aiohttp.WebSocketError):
        return closing(_cause(message.data))
    return closing(CloseCause.LOST)


def _cause(error: aiohttp.WebSocketError) -> CloseCause:
    if error.code == aiohttp.WSCloseCode.MESSAGE_TOO_BIG:
        return CloseCause.FRAME_TOO_BIG
    if error.code == aiohttp.WSCloseCode.INVALID_TEXT:
        return CloseCause.FRAME_NOT_UTF8
    # aiohttp has one code for all breaches of framing; only its words tell of reserved bits, which mean compression.
    return CloseCause.COMPRESSION_UNASKED if "reserved bits" in str(error) else CloseCause.FRAMING_BROKEN
