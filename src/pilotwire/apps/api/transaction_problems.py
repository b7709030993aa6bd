"""The route that lists open transactions with which something is wrong."""

import asyncio
from collections.abc import Sequence
from typing import Final

from litestar import get

from pilotwire.adapters.storage.cursor import cursor_at, place_of
from pilotwire.client.filters import ProblemFilter
from pilotwire.client.transaction_problem import TransactionProblem, TroubledList, TroubledTransaction
from pilotwire.domain.transaction_problem import CERTAIN
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import Slice
from pilotwire.services.transaction_care import Troubled, survey

from .asking import read_part, read_query
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant

_SLICE: Final = 100


@get("/transactions/problems")
async def list_problems(request: ApiRequest, parts: Parts) -> TroubledList:
    """List problems with transactions.

    Open transactions with which something is wrong by the rules that are set: no energy since the start, silent, too
    long, its connector free, not running by the station's word, overtaken by another one. By station and id.
    """
    wanted, part = read_query(request, ProblemFilter), read_part(request)
    found = await _found(parts, wanted)
    return _page([_shown(one) for one in found], part)


async def _found(parts: ApiParts, wanted: ProblemFilter) -> list[Troubled]:
    """All that there are; memory is looked through in slices, so that nobody else waits for it."""
    now, rules, found = parts.clock.now(), parts.settings.problems, list[Troubled]()
    stations = [StationId(wanted.station)] if wanted.station else sorted(parts.store.stations_with_open())
    for start in range(0, len(stations), _SLICE):
        for station in stations[start : start + _SLICE]:
            found += survey(parts.store, parts.link, station, rules, now)
        await asyncio.sleep(0)
    return [one for one in found if wanted.problem is None or wanted.problem in {each.name for each in one.problems}]


def _page(items: Sequence[TroubledTransaction], part: Slice) -> TroubledList:
    after = place_of(part.cursor, tuple[str, str])
    ordered = sorted(items, key=_place)
    left = [one for one in ordered if after is None or _place(one) > after]
    shown = left[: part.limit]
    return TroubledList(items=shown, next_cursor=cursor_at(*_place(shown[-1])) if len(left) > len(shown) else None)


def _place(one: TroubledTransaction) -> tuple[str, str]:
    return one.station, one.transaction_id


def _shown(one: Troubled) -> TroubledTransaction:
    transaction = one.transaction
    return TroubledTransaction(
        station=transaction.station,
        transaction_id=transaction.id,
        started_at=instant(transaction.started_at),
        last_received_at=instant(transaction.last_received_at),
        energy_wh=transaction.energy_wh,
        problems=[
            TransactionProblem(name=each.name, since=instant(each.since), why=each.why, certain=each.name in CERTAIN)
            for each in one.problems
        ],
        evse_id=transaction.evse_id,
        charging_state=transaction.charging_state,
    )


TRANSACTION_PROBLEM_ROUTES: Final = (list_problems,)
