"""Routes of logs: ask a station for one, and look at what came."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import msgspec
from litestar import get, post
from litestar.params import FromPath

from pilotwire.client import log as shapes
from pilotwire.client.operation import Operation
from pilotwire.domain import log_upload
from pilotwire.domain.file_location import without_secrets
from pilotwire.domain.kept_file import KeptFile
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import StationId
from pilotwire.services import ports
from pilotwire.services.log_job import GET_LOG, LogWish
from pilotwire.services.log_queries import LogFilter
from pilotwire.services.page import Slice
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query
from .control import actor_of
from .files import service, shown_file
from .operations import accepted
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant


@post("/stations/{station_id:str}/logs", status_code=202)
async def request_log(request: ApiRequest, station_id: FromPath[str], parts: Parts) -> JsonResponse[Operation]:
    """Ask a station for a log.

    Begins the operation `station.get_log`, which ends once the log is here; it waits for a station that is away.
    """
    station = known_station(parts.store, StationId(path_text(station_id))).id
    given = await read_body(request, shapes.LogInput)
    wish = await log_wish(parts, given)
    if given.replace:
        await _end_running(parts, station)
    return accepted(await parts.operations.start(GET_LOG, wish, station, actor_of(request, parts)))


@get("/logs")
async def list_logs(request: ApiRequest, parts: Parts) -> shapes.LogList:
    """List logs.

    What stations were asked for, and what came of it; newest first.
    """
    wanted = msgspec.convert(msgspec.structs.asdict(read_query(request, shapes.LogFilter)), LogFilter)
    page = await parts.queries.logs(read_part(request), wanted)
    files = {one.id: one for one in await parts.queries.files_among([file for log in page.items for file in log.files])}
    items = [shown_log(log, [files[file] for file in log.files if file in files]) for log in page.items]
    return shapes.LogList(items=items, next_cursor=page.next_cursor)


@get("/logs/{log_id:str}")
async def get_log(log_id: FromPath[str], parts: Parts) -> shapes.Log:
    """Read a request for a log.

    How it stands, and its files.
    """
    text = path_text(log_id)
    is_number = text.isascii() and text.isdecimal() and len(text) < _DIGITS
    found = await parts.queries.log(int(text)) if is_number else None
    if found is None:
        raise NotFoundError(f"There is no log '{text}'.", "Look at the list of logs.")
    return shown_log(found, await parts.queries.files_among(found.files))


async def log_wish(parts: ApiParts, given: shapes.LogInput) -> LogWish:
    """What is asked, its address checked. Raises BadInputError, ConflictError."""
    if given.oldest_at is not None and given.latest_at is not None and given.latest_at <= given.oldest_at:
        raise BadInputError("The log ends before it begins.", "/latest_at", "Choose a later time.")
    if given.way is not None and given.log != "DiagnosticsLog":
        raise BadInputError(f"There is one way to the {given.log} only.", "/way", "Leave it out.")
    files, shown = service(parts), None
    if given.location is not None:
        if given.scheme is not None:
            raise BadInputError("A location has a scheme already.", "/scheme", "Leave it out.")
        if "#" in given.location or given.location.partition("?")[2].endswith("/"):
            raise BadInputError(
                "An address for a log has no fragment, and no query that ends with a slash.", "/location",
                "Leave that out.",
            )  # fmt: skip
        await files.checked_location(given.location, _LONGEST_LOCATION)
        shown = without_secrets(given.location)
    elif given.scheme is not None and given.scheme not in files.schemes:
        raise ConflictError(
            f"Stations cannot reach files by {given.scheme} here.", f"Choose one of {', '.join(files.schemes)}."
        )
    return LogWish(
        given.log, given.oldest_at, given.latest_at, given.retries, given.retry_interval_s, float(given.timeout_s),
        given.way, given.scheme, given.location, shown,
    )  # fmt: skip


async def _end_running(parts: ApiParts, station: StationId) -> None:
    """Cancel the request that runs for this station, and wait until it has ended.

    The station cancels its upload itself when it is asked anew. Source: OCPP 2.1 part 2, N01.FR.12.
    """
    page = await parts.queries.operations(Slice(limit=10), ports.OperationFilter(kind=GET_LOG, station=station))
    for one in page.items:
        if not parts.operations.is_running(one.id):
            continue
        with suppress(ConflictError, NotFoundError):
            await parts.operations.cancel(one.id)
        for _ in range(_MOST_LOOKS):
            if not parts.operations.is_running(one.id):
                break
            await asyncio.sleep(_LOOK_EVERY_S)


def shown_log(one: log_upload.LogUpload, files: Sequence[KeptFile]) -> shapes.Log:
    """A request as it is shown."""
    return shapes.Log(
        id=one.id,
        station=one.station,
        log=one.log,
        state=one.state,
        operation=one.operation,
        requested_at=instant(one.requested_at),
        location=one.location,
        oldest_at=instant(one.oldest_at),
        latest_at=instant(one.latest_at),
        retries=one.retries,
        retry_interval_s=one.retry_interval_s,
        filename=one.filename,
        status=one.status,
        status_at=instant(one.status_at),
        attempts=one.attempts,
        reason=one.reason,
        ticket=one.ticket,
        files=[shown_file(file) for file in files],
        ended_at=instant(one.ended_at),
        actor=one.actor,
    )


_MOST_LOOKS: Final = 500
_LOOK_EVERY_S: Final = 0.02
_LONGEST_LOCATION: Final = 2_000
_DIGITS: Final = 12
LOG_ROUTES: Final = (request_log, list_logs, get_log)
