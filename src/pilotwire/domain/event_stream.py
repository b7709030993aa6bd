"""Event streams: many values of one monitor in few messages, which nobody answers. From OCPP 2.1 on."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from pilotwire.kernel.ids import RecordId, StationId

from .command import Command, Reply
from .device_model import Address
from .monitor import MonitorOrigin, StreamPace

FALLS_BEHIND: Final = 3
"""How many times in a row more values may be waiting in the station before it is said. Source: 2.1, N15.FR.05."""


class EventStream(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stream by the number that its station gave it. `opened_at`, `closed_at` and `received_at` are our times.

    `address`, `severity` and `origin` are its monitor's, where that is known. `last_at` and `last_value` are of the
    last of its `values`; `pending` values waited in the station then, and `grown` says how many times in a row there
    were more than before.
    """

    station: StationId
    id: int
    monitor: int
    opened_at: datetime
    pace: StreamPace = StreamPace()
    address: Address | None = None
    severity: int | None = None
    origin: MonitorOrigin | None = None
    closed_at: datetime | None = None
    received_at: datetime | None = None
    last_at: datetime | None = None
    last_value: str | None = None
    values: int = 0
    pending: int = 0
    grown: int = 0

    @property
    def record_key(self) -> str:
        """Under which it is kept."""
        return f"{self.station}\n{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether values may still come."""
        return self.closed_at is None

    @property
    def is_behind(self) -> bool:
        """Whether more and more values wait in the station."""
        return self.grown >= FALLS_BEHIND


class StreamBatch(msgspec.Struct, frozen=True, omit_defaults=True):
    """The values of one message: seconds after `base_at` (the station's time) and the value, as they came."""

    id: RecordId
    station: StationId
    stream: int
    monitor: int
    base_at: datetime
    received_at: datetime
    values: tuple[tuple[float, str], ...]


class StreamFacts(msgspec.Struct, frozen=True):
    """What a station says of a stream that it opens, or has open."""

    id: int
    monitor: int
    pace: StreamPace = StreamPace()


class GetEventStreams(Command[tuple[StreamFacts, ...]], frozen=True):
    """Ask which streams are open. Source: OCPP 2.1 part 2, N12."""


class AdjustEventStream(Command[Reply], frozen=True):
    """Change how often a stream sends. Source: OCPP 2.1 part 2, N14."""

    stream: int
    pace: StreamPace


def with_values(stream: EventStream, batch: StreamBatch, pending: int) -> EventStream:
    """The stream after a message of values."""
    offset_s, value = batch.values[-1]
    grown = stream.grown + 1 if pending > stream.pending else 0
    return msgspec.structs.replace(
        stream, received_at=batch.received_at, last_at=batch.base_at + timedelta(seconds=offset_s), last_value=value,
        values=stream.values + len(batch.values), pending=pending, grown=grown,
    )  # fmt: skip
