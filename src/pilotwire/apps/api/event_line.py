"""Events as lines of the stream: which are wanted, and their form."""

import difflib
from collections import OrderedDict
from datetime import datetime
from typing import Final, NamedTuple, get_args

import msgspec

from pilotwire.client.codec import encode
from pilotwire.client.event import MessageReceived, MessageSent
from pilotwire.client.filters import EventFilter
from pilotwire.domain.event import Event
from pilotwire.domain.events import AnyEvent
from pilotwire.domain.message import LoggedMessage
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.work import OutboxEvent

from .messages import shown_message
from .problems import BadParameterError
from .shaping import instant, with_instants

Item = OutboxEvent | LoggedMessage

RECEIVED: Final = "message.received"
SENT: Final = "message.sent"
EVENTS: Final[dict[str, type[Event]]] = {str(one.__struct_config__.tag): one for one in get_args(AnyEvent)}
"""Every type of event by its name, those of the message log aside."""
_REMEMBERED: Final = 1_000
_REMEMBERED_BYTES: Final = 16_384
_BREAKS: Final = bytes.maketrans(b"\r\n", b"  ")


class Choice(msgspec.Struct, frozen=True):
    """What a reader wants to see: `types` of events (none: not any), frames in and out, of one station or of all."""

    types: frozenset[str]
    station: StationId | None
    received: bool
    sent: bool

    @property
    def messages(self) -> bool:
        """Whether any frames are wanted."""
        return self.received or self.sent


class Gap(NamedTuple):
    """Frames after one id and before another that are left out, since there are too many."""

    after: RecordId
    before: RecordId


def choice_of(wanted: EventFilter) -> Choice:
    """What a filter asks for. Raises BadParameterError for a type that does not exist."""
    known = (*EVENTS, RECEIVED, SENT)
    for name in wanted.types:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            remedy = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known)}."
            raise BadParameterError("types", f"There is no type of event {name!a}.", remedy)
    given = frozenset(wanted.types)
    events = given - {RECEIVED, SENT} if given else frozenset(EVENTS)
    station = None if wanted.station is None else StationId(wanted.station)
    return Choice(events, station, RECEIVED in given, SENT in given)


def is_wanted(item: Item, choice: Choice) -> bool:
    """Whether the reader shall see it."""
    if isinstance(item, LoggedMessage):
        asked = choice.received if item.direction == "in" else choice.sent
        return asked and choice.station in (None, item.station)
    return type_of(item) in choice.types and choice.station in (None, item.event.station)


def type_of(item: Item) -> str:
    """The name of its type."""
    if isinstance(item, LoggedMessage):
        return RECEIVED if item.direction == "in" else SENT
    return str(item.event.__struct_config__.tag)


class EventLines:
    """Turns items into lines, once for all readers: the newest are remembered."""

    def __init__(self) -> None:
        self._lines: OrderedDict[int, bytes] = OrderedDict()

    def of(self, item: Item) -> bytes:
        """The block of lines of one item."""
        line = self._lines.get(item.id)
        if line is None:
            line = _block(item)
            if len(line) <= _REMEMBERED_BYTES:
                self._lines[item.id] = line
            if len(self._lines) > _REMEMBERED:
                self._lines.popitem(last=False)
        return line


def cursor_line(cursor: int) -> bytes:
    """A block that moves a reader's cursor on without telling it anything."""
    return b"id: %d\n\n" % cursor


def gap_block(gap: Gap, at: datetime) -> bytes:
    """A block that says which frames are left out."""
    told = {"type": "stream.gap", "at": instant(at), "after": str(gap.after), "before": str(gap.before)}
    return b"id: %d\nevent: stream.gap\ndata: %b\n\n" % (gap.after, encode(told))


def _block(item: Item) -> bytes:
    shown: object
    if isinstance(item, LoggedMessage):
        shown = shown_message(item, MessageReceived if item.direction == "in" else MessageSent)
    else:
        shown = with_instants(item.event)
    data = encode(shown).translate(_BREAKS)  # breaks stand between values only: JSON escapes them in texts
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (item.id, type_of(item).encode("ascii"), data)
