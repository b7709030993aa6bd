"""The shape of a message as plain values, read once per struct class from its annotations."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, NamedTuple, TypeAlias, get_args, get_origin

import msgspec
from msgspec import Meta

from pilotwire.protocol.message import CustomData, Payload


class Text(NamedTuple):
    """Any text within a length and a pattern; `is_uri` asks for the format."""

    max_length: int | None = None
    pattern: re.Pattern[str] | None = None
    is_uri: bool = False


class Word(NamedTuple):
    """One of a closed set of texts."""

    words: tuple[str, ...]


class Moment(NamedTuple):
    """A date-time."""


class Whole(NamedTuple):
    """An integer, its limits included."""

    minimum: float | None = None
    maximum: float | None = None


class Amount(NamedTuple):
    """A number, its limits included; `in_tenths` allows one decimal."""

    minimum: float | None = None
    maximum: float | None = None
    in_tenths: bool = False


class Flag(NamedTuple):
    """True or false."""


class Items(NamedTuple):
    """A list."""

    item: "Shape"
    min_items: int | None = None
    max_items: int | None = None


class Member(NamedTuple):
    """A field of a record, by its attribute and by its name in the text."""

    attribute: str
    wire_name: str
    shape: "Shape"
    is_required: bool


class Record(NamedTuple):
    """An object with known fields, in the order of its schema; `dated` are those with an instant in them."""

    kind: type[Payload]
    members: tuple[Member, ...]
    wire_names: frozenset[str]
    dated: tuple[Member, ...]


class Vendor(NamedTuple):
    """The open object of vendors: customData."""


class Anything(NamedTuple):
    """Any JSON value."""


Shape: TypeAlias = Text | Word | Moment | Whole | Amount | Flag | Items | Record | Vendor | Anything


@cache
def shape_of(kind: type[Payload]) -> Record:
    """The shape of a message or of an object within one."""
    members = tuple(
        Member(field.name, field.encode_name, _shape(field.type), field.required)
        for field in msgspec.structs.fields(kind)
    )
    dated = tuple(member for member in members if is_dated(member.shape))
    return Record(kind, members, frozenset(member.wire_name for member in members), dated)


def is_dated(shape: Shape) -> bool:
    """Whether an instant occurs anywhere within."""
    match shape:
        case Moment():
            return True
        case Items():
            return is_dated(shape.item)
        case Record():
            return bool(shape.dated)
    return False


def _shape(annotation: object) -> Shape:
    plain, limits = _parts(annotation)
    if get_origin(plain) is tuple:
        return Items(_shape(get_args(plain)[0]), limits.min_length, limits.max_length)
    if get_origin(plain) is Literal:
        return Word(get_args(plain))
    if isinstance(plain, type) and issubclass(plain, Payload):
        return shape_of(plain)
    return _scalar(plain, limits)


def _parts(annotation: object) -> tuple[object, Meta]:
    """An annotation without its limits, and the limits."""
    if get_origin(annotation) is Annotated:
        plain, limits = get_args(annotation)
        return plain, limits
    return annotation, _UNLIMITED


def _scalar(plain: object, limits: Meta) -> Shape:
    extra = limits.extra or {}
    if plain is str:
        return Text(limits.max_length, re.compile(limits.pattern) if limits.pattern else None, "format" in extra)
    if plain is int:
        return Whole(limits.ge, limits.le)
    if plain is float:
        return Amount(limits.ge, limits.le, "multipleOf" in extra)
    return _UNCONSTRAINED[plain]


_UNLIMITED: Final = Meta()
_UNCONSTRAINED: Final[Mapping[object, Shape]] = MappingProxyType(
    {datetime: Moment(), bool: Flag(), CustomData: Vendor(), Any: Anything()}
)
