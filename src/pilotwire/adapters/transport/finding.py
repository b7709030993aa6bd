"""Something odd at the door that was let pass, by name."""

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class HandshakeFinding:
    """What a charger did against the rules when it connected: the stable name and what was seen."""

    name: str
    detail: str
    severity: Literal["info", "warning"] = "info"


def printable(text: str) -> str:
    """Text from outside as it may stand in a message: no control characters, and not endless."""
    cut = text if len(text) <= _SHOWN else text[:_SHOWN] + "..."
    return "".join(char if char.isprintable() else "?" for char in cut)


_SHOWN: Final = 120
