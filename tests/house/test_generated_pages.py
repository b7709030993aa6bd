"""The pages on messages and events say what the code says."""

from pathlib import Path
from typing import get_args

from tools.docs_pages import automatisms, events, messages

from pilotwire.domain.event import Event
from pilotwire.domain.events import AnyEvent

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_on_automatisms_is_up_to_date() -> None:
    assert (ROOT / automatisms.PATH).read_text(encoding="utf-8") == automatisms.page(), "run ./dev docs"


def test_the_page_on_messages_is_up_to_date() -> None:
    assert (ROOT / messages.PATH).read_text(encoding="utf-8") == messages.page(), "run ./dev docs"


def test_the_page_on_events_is_up_to_date() -> None:
    assert (ROOT / events.PATH).read_text(encoding="utf-8") == events.page(), "run ./dev docs"


def test_every_kind_of_event_can_be_read_back_and_is_explained() -> None:
    listed = set(get_args(AnyEvent))
    made = {kind for kind in _kinds(Event) if not kind.__subclasses__()}
    assert made == listed
    assert all(kind.__doc__ for kind in listed)


def _kinds(kind: type[Event]) -> set[type[Event]]:
    return {one for below in kind.__subclasses__() for one in (below, *_kinds(below))}
