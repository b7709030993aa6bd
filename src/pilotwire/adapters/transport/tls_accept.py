"""Taking connections on a socket and making TLS of them, so that each failed handshake is known with its reason.

A server that asyncio makes with a context drops failed handshakes without a word, and keeps its context for good.
"""

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TlsTerms:
    """How connections are taken: `context` is asked anew for each, `failed` told the peer's address and the error.

    `at_once` handshakes are in progress at most; whoever comes then waits in the socket's own queue.
    """

    context: Callable[[], ssl.SSLContext]
    protocol: Callable[[], asyncio.Protocol]
    failed: Callable[[str, Exception], None]
    handshake_timeout_s: float
    at_once: int


class TlsAcceptor:
    """Accepts on `listening` from `start` until `close`; connections that are open by then stay so."""

    def __init__(self, listening: socket.socket, terms: TlsTerms) -> None:
        self._listening = listening
        self._terms = terms
        self._handshakes: set[asyncio.Task[None]] = set()
        self._accepting: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to accept."""
        self._accepting = asyncio.get_running_loop().create_task(self._accept())

    async def close(self) -> None:
        """Stop accepting; handshakes that are not done are dropped."""
        tasks = [*self._handshakes] if self._accepting is None else [self._accepting, *self._handshakes]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._listening.close()

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            while len(self._handshakes) >= self._terms.at_once:
                await asyncio.wait(self._handshakes, return_when=asyncio.FIRST_COMPLETED)
            try:
                accepted, address = await loop.sock_accept(self._listening)
            except OSError as error:
                _log.error("a connection could not be accepted: %s", error)
                await asyncio.sleep(_AFTER_FAILURE_S)
                continue
            task = loop.create_task(self._shake_hands(accepted, str(address[0])))
            self._handshakes.add(task)
            task.add_done_callback(self._handshakes.discard)

    async def _shake_hands(self, accepted: socket.socket, address: str) -> None:
        terms = self._terms
        try:
            with contextlib.suppress(OSError):
                accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await asyncio.get_running_loop().connect_accepted_socket(
                terms.protocol, accepted, ssl=terms.context(), ssl_handshake_timeout=terms.handshake_timeout_s
            )
        except (OSError, TimeoutError) as error:  # ssl.SSLError is an OSError
            accepted.close()
            terms.failed(address, error)


_AFTER_FAILURE_S: Final = 1.0
"""Most often the process has no file descriptor left: others need time to go."""
