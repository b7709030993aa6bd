"""Templates of monitors: what stations should watch, and how far one is from it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from .monitor import Monitor, MonitorSetting, is_as_set

MonitorDriftState = Literal["same", "differs", "absent"]
"""As wanted; there with another value; not there as far as is known."""


class MonitorTemplate(msgspec.Struct, frozen=True, omit_defaults=True):
    """Wanted monitors under a name, to be set at any number of stations."""

    name: str
    created_at: datetime
    updated_at: datetime
    monitors: tuple[MonitorSetting, ...] = ()
    note: str | None = None


class MonitorDrift(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one wanted monitor compares with what a station holds; `found` is that monitor."""

    desired: MonitorSetting
    state: MonitorDriftState
    found: Monitor | None = None


def monitor_drift(template: MonitorTemplate, known: Iterable[Monitor]) -> tuple[MonitorDrift, ...]:
    """Each wanted monitor against a station's, in the template's order."""
    by_key = {one.setting.key: one for one in known if one.missing_since is None}
    return tuple(_compared(desired, by_key) for desired in template.monitors)


def _compared(desired: MonitorSetting, known: Mapping[tuple[str, str, str, int], Monitor]) -> MonitorDrift:
    found = known.get(desired.key)
    if found is None:
        return MonitorDrift(desired, "absent")
    return MonitorDrift(desired, "same" if is_as_set(desired, found.setting) else "differs", found)
