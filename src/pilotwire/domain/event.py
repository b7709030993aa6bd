"""What all events have in common."""

from datetime import datetime

import msgspec

from pilotwire.kernel.ids import StationId


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Something that happened at or with a station, at our time of receipt unless its docstring says otherwise."""

    station: StationId | None = None
    at: datetime


class StationAsked(Event, frozen=True, kw_only=True):
    """What all events of remote control tell: who asked (a key's name, None: Pilotwire itself), and the outcome.

    `status` is the station's own word in OCPP 2.x spelling; `CallError` where it answered with an error, `NoAnswer`
    where it did not answer in time or not so that it could be read (it may have acted).
    """

    status: str
    reason_code: str | None = None
    info: str | None = None
    actor: str | None = None
