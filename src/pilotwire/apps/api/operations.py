"""Routes of operations: look at long work, and end it."""

from typing import Final

import msgspec
from litestar import get, post
from litestar.params import FromPath

from pilotwire.client.filters import OperationFilter
from pilotwire.client.listing import OperationList
from pilotwire.client.operation import Operation, OperationError, Progress
from pilotwire.domain import operation as domain
from pilotwire.kernel.errors import NotFoundError
from pilotwire.services import ports

from .answer import JsonResponse
from .asking import path_text, read_part, read_query
from .parts import ApiRequest, Parts
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
        request=one.request,
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
    )


OPERATION_ROUTES: Final = (list_operations, get_operation, cancel_operation)
