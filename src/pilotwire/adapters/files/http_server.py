"""Files over HTTP for stations: GET and HEAD with ranges, PUT and POST, plain or TLS, also for old HTTP stacks."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from urllib.parse import unquote_to_bytes

from aiohttp import StreamReader, hdrs, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage

from pilotwire.adapters.transport.binding import listening_socket
from pilotwire.adapters.transport.door import Tls
from pilotwire.adapters.transport.http_reading import SERVER_NAME, http_logger
from pilotwire.adapters.transport.tls_accept import TlsAcceptor, TlsTerms
from pilotwire.domain.byte_range import UnsatisfiableRangeError
from pilotwire.kernel.errors import PilotwireError
from pilotwire.services.file_faults import FileRefusedError, FileTroubleError
from pilotwire.services.files import Files

from .gate import TransferGate
from .giving import give
from .http_answers import plain, refusal_answer, trouble_answer, unsatisfiable
from .taking import take

PREFIX: Final = "/files"
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileListener:
    """Where to listen. `handshake_timeout_s` is also how long a connection may be idle, before its first request and
    between two; beyond `connections` at a time new ones are closed at once.
    """

    host: str = "127.0.0.1"
    port: int = 0
    handshake_timeout_s: float = 30.0
    handshakes_at_once: int = 50
    connections: int = 1000
    backlog: int = 256


@dataclass(slots=True)
class _Running:
    server: asyncio.Server | TlsAcceptor
    http: web.Server
    silent: set[web.RequestHandler]
    transfers: set[asyncio.Task[object]] = field(default_factory=set)


class HttpFileServer:
    """One listening address for files. With `tls` it speaks nothing else."""

    def __init__(self, files: Files, gate: TransferGate, settings: FileListener, tls: Tls | None = None) -> None:
        self._files = files
        self._gate = gate
        self._settings = settings
        self._tls = tls
        self._running: _Running | None = None
        self.port = settings.port

    async def start(self) -> None:
        """Begin to listen; `port` is the real one then. Raises CannotListenError."""
        settings = self._settings
        listening = await listening_socket(settings.host, settings.port, backlog=settings.backlog)
        self.port = listening.getsockname()[1]
        http = web.Server(
            self._answer, request_factory=self._make_request,
            access_log=None, logger=http_logger(_log), keepalive_timeout=settings.handshake_timeout_s,
            lingering_time=_LINGER_S, read_bufsize=_READ_BYTES, auto_decompress=False,
        )  # fmt: skip
        silent: set[web.RequestHandler] = set()
        protocol = partial(self._protocol, http, silent)
        if self._tls is None:
            loop = asyncio.get_running_loop()
            server = await loop.create_server(protocol, sock=listening, backlog=settings.backlog)
            self._running = _Running(server, http, silent)
            return
        terms = TlsTerms(
            self._tls.context, protocol, _tls_failed, settings.handshake_timeout_s, settings.handshakes_at_once
        )
        acceptor = TlsAcceptor(listening, terms)
        acceptor.start()
        self._running = _Running(acceptor, http, silent)

    async def close(self) -> None:
        """Stop listening; transfers that run are broken off, and nothing is left of those uploads."""
        running, self._running = self._running, None
        if running is None:
            return
        if isinstance(running.server, TlsAcceptor):
            await running.server.close()
        else:
            running.server.close()
        for task in list(running.transfers):
            task.cancel()
        await asyncio.gather(*running.transfers, return_exceptions=True)
        await running.http.shutdown(_SHUTDOWN_S)

    def _protocol(self, http: web.Server, silent: set[web.RequestHandler]) -> web.RequestHandler:
        """A connection, of which aiohttp itself would wait for the first request for ever."""
        handler = http()
        is_full = len(http.connections) >= self._settings.connections
        patience_s = 0.0 if is_full else self._settings.handshake_timeout_s
        silent.add(handler)
        asyncio.get_running_loop().call_later(patience_s, _close_if_silent, handler, silent)
        return handler

    def _make_request(
        self, message: RawRequestMessage, payload: StreamReader, protocol: web.RequestHandler,
        writer: AbstractStreamWriter, task: "asyncio.Task[None]",
    ) -> web.BaseRequest:  # fmt: skip
        if self._running is not None:
            self._running.silent.discard(protocol)
        return web.BaseRequest(message, payload, protocol, writer, task, asyncio.get_running_loop())

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        running, task = self._running, asyncio.current_task()
        if running is None or task is None:
            return plain(503, "The server is stopping.")
        running.transfers.add(task)
        try:
            response = await self._answer_or_raise(request)
        except FileRefusedError as error:
            if error.reason == "unknown-ticket":
                self._gate.guessed(request.remote or "")
            response = refusal_answer(error, request.method)
        except FileTroubleError as error:
            _log.error("%s; %s", error.message, error.remedy)
            response = trouble_answer(error)
        except PilotwireError as error:
            _log.error("a file could not be served: %s; %s", error.message, error.remedy)
            response = plain(503, "The server cannot do this now; try again later.")
        except UnsatisfiableRangeError:
            response = unsatisfiable()
        except TimeoutError:
            response = plain(408, "This took longer than a transfer may take.")
        finally:
            running.transfers.discard(task)
        response.headers.setdefault(hdrs.SERVER, SERVER_NAME)
        return response

    async def _answer_or_raise(self, request: web.BaseRequest) -> web.StreamResponse:
        wait_s = self._gate.wait_s(request.remote or "")
        if wait_s:
            return plain(429, "Too many wrong addresses came from you.", {hdrs.RETRY_AFTER: str(wait_s)})
        secret, name = _place(request)
        async with asyncio.timeout(self._gate.limits.longest_s):
            if request.method in (hdrs.METH_GET, hdrs.METH_HEAD):
                return await give(self._files, self._gate, request, secret)
            if request.method in (hdrs.METH_PUT, hdrs.METH_POST):
                return await take(self._files, self._gate, request, secret, name)
        return plain(405, "Only GET, HEAD, PUT and POST are known here.", {hdrs.ALLOW: "GET, HEAD, PUT, POST"})


def _close_if_silent(handler: web.RequestHandler, silent: set[web.RequestHandler]) -> None:
    if handler in silent:
        silent.discard(handler)
        if handler.transport is not None:
            handler.transport.close()


def _place(request: web.BaseRequest) -> tuple[str, str]:
    """The secret and the name in the path, `/files/{secret}/{name}`; the path's own encoding is undone once."""
    parts = request.rel_url.raw_path.split("?", 1)[0].split("/", 3)
    if len(parts) < _WITH_SECRET or f"/{parts[1]}" != PREFIX:
        raise FileRefusedError("unknown-ticket", "There is nothing at this address.")
    name = ""
    with suppress(UnicodeDecodeError):
        name = unquote_to_bytes(parts[3]).decode("utf-8") if len(parts) > _WITH_SECRET else ""
    return parts[2], name


def _tls_failed(address: str, error: Exception) -> None:
    _log.debug("a TLS handshake of %s for files failed: %s", address, error)


_WITH_SECRET: Final = 3
_READ_BYTES: Final = 256 * 1024
_LINGER_S: Final = 2.0
_SHUTDOWN_S: Final = 2.0
