"""Events about texts on stations' displays, and their templates."""

from .display_message import DisplayMessage, Priority
from .event import Event, StationAsked


class DisplayMessageRequested(StationAsked, frozen=True, kw_only=True, tag="display_message.requested"):
    """A station was asked to show a text."""

    message_id: int
    text: str
    priority: Priority
    template: str | None = None


class DisplayMessageCleared(StationAsked, frozen=True, kw_only=True, tag="display_message.clear_requested"):
    """A station was asked to show a text no more."""

    message_id: int


class DisplayMessagesReported(Event, frozen=True, kw_only=True, tag="display_message.reported"):
    """A station told of texts that it holds: a part of its answer; `more`: another one follows."""

    request_id: int
    more: bool
    messages: tuple[DisplayMessage, ...] = ()


class DisplayTemplateChanged(Event, frozen=True, kw_only=True, tag="display_template.changed"):
    """A template was made or replaced."""

    template: str


class DisplayTemplateRemoved(Event, frozen=True, kw_only=True, tag="display_template.removed"):
    """A template is gone; what is shown stays."""

    template: str


DisplayEvents = (
    DisplayMessageRequested | DisplayMessageCleared | DisplayMessagesReported | DisplayTemplateChanged
    | DisplayTemplateRemoved
)  # fmt: skip
