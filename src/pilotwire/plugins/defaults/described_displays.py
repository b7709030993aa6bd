"""Displays of OCPP 1.6 chargers, by a file in which an operator says what their makers' own messages are."""

from collections.abc import Iterable
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from pilotwire.domain.display_message import DisplayMessage
from pilotwire.domain.vendor_data import DisplayAct, SendVendorData
from pilotwire.plugins.hookspecs import hookimpl

_Name = Annotated[str, Meta(min_length=1, max_length=255)]
PLACES: Final = ("text", "language", "number", "evse", "transaction", "seconds")
"""What the data may name in braces; `seconds` is how long from now it is shown, 0 for ever."""


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of a maker's messages: its ids, and its data with placeholders."""

    vendor_id: _Name
    message_id: Annotated[str, Meta(min_length=1, max_length=50)] | None = None
    data: Any = None


class DescribedDisplay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Chargers of a vendor (and model) as they name themselves at boot, in any case, and how they show and clear."""

    vendor: _Name
    show: Said
    clear: Said | None = None
    model: _Name | None = None


class DescriptionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    display: tuple[DescribedDisplay, ...] = ()


class DescribedDisplays:
    """A plug-in that says what the file says."""

    def __init__(self, described: Iterable[DescribedDisplay]) -> None:
        self._described = tuple(described)

    @hookimpl
    def display_in_vendor_words(self, act: DisplayAct) -> SendVendorData | None:
        """The first description that fits vendor and model; None for none, and where it does not say how to clear."""
        for one in self._described:
            if _same(one.vendor, act.vendor) and (one.model is None or _same(one.model, act.model)):
                said = one.show if act.shown else one.clear
                if said is not None:
                    return SendVendorData(said.vendor_id, said.message_id, filled(said.data, _values(act.message)))
        return None


def filled(data: Any, values: dict[str, Any]) -> Any:
    """The data with its placeholders filled in; a text that is one placeholder becomes its value, number or null."""
    if isinstance(data, dict):
        return {key: filled(value, values) for key, value in data.items()}
    if isinstance(data, list):
        return [filled(value, values) for value in data]
    if not isinstance(data, str):
        return data
    whole = data[1:-1] if data.startswith("{") and data.endswith("}") else None
    if whole in values:
        return values[whole]
    for name, value in values.items():
        data = data.replace(f"{{{name}}}", "" if value is None else str(value))
    return data


def _values(message: DisplayMessage) -> dict[str, Any]:
    seconds = 0 if message.end_at is None else max(int((message.end_at - message.state_at).total_seconds()), 1)
    content = message.content
    found = (content.text, content.language, message.id, message.evse_id, message.transaction, seconds)
    return dict(zip(PLACES, found, strict=True))


def _same(wanted: str, told: str | None) -> bool:
    return told is not None and wanted.casefold() == told.strip().casefold()
