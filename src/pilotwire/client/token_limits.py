"""Where, when and at what a token may charge, and what stations show to its owner."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .shape import PLAIN, Input, Name, Resource

MessageFormat = Literal["ASCII", "HTML", "URI", "UTF8", "QRCODE"]
Weekday = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
Language = Annotated[str, Meta(min_length=2, max_length=8, pattern=PLAIN)]
MessageText = Annotated[str, Meta(min_length=1, max_length=512, pattern=PLAIN)]
Priority = Annotated[int, Meta(ge=-9, le=9)]
CacheSeconds = Annotated[int, Meta(ge=0, le=315_360_000)]
AccountName = Annotated[str, Meta(min_length=1, max_length=100, pattern=PLAIN)]
TimeOfDay = Annotated[str, Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$(?!\n)")]
Number = Annotated[int, Meta(ge=1, le=2_147_483_647)]


class Place(Resource, frozen=True, kw_only=True):
    """A station, one of its EVSEs, or one of that EVSE's connectors."""

    station: Name
    evse_id: Number | None = None
    connector_id: Number | None = None


class Hours(Resource, frozen=True, kw_only=True):
    """From `start` to `end` on these days (none named: every day), in the deployment's time zone.

    Hours that end no later than they start end on the next day; 00:00 to 24:00 is the whole day.
    """

    start: TimeOfDay
    end: TimeOfDay
    days: list[Weekday] | None = None


class TokenLimits(Resource, frozen=True, kw_only=True):
    """Where and when alone a token may charge; what is absent is open.

    `connector_types` are those of OCPP (cCCS2, cType2 ...) and bind where the station has reported the type.
    `most_transactions` is how many each token may run at a time.
    """

    places: list[Place] | None = None
    connector_types: list[str] | None = None
    hours: list[Hours] | None = None
    most_transactions: int | None = None


class PlaceInput(Place, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as it can be set. The station has to be known."""


class HoursInput(Input, frozen=True, kw_only=True):
    """The same as it can be set."""

    start: TimeOfDay
    end: TimeOfDay
    days: Annotated[list[Weekday], Meta(max_length=7)] = msgspec.field(default_factory=list)


class TokenLimitsInput(Input, frozen=True, kw_only=True):
    """The same as it can be set."""

    places: Annotated[list[PlaceInput], Meta(max_length=500)] = msgspec.field(default_factory=list)
    connector_types: Annotated[
        list[Annotated[str, Meta(min_length=1, max_length=20, pattern=PLAIN)]], Meta(max_length=30)
    ] = msgspec.field(default_factory=list)
    hours: Annotated[list[HoursInput], Meta(max_length=50)] = msgspec.field(default_factory=list)
    most_transactions: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
