"""Whether what a server sent is the answer that a call must get."""

from collections.abc import Callable
from typing import Final

from pilotwire.protocol.ocppj.frame import CallResult, Odd
from pilotwire.protocol.ocppj.reader import read_frame
from pilotwire.protocol.ocppj.version import Version

Check = Callable[[bytes, bytes], bytes | None]
"""Takes a text and the id of the call; gives the text of a good answer, None for anything else."""

GOOD_ANSWER: Final = b'[3,"0",{"status":"Accepted","transactionId":1}]'
"""What stations are told to have heard from an echo, so that they go on as with a CSMS."""


def call_result(text: bytes, call_id: bytes) -> bytes | None:
    """A CALLRESULT with the id of the call; a glance at both ends says so for all but a few."""
    if text.startswith(b'[3,"' + call_id + b'",{') and text.endswith(b"}]"):
        return text
    read = read_frame(text, Version.V21)
    frame = read.frame if isinstance(read, Odd) else read
    return text if isinstance(frame, CallResult) and frame.id == call_id.decode() else None


def echo_of(size: int) -> Check:
    """Any text of this size, as the bare echo sends it."""
    return lambda text, _: GOOD_ANSWER if len(text) == size else None


def is_call(text: bytes) -> bool:
    """Whether the server calls the station."""
    return text.startswith((b"[2,", b"[ 2"))


def refusal_of(call: bytes) -> bytes:
    """The CALLERROR by which a station that can do nothing answers a call."""
    call_id = call.split(b'"', 2)[1]
    return b'[4,"' + call_id + b'","NotSupported","",{}]'
