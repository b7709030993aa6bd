"""The outermost layer: what holds for every request, even one that no route answers.

Each gets an id and careful headers; a foreign Host is turned away; the path is handed on as it was sent, so that an
encoded slash stays part of a name.
"""

from collections.abc import Iterable
from typing import Final

from litestar.enums import HttpMethod, ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from prometheus_client import Counter

from .problems import MEDIA_TYPE, RequestRefusedError, answer_to, new_request_id

_ALWAYS: Final = {
    b"cache-control": b"no-store",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
}


def door(app: ASGIApp, hosts: frozenset[str] | None, requests: Counter) -> ASGIApp:
    """The application behind its door. `hosts` are the only names it may be called by; None: any."""

    async def enter(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        http = scope
        request_id = new_request_id()
        http["state"] = {**(http.get("state") or {}), "request_id": request_id}
        http["path"] = _path_as_sent(http)
        if http["method"] == HttpMethod.OPTIONS:
            http["method"] = HttpMethod.TRACE  # refused with all methods; Litestar's answer would name one route's only
        answering = _Answering(send, request_id)
        refusal = _refusal_of_host(http, hosts)
        if refusal is None:
            await app(http, receive, answering.send)
        else:
            await _refuse(refusal, request_id, answering.send)
        requests.labels(http["method"], http.get("path_template") or "other", str(answering.status)).inc()

    return enter


def host_of(header: str) -> str:
    """The name in a Host header, without its port."""
    name = header.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0][1:]
    return name.partition(":")[0]


class _Answering:
    """Passes an answer on, with the headers that every answer has, and remembers its status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = list(message["headers"])
            names = {name.lower() for name, _ in given}
            always = [pair for pair in _ALWAYS.items() if pair[0] not in names]
            message["headers"] = [*given, *always, (b"x-request-id", self._request_id.encode("ascii"))]
        await self._send(message)


def _path_as_sent(scope: HTTPScope) -> str:
    raw = scope.get("raw_path")
    return raw.partition(b"?")[0].decode("latin-1") if raw else scope["path"]


def _refusal_of_host(scope: HTTPScope, hosts: frozenset[str] | None) -> RequestRefusedError | None:
    if hosts is None:
        return None
    header = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    if host_of(header) in hosts:
        return None
    return RequestRefusedError(
        "unknown-host",
        f"The Host header says {header[:100]!a}.",
        "Call the server by the address it listens on; a proxy's name must be entered as a host in the settings.",
    )


async def _refuse(error: RequestRefusedError, request_id: str, send: Send) -> None:
    answer = answer_to(error, request_id)
    headers: Iterable[tuple[bytes, bytes]] = [
        (b"content-type", MEDIA_TYPE.encode("ascii")),
        (b"content-length", str(len(answer.body)).encode("ascii")),
        *((name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers.items()),
    ]
    await send({"type": "http.response.start", "status": answer.problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
