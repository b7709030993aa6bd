"""Templates of texts for displays, and what their placeholders stand for."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

import msgspec

from .display_message import Content, Objection, Priority, ShownWhile

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "price": "the price as drivers are told it",
    "energy_kwh": "the energy of the transaction so far, in kWh",
    "minutes": "how long the transaction has run, in whole minutes",
    "time": "the time of day in the deployment's time zone",
    "date": "the date there",
    "station": "the station's id",
    "evse": "the EVSE's number",
    "transaction": "the transaction's id",
    "token": "the token that started it, but for its last four characters hidden",
}
"""What a text may name in braces."""
_PLACE: Final = re.compile(r"\{([^{}]*)\}")


class DisplayTemplate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text by its name, in one language or several, for use at many stations.

    `minutes` ends each message of it so long after it was set.
    """

    name: str
    content: Content
    extra: tuple[Content, ...] = ()
    priority: Priority = "NormalCycle"
    shown_while: ShownWhile | None = None
    minutes: int | None = None
    created_at: datetime
    updated_at: datetime
    note: str | None = None

    @property
    def contents(self) -> tuple[Content, ...]:
        """The text in all its languages."""
        return (self.content, *self.extra)


def unknown_placeholders(template: DisplayTemplate) -> Iterator[Objection]:
    """Those that nothing stands for, each with its place."""
    for index, content in enumerate(template.contents):
        pointer = "/text" if index == 0 else f"/extra/{index - 1}/text"
        for name in _PLACE.findall(content.text):
            if name not in PLACEHOLDERS:
                yield Objection(
                    f"Nothing stands for {{{name}}}.", pointer, f"Use one of {', '.join(sorted(PLACEHOLDERS))}."
                )


def filled(content: Content, values: Mapping[str, str]) -> Content:
    """The text with its placeholders filled in; one without a value becomes nothing."""
    return msgspec.structs.replace(content, text=_PLACE.sub(lambda found: values.get(found[1], ""), content.text))
