"""What a station asks of the world outside: a driver does it, and tells the station how it went.

A driver takes these from `VirtualStation.take_effects` in order. Sockets, files and threads are its business alone.
"""

from typing import TypeAlias

import msgspec


class Dial(msgspec.Struct, frozen=True):
    """Open a WebSocket: then `connected` or `refused`. `password` is for HTTP Basic as the security profile asks."""

    url: str
    subprotocols: tuple[str, ...]
    security_profile: int = 0
    password: bytes | None = None


class HangUp(msgspec.Struct, frozen=True):
    """Close the WebSocket with this code, or cut it off without a word (`code` None, as when the power fails)."""

    code: int | None = 1000
    reason: str = ""


class Transmit(msgspec.Struct, frozen=True, gc=False):
    """Send a text frame on the open WebSocket."""

    text: str


class Download(msgspec.Struct, frozen=True):
    """Fetch a file: then `downloaded(number, content)`, or `transfer_failed(number, why)`."""

    number: int
    url: str


class Upload(msgspec.Struct, frozen=True):
    """Deliver a file to an address: then `uploaded(number)`, or `transfer_failed(number, why)`."""

    number: int
    url: str
    name: str
    content: bytes


Effect: TypeAlias = Dial | HangUp | Transmit | Download | Upload
