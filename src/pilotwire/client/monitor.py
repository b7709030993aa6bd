"""Monitors of variables, and templates of them, as the API shows and takes them. From OCPP 2.0.1 on."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .codec import Instant
from .control import ControlInput
from .filters import Wanted
from .shape import Input, Name, Resource, Text
from .variable import ComponentInput, ComponentName, ReportWish, VariableInput, VariableName

MonitorKind = Literal[
    "UpperThreshold", "LowerThreshold", "Delta", "Periodic", "PeriodicClockAligned", "TargetDelta",
    "TargetDeltaRelative",
]  # fmt: skip
MonitorOrigin = Literal["HardWiredMonitor", "PreconfiguredMonitor", "CustomMonitor"]
MonitorState = Literal["told", "set", "same", "differs", "missing"]
MonitoringBase = Literal["All", "FactoryDefault", "HardWiredOnly"]
MonitoringCriterion = Literal["ThresholdMonitoring", "DeltaMonitoring", "PeriodicMonitoring"]
MonitorStatus = Literal[
    "Accepted", "Rejected", "UnknownComponent", "UnknownVariable", "UnsupportedMonitorType", "Duplicate", "NotFound",
    "NotAnswered", "NotSent",
]  # fmt: skip
Severity = Annotated[int, Meta(ge=0, le=9)]
MonitorNumber = Annotated[int, Meta(ge=0, le=2_147_483_647)]
MonitorValue = Annotated[float, Meta(ge=-1_000_000_000_000, le=1_000_000_000_000)]
StreamInterval = Annotated[int, Meta(ge=0, le=604_800)]
StreamValues = Annotated[int, Meta(ge=0, le=10_000)]


class StreamPaceInput(Input, frozen=True, kw_only=True):
    """When an event stream sends: every `interval_s`, or as soon as there are so many `values`; one of both at least.
    From OCPP 2.1 on.
    """

    interval_s: StreamInterval | None = None
    values: StreamValues | None = None


class StreamPace(Resource, frozen=True, kw_only=True):
    """When an event stream sends: every `interval_s`, or as soon as there are so many `values`."""

    interval_s: int | None = None
    values: int | None = None


class MonitorSetting(Resource, frozen=True, kw_only=True):
    """What a monitor looks for: `value` is a limit, a change, or for periodic kinds the seconds between events.
    `transaction`: only while one runs.
    """

    component: ComponentName
    variable: VariableName
    kind: MonitorKind
    value: float
    severity: int
    transaction: bool
    stream: StreamPace | None = None


class Monitor(Resource, frozen=True, kw_only=True):
    """A monitor by the number that its station gave it, as it is by the last word.

    `state`: `told` by the station and not set from here; `set` from here and in no report yet; `same` in a report as it
    was set, or `differs`; `missing` from the last whole report. `origin` is absent where OCPP 2.0.1 does not tell it.
    `set_at` and `set_by` are about what was set from here, `wanted` what that was where it differs.
    """

    station: str
    id: int
    setting: MonitorSetting
    state: MonitorState
    origin: MonitorOrigin | None = None
    told_at: Instant | None = None
    set_at: Instant | None = None
    set_by: str | None = None
    wanted: MonitorSetting | None = None
    missing_since: Instant | None = None


class MonitorList(Resource, frozen=True, kw_only=True):
    """Monitors by station and number, rising."""

    items: list[Monitor]
    next_cursor: str | None


class MonitorInput(Input, frozen=True, kw_only=True):
    """A monitor to set; with `id` it takes the place of that one. A Delta on what is no number needs no value: any
    change raises its event.
    """

    component: ComponentInput
    variable: VariableInput
    kind: MonitorKind
    severity: Severity
    value: MonitorValue | None = None
    transaction: bool = False
    stream: StreamPaceInput | None = None
    id: MonitorNumber | None = None


class MonitorsInput(ControlInput, frozen=True, kw_only=True):
    """Monitors to set; they go to the station in as many messages as its limits call for."""

    monitors: Annotated[list[MonitorInput], Meta(min_length=1, max_length=500)]


class ClearMonitorsInput(ControlInput, frozen=True, kw_only=True):
    """Numbers of monitors to remove."""

    ids: Annotated[list[MonitorNumber], Meta(min_length=1, max_length=1000)]


class MonitorAnswer(Resource, frozen=True, kw_only=True):
    """What the station said about one monitor, with the number that it gave it. `NotAnswered`: it left this one out or
    fell silent; `NotSent`: its version of OCPP cannot say it, or the connection was gone.
    """

    status: MonitorStatus
    id: int | None = None
    component: ComponentName | None = None
    variable: VariableName | None = None
    kind: MonitorKind | None = None
    severity: int | None = None
    reason_code: str | None = None
    info: str | None = None


class MonitorAnswers(Resource, frozen=True, kw_only=True):
    """An answer for each monitor, in the order asked."""

    items: list[MonitorAnswer]


class MonitoringBaseInput(ControlInput, frozen=True, kw_only=True):
    """Which of the station's own monitors are active. All but `All` end those that were set from here."""

    base: MonitoringBase


class MonitoringLevelInput(ControlInput, frozen=True, kw_only=True):
    """Events of this severity and below in number are told; 9: all."""

    severity: Severity


class MonitoringReportInput(Input, frozen=True, kw_only=True):
    """Which monitors are to be reported; nothing said means all. DeltaMonitoring stands for TargetDelta too."""

    criteria: Annotated[list[MonitoringCriterion], Meta(max_length=3)] = msgspec.field(default_factory=list)
    components: Annotated[list[ReportWish], Meta(max_length=500)] = msgspec.field(default_factory=list)


class MonitorTemplate(Resource, frozen=True, kw_only=True):
    """Wanted monitors under a name; `version` is its ETag."""

    name: str
    version: str
    monitors: list[MonitorSetting]
    created_at: Instant
    updated_at: Instant
    note: str | None = None


class WantedMonitor(Input, frozen=True, kw_only=True):
    """A monitor that a template wants."""

    component: ComponentInput
    variable: VariableInput
    kind: MonitorKind
    value: MonitorValue
    severity: Severity
    transaction: bool = False
    stream: StreamPaceInput | None = None


class MonitorTemplateInput(Input, frozen=True, kw_only=True):
    """A template of monitors as it is put."""

    monitors: Annotated[list[WantedMonitor], Meta(min_length=1, max_length=500)]
    note: Text | None = None


class MonitorTemplateList(Resource, frozen=True, kw_only=True):
    """Templates of monitors by name, rising."""

    items: list[MonitorTemplate]
    next_cursor: str | None


class MonitorApplyInput(Input, frozen=True, kw_only=True):
    """The stations to set a template's monitors at."""

    stations: Annotated[list[Name], Meta(min_length=1, max_length=1000)]


class MonitorDriftItem(Resource, frozen=True, kw_only=True):
    """One wanted monitor beside what the station holds: `absent` where it is not there as far as is known."""

    wanted: MonitorSetting
    state: Literal["same", "differs", "absent"]
    found: Monitor | None = None


class MonitorDriftReport(Resource, frozen=True, kw_only=True):
    """How a station compares with a template of monitors; `drifted` counts all that is not the same."""

    station: str
    template: str
    version: str
    drifted: int
    items: list[MonitorDriftItem]


class MonitorFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`severity` is the least severe wanted: 4 means 0 to 4."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    severity: Annotated[int, Meta(ge=0, le=9, description="The highest number: 4 means 0 to 4.")] | None = None
    q: Annotated[Wanted, Meta(description="Text within the variable's name.")] | None = None


class MonitorTemplateFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within name or note."""

    q: Annotated[Wanted, Meta(description="Text within name or note.")] | None = None


class MonitorDriftFilter(msgspec.Struct, frozen=True, kw_only=True):
    """The template to compare with."""

    template: Annotated[Wanted, Meta(description="The template of monitors to compare with.")] | None = None
