"""Questions about attributes of variables: reading and writing them."""

from collections.abc import Sequence
from typing import Final, Literal, TypeVar

from pilotwire.domain.device_model_commands import AttributeAnswer, GetVariables, Read, SetVariables, Write

from .questions import Kind

T = TypeVar("T", Read, Write)


def _matched(part: Sequence[T], told: Sequence[AttributeAnswer]) -> list[tuple[T, AttributeAnswer]]:
    by_key = {(one.address.key, one.attribute): one for one in told if one.address is not None}
    unnamed = [one for one in told if one.address is None]
    if len(unnamed) == len(part) == 1:
        return [(part[0], unnamed[0])]
    return [(one, by_key.get((one.address.key, one.attribute), _MISSING)) for one in part]


def _unsaid(status: Literal["NotAnswered", "NotSent"], why: str) -> AttributeAnswer:
    return AttributeAnswer(status, info=why)


_MISSING: Final = AttributeAnswer("NotAnswered", info="the station's answer leaves this one out")
READING: Final[Kind[Read, AttributeAnswer]] = Kind(GetVariables, _matched, _unsaid)
WRITING: Final[Kind[Write, AttributeAnswer]] = Kind(SetVariables, _matched, _unsaid)
