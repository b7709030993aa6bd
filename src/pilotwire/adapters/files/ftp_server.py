"""Files over FTP and FTPS for stations whose firmware knows no better: the password is the secret of a ticket."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address
from typing import Final

from pilotwire.adapters.transport.binding import CannotListenError, listening_socket
from pilotwire.services.files import Files

from .ftp_session import TicketFtp
from .gate import TransferGate

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FtpListener:
    """Where to listen; `public` is the host that stations are told to open their second connection to, if another.
    A session may be silent for `idle_s` before it has logged in, and for five times that after it.
    `first_passive` to `last_passive` are the ports of those connections, 0: any.
    """

    host: str = "127.0.0.1"
    port: int = 0
    public: str | None = None
    first_passive: int = 0
    last_passive: int = 0
    idle_s: float = 60.0


class FtpFileServer:
    """One listening address. With `context` it speaks TLS from the first byte, asked anew whenever it is renewed."""

    def __init__(
        self,
        files: Files,
        gate: TransferGate,
        settings: FtpListener,
        context: Callable[[], ssl.SSLContext] | None = None,
    ) -> None:
        self._files = files
        self._gate = gate
        self._settings = settings
        self._context = context
        self._server: TicketFtp | None = None
        self._in_force: ssl.SSLContext | None = None
        self.port = settings.port

    async def start(self) -> None:
        """Begin to listen; `port` is the real one then. Raises CannotListenError."""
        # a look by our own means first: it explains what is wrong with the address
        listening = await listening_socket(self._settings.host, self.port, backlog=1)
        host, self.port = listening.getsockname()[:2]
        listening.close()
        self._in_force = None if self._context is None else self._context()
        settings, server = self._settings, TicketFtp(
            self._files, self._gate, self._in_force, self._settings.idle_s
        )  # fmt: skip
        server.forced_address(await _address_of(settings.public))
        if settings.first_passive:
            server.passive_ports(range(settings.first_passive, settings.last_passive + 1))
        try:
            await server.start(host, self.port)
        except OSError as error:
            raise CannotListenError(
                f"port {self.port} on {host} cannot be opened: {error}", "choose another"
            ) from error
        self._server = server

    async def renew(self) -> None:
        """Take up changed certificates, for connections that come from now on."""
        server, context = self._server, self._context
        if server is None or context is None or context() is self._in_force:
            return
        self._in_force = context()
        try:
            await server.listen_again(self._in_force)
        except OSError as error:
            _log.error("FTPS could not take up the changed certificates: %s", error)

    async def close(self) -> None:
        """Stop listening; transfers break off."""
        server, self._server = self._server, None
        if server is not None:
            await server.close()


async def _address_of(public: str | None) -> str | None:
    """The IPv4 address of a host, which is all that the answer to PASV can hold; None where there is none."""
    if public is None:
        return None
    try:
        found = ip_address(public)
        return public if isinstance(found, IPv4Address) else None
    except ValueError:
        pass
    with suppress(OSError, UnicodeError):
        found_all = await asyncio.get_running_loop().getaddrinfo(public, None)
        addresses = [str(one[4][0]) for one in found_all if isinstance(ip_address(str(one[4][0])), IPv4Address)]
        return addresses[0] if addresses else None
    _log.warning("ftp_host %s leads to no address; stations are told the one that is listened on", public)
    return None
