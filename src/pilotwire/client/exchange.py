"""Requests and answers over HTTP, and what becomes of those that fail."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

import aiohttp
import msgspec
from yarl import URL

from pilotwire.kernel.errors import BadInputError

from .codec import decode
from .problem import ApiProblem, Problem, ServerUnreachable

_PREFIX: Final = "/api/v1"


Content = bytes | AsyncIterator[bytes] | None
"""What is sent as a body: at once, or as it comes."""


class Exchange:
    """One server, one key, and a pool of connections that is opened with the first request."""

    def __init__(self, server_url: str, key: str, timeout_s: float) -> None:
        if not key.isascii() or not key.isprintable() or " " in key:
            raise BadInputError("The key holds characters that no key has.", "", "Copy it again, from pw_ to its end.")
        self.server_url = server_url.rstrip("/")
        self._key = key
        self._timeout_s = timeout_s
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(
        self, path: str, parameters: Mapping[str, str] | None = None, also_good: tuple[int, ...] = ()
    ) -> bytes:
        """The body of a good answer, or of one with a status in `also_good`. Raises ApiProblem, ServerUnreachable."""
        limits = aiohttp.ClientTimeout(total=self._timeout_s)
        async with self.open("GET", self.url(path, parameters), {}, None, limits) as answer:
            return await _good_body(answer, also_good)

    async def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        patience_s: float = 0.0,
    ) -> bytes:
        """The same for a request that changes something; `patience_s` is given on top of the time-out."""
        kind = {"Content-Type": "application/merge-patch+json" if method == "PATCH" else "application/json"}
        limits = aiohttp.ClientTimeout(total=self._timeout_s + patience_s)
        given = {**(headers or {}), **({} if body is None else kind)}
        async with self.open(method, self.url(path), given, body, limits) as answer:
            return await _good_body(answer)

    def url(self, path: str, parameters: Mapping[str, str] | None = None) -> URL:
        """The address of a route; `path` is percent-encoded. Raises ServerUnreachable when there is no such address."""
        try:
            url = URL(f"{self.server_url}{_PREFIX}{path}", encoded=True)
            is_address = url.scheme in ("http", "https") and bool(url.host) and url.port != 0
        except ValueError:
            is_address = False
        if not is_address:
            raise ServerUnreachable(
                f"'{self.server_url}' is not the address of a server.", "Write it like http://127.0.0.1:8080."
            )
        return url.update_query(dict(parameters)) if parameters else url

    @asynccontextmanager
    async def open(
        self, method: str, url: URL, headers: Mapping[str, str], body: Content, limits: aiohttp.ClientTimeout
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """Send a request; its answer can be read within the context. Raises ServerUnreachable, while reading too."""
        if self._session is None:
            self._session = aiohttp.ClientSession(headers={"Authorization": f"Bearer {self._key}"})
        try:
            async with self._session.request(
                method, url, headers=headers, data=body, timeout=limits, allow_redirects=False
            ) as answer:
                yield answer
        except TimeoutError:
            raise ServerUnreachable(
                f"{self.server_url} took longer than {limits.total or limits.sock_read:g} s.",
                "Look at the server's health, or try again.",
            ) from None
        except (aiohttp.ClientError, OSError) as error:
            raise ServerUnreachable(
                f"{self.server_url} cannot be reached: {str(error) or type(error).__name__}.",
                "Start it with `pilotwire serve`, or name another with --server.",
            ) from None


async def _good_body(answer: aiohttp.ClientResponse, also_good: tuple[int, ...] = ()) -> bytes:
    if answer.status >= 300 and answer.status not in also_good:
        raise await problem_of(answer)
    return await answer.read()


async def problem_of(answer: aiohttp.ClientResponse) -> ApiProblem | ServerUnreachable:
    """The error that an answer stands for."""
    body = await answer.read()
    if answer.content_type == "application/problem+json":
        try:
            return ApiProblem(decode(body, Problem))
        except msgspec.MsgspecError:
            pass
    return ServerUnreachable(
        f"{answer.url.origin()} answered {answer.status} {answer.reason}, and not as a Pilotwire does.",
        "Check the address: the API's port is not the one that stations dial; a proxy in between may be in trouble.",
    )
