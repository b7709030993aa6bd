"""Texts on a station's display: what one holds, when it is shown, and what is to be said against it."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple

import msgspec

from pilotwire.kernel.ids import EvseId, StationId, TransactionId

MessageFormat = Literal["ASCII", "HTML", "URI", "UTF8", "QRCODE"]
"""QRCODE: the station draws the content as a code; from OCPP 2.1 on."""
Priority = Literal["AlwaysFront", "InFront", "NormalCycle"]
ShownWhile = Literal["Charging", "Faulted", "Idle", "Unavailable", "Suspended", "Discharging"]
"""The station's state in which it is shown; the last two from OCPP 2.1 on."""
DisplayState = Literal[
    "requested", "accepted", "refused", "unanswered", "not-sent", "cleared", "replaced", "missing", "reported", "over"
]
"""Reported: the station told of it and nobody here has set it; missing: it holds it no longer, though nobody here took
it off; over: its time or its transaction has ended, so the station has removed it."""
SHOWN: Final[frozenset[DisplayState]] = frozenset({"accepted", "reported", "unanswered", "requested"})
"""The station shows it, or may."""

MOST_EXTRA: Final = 4
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""All but a line feed; and those that turn the direction of a text, which can make it read as another."""
_URL: Final = re.compile(r"https?://[^\s/]+(/\S*)?")


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text in a format and a language (RFC 5646). Source: OCPP 2.0.1 part 2, MessageContentType."""

    text: str
    format: MessageFormat = "UTF8"
    language: str | None = None


class DisplayMessage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text for a station's display, by the number that the station knows it by.

    Without `start_at` from now on, without `end_at` until it is cleared; with `transaction` until that has ended.
    `extra` is the same in other languages (OCPP 2.1). `evse_id` names one EVSE's display. `status`, `reason_code` and
    `info` are the station's answer. `template` is where the text came from.
    """

    station: StationId
    id: int
    content: Content
    priority: Priority = "NormalCycle"
    shown_while: ShownWhile | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None
    transaction: TransactionId | None = None
    evse_id: EvseId | None = None
    extra: tuple[Content, ...] = ()
    state: DisplayState = "requested"
    state_at: datetime
    template: str | None = None
    actor: str | None = None
    status: str | None = None
    reason_code: str | None = None
    info: str | None = None

    @property
    def contents(self) -> tuple[Content, ...]:
        """The text in all its languages."""
        return (self.content, *self.extra)


class Objection(NamedTuple):
    """What is wrong with a message: in which field, and what to do."""

    message: str
    pointer: str
    remedy: str


def moved(message: DisplayMessage, state: DisplayState, at: datetime) -> DisplayMessage:
    """The message in another state."""
    return msgspec.structs.replace(message, state=state, state_at=at)


def standing(message: DisplayMessage, now: datetime, running: Sequence[TransactionId]) -> DisplayMessage:
    """The message as it stands: what time or the end of its transaction has ended is over.

    Source: OCPP 2.0.1 part 2, O01.FR.07 and O02.FR.02.
    """
    if message.state not in SHOWN:
        return message
    if message.end_at is not None and now >= message.end_at:
        return moved(message, "over", message.end_at)
    if message.transaction is not None and message.transaction not in running:
        return moved(message, "over", now)
    return message


def objections(message: DisplayMessage, now: datetime) -> Iterator[Objection]:
    """What no station could take, whatever its version. Source: OCPP 2.0.1 part 2, O01.FR.05 and O01.FR.17."""
    for index, content in enumerate(message.contents):
        base = "" if index == 0 else f"/extra/{index - 1}"
        yield from _against(content, base)
    languages = [one.language for one in message.contents]
    if len(languages) != len(set(languages)):
        yield Objection("Two of the texts are for the same language.", "/extra", "Give each a language of its own.")
    if len(message.extra) > MOST_EXTRA:
        yield Objection(f"There are {len(message.extra)} other languages.", "/extra", f"Give at most {MOST_EXTRA}.")
    if message.end_at is not None and message.end_at <= now:
        yield Objection("It would have ended already.", "/end_at", "Give a time ahead, or none.")
    if message.start_at is not None and message.end_at is not None and message.end_at <= message.start_at:
        yield Objection("It would end before it begins.", "/end_at", "Give a time after start_at.")


def _against(content: Content, base: str) -> Iterator[Objection]:
    found = _CONTROL.search(content.text)
    if found is not None:
        yield Objection(
            f"The text has a control character (U+{ord(found[0]):04X}) at place {found.start() + 1}.", f"{base}/text",
            "Take it out; only a line feed may be there.",
        )  # fmt: skip
    if not content.text.strip():
        yield Objection("There is no text.", f"{base}/text", "Say what is to be shown.")
    if content.format == "ASCII" and not content.text.isascii():
        yield Objection(
            "The text has other characters than ASCII has.", f"{base}/format", "Use UTF8, or write it in ASCII."
        )
    if content.format == "URI" and _URL.fullmatch(content.text) is None:
        yield Objection("The text is no http or https address.", f"{base}/text", "Give an address, or another format.")
    if content.language is not None and _LANGUAGE.fullmatch(content.language) is None:
        yield Objection(
            f"'{content.language}' is no tag of a language.", f"{base}/language", "Use one like de or en-US."
        )
