"""Events of the device model and event streams in the words of OCPP 2.0.1 and 2.1."""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias, get_args

from pilotwire.domain.device_event import DeviceEvent, EventNotification, EventTrigger
from pilotwire.domain.event_stream import AdjustEventStream, GetEventStreams, StreamFacts
from pilotwire.domain.monitor import StreamPace
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.protocol.ocpp21 import diagnostics as diagnostics21
from pilotwire.protocol.ocpp21.types import device_model as types21
from pilotwire.protocol.ocpp21.types.event_stream import ConstantStreamData
from pilotwire.protocol.ocpp201 import diagnostics
from pilotwire.protocol.ocpp201.types import device_model as types

from .ocpp2x_device_model import told_address
from .ocpp2x_monitoring import said_pace
from .ocpp16_lacking import Lacking

NotifyEvent: TypeAlias = diagnostics.NotifyEventRequest | diagnostics21.NotifyEventRequest
Note: TypeAlias = Callable[[str, str], None]

_STREAMS: Final = ("OCPP 2.0.1 has no event streams", "each value of a monitor comes there as an event of its own")
LACKING201: Final[Lacking] = {GetEventStreams: _STREAMS, AdjustEventStream: _STREAMS}
"""What 2.0.1 lacks of all this, and what it has instead."""

_TRIGGERS: Final[dict[str, EventTrigger]] = {word: word for word in get_args(EventTrigger)}
_NOTIFICATIONS: Final[dict[str, EventNotification]] = {word: word for word in get_args(EventNotification)}


def events(message: NotifyEvent, station: StationId, note: Note) -> Sequence[DeviceEvent]:
    """The events of a message. An unknown trigger is noted and counts as a change, an unknown kind as hard-wired.

    Source: OCPP 2.0.1 part 2, N07; the severity: OCPP 2.1 part 2, N07.FR.20.
    """
    return [_event(one, station, note) for one in message.event_data]


def _event(one: types.EventData | types21.EventData, station: StationId, note: Note) -> DeviceEvent:
    for word, known in ((one.trigger, _TRIGGERS), (one.event_notification_type, _NOTIFICATIONS)):
        if word not in known:
            note("event-word-unknown", f"'{word}'")
    return DeviceEvent(
        station,
        one.event_id,
        one.timestamp,
        _TRIGGERS.get(one.trigger, "Delta"),
        _NOTIFICATIONS.get(one.event_notification_type, "HardWiredNotification"),
        told_address(one.component, one.variable),
        one.actual_value,
        one.severity if isinstance(one, types21.EventData) else None,
        bool(one.cleared),
        one.cause,
        one.tech_code,
        one.tech_info,
        None if one.transaction_id is None else TransactionId(one.transaction_id),
        one.variable_monitoring_id,
    )


def stream_facts(told: ConstantStreamData) -> StreamFacts:
    """What a station says of a stream. Source: OCPP 2.1 part 2, N11."""
    return StreamFacts(told.id, told.variable_monitoring_id, StreamPace(told.params.interval, told.params.values))


def get_streams(_: GetEventStreams) -> diagnostics21.GetPeriodicEventStreamRequest:
    """GetPeriodicEventStream."""
    return diagnostics21.GetPeriodicEventStreamRequest()


def streams(answer: diagnostics21.GetPeriodicEventStreamResponse) -> tuple[StreamFacts, ...]:
    """The streams that are open."""
    return tuple(stream_facts(one) for one in answer.constant_stream_data or ())


def adjust_stream(command: AdjustEventStream) -> diagnostics21.AdjustPeriodicEventStreamRequest:
    """AdjustPeriodicEventStream."""
    return diagnostics21.AdjustPeriodicEventStreamRequest(id=command.stream, params=said_pace(command.pace))
