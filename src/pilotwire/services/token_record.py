"""The record of an id token: create, replace, remove."""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.id_token import TOKEN_TYPES, UNSPECIFIED, Token
from pilotwire.domain.token_events import TokenChanged, TokenRemoved
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError

from .kept_record import check_version, version_of
from .ports import Store
from .token_rules import check_language, check_rules
from .work import Removed, Work

_LONGEST_VALUE: Final = 255
"""Source: OCPP 2.1, IdTokenType; 36 in OCPP 2.0.1, 20 in OCPP 1.6."""
_NEVER_CHECKED: Final = "NoAuthorization"


class SavedToken(NamedTuple):
    """A token as saved, whether it is new, and whether it may charge no more though it might before."""

    token: Token
    is_new: bool
    turned_away: bool = False


async def put_token(store: Store, token: Token, at: datetime, if_version: str | None = None) -> SavedToken:
    """Create a token or replace its rules; `created_at` and `updated_at` are set here.

    Raises BadInputError; ConflictError when the value is known in another spelling; VersionConflictError.
    """
    _check(token)
    check_rules(store, token)
    before = await store.token(token.key)
    _check_version(token.value, before, if_version)
    if before is not None and before.value != token.value:
        raise ConflictError(
            f"'{token.value}' is already there, written '{before.value}': stations see no difference.",
            f"Change '{before.value}', or delete it first.",
        )
    kept_at = before.created_at if before is not None else None
    after = msgspec.structs.replace(token, created_at=kept_at or at, updated_at=at)
    if before is None or msgspec.structs.replace(after, updated_at=before.updated_at) != before:
        work = Work()
        work.save(after)
        work.tell(TokenChanged(token=after.value, at=at))
        await store.commit(work)
        return SavedToken(after, before is None, before is not None and after.blocked and not before.blocked)
    return SavedToken(before, False)


async def remove_token(store: Store, value: str, at: datetime, if_version: str | None = None) -> None:
    """Remove a token; transactions that it started go on. Raises NotFoundError, VersionConflictError."""
    found = await known_token(store, value)
    _check_version(value, found, if_version)
    work = Work()
    work.save(Removed(Token, found.key))
    work.tell(TokenRemoved(token=found.value, at=at))
    await store.commit(work)


async def known_token(store: Store, value: str) -> Token:
    """A token by its value in any case. Raises NotFoundError."""
    found = await store.token(value.casefold())
    if found is None:
        raise NotFoundError(f"There is no token '{value}'.", "Look at the list of tokens, or put it there.")
    return found


def token_version(token: Token) -> str:
    """Changes whenever the token does."""
    return version_of(token)


def _check(token: Token) -> None:
    if not 1 <= len(token.value) <= _LONGEST_VALUE or not token.value.isprintable():
        raise BadInputError(
            f"A token's value has 1 to {_LONGEST_VALUE} characters that print; {token.value[:40]!a} does not fit.",
            remedy="Enter it as the station shows it in its Authorize messages.",
        )
    if token.type == _NEVER_CHECKED:
        raise BadInputError(
            f"Tokens of type {_NEVER_CHECKED} have no value and are never looked up.",
            "/type",
            "Leave this token out, or give it the type that it has.",
        )
    _check_times_and_languages(token)
    meant = next((known for known in TOKEN_TYPES if known.casefold() == token.type.casefold()), token.type)
    if meant != token.type and token.type != UNSPECIFIED:
        raise BadInputError(f"The type is spelt '{meant}', not '{token.type}'.", "/type", f"Write '{meant}'.")


def _check_times_and_languages(token: Token) -> None:
    if token.valid_from is not None and token.expires_at is not None and token.valid_from > token.expires_at:
        raise BadInputError(
            "The token would expire before it is valid.", "/valid_from", "Set it before expires_at, or leave it out."
        )
    check_language("/language2", token.language2)
    if token.language2 is not None and token.language in (None, token.language2):
        raise BadInputError(
            "The second language is one besides a first.", "/language2", "Give language, another one, too."
        )


def _check_version(value: str, found: Token | None, wanted: str | None) -> None:
    check_version(f"token '{value}'", None if found is None else token_version(found), wanted)
