"""What goes over a link, as tests send and read it."""

import asyncio
from typing import TYPE_CHECKING

from pilotwire.adapters.transport.desk import (
    Answer,
    ErrorAnswer,
    SeenFrame,
)
from pilotwire.adapters.transport.link import Link
from pilotwire.kernel.ids import MessageId

if TYPE_CHECKING:
    from tests.e2e.transport.conftest import RawStation


def kinds(frames: list[SeenFrame]) -> list[tuple[str, str, str | None]]:
    return [(frame.direction, frame.kind, frame.message_id) for frame in frames]


async def text(station: "RawStation") -> str:
    opcode, payload = await station.read()
    assert opcode == 1, (opcode, payload)
    return payload.decode()


def call(link: Link, message_id: str, timeout_s: float = 10.0) -> "asyncio.Task[Answer | ErrorAnswer]":
    """A call of ours under way."""
    return asyncio.ensure_future(link.call("Reset", b'{"type":"Soft"}', timeout_s, MessageId(message_id)))
