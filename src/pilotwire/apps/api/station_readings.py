"""The route of readings that belong to no transaction: of the station's own meter, and between transactions."""

from typing import Final

from litestar import get
from litestar.params import FromPath

from pilotwire.client.filters import StationReadingFilter
from pilotwire.client.listing import ReadingList
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import Span
from pilotwire.services.station_record import known_station

from .asking import path_text, read_part, read_query
from .parts import ApiRequest, Parts
from .transactions import shown_reading


@get("/stations/{station_id:str}/readings")
async def list_station_readings(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> ReadingList:
    """List a station's readings.

    Those of no transaction: of the station's main meter (EVSE 0) and of EVSEs between transactions. Oldest first; with
    an EVSE or a kind wanted, a page may hold fewer than `limit`.
    """
    station = known_station(parts.store, StationId(path_text(station_id))).id
    wanted = read_query(request, StationReadingFilter)
    span = Span(since=wanted.since, until=wanted.until)
    page = await parts.queries.readings(read_part(request), station, None, span)
    shown = [shown_reading(row) for row in page.items if wanted.evse_id in (None, row.evse_id)]
    items = [one for one in shown if wanted.kind in (None, one.kind)]
    return ReadingList(items=items, next_cursor=page.next_cursor)


STATION_READING_ROUTES: Final = (list_station_readings,)
