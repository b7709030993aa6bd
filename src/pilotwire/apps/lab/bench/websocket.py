"""WebSocket by hand, the client's side, as text only: a load generator must cost less than what it loads."""

from typing import Final

TEXT: Final = 1
CLOSE: Final = 8
PING: Final = 9
PONG: Final = 10

Frames = list[tuple[int, bytes]]
"""Opcode and content of each frame."""


def upgrade_request(host: str, port: int, path: str, subprotocol: str, *more: str) -> bytes:
    """The opening handshake, with `more` lines of its head.

    Its nonce never changes: nobody between us and loopback caches. Source: RFC 6455, 4.1.
    """
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: cGlsb3R3aXJlLWJlbmNoIQ==",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Protocol: {subprotocol}",
        *more,
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def client_frame(content: bytes, opcode: int = TEXT) -> bytes:
    """One whole frame. Its mask is all zeros, which costs us nothing and the server as much as any other mask.

    Source: RFC 6455, 5.2 and 5.3.
    """
    size = len(content)
    if size < 126:
        return bytes((0x80 | opcode, 0x80 | size)) + _MASK + content
    if size < 1 << 16:
        return bytes((0x80 | opcode, 0x80 | 126)) + size.to_bytes(2, "big") + _MASK + content
    return bytes((0x80 | opcode, 0x80 | 127)) + size.to_bytes(8, "big") + _MASK + content


def split_frames(received: bytes) -> tuple[Frames, bytes]:
    """The complete frames at the head of what a server sent, and the rest. Source: RFC 6455, 5.2.

    Servers do not mask, and none that is measured here cuts a message into fragments.
    """
    frames: Frames = []
    start = 0
    while (head := _content_at(received, start)) is not None:
        begin, end = head
        if end > len(received):
            break
        frames.append((received[start] & 0x0F, received[begin:end]))
        start = end
    return frames, received[start:]


_MASK: Final = b"\0\0\0\0"
_LENGTH_BYTES: Final = {126: 2, 127: 8}


def _content_at(received: bytes, start: int) -> tuple[int, int] | None:
    """Where the content of the frame that begins at `start` begins and ends; None while its head is not all there."""
    begin = start + 2
    if len(received) < begin:
        return None
    size = received[start + 1] & 0x7F
    extra = _LENGTH_BYTES.get(size, 0)
    if not extra:
        return begin, begin + size
    if len(received) < begin + extra:
        return None
    size = int.from_bytes(received[begin : begin + extra], "big")
    return begin + extra, begin + extra + size
