"""Templates as people keep them: create, replace, remove."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from pilotwire.domain.device_model import is_secret
from pilotwire.domain.kept_events import TemplateChanged, TemplateRemoved
from pilotwire.domain.template import Template
from pilotwire.kernel.errors import BadInputError, NotFoundError

from .kept_record import check_name, check_version, version_of
from .ports import Queries, Store
from .work import Removed, Work


class SavedTemplate(NamedTuple):
    """A template as saved, and whether it is new."""

    template: Template
    is_new: bool


async def put_template(
    store: Store, queries: Queries, template: Template, if_version: str | None = None
) -> SavedTemplate:
    """Create a template or replace it; `updated_at` is the time of the change, and an existing one keeps its birth.

    Raises BadInputError, VersionConflictError.
    """
    _check(template)
    before = await queries.template(template.name)
    _check_version(template.name, before, if_version)
    if before is None:
        after = template
    elif msgspec.structs.replace(template, created_at=before.created_at, updated_at=before.updated_at) == before:
        return SavedTemplate(before, False)
    else:
        after = msgspec.structs.replace(template, created_at=before.created_at)
    work = Work()
    work.save(after)
    work.tell(TemplateChanged(at=after.updated_at, template=after.name))
    await store.commit(work)
    return SavedTemplate(after, before is None)


async def remove_template(
    store: Store, queries: Queries, name: str, at: datetime, if_version: str | None = None
) -> None:
    """Remove a template; stations stay as they are. Raises NotFoundError, VersionConflictError."""
    _check_version(name, await known_template(queries, name), if_version)
    work = Work()
    work.save(Removed(Template, name))
    work.tell(TemplateRemoved(at=at, template=name))
    await store.commit(work)


async def known_template(queries: Queries, name: str) -> Template:
    """A template by its name. Raises NotFoundError."""
    found = await queries.template(name)
    if found is None:
        raise NotFoundError(f"There is no template '{name}'.", "Look at the list of templates, or put it there.")
    return found


def template_version(template: Template) -> str:
    """Changes whenever the template does."""
    return version_of(template)


def _check(template: Template) -> None:
    check_name("A template", template.name)
    seen: set[tuple[tuple[str, str], str]] = set()
    for index, one in enumerate(template.variables):
        if is_secret(one.address):
            raise BadInputError(
                f"{one.address} is a password, which no template may hold.",
                f"/variables/{index}",
                "Leave it out, and set each station's own password with its record.",
            )
        if (one.address.key, one.attribute) in seen:
            raise BadInputError(
                f"{one.address} ({one.attribute}) is there twice.", f"/variables/{index}", "Name each attribute once."
            )
        seen.add((one.address.key, one.attribute))


def _check_version(name: str, found: Template | None, wanted: str | None) -> None:
    check_version(f"template '{name}'", None if found is None else template_version(found), wanted)
