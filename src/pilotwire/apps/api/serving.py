"""The API's listener inside a running event loop."""

import asyncio
import socket
import sys
from contextlib import suppress
from ipaddress import ip_address
from typing import Final

import uvicorn

from pilotwire.adapters.transport.binding import listening_socket

from .app import Api
from .door import door
from .metrics import count_requests
from .parts import ApiParts

_BACKLOG: Final = 1024
_UNREAD_MS: Final = 60_000
_GRACE_S: Final = 5
_LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "::1")


class ApiServer:
    """The API on one address. `port` is the real one, also where any was asked for."""

    def __init__(self, parts: ApiParts, listening: socket.socket) -> None:
        host, self.port = listening.getsockname()[:2]
        self.host: str = host
        self._parts = parts
        self._listening = listening
        self._server = uvicorn.Server(_config(parts, allowed_hosts(host, parts.settings.hosts)))
        self._running: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, parts: ApiParts, host: str, port: int) -> "ApiServer":
        """Listen and serve. Raises PilotwireError when the address cannot be had."""
        listening = await listening_socket(host, port, backlog=_BACKLOG)
        # a reader that takes nothing more must not hold its connection for ever
        if sys.platform == "linux":
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNREAD_MS)
        server = cls(parts, listening)
        server._server.config.load()
        server._server.lifespan = server._server.config.lifespan_class(server._server.config)
        await server._server.startup(sockets=[listening])
        server._running = asyncio.create_task(server._server.main_loop())
        return server

    async def stop(self) -> None:
        """Take no more requests, end the event streams, and let what is being answered finish, for 5 s at most."""
        if self._running is None:
            return
        self._parts.readers.stop()
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running
        self._running = None
        await self._server.shutdown(sockets=[self._listening])


def allowed_hosts(host: str, also: tuple[str, ...]) -> frozenset[str] | None:
    """The names that the server may be called by: on loopback its own and those of the settings, elsewhere any.

    A page of another site can point a name of its own at 127.0.0.1, but not make the browser send our name.
    """
    if not ip_address(host.partition("%")[0]).is_loopback:
        return None
    return frozenset({*_LOOPBACK_NAMES, host, *(name.lower() for name in also)})


def _config(parts: ApiParts, hosts: frozenset[str] | None) -> uvicorn.Config:
    return uvicorn.Config(
        door(Api(parts), hosts, count_requests(parts.registry)),
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=_GRACE_S,
    )
