"""Whether the instants of a message are in UTC, by a function made once for each class of message."""

from collections.abc import Callable
from datetime import UTC
from typing import Any

from pilotwire.protocol.shape import Items, Moment, Record, Shape, is_dated

Check = Callable[[Any], bool]


def in_utc(shape: Shape) -> Check:
    """Takes a value of this shape, without its None: whether the zone of every instant in it is UTC itself."""
    if isinstance(shape, Moment):
        return _is_utc
    if isinstance(shape, Record) and shape.dated:
        return _record_check(shape)
    if isinstance(shape, Items) and is_dated(shape.item):
        return _items_check(in_utc(shape.item))
    return _holds_none


def _is_utc(instant: Any) -> bool:
    return instant.tzinfo is UTC


def _holds_none(value: Any) -> bool:
    return True


def _items_check(check: Check) -> Check:
    def are_in_utc(items: Any) -> bool:
        for item in items:  # noqa: SIM110 - a generator would cost more than the check
            if not check(item):
                return False
        return True

    return are_in_utc


def _record_check(record: Record) -> Check:
    own = tuple(member.attribute for member in record.dated if isinstance(member.shape, Moment))
    inner = tuple(
        (member.attribute, in_utc(member.shape)) for member in record.dated if not isinstance(member.shape, Moment)
    )

    def is_in_utc(value: Any) -> bool:
        for attribute in own:
            instant = getattr(value, attribute)
            if instant is not None and instant.tzinfo is not UTC:
                return False
        for attribute, check in inner:
            part = getattr(value, attribute)
            if part is not None and not check(part):
                return False
        return True

    return is_in_utc
