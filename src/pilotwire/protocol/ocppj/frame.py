"""The frames of OCPP-J as values, and how one is written; reading them is `reader`'s part."""

from enum import StrEnum
from typing import ClassVar, Final

import msgspec

from pilotwire.kernel.ids import MessageId

EMPTY: Final = msgspec.Raw(b"{}")
"""The payload without fields. A Raw is typed as bytes but has none of their methods: `bytes(raw)` is its text."""
UNREADABLE_ID: Final = MessageId("-1")
"""Stands for the id of a call whose own id cannot be read. Source: OCPP 2.0.1 and 2.1 part 4, 4.2.3."""


class Call(msgspec.Struct, frozen=True, array_like=True, tag=2, forbid_unknown_fields=True, gc=False):
    """A request; `payload` is a JSON object. Source: OCPP-J 1.6 and OCPP 2.x part 4, 4.2.1."""

    type_number: ClassVar[int] = 2
    id: MessageId
    action: str
    payload: msgspec.Raw


class CallResult(msgspec.Struct, frozen=True, array_like=True, tag=3, forbid_unknown_fields=True, gc=False):
    """The answer to the call with the same id. Source: OCPP-J 1.6 and OCPP 2.x part 4, 4.2.2."""

    type_number: ClassVar[int] = 3
    id: MessageId
    payload: msgspec.Raw


class CallError(msgspec.Struct, frozen=True, array_like=True, tag=4, forbid_unknown_fields=True, gc=False):
    """The refusal of the call with the same id; `code` as it was spelt, see `read_spelling`.

    Source: OCPP-J 1.6 and 2.x part 4, 4.2.3.
    """

    type_number: ClassVar[int] = 4
    id: MessageId
    code: str
    description: str
    details: msgspec.Raw


class CallResultError(msgspec.Struct, frozen=True, array_like=True, tag=5, forbid_unknown_fields=True, gc=False):
    """Says that the call result with the same id was no use. 2.1 only. Source: OCPP 2.1 part 4, 4.2.3."""

    type_number: ClassVar[int] = 5
    id: MessageId
    code: str
    description: str
    details: msgspec.Raw


class Send(msgspec.Struct, frozen=True, array_like=True, tag=6, forbid_unknown_fields=True, gc=False):
    """A message that is never answered. 2.1 only. Source: OCPP 2.1 part 4, 4.2.4."""

    type_number: ClassVar[int] = 6
    id: MessageId
    action: str
    payload: msgspec.Raw


Frame = Call | CallResult | CallError | CallResultError | Send


class FrameFinding(StrEnum):
    """What may be odd or wrong about a frame, named as the findings of a station are named."""

    EMPTY_FRAME = "empty-frame"
    NOT_UTF8 = "frame-not-utf8"
    NOT_JSON = "frame-not-json"
    TOO_DEEP = "frame-too-deep"
    NOT_ARRAY = "frame-not-array"
    LENGTH = "frame-length"
    TYPE_ODD = "frame-type-odd"
    BYTE_ORDER_MARK = "byte-order-mark"
    ID_FORM = "message-id-form"
    ID_REUSED = "message-id-reused"
    ACTION_FORM = "action-form"
    PAYLOAD_FORM = "payload-form"
    PAYLOAD_NULL = "payload-null"
    ERROR_FORM = "call-error-form"


class Odd(msgspec.Struct, frozen=True):
    """A frame that breaks a rule and is taken all the same.

    `bare_id`: the id came as a JSON number; `frame.id` has its digits, and an answer must carry it as a number again.
    """

    frame: Frame
    findings: tuple[FrameFinding, ...]
    bare_id: bool = False


class Malformed(msgspec.Struct, frozen=True):
    """Text that is no frame: what is wrong, and the one answer that it gets, if any.

    `type_number` and `message_id` are None where they cannot be read.
    """

    finding: FrameFinding
    why: str
    type_number: int | None = None
    message_id: MessageId | None = None
    bare_id: bool = False
    answer: CallError | CallResultError | None = None


def write_frame(frame: Frame, *, bare_id: bool = False) -> str:
    """The frame as text without needless blanks; payload and details go in as they are, never encoded again.

    `bare_id` writes the id as the number that it came as.
    """
    if bare_id:
        return str(_encode(_with_bare_id(frame)), "utf-8")
    return str(_encode(frame), "utf-8")


_encode = msgspec.json.Encoder().encode


def _with_bare_id(frame: Frame) -> tuple[object, ...]:
    _, *rest = msgspec.structs.astuple(frame)
    return (frame.type_number, msgspec.Raw(frame.id), *rest)
