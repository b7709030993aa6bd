"""Which part of a file is asked for. Source: RFC 9110, sections 13 and 14."""

import re
from typing import Final, NamedTuple

_ONE: Final = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE | re.ASCII)
_MOST_DIGITS: Final = 18


class ByteRange(NamedTuple):
    """From `start` on and before `end`."""

    start: int
    end: int


class UnsatisfiableRangeError(Exception):
    """No byte of the file is within what is asked for: 416."""


def wanted_range(header: str | None, size: int) -> ByteRange | None:
    """The part that a Range header asks for, None for the whole: without a header, with several parts in it, and with
    one that makes no sense, as RFC 9110 14.2 lets a server do. Raises UnsatisfiableRangeError.
    """
    found = None if header is None else _ONE.fullmatch(header)
    if found is None or max(len(found[1]), len(found[2])) > _MOST_DIGITS:
        return None
    first, last = found[1], found[2]
    if not first:
        if not last:
            return None
        if int(last) == 0 or size == 0:
            raise UnsatisfiableRangeError
        return ByteRange(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise UnsatisfiableRangeError
    return ByteRange(int(first), min(size, int(last) + 1) if last else size)


def with_part(parts: tuple[tuple[int, int], ...], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Parts that do not touch, rising, with one more: those that touch become one. An empty part adds nothing."""
    if end <= start:
        return parts
    apart = [one for one in parts if one[1] < start or one[0] > end]
    touching = [one for one in parts if not (one[1] < start or one[0] > end)]
    joined = min((start, *(one[0] for one in touching))), max((end, *(one[1] for one in touching)))
    return tuple(sorted([*apart, joined]))
