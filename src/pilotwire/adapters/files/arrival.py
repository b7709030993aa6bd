"""Whether what was sent has arrived: bytes that the kernel holds for a peer are not there yet."""

import asyncio
import fcntl
import os
import socket
import struct
import termios
from contextlib import suppress
from typing import Final

_LOOK_EVERY_S: Final = 0.02


class Arrival:
    """Watches one TCP connection by a handle of its own, which outlives the connection's; to be closed."""

    def __init__(self, transport: asyncio.BaseTransport | None) -> None:
        sock = None if transport is None else transport.get_extra_info("socket")
        self._transport = transport
        self._handle = -1
        self._is_secure = transport is not None and transport.get_extra_info("sslcontext") is not None
        if sock is not None:
            with suppress(OSError):
                self._handle = os.dup(sock.fileno())

    async def of_all(self, patience_s: float) -> bool:
        """Whether the peer has confirmed every byte within this time. Where nobody can tell: True."""
        if self._handle < 0:
            return True
        deadline = asyncio.get_running_loop().time() + patience_s
        while (left := self._unconfirmed()) > 0:
            if self._is_broken():
                return left <= (_FAREWELL_TLS if self._is_secure else _FAREWELL)
            if asyncio.get_running_loop().time() >= deadline:
                return False
            await asyncio.sleep(_LOOK_EVERY_S)
        return True

    def close(self) -> None:
        """Let go of the connection."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _unconfirmed(self) -> int:
        try:
            answer = fcntl.ioctl(self._handle, termios.TIOCOUTQ, b"\0\0\0\0")
        except OSError:
            return 0
        waiting = 0
        if isinstance(self._transport, asyncio.WriteTransport) and not self._transport.is_closing():
            waiting = self._transport.get_write_buffer_size()
        return waiting + int(struct.unpack("i", answer)[0])

    def _is_broken(self) -> bool:
        """Whether nothing more can arrive: the connection was reset."""
        with suppress(OSError), socket.socket(fileno=os.dup(self._handle)) as one:
            state = one.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)
            return state[0] == _TCP_CLOSE
        return True


_TCP_CLOSE: Final = 7
_FAREWELL: Final = 1
_FAREWELL_TLS: Final = 128
"""Bytes with which we say good-bye: a peer that has read all and closed does not confirm them any more."""
