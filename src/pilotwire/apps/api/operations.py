"""Routes of operations: look at long work, and end it."""

import asyncio
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec
from litestar import get, post
from litestar.params import FromPath

from pilotwire.client.filters import OperationFilter
from pilotwire.client.listing import OperationList
from pilotwire.client.operation import NotStarted, Operation, OperationError, Progress, StartedOperations
from pilotwire.domain import operation as domain
from pilotwire.handlers.redaction import blot
from pilotwire.kernel.errors import ConflictError, NotFoundError
from pilotwire.kernel.ids import StationId
from pilotwire.services import ports

from .answer import JsonResponse
from .asking import path_text, read_part, read_query
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant


@get("/operations")
async def list_operations(request: ApiRequest, parts: Parts) -> OperationList:
    """List operations.

    Newest first: long work such as reports, syncs and template applies.
    """
    wanted = msgspec.convert(msgspec.structs.asdict(read_query(request, OperationFilter)), ports.OperationFilter)
    page = await parts.queries.operations(read_part(request), wanted)
    return OperationList(items=[shown_operation(one) for one in page.items], next_cursor=page.next_cursor)


@get("/operations/{operation_id:str}")
async def get_operation(operation_id: FromPath[str], parts: Parts) -> Operation:
    """Read an operation.

    How far it is, what did not work, and its result once it is done.
    """
    text = path_text(operation_id)
    found = await parts.queries.operation(domain.OperationId(text))
    if found is None:
        raise NotFoundError(f"There is no operation '{text}'.", "Look at the list of operations.")
    return shown_operation(found)


@post("/operations/{operation_id:str}/cancel", status_code=202)
async def cancel_operation(operation_id: FromPath[str], parts: Parts) -> Operation:
    """Cancel an operation.

    It ends at its next step; what it has done stays done.
    """
    return shown_operation(await parts.operations.cancel(domain.OperationId(path_text(operation_id))))


class Wish(NamedTuple):
    """Long work that somebody asks for: its kind, what is asked, and who asks."""

    kind: str
    request: object
    actor: str | None


async def started(parts: ApiParts, wish: Wish, stations: Sequence[StationId]) -> StartedOperations:
    """Begin the same work for each station, all in one go; where it cannot begin, the answer says why."""
    outcomes = await asyncio.gather(*(_start(parts, wish, station) for station in stations))
    return StartedOperations(
        operations=[one for one in outcomes if isinstance(one, Operation)],
        not_started=[one for one in outcomes if isinstance(one, NotStarted)],
    )


async def _start(parts: ApiParts, wish: Wish, station: StationId) -> Operation | NotStarted:
    if parts.store.station(station) is None:
        return NotStarted(station=station, message="The station was removed.")
    try:
        return shown_operation(await parts.operations.start(wish.kind, wish.request, station, wish.actor))
    except ConflictError as error:
        return NotStarted(station=station, message=error.message)


def accepted(operation: domain.Operation) -> JsonResponse[Operation]:
    """The answer to a request that began long work: 202, and where to look."""
    return JsonResponse(
        shown_operation(operation), status_code=202, headers={"Location": f"/api/v1/operations/{operation.id}"}
    )


def shown_operation(one: domain.Operation) -> Operation:
    """An operation as it is shown."""
    return Operation(
        id=one.id,
        kind=one.kind,
        state=one.state,
        cancelling=one.cancelling,
        created_at=instant(one.created_at),
        updated_at=instant(one.updated_at),
        request=msgspec.Raw(blot(bytes(one.request).decode()).encode()),
        progress=Progress(done=one.progress.done, total=one.progress.total, message=one.progress.message),
        errors=[
            OperationError(
                message=error.message, remedy=error.remedy or None, station=error.station, subject=error.subject
            )
            for error in one.errors
        ],
        station=one.station,
        actor=one.actor,
        ended_at=instant(one.ended_at),
        result=one.result,
        parent=one.parent,
        paused=one.paused,
    )


OPERATION_ROUTES: Final = (list_operations, get_operation, cancel_operation)
