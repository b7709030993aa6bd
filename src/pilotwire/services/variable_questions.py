"""Asking a station about many variables in few messages, and giving each its answer."""

from collections.abc import AsyncIterator, Callable, Iterable
from typing import Final, TypeVar

from pilotwire.domain.command import CannotError, Command
from pilotwire.domain.device_model_commands import AttributeAnswer, Read, Write
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId

from .station_link import (
    CallRefusedError,
    NoAnswerError,
    NotConnectedError,
    StationLink,
    UnusableAnswerError,
)

T = TypeVar("T", Read, Write)
Ask = Callable[[tuple[T, ...]], Command[tuple[AttributeAnswer, ...]]]
"""Makes a message of some questions."""


async def answers(
    link: StationLink, station: StationId, ask: Ask[T], parts: Iterable[tuple[T, ...]]
) -> AsyncIterator[list[tuple[T, AttributeAnswer]]]:
    """The answers, message by message. Trouble with the first is raised; trouble with a later one is told in place of
    its answers, and a station that is gone or silent is asked no further.
    """
    begun, gone = False, ""
    for part in parts:
        if gone:
            yield [(one, AttributeAnswer("NotSent", info=gone)) for one in part]
            continue
        try:
            told = await _ask(link, station, ask, part)
        except PilotwireError as error:
            if not begun:
                raise
            lost = isinstance(error, NoAnswerError | UnusableAnswerError)
            gone = error.message if isinstance(error, NoAnswerError | NotConnectedError) else ""
            answer = AttributeAnswer("NotAnswered" if lost else "NotSent", info=error.message)
            told = [(one, answer) for one in part]
        begun = True
        yield told


async def _ask(
    link: StationLink, station: StationId, ask: Ask[T], part: tuple[T, ...]
) -> list[tuple[T, AttributeAnswer]]:
    """Ask in one message; in two halves when there is no such message, or the station finds it too long."""
    try:
        told = await link.request(station, ask(part))
    except CannotError as error:
        if len(part) == 1:
            return [(part[0], AttributeAnswer("NotSent", info=error.message))]
    except CallRefusedError as error:
        if len(part) == 1 or error.code not in _TOO_LONG:
            raise
    else:
        return _matched(part, told)
    middle: int = len(part) // 2
    halves = part[:middle], part[middle:]
    return [pair async for half in answers(link, station, ask, halves) for pair in half]


def _matched(part: tuple[T, ...], told: Iterable[AttributeAnswer]) -> list[tuple[T, AttributeAnswer]]:
    """Each question with its answer, whatever their order."""
    by_key = {(one.address.key, one.attribute): one for one in told if one.address is not None}
    unnamed = [one for one in told if one.address is None]
    if len(unnamed) == len(part) == 1:
        return [(part[0], unnamed[0])]
    return [(one, by_key.get((one.address.key, one.attribute), _MISSING)) for one in part]


_TOO_LONG: Final = frozenset(
    {"OccurrenceConstraintViolation", "OccurenceConstraintViolation", "FormatViolation", "FormationViolation"}
)
"""What a station may answer to too many items or bytes. Source: OCPP 2.0.1 part 2, B06.FR.16, B06.FR.17."""
_MISSING: Final = AttributeAnswer("NotAnswered", info="the station's answer leaves this one out")
