"""Templates of texts for displays as people keep them, and how one is filled in."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from pilotwire.domain.display_events import DisplayTemplateChanged, DisplayTemplateRemoved
from pilotwire.domain.display_message import DisplayMessage, objections
from pilotwire.domain.display_template import DisplayTemplate, filled, unknown_placeholders
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import StationId

from .kept_record import check_name, check_version, version_of
from .ports import Queries, Store
from .work import Removed, Work


class SavedDisplayTemplate(NamedTuple):
    """A template as saved, and whether it is new."""

    template: DisplayTemplate
    is_new: bool


async def put_display_template(
    store: Store, queries: Queries, template: DisplayTemplate, if_version: str | None = None
) -> SavedDisplayTemplate:
    """Create a template or replace it. Raises BadInputError naming the field, VersionConflictError."""
    check_name("A display template", template.name)
    for found in unknown_placeholders(template):
        raise BadInputError(found.message, found.pointer, found.remedy)
    # Placeholders become plain text, so what stands against the rest stands against all that it becomes.
    for found in objections(_tried(template), template.updated_at):
        raise BadInputError(found.message, found.pointer, found.remedy)
    before = await queries.display_template(template.name)
    _check_version(template.name, before, if_version)
    if before is None:
        after = template
    elif msgspec.structs.replace(template, created_at=before.created_at, updated_at=before.updated_at) == before:
        return SavedDisplayTemplate(before, False)
    else:
        after = msgspec.structs.replace(template, created_at=before.created_at)
    work = Work()
    work.save(after)
    work.tell(DisplayTemplateChanged(at=after.updated_at, template=after.name))
    await store.commit(work)
    return SavedDisplayTemplate(after, before is None)


async def remove_display_template(
    store: Store, queries: Queries, name: str, at: datetime, if_version: str | None = None
) -> None:
    """Remove a template; what is shown stays. Raises NotFoundError, VersionConflictError."""
    _check_version(name, await known_display_template(queries, name), if_version)
    work = Work()
    work.save(Removed(DisplayTemplate, name))
    work.tell(DisplayTemplateRemoved(at=at, template=name))
    await store.commit(work)


async def known_display_template(queries: Queries, name: str) -> DisplayTemplate:
    """A template by its name. Raises NotFoundError."""
    found = await queries.display_template(name)
    if found is None:
        raise NotFoundError(
            f"There is no display template '{name}'.", "Look at the list of display templates, or put it there."
        )
    return found


def display_template_version(template: DisplayTemplate) -> str:
    """Changes whenever the template does."""
    return version_of(template)


def _tried(template: DisplayTemplate) -> DisplayMessage:
    values = dict.fromkeys(("price", "energy_kwh", "minutes", "time", "date", "evse", "transaction", "token"), "1")
    content, *extra = (filled(one, {**values, "station": "1"}) for one in template.contents)
    return DisplayMessage(
        station=StationId(""), id=0, content=content, extra=tuple(extra), state_at=template.updated_at
    )


def _check_version(name: str, found: DisplayTemplate | None, wanted: str | None) -> None:
    check_version(f"display template '{name}'", None if found is None else display_template_version(found), wanted)
