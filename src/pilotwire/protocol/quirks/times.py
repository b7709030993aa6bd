"""Repairs of timestamps. Each takes the text and gives one in the form of RFC 3339, UTC."""

import re
from datetime import timedelta
from typing import Final

from pilotwire.kernel.time import parse_instant
from pilotwire.protocol.quirks.policy import IngestPolicy
from pilotwire.protocol.quirks.record import Outcome

_WITHOUT_ZONE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?")


def zone_added(value: object, policy: IngestPolicy) -> object:
    """A time without a zone, read in the zone that the policy names."""
    if not isinstance(value, str) or not _WITHOUT_ZONE.fullmatch(value.strip()):
        return Outcome.NOT_MINE
    return _rewritten(value, policy.naive_offset)


def respelt(value: object, policy: IngestPolicy) -> object:
    """A time with a zone in a form that RFC 3339 does not have: a space for the T, +0100, no seconds."""
    if not isinstance(value, str) or _WITHOUT_ZONE.fullmatch(value.strip()):
        return Outcome.NOT_MINE
    return _rewritten(value, timedelta())


def _rewritten(text: str, naive_offset: timedelta) -> object:
    try:
        instant = parse_instant(text, naive_offset)
    except (ValueError, OverflowError):
        return Outcome.NOT_MINE
    return instant.isoformat().replace("+00:00", "Z")
