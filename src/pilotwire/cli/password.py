"""A station's password: typed, piped in, or made up, but never an argument that other users could see."""

import getpass
import secrets
import sys
from dataclasses import dataclass
from typing import Annotated, Final

from cyclopts import Parameter

from pilotwire.cli.options import Switch, UsageError

_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_MADE_LENGTH: Final = 20


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class PasswordSource:
    """Where a password comes from; nowhere: it is not set."""

    password: Annotated[Switch, Parameter(help="Ask for a password.")] = False
    password_stdin: Annotated[Switch, Parameter(help="Read a password from standard input.")] = False
    generate_password: Annotated[Switch, Parameter(help="Make a password up, and show it once.")] = False


NO_PASSWORD: Final = PasswordSource()


@dataclass(frozen=True, slots=True)
class Password:
    """A password, and whether it is ours to show because nobody knows it yet."""

    text: str
    made_up: bool


def obtain(source: PasswordSource) -> Password | None:
    """The password from where the user wanted. Raises UsageError for two sources, an empty or a mistyped one."""
    if source.password + source.password_stdin + source.generate_password > 1:
        raise UsageError("A password can come from one place only.", "", "Give one of the three password options.")
    if source.generate_password:
        # 20 characters fit every version: OCPP 2.0.1 wants 16 to 40. None of them is mistaken for another when typed.
        return Password("".join(secrets.choice(_ALPHABET) for _ in range(_MADE_LENGTH)), made_up=True)
    if source.password_stdin:
        return _given(sys.stdin.readline().rstrip("\r\n"))
    if source.password:
        return _given(_asked())
    return None


def _asked() -> str:
    first = getpass.getpass("Password of the station: ")
    if getpass.getpass("The same again: ") != first:
        raise UsageError("The two passwords differ.", "", "Try again.")
    return first


def _given(text: str) -> Password:
    if not text:
        raise UsageError("The password is empty.", "", "Give at least 16 characters, or use --generate-password.")
    return Password(text, made_up=False)
