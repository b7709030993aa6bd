"""Where a violation points: the value there, what holds it, and what its schema wants."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from pilotwire.protocol.coercion import UNUSABLE
from pilotwire.protocol.message import Payload
from pilotwire.protocol.shape import Items, Record, Shape, shape_of
from pilotwire.protocol.violation import Violation
from pilotwire.protocol.walk import Walk, walk

_INDEX: Final = re.compile(r"/[0-9]+(?=/|$)")
_MISSING: Final = object()


class Site(NamedTuple):
    """A value within a payload: `owners` are the containers on the way to it with the key or index taken in each.

    `shape` is None for a field that no schema knows; `is_optional`: it may be left out; `draft` is that of the schema.
    """

    owners: tuple[tuple[dict[str, object] | list[object], str | int], ...]
    value: object
    shape: Shape | None
    is_optional: bool
    draft: int

    def put(self, value: object) -> None:
        """Give the site another value."""
        owner, key = self.owners[-1]
        if isinstance(owner, dict):
            owner[str(key)] = value
        else:
            owner[int(key)] = value

    def remove(self, levels_up: int = 0) -> bool:
        """Take out the value, or the object it is in; whether that was from a list, so that others moved up."""
        owner, key = self.owners[-1 - levels_up]
        if isinstance(owner, dict):
            owner.pop(str(key), None)
            return False
        del owner[int(key)]
        return True

    def violations_of(self, value: object, pointer: str) -> Sequence[Violation]:
        """What would be wrong with another value here; `pointer` is the site's own."""
        if self.shape is None:
            return ()
        notes = Walk(self.draft, timedelta(), {}, [], {})
        walk(self.shape, value, pointer, notes)
        return notes.violations

    def is_unusable(self, naive_offset: timedelta) -> bool:
        """Whether even lenient reading makes nothing of the value."""
        if self.shape is None:
            return False
        return walk(self.shape, self.value, "", Walk(self.draft, naive_offset, {}, [], {})) is UNUSABLE


def place_of(pointer: str) -> str:
    """A pointer with "*" for every index: the same for all items of a list."""
    return _INDEX.sub("/*", pointer)


def site_at(kind: type[Payload], payload: object, pointer: str) -> Site | None:
    """The site that a pointer leads to; None when nothing is there."""
    owners: list[tuple[dict[str, object] | list[object], str | int]] = []
    value, is_optional = payload, False
    shape: Shape | None = shape_of(kind)
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            owners.append((value, key))
            value = value.get(key, _MISSING)
            shape, is_optional = _member(shape, key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            owners.append((value, int(key)))
            value = value[int(key)]
            shape, is_optional = shape.item if isinstance(shape, Items) else None, True
        else:
            return None
    return None if value is _MISSING else Site(tuple(owners), value, shape, is_optional, kind.schema_draft)


def _member(shape: Shape | None, name: str) -> tuple[Shape | None, bool]:
    if isinstance(shape, Record):
        for member in shape.members:
            if member.wire_name == name:
                return member.shape, not member.is_required
    return None, True
