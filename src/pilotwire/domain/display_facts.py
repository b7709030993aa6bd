"""What a station's display can do, as the station's variables tell it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from .device_model import Address, Component, Variable
from .display_message import SHOWN, DisplayMessage, Objection

_CONTROLLER: Final = Component("DisplayMessageCtrlr")
ENABLED: Final = Address(_CONTROLLER, "Enabled")
AVAILABLE: Final = Address(_CONTROLLER, "Available")
FORMATS: Final = Address(_CONTROLLER, "SupportedFormats")
PRIORITIES: Final = Address(_CONTROLLER, "SupportedPriorities")
STATES: Final = Address(_CONTROLLER, "SupportedStates")
HELD: Final = Address(_CONTROLLER, "DisplayMessages")
ADDRESSES: Final = (ENABLED, AVAILABLE, FORMATS, PRIORITIES, STATES, HELD)


class DisplayFacts(msgspec.Struct, frozen=True):
    """What is known; None and an empty list: not told. Source: OCPP 2.0.1 part 2, referenced variables of block O."""

    enabled: bool | None = None
    formats: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    most_held: int | None = None


def display_facts(variables: Iterable[Variable]) -> DisplayFacts:
    """Out of the variables at `ADDRESSES` as they were reported."""
    found = {one.address.key: one for one in variables}
    said = [(_value(found.get(one.key)) or "").casefold() for one in (AVAILABLE, ENABLED)]
    held = found.get(HELD.key)
    most = None if held is None or held.characteristics is None else held.characteristics.max_limit
    return DisplayFacts(
        False if "false" in said else True if "true" in said else None,
        _list(found.get(FORMATS.key)),
        _list(found.get(PRIORITIES.key)),
        _list(found.get(STATES.key)),
        None if most is None else int(most),
    )


def obstacles(message: DisplayMessage, facts: DisplayFacts, held: Sequence[DisplayMessage]) -> Iterator[Objection]:
    """What the station has told stands against it; `held` are the messages that it is believed to show.

    Source: OCPP 2.0.1 part 2, O01.FR.01 to O01.FR.03 and O01.FR.11.
    """
    if facts.enabled is False:
        yield Objection("the station's display messages are turned off", "", f"set {ENABLED} first")
    for index, content in enumerate(message.contents):
        if facts.formats and content.format not in facts.formats:
            pointer = "/format" if index == 0 else f"/extra/{index - 1}/format"
            yield Objection(f"the station shows no {content.format}", pointer, f"it shows {_or(facts.formats)}")
    if facts.priorities and message.priority not in facts.priorities:
        yield Objection(
            f"the station has no priority {message.priority}", "/priority", f"it has {_or(facts.priorities)}"
        )
    if message.shown_while is not None and facts.states and message.shown_while not in facts.states:
        yield Objection(
            f"the station shows nothing while {message.shown_while}", "/shown_while", f"it knows {_or(facts.states)}"
        )
    others = [one for one in held if one.state in SHOWN and one.id != message.id]
    if facts.most_held is not None and len(others) >= facts.most_held:
        yield Objection(
            f"the station holds {len(others)} messages, and {facts.most_held} at most", "", "clear one of them first"
        )


def _value(variable: Variable | None) -> str | None:
    actual = None if variable is None else variable.attribute("Actual")
    return None if actual is None or actual.value is None else actual.value.strip()


def _list(variable: Variable | None) -> tuple[str, ...]:
    words = (_value(variable) or "").split(",")
    return tuple(word.strip() for word in words if word.strip())


def _or(words: Sequence[str]) -> str:
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]
