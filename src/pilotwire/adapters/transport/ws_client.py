"""The station's side of the handshake: for virtual stations, the lab, the router's upstream legs and library users."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Self
from urllib.parse import quote

import aiohttp
from aiohttp import hdrs
from multidict import CIMultiDict
from yarl import URL

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.connection import AiohttpConnection, Connection, NotConnectedError, Peer, SocketLimits
from pilotwire.adapters.transport.refusal import REASON_HEADER, Reason, remedy_for
from pilotwire.kernel.errors import PilotwireError


class UnreachableError(PilotwireError):
    """No server answered at the address."""


class RefusedError(PilotwireError):
    """The server answered the handshake with an HTTP error, or with one that breaks the rules.

    `reason` is None when the server does not name it; `status` is 101 for an upgrade that was agreed to wrongly.
    """

    def __init__(
        self, status: int, reason: Reason | None, message: str, remedy: str, retry_after_s: float | None = None
    ) -> None:
        super().__init__(message, remedy)
        self.status = status
        self.reason = reason
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Dial:
    """Where and as whom to connect; whatever is odd on purpose (a lab's station) goes into `url` and the headers.

    `subprotocols` in our order of preference. `compress` offers permessage-deflate.
    """

    url: str
    subprotocols: tuple[str, ...]
    authorization: str | None = field(default=None, repr=False)
    headers: tuple[tuple[str, str], ...] = ()
    compress: bool = False
    ssl_context: ssl.SSLContext | None = None
    limits: SocketLimits = field(default_factory=SocketLimits)
    timeout_s: float = 30.0


def station_url(endpoint: str, identity: str) -> str:
    """Endpoint plus '/' plus the identity, percent-encoded. Source: OCPP-J 1.6, 3.1.1; OCPP 2.x part 4, 3.1.1."""
    return f"{endpoint.rstrip('/')}/{quote(identity, safe='')}"


def basic_authorization(user: str, password: str | bytes) -> str:
    """The value of the Authorization header; bytes for a binary key of 1.6."""
    secret = password.encode() if isinstance(password, str) else password
    return "Basic " + base64.b64encode(user.encode() + b":" + secret).decode()


@asynccontextmanager
async def connect(
    url: str, identity: str, versions: tuple[str, ...], password: str | bytes | None = None
) -> AsyncIterator[Connection]:
    """One connection by itself, to `url` (ws:// or wss://) plus the identity. Raises UnreachableError, RefusedError."""
    authorization = None if password is None else basic_authorization(identity, password)
    async with Dialer() as dialer:
        connection = await dialer.dial(Dial(station_url(url, identity), versions, authorization))
        try:
            yield connection
        finally:
            await connection.close(CloseCause.FINISHED)


class Dialer:
    """Makes connections that share one set of aiohttp's structures: thousands of virtual stations need only one."""

    def __init__(self, local_address: str | None = None) -> None:
        """`local_address` is where connections come from: one address has no more than about 28,000 ports."""
        connector = aiohttp.TCPConnector(
            limit=0, force_close=True, local_addr=None if local_address is None else (local_address, 0)
        )
        self._session = aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), timeout=aiohttp.ClientTimeout(total=None)
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Drop what is shared; connections that are still open end."""
        await self._session.close()

    async def dial(self, dial: Dial) -> Connection:
        """Connect. Raises UnreachableError, RefusedError."""
        try:
            async with asyncio.timeout(dial.timeout_s):
                socket = await self._upgrade(dial)
        except aiohttp.WSServerHandshakeError as error:
            raise _refused(dial.url, error) from error
        except TimeoutError as error:
            raise _unreachable(dial.url, f"no answer within {dial.timeout_s:g} s") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _unreachable(dial.url, str(error)) from error
        transport = _transport(socket)
        chosen = socket.protocol or ""
        connection = AiohttpConnection(socket, transport, chosen, Peer(_address(transport)), dial.limits)
        if dial.subprotocols and not chosen:
            await connection.close(CloseCause.NO_SUBPROTOCOL)
            offered = ", ".join(dial.subprotocols)
            raise RefusedError(101, None, f"{dial.url} chose none of {offered}", "offer a version that it speaks")
        return connection

    async def _upgrade(self, dial: Dial) -> aiohttp.ClientWebSocketResponse:
        headers = CIMultiDict(dial.headers)
        headers.setdefault(hdrs.USER_AGENT, "Pilotwire")
        if dial.authorization is not None:
            headers[hdrs.AUTHORIZATION] = dial.authorization
        return await self._session.ws_connect(
            URL(dial.url, encoded=True),
            protocols=dial.subprotocols,
            timeout=aiohttp.ClientWSTimeout(ws_close=dial.limits.close_timeout_s),
            autoping=False,
            headers=headers,
            ssl=dial.ssl_context or True,
            compress=15 if dial.compress else 0,
            max_msg_size=dial.limits.message_bytes + 1,  # aiohttp refuses from this size on
        )


def _transport(socket: aiohttp.ClientWebSocketResponse) -> asyncio.Transport:
    # aiohttp has no public way to it, and without it neither a slow reader nor a dead peer can be cut off.
    connection = socket._response.connection
    transport = None if connection is None else connection.transport
    if transport is None:
        raise NotConnectedError
    return transport


def _address(transport: asyncio.Transport) -> str:
    peername = transport.get_extra_info("peername")
    return str(peername[0]) if isinstance(peername, tuple) and peername else ""


def _unreachable(url: str, why: str) -> UnreachableError:
    return UnreachableError(f"cannot connect to {url}: {why}", "check host, port and scheme (ws:// or wss://)")


def _refused(url: str, error: aiohttp.WSServerHandshakeError) -> RefusedError:
    headers = error.headers or CIMultiDict()
    named = headers.get(REASON_HEADER, "")
    reason = next((known for known in Reason if known == named), None)
    waits = headers.get(hdrs.RETRY_AFTER, "")
    remedy = remedy_for(reason) if reason else _REMEDIES.get(error.status, "look at the log of the server")
    why = f"{error.status}" if reason is None else f"{error.status} {reason}"
    message = f"{url} refused the connection: {why}"
    return RefusedError(error.status, reason, message, remedy, float(waits) if waits.isdigit() else None)


_REMEDIES: Final[Mapping[int, str]] = MappingProxyType(
    {
        101: "the server agreed to the upgrade in a wrong way: look for a proxy in between",
        400: "check the OCPP version and the address",
        401: "check the password; the user is the identity",
        403: "ask the operator of the server to let this station in",
        404: "check the identity and the path of the address",
        426: "check the scheme: ws:// or wss://",
        503: "try again later",
    }
)
