"""Routes of work at many stations: begin it, pause it, go on."""

from collections.abc import Sequence
from typing import Final

import msgspec
from litestar import post
from litestar.params import FromPath

from pilotwire.client.bulk import BulkInput, SelectionInput
from pilotwire.client.log import LogInput
from pilotwire.client.operation import Operation
from pilotwire.domain.operation import OperationId
from pilotwire.domain.selection import Selection, matches
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId
from pilotwire.services.bulk_job import BULK, BulkRequest
from pilotwire.services.device_model_jobs import APPLY, REPORT, ApplyRequest, ReportRequest
from pilotwire.services.display_jobs import SHOW, ShowRequest
from pilotwire.services.display_template_record import known_display_template
from pilotwire.services.local_list_jobs import SYNC, SyncRequest
from pilotwire.services.log_job import GET_LOG
from pilotwire.services.monitor_jobs import APPLY as APPLY_MONITORS
from pilotwire.services.monitor_jobs import REPORT as REPORT_MONITORS
from pilotwire.services.monitor_jobs import MonitorApplyRequest, MonitoringReportRequest
from pilotwire.services.monitor_template_record import known_monitor_template
from pilotwire.services.password_jobs import ROTATE, RotateRequest
from pilotwire.services.ports import Slice
from pilotwire.services.profile_jobs import RAISE
from pilotwire.services.reset_job import ResetRequest
from pilotwire.services.station_record import known_station
from pilotwire.services.tariff_jobs import INSTALL, InstallRequest
from pilotwire.services.template_record import known_template

from .answer import JsonResponse
from .asking import path_text, read_body
from .control import actor_of
from .logs import log_wish
from .operations import accepted, shown_operation
from .parts import ApiParts, ApiRequest, Parts
from .security import profile_wish

MOST_STATIONS: Final = 5000


@post("/operations/bulk", status_code=202)
async def start_bulk(request: ApiRequest, parts: Parts) -> JsonResponse[Operation]:
    """Do the same at many stations.

    Begins one operation `stations.bulk` that begins one of the kind wanted at station after station, a few at a time.
    Those of the single stations are listed with `GET /operations?parent=ID`.
    """
    given = await read_body(request, BulkInput)
    asked = msgspec.Raw(msgspec.json.encode(await _asked(parts, given)))
    selection = None if given.selection is None else selection_of(given.selection)
    stations = await chosen_stations(parts, given.stations, selection)
    wish = BulkRequest(given.kind, asked, tuple(stations), given.at_once, given.abort_percent, selection)
    return accepted(await parts.operations.start(BULK, wish, None, actor_of(request, parts)))


@post("/operations/{operation_id:str}/pause", status_code=200)
async def pause_operation(operation_id: FromPath[str], request: ApiRequest, parts: Parts) -> Operation:
    """Pause an operation.

    One at many stations: it begins nothing more, what runs goes on.
    """
    operation = OperationId(path_text(operation_id))
    return shown_operation(await parts.operations.pause(operation, True, actor_of(request, parts)))


@post("/operations/{operation_id:str}/resume", status_code=200)
async def resume_operation(operation_id: FromPath[str], request: ApiRequest, parts: Parts) -> Operation:
    """Go on with an operation that was paused."""
    operation = OperationId(path_text(operation_id))
    return shown_operation(await parts.operations.pause(operation, False, actor_of(request, parts)))


async def _asked(parts: ApiParts, given: BulkInput) -> msgspec.Struct:
    if (given.profile is not None) != (given.kind == RAISE):
        raise BadInputError(
            f"{RAISE} needs a profile, and no other kind has one.", "/profile", "Give one, or leave it out."
        )
    if given.profile is not None:
        return profile_wish(given.profile, parts)
    if given.log is not None and given.kind != GET_LOG:
        raise BadInputError(f"Only {GET_LOG} has a log.", "/log", "Leave it out.")
    if given.kind == GET_LOG:
        return await log_wish(parts, given.log or LogInput())
    if given.kind == ROTATE:
        return RotateRequest()
    if given.kind == INSTALL:
        return InstallRequest()
    if (given.template is not None) != (given.kind in (APPLY, APPLY_MONITORS, SHOW)):
        raise BadInputError(
            f"{APPLY}, {APPLY_MONITORS} and {SHOW} need a template, and no other kind has one.", "/template",
            "Name one, or leave it out.",
        )  # fmt: skip
    if given.template is not None and given.kind == APPLY_MONITORS:
        return MonitorApplyRequest((await known_monitor_template(parts.queries, given.template)).name)
    if given.template is not None and given.kind == SHOW:
        return ShowRequest((await known_display_template(parts.queries, given.template)).name)
    if given.template is not None:
        return ApplyRequest((await known_template(parts.queries, given.template)).name)
    if given.kind == REPORT_MONITORS:
        return MonitoringReportRequest()
    if given.kind == REPORT:
        return ReportRequest(given.base)
    return SyncRequest() if given.kind == SYNC else ResetRequest(given.reset_kind)


def selection_of(given: SelectionInput) -> Selection:
    """What stations have in common. Raises BadInputError at /selection."""
    selection = Selection(given.q, given.vendor, given.model, given.firmware, given.protocol, given.label)
    if selection.is_empty != given.all:
        raise BadInputError(
            "A selection of nothing would be all stations; `all` with anything else contradicts itself.", "/selection",
            'Say what the stations have in common, or {"all": true} alone.',
        )  # fmt: skip
    return selection


async def chosen_stations(
    parts: ApiParts, named: Sequence[str] | None, selection: Selection | None
) -> Sequence[StationId]:
    """The stations that were named, or those that a selection finds now. Raises BadInputError, NotFoundError."""
    if (named is None) == (selection is None):
        raise BadInputError("Name stations, or give a selection.", "/stations", "Give one of both.")
    if selection is None:
        each = dict.fromkeys(StationId(one) for one in named or ())
        return [known_station(parts.store, one).id for one in each]
    found: list[StationId] = []
    cursor: str | None = None
    while True:
        page = await parts.queries.stations(Slice(limit=500, cursor=cursor), selection.q)
        found += [one.id for one in page.items if matches(one, selection)]
        cursor = page.next_cursor
        if len(found) > MOST_STATIONS:
            raise BadInputError(
                f"More than {MOST_STATIONS} stations fit.", "/selection", "Narrow it, and do it in several goes."
            )
        if cursor is None:
            break
    if not found:
        raise BadInputError("No station fits.", "/selection", "Look at the list of stations with the same filters.")
    return found


BULK_ROUTES: Final = (start_bulk, pause_operation, resume_operation)
