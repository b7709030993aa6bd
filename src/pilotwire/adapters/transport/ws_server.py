"""Where charging stations come in: a listener that turns good handshakes into connections and explains the rest."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from aiohttp import StreamReader, hdrs, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage

from pilotwire.adapters.transport.admission import AdmissionGate
from pilotwire.adapters.transport.binding import listening_socket
from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.connection import AiohttpConnection, Peer
from pilotwire.adapters.transport.door import Admission, Door, ListenerSettings, Tls
from pilotwire.adapters.transport.handshake import Handshake, UpgradeRequest, judge
from pilotwire.adapters.transport.http_reading import (
    SERVER_NAME,
    answer_refusal,
    http_logger,
    is_no_http,
    read_request,
    wants_websocket,
)
from pilotwire.adapters.transport.identity import identity_from_path
from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.adapters.transport.tls_accept import TlsAcceptor, TlsTerms
from pilotwire.adapters.transport.tls_refusal import tls_refusal

__all__ = ["Admission", "Door", "ListenerSettings", "StationListener"]

T = TypeVar("T")
_log: Final = logging.getLogger(__name__)


class StationListener(Generic[T]):
    """One listening address. `chance` gives a number within 0..1 and spreads the returns of those turned away.

    With `tls` it speaks nothing else.
    """

    def __init__(
        self,
        settings: ListenerSettings,
        door: Door[T],
        chance: Callable[[], float],
        tls: Tls | None = None,
    ) -> None:
        self._settings = settings
        self._door = door
        self._gate = AdmissionGate(settings.admission, chance)
        self._tls = tls
        self._serving: dict[AiohttpConnection, asyncio.Task[None] | None] = {}
        self._stopping = False
        self._http: web.Server | None = None
        self._server: asyncio.Server | TlsAcceptor | None = None
        self._port = settings.port

    @property
    def port(self) -> int:
        """The port it listens on; the real one once started, if 0 was asked for."""
        return self._port

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._serving)

    async def start(self) -> None:
        """Begin to listen. Raises CannotListenError."""
        settings = self._settings
        listening = await listening_socket(
            settings.host, settings.port, backlog=settings.backlog, reuse_port=settings.reuse_port
        )
        self._port = listening.getsockname()[1]
        self._http = web.Server(
            self._answer,
            request_factory=self._make_request,
            access_log=None,
            logger=http_logger(_log),
            keepalive_timeout=settings.handshake_timeout_s,
            lingering_time=0.0,
        )
        if self._tls is None:
            loop = asyncio.get_running_loop()
            self._server = await loop.create_server(self._http, sock=listening, backlog=settings.backlog)
            return
        terms = TlsTerms(
            self._tls.context, self._http, self._tls_failed, settings.handshake_timeout_s, settings.admission.concurrent
        )
        self._server = TlsAcceptor(listening, terms)
        self._server.start()

    async def close(self) -> None:
        """Stop listening and close all connections with 1001, slice by slice, within `shutdown_timeout_s`."""
        if self._server is None or self._http is None:
            return
        self._stopping = True
        if isinstance(self._server, TlsAcceptor):
            await self._server.close()
        else:
            self._server.close()
        deadline = asyncio.get_running_loop().time() + self._settings.shutdown_timeout_s
        await self._close_all(deadline)
        await self._http.shutdown(_HTTP_SHUTDOWN_S)

    async def _close_all(self, deadline: float) -> None:
        loop = asyncio.get_running_loop()
        waiting = list(self._serving)
        step = self._settings.shutdown_slice
        ends: list[asyncio.Task[None]] = []
        for start in range(0, len(waiting), step):
            some = [asyncio.ensure_future(one.close(CloseCause.SHUTTING_DOWN)) for one in waiting[start : start + step]]
            ends += some
            await asyncio.wait(some, timeout=max(0.0, min(_SLICE_S, deadline - loop.time())))
        serving = [task for task in self._serving.values() if task is not None]
        if ends or serving:
            await asyncio.wait([*ends, *serving], timeout=max(0.0, deadline - loop.time()))
        for connection, task in list(self._serving.items()):
            connection.abort(CloseCause.SHUTTING_DOWN)
            if task is not None:
                task.cancel()

    def _make_request(
        self,
        message: RawRequestMessage,
        payload: StreamReader,
        protocol: web.RequestHandler,
        writer: AbstractStreamWriter,
        task: asyncio.Task[None],
    ) -> web.BaseRequest:
        # aiohttp answers what it cannot parse without asking the handler; here it can still be seen.
        request = web.BaseRequest(message, payload, protocol, writer, task, asyncio.get_running_loop())
        if is_no_http(message):
            asked = UpgradeRequest(raw_path="", address=request.remote or "")
            self._door.refused(asked, "", refuse(Reason.NOT_HTTP, "What came is no HTTP request."))
        return request

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        asked = read_request(request)
        outcome = await self._decide(asked, wants_websocket(request))
        if isinstance(outcome, Admission):
            return await self._upgrade(request, asked, outcome)
        if self._settings.upgrade_then_close and outcome.reason in _NO_SUBPROTOCOL:
            self._report(asked, outcome)
            return await self._upgrade_then_close(request)
        return self._turn_away(asked, outcome)

    async def _decide(self, asked: UpgradeRequest, websocket: bool) -> Admission[T] | Refusal:
        rules = self._settings.rules
        if not websocket:
            path = identity_from_path(asked.raw_path, rules.prefix)
            if isinstance(path, Refusal):
                return path
            return refuse(
                Reason.NOT_A_WEBSOCKET, "This address speaks OCPP over WebSocket, the request was plain HTTP."
            )
        if self._stopping:
            return refuse(Reason.SHUTTING_DOWN, "The server is stopping.", self._gate.retry_after_s())
        full = self._gate.enter(asyncio.get_running_loop().time())
        if full is not None:
            return full
        try:
            judged = judge(asked, rules)
            if not isinstance(judged, Refusal) and self._tls is not None:
                judged = self._tls.check(asked.certificate) or judged
            return judged if isinstance(judged, Refusal) else await self._admit(judged)
        finally:
            self._gate.leave()

    async def _admit(self, handshake: Handshake) -> Admission[T] | Refusal:
        try:
            async with asyncio.timeout(self._settings.handshake_timeout_s):
                return await self._door.admit(handshake)
        except TimeoutError:
            detail = f"The server did not decide within {self._settings.handshake_timeout_s:g} s."
            return refuse(Reason.ADMISSION_TIMED_OUT, detail, self._gate.retry_after_s())
        except Exception:
            _log.exception("admitting a station failed")
            return refuse(Reason.ADMISSION_FAILED, "The server failed to decide; the fault is not the charger's.")

    async def _upgrade(
        self, request: web.BaseRequest, asked: UpgradeRequest, admission: Admission[T]
    ) -> web.StreamResponse:
        handshake, limits = admission.handshake, self._settings.socket
        socket = web.WebSocketResponse(
            protocols=(handshake.subprotocol,),
            autoping=False,
            compress=admission.compress,
            timeout=limits.close_timeout_s,
            max_msg_size=limits.message_bytes + 1,  # aiohttp refuses from this size on
        )
        socket.headers[hdrs.SERVER] = SERVER_NAME
        try:
            await socket.prepare(request)
        except web.HTTPBadRequest as error:
            return self._turn_away(asked, refuse(Reason.HANDSHAKE_MALFORMED, error.text or "The upgrade is malformed."))
        transport = request.transport
        if transport is not None:
            peer = Peer(asked.address, asked.secure, asked.certificate, asked.user_agent)
            await self._serve(AiohttpConnection(socket, transport, handshake.subprotocol, peer, limits), admission)
        return socket

    async def _serve(self, connection: AiohttpConnection, admission: Admission[T]) -> None:
        self._serving[connection] = asyncio.current_task()
        try:
            await self._door.serve(connection, admission)
        except Exception:
            _log.exception("serving station %s failed", admission.handshake.identity)
            await connection.close(CloseCause.FAILED)
        finally:
            del self._serving[connection]
            await connection.close(CloseCause.FINISHED)

    async def _upgrade_then_close(self, request: web.BaseRequest) -> web.StreamResponse:
        socket = web.WebSocketResponse(autoping=False, compress=False)
        await socket.prepare(request)
        transport = request.transport
        if transport is not None:
            connection = AiohttpConnection(socket, transport, "", Peer(), self._settings.socket)
            await connection.close(CloseCause.NO_SUBPROTOCOL)
        return socket

    def _tls_failed(self, address: str, error: Exception) -> None:
        refusal = tls_refusal(error)
        if refusal is None:
            _log.debug("a TLS handshake from %s was broken off: %s", address, error)
        else:
            self._door.refused(UpgradeRequest(raw_path="", address=address, secure=True), "", refusal)

    def _turn_away(self, asked: UpgradeRequest, refusal: Refusal) -> web.Response:
        self._report(asked, refusal)
        return answer_refusal(refusal)

    def _report(self, asked: UpgradeRequest, refusal: Refusal) -> None:
        path = identity_from_path(asked.raw_path, self._settings.rules.prefix)
        self._door.refused(asked, "" if isinstance(path, Refusal) else path.identity, refusal)


_HTTP_SHUTDOWN_S: Final = 1.0
_SLICE_S: Final = 0.5
_NO_SUBPROTOCOL: Final = frozenset({Reason.SUBPROTOCOL_MISSING, Reason.SUBPROTOCOL_UNKNOWN})
