"""Which tariff a transaction has: assignments to places and people, the nearest one first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec

from pilotwire.kernel.ids import EvseId, StationId

from .tariff import Tariff, is_valid_at

SCOPES: Final = ("token", "group", "evse", "station", "label", "default")
"""What a tariff can be assigned to, in the order in which they are looked at."""
DEFAULT: Final = "default"


class Assignment(msgspec.Struct, frozen=True, omit_defaults=True):
    """Tariffs of a target; the first one that is valid when a transaction starts is its tariff.

    The target is `token:VALUE`, `group:NAME`, `evse:STATION:NUMBER`, `station:ID`, `label:LABEL` or `default`. Where
    none of its tariffs is valid, the next target is looked at.
    """

    target: str
    created_at: datetime
    updated_at: datetime
    tariffs: tuple[str, ...]
    note: str | None = None


class Target(msgspec.Struct, frozen=True):
    """A target's parts: its scope, and what it names (None for `default`); `evse_id` only where an EVSE is meant."""

    scope: str
    name: str | None = None
    evse_id: EvseId | None = None

    @property
    def text(self) -> str:
        """As it is written; tokens and groups compare without regard to case, so they are written in small letters."""
        if self.name is None:
            return self.scope
        name = self.name.casefold() if self.scope in ("token", "group", "label") else self.name
        return f"{self.scope}:{name}" if self.evse_id is None else f"{self.scope}:{name}:{self.evse_id}"


class Where(msgspec.Struct, frozen=True):
    """Of what a transaction's targets are made."""

    station: StationId
    labels: Sequence[str] = ()
    evse_id: EvseId | None = None
    token: str | None = None
    group: str | None = None


def read_target(text: str) -> Target | None:
    """A target from what is written; None for what is none."""
    scope, separator, name = text.partition(":")
    if text == DEFAULT:
        return Target(DEFAULT)
    if scope not in SCOPES or scope == DEFAULT or not separator or not name:
        return None
    if scope != "evse":
        return Target(scope, name)
    station, _, number = name.rpartition(":")
    if not station or not number.isascii() or not number.isdecimal() or len(number) > 9 or int(number) < 1:
        return None
    return Target(scope, station, EvseId(int(number)))


def targets(where: Where) -> Iterator[str]:
    """The targets that a transaction has, in the order of `SCOPES`; labels as the station has them."""
    if where.token is not None:
        yield Target("token", where.token).text
    if where.group is not None:
        yield Target("group", where.group).text
    if where.evse_id is not None:
        yield Target("evse", where.station, where.evse_id).text
    yield Target("station", where.station).text
    for label in where.labels:
        yield Target("label", label).text
    yield DEFAULT


def chosen(
    assignments: Mapping[str, Assignment], tariffs: Mapping[str, Tariff], where: Where, at: datetime
) -> Tariff | None:
    """The tariff of a transaction that starts then and there; None where nothing is assigned that is valid."""
    return _first_valid(assignments, tariffs, targets(where), at)


def chosen_for_driver(
    assignments: Mapping[str, Assignment], tariffs: Mapping[str, Tariff], token: str, group: str | None, at: datetime
) -> Tariff | None:
    """The tariff that is a driver's own wherever they charge: that of the token, else of its group."""
    named = [Target("token", token).text] + ([] if group is None else [Target("group", group).text])
    return _first_valid(assignments, tariffs, named, at)


def _first_valid(
    assignments: Mapping[str, Assignment], tariffs: Mapping[str, Tariff], named: Iterable[str], at: datetime
) -> Tariff | None:
    for target in named:
        assignment = assignments.get(target)
        if assignment is not None:
            for name in assignment.tariffs:
                tariff = tariffs.get(name)
                if tariff is not None and is_valid_at(tariff, at):
                    return tariff
    return None
