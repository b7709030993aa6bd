"""From text to struct and back: one strict decoder and one tolerant decoder per message, onto the same classes."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final, Generic, TypeVar, cast

import msgspec

from pilotwire.protocol.coercion import UNUSABLE
from pilotwire.protocol.instants import in_utc
from pilotwire.protocol.message import VENDOR_ID_LENGTH, CustomData, Payload
from pilotwire.protocol.shape import Amount, Items, Record, Shape, Text, is_dated, shape_of
from pilotwire.protocol.text_format import to_utc
from pilotwire.protocol.violation import NOT_JSON, SchemaViolations, Violation
from pilotwire.protocol.walk import Walk, walk

M = TypeVar("M", bound=Payload)

_NO_FILLERS: Final[Mapping[str, object]] = MappingProxyType({})
_NO_OFFSET: Final = timedelta()
_UNREADABLE: Final = (msgspec.DecodeError, RecursionError, UnicodeDecodeError)


class Tolerated(msgspec.Struct, Generic[M], frozen=True):
    """What tolerant decoding made of a payload: `value` is None where a required part is missing or unusable.

    `violations` lists every broken rule, mended or not; `extras` holds unknown fields by pointer.
    """

    value: M | None
    violations: tuple[Violation, ...]
    extras: Mapping[str, object]


def decode_strict(kind: type[M], raw: bytes | msgspec.Raw) -> M:
    """The message in a payload's text if it keeps its schema to the letter, formats included.

    Raises SchemaViolations with every broken rule; `error_code_for` has the code to answer with.
    """
    message: M | None = _fast_reader(kind)(raw)
    if message is not None:
        return message
    tolerated = _decode_slowly(kind, raw, _NO_OFFSET, _NO_FILLERS)
    if tolerated.violations or tolerated.value is None:
        raise SchemaViolations(kind.__name__, tolerated.violations)
    return tolerated.value


def decode_tolerant_raw(
    kind: type[M],
    raw: bytes | msgspec.Raw,
    naive_offset: timedelta = _NO_OFFSET,
    fillers: Mapping[str, object] = _NO_FILLERS,
) -> Tolerated[M]:
    """As `decode_tolerant`, from the payload's text; a text that keeps its schema takes the fast way."""
    message: M | None = _fast_reader(kind)(raw)
    if message is not None:
        return Tolerated(message, (), {})
    return _decode_slowly(kind, raw, naive_offset, fillers)


def decode_tolerant(
    kind: type[M],
    value: object,
    naive_offset: timedelta = _NO_OFFSET,
    fillers: Mapping[str, object] = _NO_FILLERS,
) -> Tolerated[M]:
    """Make the best of a JSON value; never raises.

    Words outside their enum, lengths and ranges are let through; numbers in texts, texts from numbers and odd
    timestamps are read (one without a zone as UTC plus `naive_offset`); an optional field that is unusable, and an
    unusable item of a list, is dropped; unknown fields go to `extras`. `fillers` gives the value for a required field
    that is missing or unusable, by its pointer with "*" for any index: {"/meterValue/*/timestamp": received_at}.
    """
    notes = Walk(kind.schema_draft, naive_offset, fillers, [], {})
    built = walk(shape_of(kind), value, "", notes)
    message = None if built is UNUSABLE else cast(M, built)
    return Tolerated(message, tuple(notes.violations), notes.extras)


def encode(message: Payload) -> bytes:
    """Compact JSON in the order of the schema; absent fields are left out, instants go out in UTC and whole seconds.

    Raises ValueError for an instant without a zone.
    """
    plain = _with_plain_instants(shape_of(type(message)), message) if is_dated(shape_of(type(message))) else message
    return msgspec.json.encode(plain)


def _decode_slowly(
    kind: type[M], raw: bytes | msgspec.Raw, naive_offset: timedelta, fillers: Mapping[str, object]
) -> Tolerated[M]:
    try:
        value = _read_json(bytes(raw))
    except (*_UNREADABLE, ValueError) as error:
        reason = "is nested too deep" if isinstance(error, RecursionError) else "cannot be read as JSON"
        return Tolerated(None, (Violation("", NOT_JSON, reason),), {})
    return decode_tolerant(kind, value, naive_offset, fillers)


@cache
def _fast_reader(kind: type[M]) -> Callable[[bytes | msgspec.Raw], M | None]:
    """Reads a message if msgspec alone can prove that it is valid, else gives None: the way that nearly all take.

    What msgspec reads as UTC ends in Z, +00:00 or -00:00, or, against RFC 3339, in +0000 or -0000; with a space or an
    escape in it an instant could be odd as well.
    """
    shape = shape_of(kind)
    if _is_beyond_msgspec(shape):
        return _none
    decode = msgspec.json.Decoder(kind, dec_hook=_vendor_data).decode
    is_in_utc = in_utc(shape) if is_dated(shape) else None
    zeros_at_end = re.compile(rb'0000"').search

    def read(raw: bytes | msgspec.Raw) -> M | None:
        try:
            message = decode(raw)
        except _UNREADABLE:
            return None
        if is_in_utc is None:
            return message
        text = bytes(raw)
        if text.find(b" ") < 0 and text.find(b"\\") < 0 and zeros_at_end(text) is None and is_in_utc(message):
            return message
        return None if _may_hold_odd_instants(text) else message

    return read


def _none(raw: bytes | msgspec.Raw) -> None:
    return None


def _is_beyond_msgspec(shape: Shape) -> bool:
    match shape:
        case Text():
            return shape.is_uri
        case Amount():
            return shape.in_tenths
        case Items():
            return _is_beyond_msgspec(shape.item)
        case Record():
            return any(_is_beyond_msgspec(member.shape) for member in shape.members)
    return False


def _vendor_data(kind: type, value: object) -> CustomData:
    """What msgspec calls for each customData of a payload."""
    if isinstance(value, dict):
        vendor_id = value.get("vendorId")
        if isinstance(vendor_id, str) and len(vendor_id) <= VENDOR_ID_LENGTH:
            return CustomData(value)
    raise ValueError("customData needs a vendorId")


_OFFSET_WITHOUT_COLON: Final = re.compile(rb':[0-9]{2}(?:\.[0-9]+)?[+-][0-9]{4}"')
_EDGE_OF_TIME: Final = re.compile(rb'"(?:0001-01-01|9999-12-31)')
_ALIKE: Final = bytes.maketrans(b"123456789+", b"000000000-")
"""Makes every digit a 0 and every sign a minus, so that a plain search finds a pattern of them."""


def _may_hold_odd_instants(raw: bytes) -> bool:
    """Whether a text may hold a date-time that msgspec reads and RFC 3339 does not know, or one that UTC cannot hold.

    msgspec takes a space for the T and an offset without a colon; either could also hide behind an escape.
    """
    alike = str(raw.translate(_ALIKE), "latin-1")  # str is searched faster than bytes
    if " 00:" in alike or ("\\u0" in alike and b"\\u00" in raw):
        return True
    if '-0000"' in alike and _OFFSET_WITHOUT_COLON.search(raw) is not None:
        return True
    return '-00:00"' in alike and _EDGE_OF_TIME.search(raw) is not None


def _read_json(raw: bytes) -> object:
    """Any JSON text; msgspec refuses numbers that a float cannot hold, which no schema forbids in an open field."""
    try:
        return msgspec.json.decode(raw)
    except msgspec.ValidationError:
        return json.loads(raw.decode(), parse_constant=_no_constant)


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


def _with_plain_instants(shape: Shape, value: object) -> object:
    """A dated value with its instants in UTC and whole seconds; what is so already is not copied."""
    if isinstance(shape, Record):
        return _record_with_plain_instants(shape, cast(Payload, value))
    if isinstance(shape, Items):
        items = cast(tuple[object, ...], value)
        plain = tuple(_with_plain_instants(shape.item, item) for item in items)
        return items if all(new is old for new, old in zip(plain, items, strict=True)) else plain
    return _plain_instant(cast(datetime, value))


def _record_with_plain_instants(shape: Record, value: Payload) -> Payload:
    changes: dict[str, object] = {}
    for member in shape.dated:
        old = getattr(value, member.attribute)
        if old is not None:
            new = _with_plain_instants(member.shape, old)
            if new is not old:
                changes[member.attribute] = new
    return msgspec.structs.replace(value, **changes) if changes else value


def _plain_instant(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"the instant {instant} has no zone; make it aware before it is sent")
    if instant.tzinfo is UTC and not instant.microsecond:
        return instant
    return to_utc(instant).replace(microsecond=0)
