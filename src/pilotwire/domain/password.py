"""A charging station's password: what it may look like, and one that nobody can guess."""

from collections.abc import Callable
from typing import Final

from pilotwire.kernel.errors import BadInputError

SHORTEST: Final = 16
LONGEST: Final = 40
_RANDOM_BYTES: Final = 20

RandomBytes = Callable[[int], bytes]


def check_password(text: str) -> str:
    """The password, if every version of OCPP can hold it: 16 to 40 printable ASCII characters.

    Raises BadInputError at /password; the text of the error never quotes it. Source: OCPP 2.0.1 part 2, A00.FR.205;
    OCPP 1.6 security whitepaper, AuthorizationKey.
    """
    if not SHORTEST <= len(text) <= LONGEST:
        raise BadInputError(
            f"The password has {len(text)} characters.", "/password", f"Use {SHORTEST} to {LONGEST} characters."
        )
    if not (text.isascii() and text.isprintable()):
        raise BadInputError(
            "The password has characters that not every station can hold.", "/password", "Use printable ASCII."
        )
    return text


def made_up(random_bytes: RandomBytes) -> str:
    """A new password: 20 random bytes as hex digits, which is a key of 1.6 and a password of 2.x alike.

    Source: OCPP 2.0.1 part 2, A01.FR.07.
    """
    return random_bytes(_RANDOM_BYTES).hex()
