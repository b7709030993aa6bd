"""From text to a frame without decoding the payload; for text that is no frame, what is wrong and what to answer."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

import msgspec

from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.errors import Fault, spelling
from pilotwire.protocol.ocppj.frame import (
    EMPTY,
    UNREADABLE_ID,
    Call,
    CallError,
    CallResult,
    CallResultError,
    Frame,
    FrameFinding,
    Malformed,
    Odd,
    Send,
)
from pilotwire.protocol.ocppj.version import Version

MAX_ID_LENGTH: Final = 36
"""Longer ids break the rule and are taken. Source: OCPP-J 1.6 and OCPP 2.x part 4, 4.1.4."""
LONGEST_ID_TAKEN: Final = 255
"""An id beyond this counts as unreadable, so that nobody makes us remember and echo a long text."""

Received = Frame | Odd | Malformed


def read_frame(text: str | bytes, version: Version, *, strict: bool = False) -> Received:
    """Read one WebSocket message; the payload stays undecoded. Any text or bytes give a value, nothing is raised.

    `strict` makes every `Odd` frame `Malformed`, save what the version allows.
    Source: OCPP-J 1.6, 4.1 and 4.2; OCPP 2.0.1 and 2.1 part 4, 4.1 and 4.2.
    """
    if isinstance(text, bytes):
        received, text = text, text.decode("utf-8", "replace")
        if "\ufffd" in text and not _is_utf8(received):
            return _no_frame(text, version, FrameFinding.NOT_UTF8)
    try:
        frame = _DECODE_21(text) if version is _V21 else _DECODE(text)
    except _REFUSED_BY_DECODER:
        return _read_odd(text, version, strict)
    # Every frame ends with an object, and no JSON value but an object ends with a brace.
    if text.endswith("}]") and 0 < len(frame.id) <= MAX_ID_LENGTH:
        return frame
    return _read_odd(text, version, strict)


_V21: Final = Version.V21
_DECODE: Final[Callable[[str], Frame]] = msgspec.json.Decoder(Call | CallResult | CallError).decode
_DECODE_21: Final[Callable[[str], Frame]] = msgspec.json.Decoder(Frame).decode
_DECODE_ELEMENTS: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode
_DECODE_ANYTHING: Final = msgspec.json.Decoder(msgspec.Raw).decode
_DECODE_STRING: Final = msgspec.json.Decoder(str).decode
_REFUSED_BY_DECODER: Final = (msgspec.DecodeError, UnicodeError, RecursionError)

_KNOWN_TYPES: Final = MappingProxyType({Version.V16: (2, 3, 4), Version.V201: (2, 3, 4), Version.V21: (2, 3, 4, 5, 6)})
_ODD_TYPES: Final = MappingProxyType({form.format(n): n for n in range(2, 7) for form in ('"{}"', "{}.0")})
_ELEMENTS: Final[Mapping[int | None, int]] = MappingProxyType({2: 4, 3: 3, 6: 4})
_INTEGER: Final = re.compile(rb"-?[0-9]+")
_BROKEN_HEAD: Final = re.compile(
    r"\s*\[\s*([0-9]{1,9})\s*,\s*(?:\"([^\"\\\x00-\x1f\ufffd\ud800-\udfff]{0,255})\"|(-?[0-9]{1,255}))\s*,"
)
_ALLOWED: Final = frozenset({FrameFinding.PAYLOAD_NULL})

_WHY: Final[Mapping[FrameFinding, str]] = MappingProxyType(
    {
        FrameFinding.EMPTY_FRAME: "the message is empty",
        FrameFinding.NOT_UTF8: "the message is not UTF-8",
        FrameFinding.NOT_JSON: "the message is not JSON",
        FrameFinding.TOO_DEEP: "the message is nested too deeply",
        FrameFinding.NOT_ARRAY: "the message is not a JSON array",
        FrameFinding.LENGTH: "wrong number of elements: a call has 4, a call result 3, a call error 5",
        FrameFinding.TYPE_ODD: "the first element is no message type number of this version",
        FrameFinding.BYTE_ORDER_MARK: "the message starts with a byte order mark",
        FrameFinding.ID_FORM: "the message id is not a string of 1 to 36 characters",
        FrameFinding.ACTION_FORM: "the action is not a string",
        FrameFinding.PAYLOAD_FORM: "the payload is not a JSON object",
        FrameFinding.ERROR_FORM: "an error has 5 elements: type number, id, code, description and a details object",
    }
)


class _Head(NamedTuple):
    type_number: int | None = None
    id: MessageId | None = None
    bare_id: bool = False


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_object(content: msgspec.Raw) -> bool:
    return memoryview(content)[0] == 0x7B  # an opening brace


def _read_odd(text: str, version: Version, strict: bool) -> Received:
    """The slow way: take the frame apart, element by element."""
    unmarked = text.removeprefix("\ufeff")
    findings = () if unmarked == text else (FrameFinding.BYTE_ORDER_MARK,)
    if not unmarked.strip():
        return _malformed(version, _Head(), FrameFinding.EMPTY_FRAME)
    try:
        elements = _DECODE_ELEMENTS(unmarked)
    except _REFUSED_BY_DECODER:
        return _no_frame(unmarked, version, _why_no_array(unmarked))
    read = _from_elements(elements, version, findings)
    if not isinstance(read, Odd):
        return read
    if not read.findings:
        return read.frame
    return _strictly(read, version) if strict else read


def _why_no_array(text: str) -> FrameFinding:
    try:
        _DECODE_ANYTHING(text)
    except RecursionError:
        return FrameFinding.TOO_DEEP
    except (msgspec.DecodeError, UnicodeError):
        return FrameFinding.NOT_JSON
    return FrameFinding.NOT_ARRAY


def _no_frame(text: str, version: Version, finding: FrameFinding) -> Malformed:
    """Type number and id are looked for at the start of the text, so that the sender can tell which call it was."""
    head = _BROKEN_HEAD.match(text)
    if head is None:
        return _malformed(version, _Head(), finding)
    type_number, quoted, bare = head.groups()
    message_id = MessageId(bare if quoted is None else quoted)
    return _malformed(version, _Head(int(type_number), message_id, quoted is None), finding)


def _from_elements(
    elements: list[msgspec.Raw], version: Version, findings: tuple[FrameFinding, ...]
) -> Odd | Malformed:
    head = _read_head(elements)
    if not elements:
        return _malformed(version, head, FrameFinding.LENGTH)
    if head.type_number not in _KNOWN_TYPES[version]:
        return _malformed(version, head, FrameFinding.TYPE_ODD)
    if not _INTEGER.fullmatch(bytes(elements[0])):
        findings += (FrameFinding.TYPE_ODD,)
    if head.id is not None and (head.bare_id or not 0 < len(head.id) <= MAX_ID_LENGTH):
        findings += (FrameFinding.ID_FORM,)
    if head.type_number in (CallError.type_number, CallResultError.type_number):
        return _read_error(elements, version, head, findings)
    return _read_message(elements, version, head, findings)


def _read_head(elements: list[msgspec.Raw]) -> _Head:
    if not elements:
        return _Head()
    first = bytes(elements[0])
    type_number = _ODD_TYPES.get(first[:9].decode("ascii", "replace"))
    if _INTEGER.fullmatch(first) and len(first) < 10:
        type_number = int(first)
    if len(elements) == 1:
        return _Head(type_number)
    quoted = _string(elements[1])
    bare = bytes(elements[1]) if quoted is None else b""
    if quoted is not None and len(quoted) <= LONGEST_ID_TAKEN:
        return _Head(type_number, MessageId(quoted))
    if _INTEGER.fullmatch(bare) and len(bare) <= LONGEST_ID_TAKEN:
        return _Head(type_number, MessageId(bare.decode()), bare_id=True)
    return _Head(type_number)


def _read_message(
    elements: list[msgspec.Raw], version: Version, head: _Head, findings: tuple[FrameFinding, ...]
) -> Odd | Malformed:
    """A call, call result or send: the number of elements is fixed, the last one is an object."""
    if len(elements) != _ELEMENTS[head.type_number]:
        return _malformed(version, head, FrameFinding.LENGTH)
    if head.id is None:
        return _malformed(version, head, FrameFinding.ID_FORM)
    payload = elements[-1]
    if version is Version.V16 and bytes(payload) == b"null":
        payload, findings = EMPTY, (*findings, FrameFinding.PAYLOAD_NULL)
    if not _is_object(payload):
        return _malformed(version, head, FrameFinding.PAYLOAD_FORM)
    if head.type_number == CallResult.type_number:
        return Odd(CallResult(head.id, payload), findings, head.bare_id)
    action = _string(elements[2])
    if action is None:
        return _malformed(version, head, FrameFinding.ACTION_FORM)
    kind = Send if head.type_number == Send.type_number else Call
    return Odd(kind(head.id, action, payload), findings, head.bare_id)


def _read_error(
    elements: list[msgspec.Raw], version: Version, head: _Head, findings: tuple[FrameFinding, ...]
) -> Odd | Malformed:
    """An error with a readable id is taken whatever else it lacks: it ends a call, and nobody may answer it."""
    if head.id is None:
        return _malformed(version, head, FrameFinding.ID_FORM)
    code = _string(elements[2]) if len(elements) > 2 else None
    description = _string(elements[3]) if len(elements) > 3 else None
    details = elements[4] if len(elements) > 4 and _is_object(elements[4]) else None
    if code is None or description is None or details is None or len(elements) > 5:
        findings += (FrameFinding.ERROR_FORM,)
    kind = CallError if head.type_number == CallError.type_number else CallResultError
    frame = kind(head.id, code or "", description or "", EMPTY if details is None else details)
    return Odd(frame, findings, head.bare_id)


def _string(element: msgspec.Raw) -> str | None:
    try:
        return _DECODE_STRING(element)
    except _REFUSED_BY_DECODER:
        return None


def _strictly(odd: Odd, version: Version) -> Odd | Malformed:
    forbidden = [finding for finding in odd.findings if finding not in _ALLOWED]
    if not forbidden:
        return odd
    return _malformed(version, _Head(odd.frame.type_number, odd.frame.id, odd.bare_id), forbidden[0])


def _malformed(version: Version, head: _Head, finding: FrameFinding) -> Malformed:
    answer = _answer(version, head, finding)
    return Malformed(finding, _WHY[finding], head.type_number, head.id, head.bare_id, answer)


def _answer(version: Version, head: _Head, finding: FrameFinding) -> CallError | CallResultError | None:
    """What the sender gets. Errors and sends are never answered, and a bad call result only in 2.1.

    1.6 knows no answer without an id, and its broken JSON is logged only. On an unknown type number only 2.0.1 asks for
    an answer. Source: OCPP-J 1.6, 4.1.3 and 4.2.3; OCPP 2.0.1 part 4, 4.2.3 and 4.4; OCPP 2.1 part 4, 4.1.3 and 4.2.3.
    """
    code, why = spelling(Fault.RPC_FRAMEWORK, version), _WHY[finding]
    answer_id = UNREADABLE_ID if head.id is None else head.id
    if finding is FrameFinding.EMPTY_FRAME:
        return None
    if finding is FrameFinding.TYPE_ODD and head.type_number not in _KNOWN_TYPES[version]:
        code = spelling(Fault.MESSAGE_TYPE, version)
        return CallError(answer_id, code, why, EMPTY) if version is Version.V201 else None
    if head.type_number == CallResult.type_number:
        return CallResultError(head.id, code, why, EMPTY) if version is Version.V21 and head.id is not None else None
    if head.type_number in (CallError.type_number, CallResultError.type_number, Send.type_number):
        return None
    if version is Version.V16 and (head.id is None or finding in (FrameFinding.NOT_JSON, FrameFinding.NOT_UTF8)):
        return None
    return CallError(answer_id, code, why, EMPTY)
