"""Findings: what a station did that the specification does not allow, by name, and how often."""

from datetime import datetime
from typing import Literal

import msgspec

from pilotwire.kernel.ids import RecordId, StationId

Severity = Literal["info", "warning"]


class Oddity(msgspec.Struct, frozen=True, omit_defaults=True):
    """One occurrence: its stable name, where in the message, and what was seen."""

    name: str
    place: str = ""
    detail: str = ""
    severity: Severity = "info"


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """All occurrences of one oddity at one place by one station with one firmware.

    A new firmware begins a new finding, so that a vendor's repair or regression can be seen. `frame_id` is the message
    of the last occurrence.
    """

    station: StationId
    firmware: str
    name: str
    place: str
    severity: Severity
    detail: str
    count: int
    first_seen_at: datetime
    last_seen_at: datetime
    frame_id: RecordId | None = None
