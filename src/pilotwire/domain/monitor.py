"""Monitors: on which variables of a station an event is raised, as wanted from here and as the station tells."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import StationId

from .device_model import Address, Characteristics

MonitorKind = Literal[
    "UpperThreshold", "LowerThreshold", "Delta", "Periodic", "PeriodicClockAligned", "TargetDelta",
    "TargetDeltaRelative",
]  # fmt: skip
MonitorOrigin = Literal["HardWiredMonitor", "PreconfiguredMonitor", "CustomMonitor"]
MonitorState = Literal["told", "set", "same", "differs", "missing"]
"""Told by the station and not set from here; set from here and in no report yet; as it was set; otherwise than it was
set; no longer in a whole report."""
MonitoringBase = Literal["All", "FactoryDefault", "HardWiredOnly"]
LEAST_SEVERE: Final = 9
"""Severity falls from 0 (danger) to 9 (debug). Source: OCPP 2.0.1 part 2, SetVariableMonitoring, severity."""
NUMERIC: Final = frozenset({"integer", "decimal"})
PERIODIC: Final[frozenset[MonitorKind]] = frozenset({"Periodic", "PeriodicClockAligned"})
_THRESHOLDS: Final[frozenset[MonitorKind]] = frozenset({"UpperThreshold", "LowerThreshold"})
_DELTAS: Final[frozenset[MonitorKind]] = frozenset({"Delta", "TargetDelta", "TargetDeltaRelative"})
_OF_NUMBERS: Final[frozenset[MonitorKind]] = _THRESHOLDS | {"TargetDelta", "TargetDeltaRelative"}
ANY_CHANGE: Final = 1.0
"""The value of a Delta on what is no number. Source: OCPP 2.0.1 part 2, N04.FR.17."""


class StreamPace(msgspec.Struct, frozen=True, omit_defaults=True):
    """When an event stream sends what has gathered: every so many seconds, or with so many values; 0 or None: not."""

    interval_s: int | None = None
    values: int | None = None


class MonitorSetting(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a monitor looks for. `value` is a limit, a change, or for periodic kinds seconds; `transaction`: only while
    a transaction runs. `stream`: its values come over an event stream.
    """

    address: Address
    kind: MonitorKind
    value: float
    severity: int
    transaction: bool = False
    stream: StreamPace | None = None

    @property
    def key(self) -> tuple[str, str, str, int]:
        """There are no two monitors of the same kind and severity on a variable. Source: 2.0.1 part 2, N04.FR.10."""
        return *self.address.key, self.kind, self.severity


class Wish(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was set from here and accepted by the station: when (our time) and by whom."""

    setting: MonitorSetting
    at: datetime
    actor: str | None = None


class Monitor(msgspec.Struct, frozen=True, omit_defaults=True):
    """A monitor by the number that its station gave it.

    `told` is what the station last reported, `told_at` when (our time), `report` in which; `wish` what was set from
    here. `missing_since`: a whole report no longer had it. `origin` is None where the version does not tell it.
    """

    station: StationId
    id: int
    told: MonitorSetting | None = None
    told_at: datetime | None = None
    report: int | None = None
    origin: MonitorOrigin | None = None
    wish: Wish | None = None
    missing_since: datetime | None = None

    @property
    def record_key(self) -> str:
        """Under which it is kept."""
        return record_key(self.station, self.id)

    @property
    def setting(self) -> MonitorSetting:
        """As it is by the last word: the station's, or what it accepted since."""
        if self.wish is not None and (self.told is None or self.told_at is None or self.told_at < self.wish.at):
            return self.wish.setting
        if self.told is None:
            raise ValueError("a monitor is told or wished")
        return self.told

    @property
    def state(self) -> MonitorState:
        """How what was set from here and what the station tells compare."""
        if self.missing_since is not None:
            return "missing"
        if self.wish is None:
            return "told"
        if self.told is None or self.told_at is None or self.told_at < self.wish.at:
            return "set"
        return "same" if is_as_set(self.wish.setting, self.told) else "differs"


def record_key(station: StationId, number: int) -> str:
    """Under which a monitor is kept."""
    return f"{station}\n{number}"


def is_as_set(wanted: MonitorSetting, found: MonitorSetting) -> bool:
    """Whether a station holds what is wanted; no report tells of streams."""
    same_value = math.isclose(wanted.value, found.value, rel_tol=1e-6, abs_tol=1e-9)
    return wanted.key == found.key and same_value and wanted.transaction == found.transaction


def setting_problem(wanted: MonitorSetting, allowed: Characteristics | None) -> tuple[str, str] | None:
    """What is wrong with a monitor as far as is known: the field and words for it; None when nothing is.

    Source: OCPP 2.0.1 part 2, N04.FR.06 and N04.FR.14; N08.FR.06: an interval is in seconds.
    """
    if not 0 <= wanted.severity <= LEAST_SEVERE:
        return "severity", f"a severity is 0 to {LEAST_SEVERE}, not {wanted.severity}"
    if wanted.kind in _DELTAS and wanted.value < 0:
        return "value", f"a {wanted.kind} below 0, {wanted.value:g}, is never accepted"
    if wanted.kind in PERIODIC and wanted.value <= 0:
        return "value", f"an interval is more than 0 s, not {wanted.value:g} s"
    if allowed is None:
        return None
    if not allowed.supports_monitoring:
        return "variable", "the station says that this variable cannot be monitored"
    if wanted.kind in _OF_NUMBERS and allowed.data_type not in NUMERIC:
        return "kind", f"{wanted.kind} is for numbers, and this variable is of type {allowed.data_type}"
    if wanted.kind in _THRESHOLDS:
        low, high = allowed.min_limit, allowed.max_limit
        if low is not None and wanted.value < low:
            return "value", f"{wanted.value:g} is below the least that the variable can be, {low:g}"
        if high is not None and wanted.value > high:
            return "value", f"{wanted.value:g} is above the most that the variable can be, {high:g}"
    return None


def told_again(before: Monitor | None, fresh: Monitor) -> Monitor:
    """The monitor after a report told it; what was set from here is not forgotten."""
    return fresh if before is None else msgspec.structs.replace(fresh, wish=before.wish)


def settled(known: Iterable[Monitor], report: int, at: datetime) -> tuple[list[Monitor], list[Monitor]]:
    """What a whole report changes in what is known: monitors as they are from now on, and those that are gone.

    Numbers may change with a boot: what was set from here is found again by variable, kind and severity; where it is
    not, it is missing. Source: OCPP 2.0.1 part 2, N04.FR.10 and N04.FR.19.
    """
    everything = {one.id: one for one in known}
    home = {one.told.key: one.id for one in everything.values() if one.report == report and one.told is not None}
    after = dict(everything)
    for one in everything.values():
        if one.wish is None or home.get(one.wish.setting.key) == one.id:
            continue
        there = home.get(one.wish.setting.key)
        if there is not None:
            after[there] = msgspec.structs.replace(after[there], wish=one.wish)
            if after[one.id].wish is one.wish:
                after[one.id] = msgspec.structs.replace(after[one.id], wish=None)
        elif one.report != report and one.missing_since is None:
            after[one.id] = msgspec.structs.replace(one, missing_since=at)
    gone = [one for one in everything.values() if one.report != report and after[one.id].wish is None]
    left = {one.id for one in gone}
    changed = [one for number, one in after.items() if one is not everything[number] and number not in left]
    return changed, gone


def ended_by_base(known: Iterable[Monitor], base: MonitoringBase) -> list[Monitor]:
    """The monitors that are no longer active once a station has taken this base, as far as is known.

    Source: OCPP 2.0.1 part 2, N03.FR.03 to N03.FR.05.
    """
    if base == "All":
        return []
    left = ("HardWiredMonitor",) if base == "HardWiredOnly" else ("HardWiredMonitor", "PreconfiguredMonitor")
    return [one for one in known if (one.wish is not None or one.origin is not None) and not _is_left(one, left)]


def _is_left(one: Monitor, left: Sequence[str]) -> bool:
    return one.wish is None and one.origin in left
