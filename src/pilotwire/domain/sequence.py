"""Sequence numbers that have been seen, kept as ranges: a transaction of a thousand messages takes one pair."""

Ranges = tuple[tuple[int, int], ...]
"""Closed, disjoint, rising: ((0, 5), (7, 9)) means 0 to 5 and 7 to 9."""


def contains(ranges: Ranges, number: int) -> bool:
    """Whether the number has been seen."""
    if not ranges or number > ranges[-1][1]:
        return False
    return any(low <= number <= high for low, high in ranges)


def add(ranges: Ranges, number: int) -> Ranges:
    """The ranges with one number more."""
    if ranges and number == ranges[-1][1] + 1:
        return (*ranges[:-1], (ranges[-1][0], number))
    if contains(ranges, number):
        return ranges
    joined: list[tuple[int, int]] = []
    for low, high in sorted((*ranges, (number, number))):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def missing(ranges: Ranges) -> Ranges:
    """What has not come although something later has; numbers count from 0."""
    gaps: list[tuple[int, int]] = []
    expected = 0
    for low, high in ranges:
        if low > expected:
            gaps.append((expected, low - 1))
        expected = high + 1
    return tuple(gaps)
