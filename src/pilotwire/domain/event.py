"""What all events have in common."""

from datetime import datetime

import msgspec

from pilotwire.kernel.ids import StationId


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Something that happened at or with a station, at our time of receipt unless its docstring says otherwise."""

    station: StationId | None = None
    at: datetime
