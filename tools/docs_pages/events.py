"""The page on events: each type, what it tells, and its fields."""

from collections.abc import Iterator
from typing import Final, get_args

import msgspec

from pilotwire.domain.event import Event
from pilotwire.domain.events import AnyEvent

PATH: Final = "docs/reference/events.md"

_HEAD: Final = """# Which events are there?

Every event is stored in the same commit as the change that it tells of, has an id that rises, and comes out of `GET
/api/v1/events` (Server-Sent Events; `Last-Event-ID` resumes without a gap) and `pilotwire events --follow`. All have
`station` (where there is one) and `at`, our time. Frames come as `message.received` and `message.sent` on the same
stream when these types are asked for.

This page is made from the code by `./dev docs`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for kind in get_args(AnyEvent) for line in _event(kind))]) + "\n"


def _event(kind: type[Event]) -> Iterator[str]:
    own = [field for field in msgspec.structs.fields(kind) if field.name not in ("station", "at")]
    yield f"## `{kind.__struct_config__.tag}`"
    yield ""
    yield (kind.__doc__ or "").replace("\n", " ").strip()
    yield ""
    if own:
        yield "Fields: " + ", ".join(f"`{field.name}`{'' if field.required else ' (optional)'}" for field in own) + "."
        yield ""
