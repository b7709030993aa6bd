"""The records of the table: which quirk, where it may be, what calls its repair and what the repair makes of it."""

from collections.abc import Callable
from enum import Enum
from typing import Final, Literal, TypeAlias

import msgspec

from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.quirks.policy import IngestPolicy
from pilotwire.protocol.shape import Shape

Direction: TypeAlias = Literal["request", "response"]
Severity: TypeAlias = Literal["info", "warning"]
ANY: Final = "*"
"""Stands for every action, and as a whole place for every place."""


class Outcome(Enum):
    """What a repair may say instead of giving a new value."""

    NOT_MINE = "not mine"
    """The value is not what this quirk is about; the next record may know it."""
    KEPT = "kept"
    """The value is known to be odd and stays as it is; its violation has this quirk's name."""
    ABSENT = "absent"
    """The message means what it would mean without this field or list item."""
    OWNER_ABSENT = "owner absent"
    """The same for the object that the field is in."""


Repair: TypeAlias = Callable[[object, IngestPolicy], object]
"""A decoded JSON value in, a new one or an `Outcome` out. Pure; given its own result it says NOT_MINE or KEPT."""


class Field(msgspec.Struct, frozen=True):
    """One place that a quirk may touch: nothing happens unless the schema was broken there by one of `keywords`.

    `place` is a JSON pointer with "*" for any index. `wanted` narrows it to fields of these shapes; `optional_only` to
    fields that may be left out.
    """

    repair: Repair
    keywords: frozenset[str]
    action: str = ANY
    direction: Direction | None = None
    place: str = ANY
    wanted: tuple[type[Shape], ...] = ()
    optional_only: bool = False


class Normaliser(msgspec.Struct, frozen=True, kw_only=True):
    """One quirk of the payload. `name` is what findings, settings, reports and documentation quote; it never changes.

    `what` the station does and what we make of it (`does`) are for people. `shows_value` puts the value into the
    finding's detail: only for words, units and times. `keeps_raw` puts it beside the message's unknown fields.
    """

    name: str
    what: str
    does: str
    fields: tuple[Field, ...]
    severity: Severity = "info"
    row: int | None = None
    versions: frozenset[Version] = frozenset(Version)
    shows_value: bool = False
    keeps_raw: bool = False


class LegalQuirk(msgspec.Struct, frozen=True, kw_only=True):
    """Something odd that no schema forbids: it is taken without repair, and named where a strict reader asks.

    `is_it` looks at one JSON value at `place` (a pointer pattern, ANY for every place).
    """

    name: str
    what: str
    does: str
    row: int
    versions: frozenset[Version]
    actions: frozenset[str]
    direction: Direction
    place: str
    is_it: Callable[[object], bool]


class Seen(msgspec.Struct, frozen=True, gc=False):
    """One thing odd about one message: the quirk's name, where ("*" stands for any index) and what was there."""

    name: str
    place: str
    detail: str
    severity: Severity
