"""The same work at many stations, as the API takes it."""

from typing import Annotated, Literal

from msgspec import Meta

from .control import ResetKind
from .log import LogInput
from .security import SecurityProfileInput
from .shape import Input, Name
from .station import Label
from .variable import ReportBase

BulkKind = Literal[
    "station.report", "template.apply", "local_list.sync", "station.reset", "station.rotate_password",
    "station.raise_profile", "station.monitoring_report", "monitor_template.apply", "station.tariffs",
    "display.show", "station.get_log",
]  # fmt: skip


class SelectionInput(Input, frozen=True, kw_only=True):
    """Stations by what is known of them; all that is given must fit, in any case of letters. `q` is text within id,
    name, vendor, model, serial number or labels. Nothing given means all stations, and must be said with `all`.
    """

    q: Name | None = None
    vendor: Name | None = None
    model: Name | None = None
    firmware: Name | None = None
    protocol: Literal["ocpp1.6", "ocpp2.0.1", "ocpp2.1"] | None = None
    label: Label | None = None
    all: bool = False


class BulkInput(Input, frozen=True, kw_only=True):
    """What to do, and where: at `stations` or at those of a `selection`. At most `at_once` are worked on at a time;
    nothing more is begun once `abort_percent` of those that ended have failed. `template` (of variables, of monitors),
    `base`, `reset_kind`, `profile` and `log` go with their kinds.
    """

    kind: BulkKind
    stations: Annotated[list[Name], Meta(min_length=1, max_length=5000)] | None = None
    selection: SelectionInput | None = None
    template: Name | None = None
    base: ReportBase = "FullInventory"
    reset_kind: ResetKind = "OnIdle"
    profile: SecurityProfileInput | None = None
    log: LogInput | None = None
    at_once: Annotated[int, Meta(ge=1, le=50)] = 10
    abort_percent: Annotated[int, Meta(ge=1, le=100)] | None = None
