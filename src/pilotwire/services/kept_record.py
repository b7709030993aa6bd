"""What records that people keep have in common: a name, a version, and no change that was meant for an older one."""

import hashlib
from typing import Final

import msgspec

from pilotwire.kernel.errors import BadInputError, ConflictError

LONGEST_NAME: Final = 100


class VersionConflictError(ConflictError):
    """The record has changed since it was read."""


def version_of(record: object) -> str:
    """Changes whenever what is given does."""
    return hashlib.blake2b(msgspec.json.encode(record, order="deterministic"), digest_size=8).hexdigest()


def check_version(what: str, present: str | None, wanted: str | None) -> None:
    """Raise VersionConflictError unless a record has the version wanted ("*": any); None wanted: nobody asks.

    `what` names it within a sentence: "token '04A2'". `present` is None where there is no such record.
    """
    if wanted is None:
        return
    if present is None:
        raise VersionConflictError(f"There is no {what} any more.", "Read the list again.")
    if wanted not in ("*", present):
        raise VersionConflictError(
            f"{what[0].upper()}{what[1:]} is no longer as you read it: somebody changed it.",
            "Read it again, then change it.",
        )


def check_name(kind: str, name: str) -> None:
    """Raise BadInputError for a name that nobody could read; `kind` says whose: "A template"."""
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadInputError(
            f"{kind}'s name has 1 to {LONGEST_NAME} characters that print.", remedy="Choose another name."
        )
