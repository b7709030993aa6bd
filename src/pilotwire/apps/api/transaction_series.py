"""The route that shows a transaction's consumption as a series over time."""

import asyncio
from typing import Final

from litestar import get
from litestar.params import FromPath

from pilotwire.client.filters import SeriesWish
from pilotwire.client.transaction_series import Series, SeriesGap, SeriesPoint
from pilotwire.domain import transaction_series as domain
from pilotwire.domain.reading import Reading
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.transaction_cost import readings_of
from pilotwire.services.transaction_record import known_transaction

from .asking import path_text, read_query
from .parts import ApiRequest, Parts
from .shaping import instant


@get("/stations/{station_id:str}/transactions/{transaction_id:str}/series")
async def get_series(
    station_id: FromPath[str], transaction_id: FromPath[str], request: ApiRequest, parts: Parts
) -> Series:
    """Read a transaction's consumption.

    Energy, power, current per line and state of charge over time, made of its readings in the order of their own times:
    energy never falls, registers that start anew are followed, power is told or follows from the energy, gaps are
    named. More than `points` are joined so that energy and peaks stay.
    """
    wish = read_query(request, SeriesWish)
    station, transaction = StationId(path_text(station_id)), TransactionId(path_text(transaction_id))
    known = await known_transaction(parts.store, station, transaction)
    readings, complete = await readings_of(parts.queries, known)
    found, points = await asyncio.to_thread(_drawn, readings, wish.points)
    return Series(
        station=known.station,
        transaction_id=known.id,
        points=[_shown(point) for point in points],
        gaps=[SeriesGap(since=instant(gap.since), until=instant(gap.until)) for gap in found.gaps],
        oddities=list(found.oddities),
        readings=len(readings),
        complete=complete,
    )


def _drawn(readings: list[Reading], most: int) -> tuple[domain.Series, tuple[domain.Point, ...]]:
    found = domain.series(readings)
    return found, domain.thinned(found.points, most)


def _shown(point: domain.Point) -> SeriesPoint:
    currents = dict(point.current_a)
    return SeriesPoint(
        at=instant(point.at),
        energy_wh=point.energy_wh,
        power_w=point.power_w,
        power_min_w=point.power_min_w,
        power_max_w=point.power_max_w,
        power_from=None if point.power_w is None else "energy" if point.is_derived else "meter",
        current_a=currents.get(""),
        current_l1_a=currents.get("L1"),
        current_l2_a=currents.get("L2"),
        current_l3_a=currents.get("L3"),
        soc_percent=point.soc_percent,
        after_gap=point.after_gap,
    )


TRANSACTION_SERIES_ROUTES: Final = (get_series,)
