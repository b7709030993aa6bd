"""Events of the stream: what happened, in the order in which it was stored."""

from typing import TypeVar

import msgspec

from .codec import Instant, decode
from .message import Message
from .shape import Resource

T = TypeVar("T")
Shape = type[T]


class Event(Resource, frozen=True, kw_only=True):
    """One event. `id` is the cursor after which the stream can be taken up again; `data` is all of it, as JSON."""

    id: str
    type: str
    at: Instant
    data: msgspec.Raw
    station: str | None = None

    def read(self, shape: Shape[T]) -> T:
        """The event's data as a struct, such as `Message` for message.received. Raises msgspec.ValidationError."""
        return decode(self.data, shape)


class MessageReceived(Message, frozen=True, kw_only=True, tag_field="type", tag="message.received"):
    """A frame came from a station; only where `types` names it."""


class MessageSent(Message, frozen=True, kw_only=True, tag_field="type", tag="message.sent"):
    """A frame went to a station; only where `types` names it."""
