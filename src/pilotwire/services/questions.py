"""Asking a station about many things in few messages, and giving each its answer."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar

from pilotwire.domain.command import CannotError, Command
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId

from .station_link import (
    CallRefusedError,
    NoAnswerError,
    NotConnectedError,
    StationLink,
    UnusableAnswerError,
)

Question = TypeVar("Question")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Kind(Generic[Question, Answer]):
    """One kind of question: `ask` makes a message of some, `match` gives each its answer, whatever their order, and
    `unsaid` is the answer to one that the station said nothing to, with why.
    """

    ask: Callable[[tuple[Question, ...]], Command[tuple[Answer, ...]]]
    match: Callable[[Sequence[Question], Sequence[Answer]], list[tuple[Question, Answer]]]
    unsaid: Callable[[Literal["NotAnswered", "NotSent"], str], Answer]


async def answers(
    link: StationLink, station: StationId, kind: Kind[Question, Answer], parts: Iterable[tuple[Question, ...]]
) -> AsyncIterator[list[tuple[Question, Answer]]]:
    """The answers, message by message. Trouble with the first is raised; trouble with a later one is told in place of
    its answers, and a station that is gone or silent is asked no further.
    """
    begun, gone = False, ""
    for part in parts:
        if gone:
            yield [(one, kind.unsaid("NotSent", gone)) for one in part]
            continue
        try:
            told = await _ask(link, station, kind, part)
        except PilotwireError as error:
            if not begun:
                raise
            lost = isinstance(error, NoAnswerError | UnusableAnswerError)
            gone = error.message if isinstance(error, NoAnswerError | NotConnectedError) else ""
            told = [(one, kind.unsaid("NotAnswered" if lost else "NotSent", error.message)) for one in part]
        begun = True
        yield told


async def _ask(
    link: StationLink, station: StationId, kind: Kind[Question, Answer], part: tuple[Question, ...]
) -> list[tuple[Question, Answer]]:
    """Ask in one message; in two halves when there is no such message, or the station finds it too long."""
    try:
        told = await link.request(station, kind.ask(part))
    except CannotError as error:
        if len(part) == 1:
            return [(part[0], kind.unsaid("NotSent", error.message))]
    except CallRefusedError as error:
        if len(part) == 1 or error.code not in _TOO_LONG:
            raise
    else:
        return kind.match(part, told)
    middle: int = len(part) // 2
    halves = part[:middle], part[middle:]
    return [pair async for half in answers(link, station, kind, halves) for pair in half]


_TOO_LONG: Final = frozenset(
    {"OccurrenceConstraintViolation", "OccurenceConstraintViolation", "FormatViolation", "FormationViolation"}
)
"""What a station may answer to too many items or bytes. Source: OCPP 2.0.1 part 2, B06.FR.16, B06.FR.17."""
