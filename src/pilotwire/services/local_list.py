"""Local lists as people keep them, and how far each station is from the one that it should hold."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple

import msgspec

from pilotwire.domain.configuration_keys import address_of
from pilotwire.domain.device_model import Address, Component, Variable
from pilotwire.domain.kept_events import LocalListChanged, LocalListRemoved
from pilotwire.domain.leave import Spot
from pilotwire.domain.local_list import Entry, HeldList, HeldState, LocalList, delta, desired_entries
from pilotwire.domain.local_list_plan import ListLimits
from pilotwire.domain.readiness import evse_types
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import StationId

from .kept_record import check_name, check_version, version_of
from .ports import Queries, Store
from .work import Removed, Work

CAREFUL: Final = ListLimits(items=20, bytes=8_192)
"""What a message may hold while the station has not told its limits."""


class SavedList(NamedTuple):
    """A list as saved, and whether it is new."""

    local_list: LocalList
    is_new: bool


class ListStatus(msgspec.Struct, frozen=True):
    """A station's list as it is wanted and as it is: how many entries to add, to change and to take off.

    `unassigned`: no list is wanted for it, and none of ours is on it.
    """

    station: StationId
    state: HeldState | Literal["unassigned"]
    desired: LocalList | None
    desired_entries: int
    held: HeldList | None
    to_add: int = 0
    to_change: int = 0
    to_remove: int = 0


async def put_local_list(store: Store, queries: Queries, wanted: LocalList, if_version: str | None = None) -> SavedList:
    """Create a list or replace it; `updated_at` is the time of the change. The revision is counted here.

    Raises BadInputError for a name, token, group or station that cannot be; ConflictError when a station has another
    list already; VersionConflictError.
    """
    check_name("A list", wanted.name)
    wanted = await _with_known_tokens(queries, wanted)
    _check_stations(store, wanted)
    before = store.local_lists().get(wanted.name)
    _check_version(wanted.name, before, if_version)
    if before is not None:
        wanted = msgspec.structs.replace(wanted, created_at=before.created_at, revision=_next_revision(before, wanted))
        if msgspec.structs.replace(wanted, updated_at=before.updated_at) == before:
            return SavedList(before, False)
    work = Work()
    work.save(wanted)
    work.tell(LocalListChanged(at=wanted.updated_at, name=wanted.name, revision=wanted.revision))
    await store.commit(work)
    return SavedList(wanted, before is None)


async def remove_local_list(store: Store, name: str, at: datetime, if_version: str | None = None) -> None:
    """Remove a list; stations hold what they hold until they are brought in step.

    Raises NotFoundError, VersionConflictError.
    """
    _check_version(name, known_local_list(store, name), if_version)
    work = Work()
    work.save(Removed(LocalList, name))
    work.tell(LocalListRemoved(at=at, name=name))
    await store.commit(work)


def known_local_list(store: Store, name: str) -> LocalList:
    """A list by its name. Raises NotFoundError."""
    found = store.local_lists().get(name)
    if found is None:
        raise NotFoundError(f"There is no local list '{name}'.", "Look at the local lists, or put it there.")
    return found


def local_list_of(store: Store, station: StationId) -> LocalList | None:
    """The list that the station should hold."""
    return next((one for one in store.local_lists().values() if station in one.stations), None)


def local_list_version(local_list: LocalList) -> str:
    """Changes whenever the list does."""
    return version_of(local_list)


async def entries_of(store: Store, queries: Queries, station: StationId, at: datetime) -> tuple[Entry, ...]:
    """What a station should hold at `at`, as the tokens of its list are now; nothing without a list."""
    wanted = local_list_of(store, station)
    if wanted is None:
        return ()
    tokens = await queries.tokens_among([value.casefold() for value in wanted.tokens], wanted.groups)
    return desired_entries(tokens, at, store.token_groups(), Spot(station, at, evse_types(store.connectors(station))))


async def list_status(store: Store, queries: Queries, station: StationId, at: datetime) -> ListStatus:
    """The station's list as wanted and as it is. Tokens that changed or expired since it was sent count."""
    desired, held = local_list_of(store, station), await queries.held_list(station)
    wanted = await entries_of(store, queries, station, at)
    if held is None:
        state: HeldState | Literal["unassigned"] = "unassigned" if desired is None else "unknown"
        return ListStatus(station, state, desired, len(wanted), None, to_add=len(wanted))
    kept = _without_left_out(wanted, held)
    change = delta(held.entries, kept)
    if desired is None and not held.entries:
        state = "unassigned"
    elif held.state == "failed":
        state = "failed"
    else:
        state = "outdated" if change.entries else held.state
    return ListStatus(
        station, state, desired, len(wanted), held, len(change.added), len(change.changed), len(change.removed)
    )


async def check_may_sync(store: Store, queries: Queries, station: StationId) -> None:
    """Raise ConflictError when there is nothing to bring to the station, and nothing of ours to take off."""
    if local_list_of(store, station) is None and await queries.held_list(station) is None:
        raise ConflictError(
            f"No local list is assigned to station '{station}'.", "Put the station into a local list first."
        )


async def limits_of(queries: Queries, station: StationId) -> ListLimits:
    """What the station takes, by its stored device model; where it has not told, what nearly every station takes."""
    stored = {one.address.key: one for one in await queries.variables_of(station, _LIMITS)}
    items, size = _whole(stored.get(_ITEMS.key)), _whole(stored.get(_BYTES.key))
    if items is None and size is None:
        items, size = CAREFUL.items, CAREFUL.bytes
    return ListLimits(items, size, _most_entries(stored.get(_ENTRIES.key)) or _whole(stored.get(_ENTRIES_16.key)))


async def _with_known_tokens(queries: Queries, wanted: LocalList) -> LocalList:
    """The list with its tokens spelt as they are known. Raises BadInputError for an unknown one, and for a repeat."""
    _check_once("/tokens", "Token", [value.casefold() for value in wanted.tokens])
    _check_once("/groups", "Group", wanted.groups)
    tokens = await queries.tokens_among([value.casefold() for value in wanted.tokens], wanted.groups)
    known, groups = {token.key: token.value for token in tokens}, {token.group_id for token in tokens}
    for index, value in enumerate(wanted.tokens):
        if value.casefold() not in known:
            raise BadInputError(
                f"There is no token {value[:40]!a}.", f"/tokens/{index}", "Enter the token first, or leave it out."
            )
    for index, group in enumerate(wanted.groups):
        if group not in groups:
            raise BadInputError(
                f"No token belongs to group {group[:40]!a}.", f"/groups/{index}", "Give a token this group first."
            )
    return msgspec.structs.replace(wanted, tokens=tuple(known[value.casefold()] for value in wanted.tokens))


def _check_stations(store: Store, wanted: LocalList) -> None:
    _check_once("/stations", "Station", wanted.stations)
    taken = {
        station: other.name
        for other in store.local_lists().values()
        if other.name != wanted.name
        for station in other.stations
    }
    for index, station in enumerate(wanted.stations):
        if store.station(station) is None:
            raise BadInputError(
                f"There is no station {station[:40]!a}.", f"/stations/{index}", "Look at the list of stations."
            )
        if station in taken:
            raise ConflictError(
                f"Station '{station}' has the local list '{taken[station]}', and holds one at most.",
                f"Take it off '{taken[station]}' first.",
            )


def _check_once(pointer: str, what: str, values: Sequence[str]) -> None:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            raise BadInputError(f"{what} {value[:40]!a} is there twice.", f"{pointer}/{index}", "Name it once.")
        seen.add(value)


def _next_revision(before: LocalList, after: LocalList) -> int:
    same = (before.tokens, before.groups) == (after.tokens, after.groups)
    return before.revision if same else before.revision + 1


def _check_version(name: str, found: LocalList | None, wanted: str | None) -> None:
    check_version(f"local list '{name}'", None if found is None else local_list_version(found), wanted)


def _without_left_out(wanted: Sequence[Entry], held: HeldList) -> Sequence[Entry]:
    left_out = frozenset(held.left_out)
    return [entry for entry in wanted if entry.held not in left_out] if left_out else wanted


def _whole(variable: Variable | None) -> int | None:
    """The number that it holds, None where it holds none above 0."""
    attribute = None if variable is None else variable.attribute("Actual")
    text = "" if attribute is None or attribute.value is None else attribute.value.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS and int(text) > 0 else None


def _most_entries(variable: Variable | None) -> int | None:
    allowed = None if variable is None else variable.characteristics
    return None if allowed is None or allowed.max_limit is None else int(allowed.max_limit)


_DIGITS: Final = 11
_ITEMS: Final = Address(Component("LocalAuthListCtrlr"), "ItemsPerMessage")
"""Of 1.6 too: there it is the key SendLocalListMaxLength."""
_BYTES: Final = Address(Component("LocalAuthListCtrlr"), "BytesPerMessage")
_ENTRIES: Final = Address(Component("LocalAuthListCtrlr"), "Entries")
_ENTRIES_16: Final = address_of("LocalAuthListMaxLength")
_LIMITS: Final = (_ITEMS, _BYTES, _ENTRIES, _ENTRIES_16)
