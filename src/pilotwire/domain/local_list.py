"""Local authorisation lists: what an operator wants stations to hold, and what each of them holds."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import StationId

from .authorization import Authorization, check, within_limits
from .id_token import IdToken, Token
from .leave import Spot
from .token_group import TokenGroup

HeldState = Literal["in-sync", "outdated", "failed", "unknown"]
"""As wanted; not as wanted any more or not yet; the last attempt failed; nothing was ever sent."""


NO_GROUPS: Final[Mapping[str, TokenGroup]] = {}


class LocalList(msgspec.Struct, frozen=True, omit_defaults=True):
    """A list that an operator wants stations to hold: single tokens by value, and whole groups of tokens.

    `revision` rises with each change of tokens or groups. A station holds one list at most.
    """

    name: str
    created_at: datetime
    updated_at: datetime
    revision: int = 1
    tokens: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    stations: tuple[StationId, ...] = ()
    note: str | None = None


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A token as a list carries it, and what a station shall answer to it; None: the token is to be taken off."""

    id_token: IdToken
    authorization: Authorization | None = None

    @property
    def held(self) -> "HeldEntry":
        """What is remembered of it."""
        digest = hashlib.blake2b(_ENCODER.encode(self), digest_size=8).hexdigest()
        return HeldEntry(self.id_token.value, self.id_token.type, digest)


class HeldEntry(msgspec.Struct, frozen=True, array_like=True):
    """A token on a station's list; `digest` tells whether the station would answer to it as is wanted now."""

    value: str
    type: str
    digest: str

    @property
    def key(self) -> str:
        """The form under which tokens are compared."""
        return self.value.casefold()


class HeldList(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a station has accepted: `entries` as of its own `version` number.

    `list_name` and `revision` say of which list; `left_out` are tokens that this station cannot be given. `error` is
    why the last attempt failed.
    """

    station: StationId
    state: HeldState = "unknown"
    list_name: str | None = None
    revision: int | None = None
    version: int = 0
    entries: tuple[HeldEntry, ...] = ()
    left_out: tuple[HeldEntry, ...] = ()
    accepted_at: datetime | None = None
    error: str | None = None
    remedy: str | None = None


class Delta(msgspec.Struct, frozen=True):
    """What separates the list that a station holds from the one that is wanted."""

    added: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    respelt: bool = False
    """Whether a token has another type or spelling than on the station, which then might hold it twice."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of it in one update; what goes comes first, so that the list never grows beyond the wanted one."""
        return *self.removed, *self.changed, *self.added


def desired_entries(
    tokens: Iterable[Token], at: datetime, groups: Mapping[str, TokenGroup] = NO_GROUPS, spot: Spot | None = None
) -> tuple[Entry, ...]:
    """The entries of these tokens, by key, each token once: the answer that the station would get online at `at`.

    What depends on the moment is not left to the station: tokens with hours or a prepaid account are on its list as
    refused, so that it asks. `spot` is the station, without which places count for nothing.
    """
    known = {token.key: token for token in tokens}
    return tuple(
        Entry(
            IdToken(token.value, token.type, token.additional),
            _on_list(token, groups.get(token.group_id or ""), at, spot),
        )
        for _, token in sorted(known.items())
    )


def _on_list(token: Token, group: TokenGroup | None, at: datetime, spot: Spot | None) -> Authorization:
    answer = check(IdToken(token.value), token, at, group=group)  # its type is not in question: it is the token's own
    rules = [one.limits for one in (token, group) if one is not None and one.limits is not None]
    if answer.status == "Accepted":
        if token.account or (group is not None and group.account):
            answer = msgspec.structs.replace(answer, status="NoCredit")
        elif any(one.hours for one in rules):
            answer = msgspec.structs.replace(answer, status="NotAtThisTime")
        elif spot is not None:
            answer = within_limits(answer, token, group, spot)
    message = answer.personal_message
    return msgspec.structs.replace(
        answer, reason=None, personal_message=None if message and "{" in message else message
    )


def delta(held: Sequence[HeldEntry], wanted: Sequence[Entry]) -> Delta:
    """What to add, change and take off."""
    on_station: Mapping[str, HeldEntry] = {entry.key: entry for entry in held}
    pairs = [(entry, on_station.get(entry.id_token.key)) for entry in wanted]
    keys = {entry.id_token.key for entry in wanted}
    return Delta(
        added=tuple(entry for entry, before in pairs if before is None),
        changed=tuple(entry for entry, before in pairs if before is not None and entry.held != before),
        removed=tuple(Entry(IdToken(one.value, one.type)) for one in held if one.key not in keys),
        respelt=any(before is not None and not _is_same_token(entry, before) for entry, before in pairs),
    )


def _is_same_token(entry: Entry, held: HeldEntry) -> bool:
    return (entry.id_token.value, entry.id_token.type) == (held.value, held.type)


_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
