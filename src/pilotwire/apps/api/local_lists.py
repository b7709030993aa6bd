"""Routes of local lists: what stations should hold, what they hold, and bringing them in step."""

from typing import Final

from litestar import Response, delete, get, post, put
from litestar.params import FromPath

from pilotwire.client.filters import LocalListFilter
from pilotwire.client.local_list import (
    DesiredList,
    LocalList,
    LocalListInput,
    LocalListList,
    ReportedList,
    StationLocalList,
)
from pilotwire.client.operation import Operation, StartedOperations
from pilotwire.domain import local_list as domain
from pilotwire.domain.capability import check_can
from pilotwire.kernel.ids import StationId
from pilotwire.services.local_list import (
    ListStatus,
    check_may_sync,
    known_local_list,
    list_status,
    local_list_version,
    put_local_list,
    remove_local_list,
)
from pilotwire.services.local_list_jobs import SYNC, SyncRequest
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query, wanted_version
from .control import actor_of
from .operations import Wish, accepted, started
from .parts import ApiRequest, Parts
from .shaping import instant


@get("/local-lists")
async def list_local_lists(request: ApiRequest, parts: Parts) -> LocalListList:
    """List local lists.

    By name, rising.
    """
    page = await parts.queries.local_lists(read_part(request), read_query(request, LocalListFilter).q)
    return LocalListList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/local-lists/{name:str}")
async def get_local_list(name: FromPath[str], parts: Parts) -> Response[LocalList]:
    """Read a local list."""
    return _answer(known_local_list(parts.store, path_text(name)))


@put("/local-lists/{name:str}")
async def replace_local_list(name: FromPath[str], request: ApiRequest, parts: Parts) -> Response[LocalList]:
    """Create or replace a local list.

    Stations get it when they are brought in step. With If-Match only if nobody changed it since.
    """
    given, now = await read_body(request, LocalListInput), parts.clock.now()
    wanted = domain.LocalList(
        path_text(name),
        now,
        now,
        tokens=tuple(given.tokens),
        groups=tuple(given.groups),
        stations=tuple(StationId(one) for one in given.stations),
        note=given.note,
    )
    saved = await put_local_list(parts.store, parts.queries, wanted, wanted_version(request))
    return _answer(saved.local_list, 201 if saved.is_new else 200)


@delete("/local-lists/{name:str}")
async def delete_local_list(name: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove a local list.

    Stations hold what they hold until they are brought in step, which then empties their list.
    """
    await remove_local_list(parts.store, path_text(name), parts.clock.now(), wanted_version(request))


@post("/local-lists/{name:str}/sync", status_code=202)
async def sync_local_list(name: FromPath[str], request: ApiRequest, parts: Parts) -> StartedOperations:
    """Bring all stations of a list in step.

    Begins one operation `local_list.sync` for each station; each waits for its station. A station at which one runs
    already, or that is no longer there, is told under `not_started`.
    """
    wanted = known_local_list(parts.store, path_text(name))
    return await started(parts, Wish(SYNC, SyncRequest(), actor_of(request, parts)), wanted.stations)


@get("/stations/{station_id:str}/local-list")
async def get_station_local_list(station_id: FromPath[str], parts: Parts) -> StationLocalList:
    """Compare the list that a station should hold with what it holds.

    As far as it is known: what the station accepted last. Tokens that changed or expired since then count.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    return _shown_status(await list_status(parts.store, parts.queries, station.id, parts.clock.now()))


@post("/stations/{station_id:str}/local-list/sync", status_code=202)
async def sync_station_local_list(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> Response[Operation]:
    """Bring a station's list in step.

    Sends what is missing, whole or as a change, in as many messages as the station's limits call for. A station that
    is in no list any more gets an empty one.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    check_can(station.capabilities, "local-list")
    await check_may_sync(parts.store, parts.queries, station.id)
    return accepted(await parts.operations.start(SYNC, SyncRequest(), station.id, actor_of(request, parts)))


def _answer(local_list: domain.LocalList, status: int = 200) -> Response[LocalList]:
    shown = _shown(local_list)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def _shown(one: domain.LocalList) -> LocalList:
    return LocalList(
        name=one.name,
        version=local_list_version(one),
        revision=one.revision,
        tokens=list(one.tokens),
        groups=list(one.groups),
        stations=list(one.stations),
        created_at=instant(one.created_at),
        updated_at=instant(one.updated_at),
        note=one.note,
    )


def _shown_status(status: ListStatus) -> StationLocalList:
    desired, held = status.desired, status.held
    return StationLocalList(
        station=status.station,
        state=status.state,
        to_add=status.to_add,
        to_change=status.to_change,
        to_remove=status.to_remove,
        left_out=[] if held is None else [entry.value for entry in held.left_out],
        desired=None
        if desired is None
        else DesiredList(list=desired.name, revision=desired.revision, entries=status.desired_entries),
        reported=None if held is None else _shown_held(held),
        error=None if held is None else held.error,
        remedy=None if held is None else held.remedy,
    )


def _shown_held(held: domain.HeldList) -> ReportedList:
    return ReportedList(
        version=held.version,
        entries=len(held.entries),
        list=held.list_name,
        revision=held.revision,
        accepted_at=instant(held.accepted_at),
    )


LOCAL_LIST_ROUTES: Final = (
    list_local_lists, get_local_list, replace_local_list, delete_local_list, sync_local_list, get_station_local_list,
    sync_station_local_list,
)  # fmt: skip
