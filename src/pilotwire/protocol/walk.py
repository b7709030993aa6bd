"""The walker: holds a JSON value against a shape, lists every violation, and builds what can be built of it.

What is valid is never changed. What is not is read as leniently as it goes, and its violation stays listed; so the same
walk serves strict decoding, where any violation ends it, and tolerant decoding, where the value counts.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final, assert_never

import msgspec

from pilotwire.protocol.coercion import UNUSABLE, as_flag, as_number, as_text, as_whole, is_number
from pilotwire.protocol.message import VENDOR_ID_LENGTH, CustomData
from pilotwire.protocol.shape import (
    Amount,
    Anything,
    Flag,
    Items,
    Member,
    Moment,
    Record,
    Shape,
    Text,
    Vendor,
    Whole,
    Word,
)
from pilotwire.protocol.text_format import is_date_time, is_uri, read_leniently
from pilotwire.protocol.violation import Violation
from pilotwire.protocol.wording import kind_of, list_of_words, shortened

_INDEX: Final = re.compile(r"/[0-9]+(?=/|$)")


class Walk(msgspec.Struct, frozen=True):
    """One walk: its rules, and what it has found so far.

    `fillers` maps the pointer of a required field, "*" standing for any index, to the value to put in its place when it
    is missing or unusable. `extras` collects unknown fields by pointer.
    """

    draft: int
    naive_offset: timedelta
    fillers: Mapping[str, object]
    violations: list[Violation]
    extras: dict[str, object]

    def note(self, pointer: str, keyword: str, message: str) -> None:
        """Add a violation."""
        self.violations.append(Violation(pointer, keyword, message))


def walk(shape: Shape, value: object, pointer: str, notes: Walk) -> object:
    """What could be built of `value`, or UNUSABLE; violations and unknown fields go to `notes`. Never raises."""
    match shape:
        case Record():
            return _record(shape, value, pointer, notes)
        case Text():
            return _text(shape, value, pointer, notes)
        case Word():
            return _word(shape, value, pointer, notes)
        case Moment():
            return _moment(value, pointer, notes)
        case Whole():
            return _whole(shape, value, pointer, notes)
        case Amount():
            return _amount(shape, value, pointer, notes)
        case Flag():
            return _flag(value, pointer, notes)
        case Items():
            return _items(shape, value, pointer, notes)
        case Vendor():
            return _vendor(value, pointer, notes)
        case Anything():
            return value
    assert_never(shape)


def _wrong_type(value: object, wanted: str, pointer: str, notes: Walk) -> None:
    notes.note(pointer, "type", f"is {kind_of(value)}, not {wanted}")


def _text(shape: Text, value: object, pointer: str, notes: Walk) -> object:
    if not isinstance(value, str):
        _wrong_type(value, "a text", pointer, notes)
        return as_text(value)
    if shape.max_length is not None and len(value) > shape.max_length:
        notes.note(pointer, "maxLength", f"has {len(value)} characters, more than {shape.max_length}")
    if shape.pattern is not None and shape.pattern.fullmatch(value) is None:
        notes.note(pointer, "pattern", f"{shortened(value)} does not have the form {shape.pattern.pattern}")
    if shape.is_uri and not is_uri(value):
        notes.note(pointer, "format", f"{shortened(value)} is no URI; write it like https://example.com/file")
    return value


def _word(shape: Word, value: object, pointer: str, notes: Walk) -> object:
    if not isinstance(value, str):
        _wrong_type(value, "a text", pointer, notes)
        return as_text(value)
    if value not in shape.words:
        notes.note(pointer, "enum", f"{shortened(value)} is none of {list_of_words(shape.words)}")
    return value


def _moment(value: object, pointer: str, notes: Walk) -> object:
    if not isinstance(value, str):
        _wrong_type(value, "a text with a date-time", pointer, notes)
        return UNUSABLE
    if not is_date_time(value):
        notes.note(pointer, "format", f"{shortened(value)} is no date-time; write it like 2026-03-01T12:00:00Z")
    instant = read_leniently(value, notes.naive_offset)
    return UNUSABLE if instant is None else instant


def _whole(shape: Whole, value: object, pointer: str, notes: Walk) -> object:
    if not is_number(value):
        _wrong_type(value, "a whole number", pointer, notes)
        return as_whole(value)
    if isinstance(value, float) and not (notes.draft > 4 and value.is_integer()):
        notes.note(pointer, "type", "is a number with decimals, not a whole number")
    _limits(shape, value, pointer, notes)
    return as_whole(value)


def _amount(shape: Amount, value: object, pointer: str, notes: Walk) -> object:
    if not is_number(value):
        _wrong_type(value, "a number", pointer, notes)
        return as_number(value)
    _limits(shape, value, pointer, notes)
    number = as_number(value)
    if shape.in_tenths and isinstance(number, float) and number != float(f"{number:.1f}"):
        notes.note(pointer, "multipleOf", f"{shortened(value)} has more than one decimal")
        return float(f"{number:.1f}")
    return number


def _limits(shape: Whole | Amount, value: float, pointer: str, notes: Walk) -> None:
    if shape.minimum is not None and value < shape.minimum:
        notes.note(pointer, "minimum", f"{shortened(value)} is less than {shape.minimum}")
    if shape.maximum is not None and value > shape.maximum:
        notes.note(pointer, "maximum", f"{shortened(value)} is more than {shape.maximum}")


def _flag(value: object, pointer: str, notes: Walk) -> object:
    if not isinstance(value, bool):
        _wrong_type(value, "a boolean", pointer, notes)
    return as_flag(value)


def _items(shape: Items, value: object, pointer: str, notes: Walk) -> object:
    if not isinstance(value, list):
        _wrong_type(value, "a list", pointer, notes)
        return UNUSABLE
    if shape.min_items is not None and len(value) < shape.min_items:
        notes.note(pointer, "minItems", f"has {len(value)} items, fewer than {shape.min_items}")
    if shape.max_items is not None and len(value) > shape.max_items:
        notes.note(pointer, "maxItems", f"has {len(value)} items, more than {shape.max_items}")
    built = [walk(shape.item, item, f"{pointer}/{index}", notes) for index, item in enumerate(value)]
    return tuple(item for item in built if item is not UNUSABLE)


def _record(shape: Record, value: object, pointer: str, notes: Walk) -> object:
    if not isinstance(value, dict):
        _wrong_type(value, "an object", pointer, notes)
        return UNUSABLE
    attributes: dict[str, object] = {}
    is_whole = True
    for member in shape.members:
        built = _member(member, value, f"{pointer}/{member.wire_name}", notes)
        if built is not UNUSABLE:
            attributes[member.attribute] = built
        elif member.is_required:
            is_whole = False
    for name in value:
        if name not in shape.wire_names:
            unknown = f"{pointer}/{_escaped(name)}"
            notes.note(unknown, "additionalProperties", "is a field that is not known here")
            notes.extras[unknown] = value[name]
    return shape.kind(**attributes) if is_whole else UNUSABLE


def _member(member: Member, owner: dict[str, object], pointer: str, notes: Walk) -> object:
    """The value of one field; UNUSABLE where there is none to be had."""
    built: object = UNUSABLE
    if member.wire_name in owner:
        value = owner[member.wire_name]
        before = len(notes.violations)
        built = walk(member.shape, value, pointer, notes)
        if value == "" and not member.is_required and len(notes.violations) > before:
            return UNUSABLE
    elif member.is_required:
        notes.note(pointer, "required", "is missing")
    if built is UNUSABLE and member.is_required:
        return notes.fillers.get(_INDEX.sub("/*", pointer), UNUSABLE)
    return built


def _vendor(value: object, pointer: str, notes: Walk) -> object:
    if not isinstance(value, dict):
        _wrong_type(value, "an object", pointer, notes)
        return UNUSABLE
    if "vendorId" in value:
        _text(Text(VENDOR_ID_LENGTH), value["vendorId"], f"{pointer}/vendorId", notes)
    else:
        notes.note(f"{pointer}/vendorId", "required", "is missing")
    return CustomData(value)


def _escaped(name: object) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")
