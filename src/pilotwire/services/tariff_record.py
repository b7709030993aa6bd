"""The records of tariffs and of their assignments: create, replace, remove."""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_check import flaws
from pilotwire.domain.tariff_choice import Assignment, Target, read_target
from pilotwire.domain.tariff_events import TariffAssigned, TariffAssignmentRemoved, TariffChanged, TariffRemoved
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import StationId

from .kept_record import check_version, version_of
from .ports import Store
from .work import Removed, Work

LONGEST_ID: Final = 36
"""Of a tariff. Source: OCPI 2.2.1, Tariff."""
MOST_TARIFFS: Final = 20


class SavedTariff(NamedTuple):
    """A tariff as saved, and whether it is new."""

    tariff: Tariff
    is_new: bool


class SavedAssignment(NamedTuple):
    """An assignment as saved, and whether it is new."""

    assignment: Assignment
    is_new: bool


async def put_tariff(store: Store, tariff: Tariff, if_version: str | None = None) -> SavedTariff:
    """Create a tariff or replace it; running transactions keep the version that they started with.

    Raises BadInputError for the first flaw, VersionConflictError.
    """
    if not 1 <= len(tariff.id) <= LONGEST_ID or not (tariff.id.isascii() and tariff.id.isprintable()):
        raise BadInputError(
            f"A tariff's id has 1 to {LONGEST_ID} characters of ASCII that print.", remedy="Choose another id."
        )
    for flaw in flaws(tariff):
        raise BadInputError(flaw.message, flaw.pointer, flaw.remedy)
    before = store.tariffs().get(tariff.id)
    _check_version(tariff.id, before, if_version)
    if before is not None:
        tariff = msgspec.structs.replace(tariff, created_at=before.created_at)
        if msgspec.structs.replace(tariff, updated_at=before.updated_at, version=before.version) == before:
            return SavedTariff(before, False)
    tariff = msgspec.structs.replace(tariff, version=version_of(tariff))
    work = Work()
    work.save(tariff)
    work.tell(TariffChanged(at=tariff.updated_at, tariff=tariff.id, version=tariff.version))
    await store.commit(work)
    return SavedTariff(tariff, before is None)


async def remove_tariff(store: Store, name: str, at: datetime, if_version: str | None = None) -> None:
    """Remove a tariff; transactions that started with it keep it. Raises NotFoundError, VersionConflictError.

    ConflictError while it is assigned.
    """
    _check_version(name, known_tariff(store, name), if_version)
    user = next((one.target for one in store.tariff_assignments().values() if name in one.tariffs), None)
    if user is not None:
        raise ConflictError(f"Tariff '{name}' is assigned to '{user}'.", "Take it out of that assignment first.")
    work = Work()
    work.save(Removed(Tariff, name))
    work.tell(TariffRemoved(at=at, tariff=name))
    await store.commit(work)


async def put_assignment(store: Store, assignment: Assignment, if_version: str | None = None) -> SavedAssignment:
    """Assign tariffs to a target, for transactions that start from now on.

    Raises BadInputError for a target that is none, a station or tariff that does not exist; VersionConflictError.
    """
    target = _target(assignment.target)
    if target.scope in ("station", "evse") and store.station(StationId(target.name or "")) is None:
        raise BadInputError(
            f"There is no station {(target.name or '')[:40]!a}.", remedy="Look at the list of stations."
        )
    _check_tariffs(store, assignment.tariffs)
    assignment = msgspec.structs.replace(assignment, target=target.text)
    before = store.tariff_assignments().get(assignment.target)
    _check_assignment_version(assignment.target, before, if_version)
    if before is not None:
        assignment = msgspec.structs.replace(assignment, created_at=before.created_at)
        if msgspec.structs.replace(assignment, updated_at=before.updated_at) == before:
            return SavedAssignment(before, False)
    work = Work()
    work.save(assignment)
    work.tell(TariffAssigned(at=assignment.updated_at, target=assignment.target, tariffs=assignment.tariffs))
    await store.commit(work)
    return SavedAssignment(assignment, before is None)


async def remove_assignment(store: Store, text: str, at: datetime, if_version: str | None = None) -> None:
    """Remove an assignment. Raises BadInputError for what is no target, NotFoundError, VersionConflictError."""
    found = known_assignment(store, text)
    _check_assignment_version(found.target, found, if_version)
    work = Work()
    work.save(Removed(Assignment, found.target))
    work.tell(TariffAssignmentRemoved(at=at, target=found.target))
    await store.commit(work)


def known_tariff(store: Store, name: str) -> Tariff:
    """A tariff by its id. Raises NotFoundError."""
    found = store.tariffs().get(name)
    if found is None:
        raise NotFoundError(f"There is no tariff '{name}'.", "Look at the list of tariffs.")
    return found


def known_assignment(store: Store, text: str) -> Assignment:
    """The assignment of a target. Raises BadInputError for what is no target, NotFoundError."""
    target = _target(text).text
    found = store.tariff_assignments().get(target)
    if found is None:
        raise NotFoundError(f"Nothing is assigned to '{target}'.", "Look at the list of assignments.")
    return found


def assignment_version(assignment: Assignment) -> str:
    """Changes whenever the assignment does."""
    return version_of(assignment)


def _target(text: str) -> Target:
    target = read_target(text)
    if target is None or not text.isprintable():
        raise BadInputError(
            f"{text[:60]!a} is nothing that a tariff can be assigned to.",
            remedy="Write default, or token:, group:, station: or label: and a name, or evse:STATION:NUMBER.",
        )
    return target


def _check_tariffs(store: Store, tariffs: tuple[str, ...]) -> None:
    if not 1 <= len(tariffs) <= MOST_TARIFFS:
        raise BadInputError(f"Name 1 to {MOST_TARIFFS} tariffs.", "/tariffs", "To assign none, remove the assignment.")
    for number, name in enumerate(tariffs):
        if name in tariffs[:number]:
            raise BadInputError(f"{name[:40]!a} is there twice.", f"/tariffs/{number}", "Name it once.")
        if name not in store.tariffs():
            raise BadInputError(
                f"There is no tariff {name[:40]!a}.", f"/tariffs/{number}", "Put the tariff there first."
            )


def _check_version(name: str, found: Tariff | None, wanted: str | None) -> None:
    check_version(f"tariff '{name}'", None if found is None else found.version, wanted)


def _check_assignment_version(target: str, found: Assignment | None, wanted: str | None) -> None:
    check_version(f"assignment to '{target}'", None if found is None else assignment_version(found), wanted)
