"""Commands about monitors of variables, and what stations answer to them."""

from typing import Literal

import msgspec

from .command import Command, Reply
from .device_model import Address, Component
from .monitor import MonitoringBase, MonitorSetting

MonitorStatus = Literal[
    "Accepted", "Rejected", "UnknownComponent", "UnknownVariable", "UnsupportedMonitorType", "Duplicate", "NotFound",
    "NotAnswered", "NotSent",
]  # fmt: skip
"""The station's word; `NotAnswered`: it left this one out or did not answer; `NotSent`: it was not asked at all."""
MonitoringCriterion = Literal["ThresholdMonitoring", "DeltaMonitoring", "PeriodicMonitoring"]
"""DeltaMonitoring stands for TargetDelta and TargetDeltaRelative too. Source: OCPP 2.1 errata 2025-09, 2.42."""


class MonitorWrite(msgspec.Struct, frozen=True, omit_defaults=True):
    """A monitor to set; with `id` it takes the place of that one."""

    setting: MonitorSetting
    id: int | None = None


class MonitorAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a station says about one monitor: to one that it set, with the number that it gave it."""

    status: MonitorStatus
    id: int | None = None
    key: tuple[str, str, str, int] | None = None
    reason_code: str | None = None
    info: str | None = None


class SetMonitoringBase(Command[Reply], frozen=True):
    """Choose which of the station's own monitors are active. Source: OCPP 2.0.1 part 2, N03."""

    base: MonitoringBase


class SetMonitoringLevel(Command[Reply], frozen=True):
    """Events of this severity and below in number are told. Source: OCPP 2.0.1 part 2, N05."""

    severity: int


class SetMonitors(Command[tuple[MonitorAnswer, ...]], frozen=True):
    """Set monitors. Source: OCPP 2.0.1 part 2, N04; OCPP 2.1 part 2, N11."""

    wanted: tuple[MonitorWrite, ...]


class ClearMonitors(Command[tuple[MonitorAnswer, ...]], frozen=True):
    """Remove monitors by number. Source: OCPP 2.0.1 part 2, N06."""

    ids: tuple[int, ...]


class GetMonitoringReport(Command[Reply], frozen=True):
    """Ask for a report of monitors: all, or those of kinds, components and variables. It comes in parts under
    `request_id`. Source: OCPP 2.0.1 part 2, N02.
    """

    request_id: int
    criteria: tuple[MonitoringCriterion, ...] = ()
    components: tuple[Component, ...] = ()
    variables: tuple[Address, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every monitor is asked for."""
        return not (self.criteria or self.components or self.variables)
