"""HTTP to addresses that somebody else has named: within a deadline and a size, and never into private networks."""

import socket
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final, NamedTuple

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from pilotwire.kernel.errors import PilotwireError

_LONGEST_URL: Final = 2_000


class OutgoingError(PilotwireError):
    """The address was not asked, or did not answer as it should; the message says why."""


class Reply(NamedTuple):
    """The answer's status and body."""

    status: int
    body: bytes


class Outgoing:
    """Asks foreign addresses over a pool of connections; to be made within the event loop, and closed.

    `at_once` bounds how many requests run at a time: those beyond wait within their deadline.
    """

    def __init__(self, *, allow_private: bool, most_bytes: int = 65_536, at_once: int = 100) -> None:
        self._allow_private = allow_private
        self._most_bytes = most_bytes
        resolver = ThreadedResolver() if allow_private else PublicResolver(ThreadedResolver())
        connector = aiohttp.TCPConnector(limit=at_once, limit_per_host=at_once, resolver=resolver)
        self._session = aiohttp.ClientSession(connector=connector, auto_decompress=False)

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], timeout_s: float) -> Reply:
        """Send a body and bring the answer, whatever its status; redirects are not followed. Raises OutgoingError."""
        return await self._ask("POST", url, body, headers, timeout_s)

    async def get(self, url: str, headers: Mapping[str, str], timeout_s: float) -> Reply:
        """Bring what is there, whatever the status; redirects are not followed. Raises OutgoingError."""
        return await self._ask("GET", url, None, headers, timeout_s)

    async def _ask(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], timeout_s: float
    ) -> Reply:
        address = checked(url, allow_private=self._allow_private)
        try:
            async with self._session.request(
                method, address, data=body, headers=headers, allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=timeout_s),
            ) as answer:  # fmt: skip
                return Reply(answer.status, await self._body(answer))
        except TimeoutError:
            raise OutgoingError(f"{address.host} took longer than {timeout_s:g} s") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise OutgoingError(f"{address.host} cannot be asked: {str(error)[:200] or type(error).__name__}") from None

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for part in answer.content.iter_any():
            body += part
            if len(body) > self._most_bytes:
                raise OutgoingError(f"{answer.url.host} answers with more than {self._most_bytes} bytes")
        return bytes(body)


def checked(url: str, *, allow_private: bool) -> URL:
    """The address, if it is one that may be asked. Raises OutgoingError.

    What a name leads to is looked at when it is resolved.
    """
    try:
        address = URL(url)
        host = address.host if len(url) <= _LONGEST_URL else None
        port = address.port
    except ValueError:
        host = port = None
    if host is None or not port or address.scheme not in ("http", "https") or address.user is not None:
        raise OutgoingError(f"{url[:80]!a} is no address that can be asked")
    if not allow_private and is_private(host):
        raise OutgoingError(f"{host} is within a private network")
    return address


def is_private(host: str) -> bool:
    """Whether a host is written as an address that only we can reach; a name is none."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host.rstrip(".").lower() == "localhost"


class PublicResolver(AbstractResolver):
    """Resolves names, and refuses those that lead into private networks."""

    def __init__(self, resolver: AbstractResolver) -> None:
        self._resolver = resolver

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """See `AbstractResolver`. Raises OSError when an address of the name is private."""
        found = await self._resolver.resolve(host, port, family)
        if any(is_private(one["host"].partition("%")[0]) for one in found):
            raise OSError(None, f"{host} leads into a private network")
        return found

    async def close(self) -> None:
        """See `AbstractResolver`."""
        await self._resolver.close()
