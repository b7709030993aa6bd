"""Event streams: opened, filled and closed by stations; asked for and adjusted from here. From OCPP 2.1 on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.event import Event
from pilotwire.domain.event_stream import (
    AdjustEventStream,
    EventStream,
    GetEventStreams,
    StreamBatch,
    StreamFacts,
    with_values,
)
from pilotwire.domain.monitor import Monitor, StreamPace
from pilotwire.domain.monitoring_events import (
    EventStreamAdjustRequested,
    EventStreamBehind,
    EventStreamClosed,
    EventStreamOpened,
)
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import StationId

from .context import Context
from .ports import Store
from .remote_control import Answer, Asker, Told, answer_of, ask
from .station_record import known_station
from .work import Work


class StreamMessage(NamedTuple):
    """A message of values: of which stream, from when on, and how many more wait in the station."""

    stream: int
    base_at: datetime
    values: Sequence[tuple[float, str]]
    pending: int


async def open_stream(context: Context, facts: StreamFacts) -> bool:
    """A station wants to send values of a monitor together; whether it may. One with the number of another takes its
    place.

    Source: OCPP 2.1 part 2, N11.FR.04 to N11.FR.06 and N11.FR.08.
    """
    running = {one.id: one for one in context.store.monitoring.streams(context.station)}
    if facts.id not in running and len(running) >= MOST_STREAMS:
        context.note("streams-too-many", f"more than {MOST_STREAMS} streams would be open", severity="warning")
        return False
    known = await context.store.monitoring.known(context.station, [facts.monitor])
    monitor = known.monitors.get(facts.monitor)
    if monitor is None:
        context.note("stream-monitor-unknown", f"stream {facts.id} is of monitor {facts.monitor}, which no report told")
    _open(context.work, _made(context.station, facts, monitor, context.received_at))
    return True


def close_stream(context: Context, number: int) -> None:
    """A station sends no more values of a stream. Source: OCPP 2.1 part 2, N13."""
    found = _running(context.store, context.station, number)
    if found is None:
        context.note("stream-unknown", f"stream {number} is closed, which was not open")
        return
    _close(context.work, found, context.received_at)


def take_values(context: Context, message: StreamMessage) -> None:
    """Keep the values of a stream: one row, however many they are. Source: OCPP 2.1 part 2, N15."""
    found = _running(context.store, context.station, message.stream)
    if found is None:
        context.note("stream-unknown", f"values for stream {message.stream}, which is not open", severity="warning")
        return
    if len(message.values) > MOST_VALUES:
        context.note("stream-too-long", f"{len(message.values)} values at once", severity="warning")
    batch = StreamBatch(
        context.store.next_id(), context.station, found.id, found.monitor, message.base_at, context.received_at,
        tuple(message.values[:MOST_VALUES]),
    )  # fmt: skip
    context.check_clock(message.base_at)
    after = with_values(found, batch, message.pending)
    context.work.save(batch, after)
    if after.is_behind and not found.is_behind:
        context.work.tell(
            EventStreamBehind(
                station=context.station, at=context.received_at, stream=found.id, monitor=found.monitor,
                pending=message.pending,
            )
        )  # fmt: skip


async def read_streams(asker: Asker, station: StationId) -> Sequence[EventStream]:
    """Ask a station which streams are open, and keep what it says. Raises NotFoundError, and as `request`.

    Source: OCPP 2.1 part 2, N12.
    """
    known_station(asker.store, station)
    told = await asker.link.request(station, GetEventStreams(), asker.timeout_s)
    at, work = asker.clock.now(), Work()
    running = {one.id: one for one in asker.store.monitoring.streams(station)}
    known = await asker.store.monitoring.known(station, [one.monitor for one in told])
    for facts in told[:MOST_STREAMS]:
        before = running.pop(facts.id, None)
        if before is None or before.monitor != facts.monitor:
            _open(work, _made(station, facts, known.monitors.get(facts.monitor), at))
        elif before.pace != facts.pace:
            work.save(msgspec.structs.replace(before, pace=facts.pace))
    for gone in running.values():
        _close(work, gone, at)
    if work.changes:
        await asker.store.commit(work)
    return asker.store.monitoring.streams(station)


async def adjust_stream(asker: Asker, station: StationId, number: int, pace: StreamPace) -> Answer:
    """Have a station send the values of a stream more or less often.

    Raises NotFoundError for a stream that is not open, BadInputError without a pace, and as `request`.
    Source: OCPP 2.1 part 2, N14.
    """
    known_station(asker.store, station)
    if pace.interval_s is None and pace.values is None:
        raise BadInputError("Nothing is to change.", "/interval_s", "Give interval_s, values, or both.")
    if _running(asker.store, station, number) is None:
        raise NotFoundError(
            f"Station '{station}' has no open stream {number}.", "Look at its streams, or ask it for them."
        )

    def event(reply: Reply) -> Event:
        return EventStreamAdjustRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, stream=number, pace=pace,
            **msgspec.structs.asdict(reply),
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        found = _running(asker.store, station, number)
        if reply.status == "Accepted" and found is not None:
            interval_s = found.pace.interval_s if pace.interval_s is None else pace.interval_s
            values = found.pace.values if pace.values is None else pace.values
            work.save(msgspec.structs.replace(found, pace=StreamPace(interval_s, values), grown=0))

    return answer_of(await ask(asker, station, AdjustEventStream(number, pace), event, settle))


def _made(station: StationId, facts: StreamFacts, monitor: Monitor | None, at: datetime) -> EventStream:
    setting = None if monitor is None else monitor.setting
    return EventStream(
        station, facts.id, facts.monitor, at, facts.pace,
        address=None if setting is None else setting.address,
        severity=None if setting is None else setting.severity,
        origin=None if monitor is None else monitor.origin,
    )  # fmt: skip


def _open(work: Work, stream: EventStream) -> None:
    work.save(stream)
    work.tell(
        EventStreamOpened(
            station=stream.station, at=stream.opened_at, stream=stream.id, monitor=stream.monitor, pace=stream.pace
        )
    )


def _close(work: Work, stream: EventStream, at: datetime) -> None:
    work.save(msgspec.structs.replace(stream, closed_at=at))
    work.tell(
        EventStreamClosed(station=stream.station, at=at, stream=stream.id, monitor=stream.monitor, values=stream.values)
    )


def _running(store: Store, station: StationId, number: int) -> EventStream | None:
    return next((one for one in store.monitoring.streams(station) if one.id == number), None)


MOST_STREAMS: Final = 100
"""Streams of one station that can be open at a time."""
MOST_VALUES: Final = 10_000
"""Values of one message that are kept."""
