"""The record of a charging station as an operator keeps it: create, replace, change, remove."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import UNSET, UnsetType

from pilotwire.domain.events import StationChanged, StationRemoved
from pilotwire.domain.station import Behaviour, ChargingStation, Onboarding
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import StationId

from .kept_record import check_version, version_of
from .ports import (
    Store,
)
from .station_link import (
    StationLink,
)
from .work import Removed, Work

_LONGEST_ID: Final = 255


class StationSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that an operator decides about a station, except its password."""

    name: str | None = None
    onboarding: Onboarding | None = None
    behaviour: Behaviour = Behaviour()
    min_security_profile: Annotated[int, msgspec.Meta(ge=0, le=3)] | None = None
    labels: tuple[str, ...] = ()


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """The terms of a change: when, only to which version ("*": any), and a new password (None: no password)."""

    at: datetime
    if_version: str | None = None
    password_hash: str | UnsetType | None = UNSET


class Saved(NamedTuple):
    """A station's record as saved, and whether it is new."""

    station: ChargingStation
    is_new: bool


async def put_station(
    store: Store, link: StationLink, station: StationId, settings: StationSettings, edit: Edit
) -> Saved:
    """Create a station or replace what was decided about it; what it reported itself stays, and so does its password.

    A station that is refused from now on, or connected below its new minimum, loses its connection. Raises
    BadInputError, VersionConflictError.
    """
    before = store.station(station)
    _check_version(station, before, edit.if_version)
    if before is None:
        check_station_id(station)
    return await _save(store, link, before or ChargingStation(station, edit.at, edit.at), settings, edit)


async def patch_station(
    store: Store, link: StationLink, station: StationId, patch: Mapping[str, object], edit: Edit
) -> ChargingStation:
    """Change single fields (JSON merge patch on `StationSettings`).

    Raises NotFoundError, BadInputError, VersionConflictError.
    """
    before = known_station(store, station)
    _check_version(station, before, edit.if_version)
    document = merge(msgspec.to_builtins(_settings_of(before)), patch)
    try:
        settings = msgspec.convert(document, StationSettings)
    except msgspec.ValidationError as error:
        raise BadInputError(f"The changed record would be wrong: {error}.") from None
    return (await _save(store, link, before, settings, edit)).station


async def remove_station(store: Store, link: StationLink, station: StationId, edit: Edit) -> None:
    """Remove a station with its connectors and close its connection; transactions and messages stay.

    Raises NotFoundError, VersionConflictError.
    """
    _check_version(station, known_station(store, station), edit.if_version)
    work = Work()
    work.save(Removed(ChargingStation, station))
    work.tell(StationRemoved(station=station, at=edit.at))
    await store.commit(work)
    await link.disconnect(station, "The station was removed.")


def known_station(store: Store, station: StationId) -> ChargingStation:
    """The record of a station. Raises NotFoundError."""
    found = store.station(station)
    if found is None:
        raise NotFoundError(
            f"There is no station '{station}'.",
            "Look at the list of stations; upper and lower case differ in their ids.",
        )
    return found


def station_version(station: ChargingStation) -> str:
    """Changes whenever something that an operator decides does, and only then."""
    decided = (_settings_of(station), station.password_hash, station.created_at)
    return version_of(decided)


def check_station_id(text: str) -> StationId:
    """An id that a station can connect with: 1 to 255 characters that print. Raises BadInputError.

    Source: OCPP-J 1.6, 3.1.1; OCPP 2.0.1 part 4, 3.1.1 (48 characters there, more on real stations).
    """
    if not 1 <= len(text) <= _LONGEST_ID:
        raise BadInputError(f"A station's id has 1 to {_LONGEST_ID} characters; this one has {len(text)}.")
    if not text.isprintable() or text in (".", ".."):
        raise BadInputError(
            f"No station can connect as {text!a}.", remedy="Use letters, digits and * - _ = : + | @ . as OCPP does."
        )
    return StationId(text)


def merge(target: object, patch: object) -> object:
    """The target after a JSON merge patch. Source: RFC 7396, section 2."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), value)
    return merged


async def _save(
    store: Store, link: StationLink, before: ChargingStation, settings: StationSettings, edit: Edit
) -> Saved:
    after = msgspec.structs.replace(
        before,
        name=settings.name,
        onboarding=settings.onboarding,
        behaviour=settings.behaviour,
        min_security_profile=settings.min_security_profile,
        labels=tuple(dict.fromkeys(settings.labels)),
        password_hash=before.password_hash if edit.password_hash is UNSET else edit.password_hash,
        next_password_hash=before.next_password_hash if edit.password_hash is UNSET else None,
    )
    is_new = store.station(before.id) is None
    changed = tuple(name for name in _DECIDED if getattr(before, name) != getattr(after, name))
    if is_new or changed:
        after = msgspec.structs.replace(after, updated_at=edit.at)
        work = Work()
        work.save(after)
        work.tell(StationChanged(station=after.id, at=edit.at, fields=changed))
        await store.commit(work)
    if after.onboarding == "refuse":
        await link.disconnect(after.id, "The station is refused from now on.")
    live = link.connection(after.id)
    if live is not None and live.security_profile < (after.min_security_profile or 0):
        await link.disconnect(after.id, "The connection is below the station's minimum security profile.")
    return Saved(after, is_new)


def _settings_of(station: ChargingStation) -> StationSettings:
    return StationSettings(
        station.name, station.onboarding, station.behaviour, station.min_security_profile, station.labels
    )


def _check_version(station: StationId, found: ChargingStation | None, wanted: str | None) -> None:
    check_version(f"station '{station}'", None if found is None else station_version(found), wanted)


_DECIDED: Final = ("name", "onboarding", "behaviour", "min_security_profile", "labels", "password_hash")
