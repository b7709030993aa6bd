"""Why a connection ended: the causes, and the code and words that each puts into the close frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class CloseCause(StrEnum):
    """The stable name of a cause: stored and shown. Those that the peer is to blame for are findings too."""

    PEER_CLOSED = "peer-closed"
    """The peer sent a close frame."""
    LOST = "connection-lost"
    """The network connection ended without a close frame."""
    FINISHED = "finished"
    """We had nothing more to say."""
    SHUTTING_DOWN = "shutting-down"
    REPLACED = "replaced"
    """A newer connection of the same identity won."""
    WEAKER_PROFILE = "weaker-profile"
    """A stronger connection of the same identity is there."""
    SERIAL_NUMBER = "serial-number"
    """The station booted with another serial number than its certificate names."""
    NO_SUBPROTOCOL = "no-subprotocol"
    NOT_DURABLE = "not-durable"
    """What the station said could not be stored, so it was not answered."""
    FAILED = "failed"
    """An error of ours that nothing else names."""
    NO_PONG = "no-pong"
    CALLS_IGNORED = "calls-ignored"
    """Several calls of ours in a row were not answered."""
    UNRESPONSIVE = "unresponsive"
    """Nothing came for a long time, and then no answer to being asked; the network was there all the while."""
    SLOW_READER = "slow-reader"
    """The peer does not take what we send."""
    CALL_FLOOD = "call-flood"
    """More calls than one queue holds, without waiting for answers."""
    FRAME_TOO_BIG = "frame-too-big"
    FRAME_NOT_UTF8 = "frame-not-utf8"
    COMPRESSION_UNASKED = "compression-unasked"
    FRAMING_BROKEN = "framing-broken"
    """Against RFC 6455 in another way."""


NO_CODE: Final = 1005
"""The peer's close frame held no code. Never sent. Source: RFC 6455, 7.4.1."""
NO_CLOSE_FRAME: Final = 1006
"""There was no close frame. Never sent. Source: RFC 6455, 7.4.1."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The end of a connection: `code` as in the close frame, or `NO_CODE`, `NO_CLOSE_FRAME`; `reason` for a person."""

    cause: CloseCause
    code: int
    reason: str = ""


def closing(cause: CloseCause) -> Closed:
    """The end as we announce it for this cause."""
    code, reason = _FRAMES[cause]
    return Closed(cause, code, reason)


# 4001 is of the range for private use (RFC 6455, 7.4.2): a station must be able to tell "replaced" from a fault.
_FRAMES: Final[Mapping[CloseCause, tuple[int, str]]] = MappingProxyType(
    {
        CloseCause.FINISHED: (1000, ""),
        CloseCause.SHUTTING_DOWN: (1001, "the server stops; come back in a moment"),
        CloseCause.REPLACED: (4001, "replaced by a newer connection with the same identity"),
        CloseCause.WEAKER_PROFILE: (1008, "connected with a stronger security profile already"),
        CloseCause.SERIAL_NUMBER: (1008, "the serial number is not the one in the certificate"),
        CloseCause.NO_SUBPROTOCOL: (1002, "no OCPP version in common"),
        CloseCause.NOT_DURABLE: (1011, "the message could not be stored; send it again"),
        CloseCause.FAILED: (1011, "the server failed"),
        CloseCause.NO_PONG: (1011, "no answer to pings"),
        CloseCause.CALLS_IGNORED: (1008, "calls were not answered"),
        CloseCause.UNRESPONSIVE: (1008, "silent, and calls were not answered"),
        CloseCause.SLOW_READER: (1008, "frames were not read in time"),
        CloseCause.CALL_FLOOD: (1008, "too many calls without waiting for their answers"),
        CloseCause.FRAME_TOO_BIG: (1009, "frame too big"),
        CloseCause.FRAME_NOT_UTF8: (1007, "text frame is not UTF-8"),
        CloseCause.COMPRESSION_UNASKED: (1002, "compressed frame, but compression was not agreed"),
        CloseCause.FRAMING_BROKEN: (1002, "not a WebSocket frame"),
        CloseCause.LOST: (NO_CLOSE_FRAME, "the network connection ended"),
        CloseCause.PEER_CLOSED: (NO_CODE, ""),
    }
)
