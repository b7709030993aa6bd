"""Whether a station has told of all its variables, so that what it has not told of it does not have."""

from datetime import datetime

import msgspec

from pilotwire.domain.operation import Operation
from pilotwire.kernel.ids import StationId

from .device_model_jobs import REPORT, ReportRequest
from .ports import OperationFilter, Queries, Slice, Store


async def is_known_to_lack(store: Store, queries: Queries, station: StationId) -> datetime | None:
    """When the station last told of all its variables; None when it has not.

    A report counts that was asked for whole, came whole, and came after the station's last boot, so with the firmware
    that it has now.
    """
    record = store.station(station)
    if record is None:
        return None
    done = await queries.operations(Slice(limit=10), OperationFilter(kind=REPORT, station=station, state="done"))
    since = record.booted_at or record.created_at
    ends = (one.ended_at for one in done.items if one.ended_at is not None and _is_whole(one))
    return next((end for end in ends if end > since), None)


def _is_whole(operation: Operation) -> bool:
    return msgspec.json.decode(operation.request, type=ReportRequest).base == "FullInventory"
