"""One station's WebSocket in the load generator: bytes in, texts out, and as little in between as can be."""

import asyncio
import base64
import ssl
from collections.abc import Callable
from typing import Final, NamedTuple, cast

from pilotwire.apps.lab.bench.websocket import (
    CLOSE,
    PING,
    PONG,
    TEXT,
    client_frame,
    split_frames,
    upgrade_request,
)
from pilotwire.kernel.errors import PilotwireError


class LineError(PilotwireError):
    """The server would not have the connection, or ended it."""


class Line(asyncio.Protocol):
    """A WebSocket client; made by `open_line`. `heard` and `lost` may be changed at any time."""

    __slots__ = ("_buffer", "_opened", "_transport", "heard", "lost")

    def __init__(self, opened: asyncio.Future[None]) -> None:
        self._opened = opened
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self.heard: Callable[[bytes], None] = _nobody
        self.lost: Callable[[str], None] = _nobody_cares

    def say(self, text: bytes) -> None:
        """Send one text message; ignored once the connection has ended."""
        self.write(client_frame(text))

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        if self._transport is not None:
            self._transport.write(data)

    def close(self) -> None:
        """End the connection; nothing is heard of it any more."""
        self.heard, self.lost = _nobody, _nobody_cares
        if self._transport is not None:
            self._transport.write(client_frame(b"\x03\xe8", CLOSE))
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See asyncio.Protocol."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """See asyncio.Protocol."""
        if not self._buffer and len(data) == data[1] + 2 and data[0] == _WHOLE_TEXT:
            self.heard(data[2:])
        elif self._opened.done():
            self._take(self._buffer + data)
        else:
            self._take_upgrade(self._buffer + data)

    def connection_lost(self, error: Exception | None) -> None:
        """See asyncio.Protocol."""
        self._transport = None
        why = str(error) if error else "the server closed the connection"
        if self._opened.done():
            self.lost(why)
        else:
            self._opened.set_exception(LineError(why, _LOOK_AT_LOG))

    def _take(self, received: bytes) -> None:
        frames, self._buffer = split_frames(received)
        for opcode, content in frames:
            if opcode == TEXT:
                self.heard(content)
            elif opcode == PING:
                self.write(client_frame(content, PONG))
            elif opcode == CLOSE:
                self.lost(f"the server closed with {content[:2].hex()}: {content[2:].decode('utf-8', 'replace')}")

    def _take_upgrade(self, received: bytes) -> None:
        head, end, rest = received.partition(b"\r\n\r\n")
        if not end:
            self._buffer = received
            return
        status = head.partition(b"\r\n")[0].decode("latin-1")
        if " 101 " not in f"{status} ":
            self._opened.set_exception(LineError(f"the server refused a station: {status}", _LOOK_AT_LOG))
            return
        self._opened.set_result(None)
        self._take(rest)


class Secure(NamedTuple):
    """How a station shows who it is: by the certificate in its TLS context, or with a password in HTTP Basic."""

    context: ssl.SSLContext
    user: str = ""
    password: str = ""

    @property
    def header(self) -> str:
        """The line of the request, "" without a password."""
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return f"Authorization: Basic {pair}" if self.password else ""


async def open_line(port: int, path: str, subprotocol: str, secure: Secure | None = None) -> Line:
    """Connect to a server on this machine and shake hands, over TLS where it is to be. Raises LineError."""
    loop = asyncio.get_running_loop()
    opened: asyncio.Future[None] = loop.create_future()
    try:
        async with asyncio.timeout(_HANDSHAKE_S):
            context = None if secure is None else secure.context
            _, line = await loop.create_connection(lambda: Line(opened), _HOST, port, ssl=context)
            header = "" if secure is None else secure.header
            line.write(upgrade_request(_HOST, port, path, subprotocol, *((header,) if header else ())))
            await opened
    except TimeoutError:
        raise LineError(f"no answer to a handshake within {_HANDSHAKE_S:g} s", _LOOK_AT_LOG) from None
    except OSError as error:
        raise LineError(f"cannot connect to port {port}: {error.strerror or error}", _LOOK_AT_LOG) from error
    return line


_HOST: Final = "127.0.0.1"
_HANDSHAKE_S: Final = 30.0
_WHOLE_TEXT: Final = 0x81
_LOOK_AT_LOG: Final = "look at the last log lines of the server"


def _nobody(text: bytes) -> None:
    """Nobody listens."""


def _nobody_cares(why: str) -> None:
    """Nobody minds the end."""
