"""Texts on displays as the API takes and shows them, and the client's way to them."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .call import LONGEST_CALL_S
from .codec import Instant, decode, encode
from .control import ControlAnswer, ControlInput, Evse
from .exchange import Exchange
from .filters import DisplayTemplateFilter, Moment
from .operation import Operation, StartedOperations
from .path import if_match, path
from .query import query
from .shape import PLAIN, Input, Name, Resource, Text

MessageFormat = Literal["ASCII", "HTML", "URI", "UTF8", "QRCODE"]
Priority = Literal["AlwaysFront", "InFront", "NormalCycle"]
ShownWhile = Literal["Charging", "Faulted", "Idle", "Unavailable", "Suspended", "Discharging"]
DisplayState = Literal[
    "requested", "accepted", "refused", "unanswered", "not-sent", "cleared", "replaced", "missing", "reported", "over"
]
Shown = Annotated[str, Meta(min_length=1, max_length=1024)]
Language = Annotated[str, Meta(min_length=2, max_length=35, pattern=PLAIN)]
Number = Annotated[int, Meta(ge=0, le=2_147_483_647)]


class ContentInput(Input, frozen=True, kw_only=True):
    """A text in a format and a language (RFC 5646, like de-AT)."""

    text: Shown
    format: MessageFormat = "UTF8"
    language: Language | None = None


class DisplayMessageInput(ControlInput, frozen=True, kw_only=True):
    """A text to show. Give `text`, or a `template`; `number` takes the place of the message that has it.

    `extra` is the same in other languages (OCPP 2.1). Shown from `start_at` to `end_at`, and with `transaction_id` only
    until that has ended; `shown_while` limits it to a state of the station. `force` sends it against what the station
    has told of its display.
    """

    text: Shown | None = None
    format: MessageFormat = "UTF8"
    language: Language | None = None
    extra: Annotated[list[ContentInput], Meta(max_length=4)] = msgspec.field(default_factory=list)
    template: Name | None = None
    priority: Priority | None = None
    shown_while: ShownWhile | None = None
    start_at: Moment | None = None
    end_at: Moment | None = None
    transaction_id: Annotated[str, Meta(min_length=1, max_length=36, pattern=PLAIN)] | None = None
    evse_id: Evse | None = None
    number: Number | None = None
    force: bool = False


class Content(Resource, frozen=True, kw_only=True):
    """A text in a format and a language."""

    text: str
    format: MessageFormat
    language: str | None = None


class DisplayMessage(Resource, frozen=True, kw_only=True):
    """A text, by the number that the station knows it by.

    `state`: accepted while it is shown; reported when the station told of it and nobody here has set it; missing when
    the station holds it no longer; over when its time or its transaction has ended; replaced by a newer one that is
    always in front. `status`, `reason_code` and `info` are the station's answer.
    """

    station: str
    number: int
    state: DisplayState
    state_at: Instant
    content: Content
    priority: Priority
    extra: list[Content] = msgspec.field(default_factory=list)
    shown_while: ShownWhile | None = None
    start_at: Instant | None = None
    end_at: Instant | None = None
    transaction_id: str | None = None
    evse_id: int | None = None
    template: str | None = None
    actor: str | None = None
    status: str | None = None
    reason_code: str | None = None
    info: str | None = None


class DisplayMessageList(Resource, frozen=True, kw_only=True):
    """A station's texts, those that changed last first; at most 500."""

    items: list[DisplayMessage]


class DisplayAnswer(ControlAnswer, frozen=True, kw_only=True):
    """The station's own answer, and the message as it stands after it."""

    message: DisplayMessage


class ReadDisplayInput(Input, frozen=True, kw_only=True):
    """Which texts a station is to tell of: all, or those that fit. What is missing is known only after all."""

    numbers: Annotated[list[Number], Meta(max_length=100)] = msgspec.field(default_factory=list)
    priority: Priority | None = None
    shown_while: ShownWhile | None = None


class DisplayTemplateInput(Input, frozen=True, kw_only=True):
    """A text with placeholders in braces, in one language or several.

    `minutes` ends each message of it so long after it was set.
    """

    text: Shown
    format: MessageFormat = "UTF8"
    language: Language | None = None
    extra: Annotated[list[ContentInput], Meta(max_length=4)] = msgspec.field(default_factory=list)
    priority: Priority = "NormalCycle"
    shown_while: ShownWhile | None = None
    minutes: Annotated[int, Meta(ge=1, le=525_600)] | None = None
    note: Text | None = None


class DisplayTemplate(Resource, frozen=True, kw_only=True):
    """A template as it is kept; `version` changes whenever it does."""

    name: str
    version: str
    content: Content
    priority: Priority
    created_at: Instant
    updated_at: Instant
    extra: list[Content] = msgspec.field(default_factory=list)
    shown_while: ShownWhile | None = None
    minutes: int | None = None
    note: str | None = None


class DisplayTemplateList(Resource, frozen=True, kw_only=True):
    """Templates by name, rising."""

    items: list[DisplayTemplate]
    next_cursor: str | None


class PreviewInput(Input, frozen=True, kw_only=True):
    """For which station a template is filled in, and for which EVSE or transaction there."""

    station: Name
    evse_id: Evse | None = None
    transaction_id: Annotated[str, Meta(min_length=1, max_length=36, pattern=PLAIN)] | None = None


class Preview(Resource, frozen=True, kw_only=True):
    """What would be shown, in each language, and what stands against it at that station."""

    contents: list[Content]
    obstacles: list[str]


class ShowInput(Input, frozen=True, kw_only=True):
    """At which stations a template is to be shown."""

    stations: Annotated[list[Name], Meta(min_length=1, max_length=1000)]
    force: bool = False


class Displays:
    """Part of a `Client`, as its `displays`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def list(self, station: str) -> DisplayMessageList:
        """A station's texts, as they stand."""
        return decode(await self._exchange.get(path("stations", station, "display-messages")), DisplayMessageList)

    async def show(self, station: str, what: DisplayMessageInput) -> DisplayAnswer:
        """Have a text shown. Problems: 409 what the station has told stands against it, or not connected."""
        where = path("stations", station, "display-messages")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), DisplayAnswer)

    async def clear(self, station: str, number: int, what: ControlInput | None = None) -> DisplayAnswer:
        """Have a text shown no more."""
        where, body = (
            path("stations", station, "display-messages", str(number), "clear"),
            encode(what or ControlInput()),
        )
        return decode(await self._exchange.send("POST", where, body, None, LONGEST_CALL_S), DisplayAnswer)

    async def read(self, station: str, what: ReadDisplayInput | None = None) -> Operation:
        """Begin `display.read`: the station tells of its texts."""
        where = path("stations", station, "display-messages", "read")
        return decode(await self._exchange.send("POST", where, encode(what or ReadDisplayInput())), Operation)

    async def templates(self, q: str | None = None, limit: int = 50, cursor: str | None = None) -> DisplayTemplateList:
        """Templates by name; `q` is text within name or note."""
        part = query(DisplayTemplateFilter(q=q), limit, cursor)
        return decode(await self._exchange.get("/display-templates", part), DisplayTemplateList)

    async def template(self, name: str) -> DisplayTemplate:
        """One template."""
        return decode(await self._exchange.get(path("display-templates", name)), DisplayTemplate)

    async def put_template(self, name: str, what: DisplayTemplateInput, version: str | None = None) -> DisplayTemplate:
        """Create or replace; with `version` only if it is still that one."""
        where, headers = path("display-templates", name), if_match(version)
        return decode(await self._exchange.send("PUT", where, encode(what), headers), DisplayTemplate)

    async def delete_template(self, name: str, version: str | None = None) -> None:
        """Remove a template; what is shown stays."""
        await self._exchange.send("DELETE", path("display-templates", name), None, if_match(version))

    async def preview(self, name: str, what: PreviewInput) -> Preview:
        """What a template becomes at a station."""
        where = path("display-templates", name, "preview")
        return decode(await self._exchange.send("POST", where, encode(what)), Preview)

    async def show_template(self, name: str, what: ShowInput) -> StartedOperations:
        """Begin `display.show` at each of the stations."""
        where = path("display-templates", name, "show")
        return decode(await self._exchange.send("POST", where, encode(what)), StartedOperations)
