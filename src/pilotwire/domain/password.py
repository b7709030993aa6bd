"""A charging station's password: what it may look like, and one that nobody can guess."""

from collections.abc import Callable
from typing import Final

from pilotwire.kernel.errors import BadInputError

SHORTEST: Final = 16
USUAL_LONGEST: Final = 40
"""What every station takes that keeps to OCPP."""
LONGEST: Final = 64
"""What a station of OCPP 2.x may take that says so. Source: OCPP 2.0.1 errata 2025-01, 2.2.1; OCPP 2.1, 2.2.1."""
_RANDOM_BYTES: Final = 20
_FEWEST_DIFFERENT: Final = 5

RandomBytes = Callable[[int], bytes]


def check_password(text: str, longest: int = USUAL_LONGEST) -> str:
    """The password, if the station can hold it: 16 to 40 printable ASCII characters, or to the `longest` it has told.

    Raises BadInputError at /password; the text of the error never quotes it. Source: OCPP 2.0.1 part 2, A00.FR.205;
    OCPP 1.6 security whitepaper, AuthorizationKey.
    """
    if not SHORTEST <= len(text) <= longest:
        raise BadInputError(
            f"The password has {len(text)} characters.", "/password", f"Use {SHORTEST} to {longest} characters."
        )
    if len(set(text)) < _FEWEST_DIFFERENT:
        raise BadInputError(
            "The password repeats the same few characters.", "/password", "Leave it out, and one is made up."
        )
    if not (text.isascii() and text.isprintable()):
        raise BadInputError(
            "The password has characters that not every station can hold.", "/password", "Use printable ASCII."
        )
    return text


def longest_password(told: float | None) -> int:
    """The longest password that a station takes, by the limit that it has told of its variable, if it has.

    Source: OCPP 2.0.1 part 2, 2.2.1, where the limit lies within 40 and 64.
    """
    return USUAL_LONGEST if told is None else int(min(max(told, SHORTEST), LONGEST))


def made_up(random_bytes: RandomBytes) -> str:
    """A new password: 20 random bytes as hex digits, which is a key of 1.6 and a password of 2.x alike.

    Source: OCPP 2.0.1 part 2, A01.FR.07.
    """
    return random_bytes(_RANDOM_BYTES).hex()
