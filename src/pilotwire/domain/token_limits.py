"""Where, when and at what a token may charge: limits of one token, or of all tokens of a group."""

from typing import Final, Literal, TypeAlias

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId, StationId

Weekday: TypeAlias = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
WEEKDAYS: Final[tuple[Weekday, ...]] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_MIN: Final = 1440


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A station, one of its EVSEs, or one of that EVSE's connectors."""

    station: StationId
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None


class Hours(msgspec.Struct, frozen=True, omit_defaults=True):
    """A time of day on some days of the week (none named: on all), in minutes after midnight.

    One that ends no later than it starts ends on the next day; 0 to 1440 is the whole day.
    """

    start_min: int
    end_min: int
    days: tuple[Weekday, ...] = ()


class Limits(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an empty field leaves open. `most_transactions` is how many each token may run at a time."""

    places: tuple[Place, ...] = ()
    connector_types: tuple[str, ...] = ()
    hours: tuple[Hours, ...] = ()
    most_transactions: int | None = None
