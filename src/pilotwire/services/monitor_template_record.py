"""Templates of monitors as people keep them: create, replace, remove."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from pilotwire.domain.monitor import setting_problem
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.domain.monitoring_events import MonitorTemplateChanged, MonitorTemplateRemoved
from pilotwire.kernel.errors import BadInputError, NotFoundError

from .kept_record import check_name, check_version, version_of
from .ports import Queries, Store
from .work import Removed, Work


class SavedMonitorTemplate(NamedTuple):
    """A template of monitors as saved, and whether it is new."""

    template: MonitorTemplate
    is_new: bool


async def put_monitor_template(
    store: Store, queries: Queries, template: MonitorTemplate, if_version: str | None = None
) -> SavedMonitorTemplate:
    """Create a template or replace it; `updated_at` is the time of the change, and an existing one keeps its birth.

    Raises BadInputError for a monitor that no station would accept, or that is there twice; VersionConflictError.
    """
    _check(template)
    before = await queries.monitor_template(template.name)
    _check_version(template.name, before, if_version)
    if before is not None:
        template = msgspec.structs.replace(template, created_at=before.created_at)
        if msgspec.structs.replace(template, updated_at=before.updated_at) == before:
            return SavedMonitorTemplate(before, False)
    work = Work()
    work.save(template)
    work.tell(MonitorTemplateChanged(at=template.updated_at, template=template.name))
    await store.commit(work)
    return SavedMonitorTemplate(template, before is None)


async def remove_monitor_template(
    store: Store, queries: Queries, name: str, at: datetime, if_version: str | None = None
) -> None:
    """Remove a template; stations keep their monitors. Raises NotFoundError, VersionConflictError."""
    _check_version(name, await known_monitor_template(queries, name), if_version)
    work = Work()
    work.save(Removed(MonitorTemplate, name))
    work.tell(MonitorTemplateRemoved(at=at, template=name))
    await store.commit(work)


async def known_monitor_template(queries: Queries, name: str) -> MonitorTemplate:
    """A template by its name. Raises NotFoundError."""
    found = await queries.monitor_template(name)
    if found is None:
        raise NotFoundError(
            f"There is no template of monitors '{name}'.", "Look at the list of templates, or put it there."
        )
    return found


def monitor_template_version(template: MonitorTemplate) -> str:
    """Changes whenever the template does."""
    return version_of(template)


def _check(template: MonitorTemplate) -> None:
    check_name("A template", template.name)
    seen: set[tuple[str, str, str, int]] = set()
    for index, one in enumerate(template.monitors):
        found = setting_problem(one, None)
        if found is not None:
            field, why = found
            raise BadInputError(f"{one.address}: {why}.", f"/monitors/{index}/{field}", "Choose another.")
        if one.key in seen:
            raise BadInputError(
                f"{one.address} has two monitors of kind {one.kind} and severity {one.severity}.",
                f"/monitors/{index}", "Leave one out, or give it another severity.",
            )  # fmt: skip
        seen.add(one.key)


def _check_version(name: str, found: MonitorTemplate | None, wanted: str | None) -> None:
    present = None if found is None else monitor_template_version(found)
    check_version(f"template of monitors '{name}'", present, wanted)
