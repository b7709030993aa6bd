"""A listening socket on exactly one address, or an error that says why not."""

import asyncio
import errno
import os
import socket
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pilotwire.kernel.errors import PilotwireError


class CannotListenError(PilotwireError):
    """The address or port could not be taken."""


async def listening_socket(host: str, port: int, *, backlog: int, reuse_port: bool = False) -> socket.socket:
    """Listen on `host` and nothing else; of a name's addresses the first is taken, IPv4 before IPv6.

    Port 0 lets the system choose one. `reuse_port` lets several processes share the port. Raises CannotListenError.
    """
    family, address = await _resolve(host, port)
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if reuse_port:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.setblocking(False)
        listening.bind(address)
        listening.listen(backlog)
    except OSError as error:
        listening.close()
        raise _explained(error, host, port) from error
    return listening


_Address = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]

_EXPLAINED: Final[Mapping[int, tuple[str, str]]] = MappingProxyType(
    {
        errno.EADDRINUSE: ("is taken by another program", "stop that program, or choose another port"),
        errno.EACCES: ("may not be opened by this user", "choose a port from 1024 on, or grant CAP_NET_BIND_SERVICE"),
        errno.EADDRNOTAVAIL: (
            "is not an address of this machine",
            "use 127.0.0.1, 0.0.0.0 or one of its own addresses",
        ),
    }
)


async def _resolve(host: str, port: int) -> tuple[socket.AddressFamily, _Address]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError) as error:
        raise CannotListenError(f"'{host}' is no address to listen on", "use an IP address of this machine") from error
    family, _, _, _, address = min(found, key=lambda info: info[0] != socket.AF_INET)
    return family, address


def _explained(error: OSError, host: str, port: int) -> CannotListenError:
    known = _EXPLAINED.get(error.errno or 0)
    what, remedy = known or (f"cannot be opened: {os.strerror(error.errno or 0)}", "choose another address or port")
    return CannotListenError(f"port {port} on {host} {what}", remedy)
