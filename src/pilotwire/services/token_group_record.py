"""The record of a group of tokens: create, replace, remove."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from pilotwire.domain.token_events import TokenGroupChanged, TokenGroupRemoved
from pilotwire.domain.token_group import TokenGroup
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError

from .kept_record import check_version, version_of
from .ports import Store
from .token_rules import check_rules
from .work import Removed, Work

_LONGEST_NAME = 36
"""A group is an id token to stations. Source: OCPP 2.0.1, IdTokenType; OCPP 1.6 keeps 20 characters of it."""


class SavedGroup(NamedTuple):
    """A group as saved, whether it is new, and whether its tokens may charge no more though they might before."""

    group: TokenGroup
    is_new: bool
    turned_away: bool = False


async def put_token_group(store: Store, group: TokenGroup, if_version: str | None = None) -> SavedGroup:
    """Create the record of a group or replace it; `updated_at` is the time of the change.

    Raises BadInputError; ConflictError for a second master pass, as stations know one; VersionConflictError.
    """
    if not 1 <= len(group.name) <= _LONGEST_NAME or not group.name.isprintable():
        raise BadInputError(
            f"A group's name has 1 to {_LONGEST_NAME} characters that print.", remedy="Choose another name."
        )
    check_rules(store, group)
    before = store.token_groups().get(group.name)
    _check_version(group.name, before, if_version)
    _check_only_master(store, group)
    if before is not None:
        group = msgspec.structs.replace(group, created_at=before.created_at)
        if msgspec.structs.replace(group, updated_at=before.updated_at) == before:
            return SavedGroup(before, False)
    work = Work()
    work.save(group)
    work.tell(TokenGroupChanged(at=group.updated_at, group=group.name))
    await store.commit(work)
    return SavedGroup(group, before is None, group.blocked and (before is None or not before.blocked))


async def remove_token_group(store: Store, name: str, at: datetime, if_version: str | None = None) -> None:
    """Remove the record of a group; its tokens still belong together. Raises NotFoundError, VersionConflictError."""
    _check_version(name, known_token_group(store, name), if_version)
    work = Work()
    work.save(Removed(TokenGroup, name))
    work.tell(TokenGroupRemoved(at=at, group=name))
    await store.commit(work)


def known_token_group(store: Store, name: str) -> TokenGroup:
    """A group by its name. Raises NotFoundError."""
    found = store.token_groups().get(name)
    if found is None:
        raise NotFoundError(
            f"There is no record of a token group '{name}'.",
            "Look at the list of groups, or put it there; tokens may name a group without one.",
        )
    return found


def token_group_version(group: TokenGroup) -> str:
    """Changes whenever the group does."""
    return version_of(group)


def _check_only_master(store: Store, group: TokenGroup) -> None:
    other = next((one for one in store.token_groups().values() if one.master_pass and one.name != group.name), None)
    if group.master_pass and other is not None:
        raise ConflictError(
            f"Group '{other.name}' is the master pass, and stations know one at most.",
            f"Take master_pass from '{other.name}' first, or put the tokens into it.",
        )


def _check_version(name: str, found: TokenGroup | None, wanted: str | None) -> None:
    check_version(f"token group '{name}'", None if found is None else token_group_version(found), wanted)
