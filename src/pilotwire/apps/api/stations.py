"""Routes of charging stations and their connectors."""

from typing import Final
from urllib.parse import quote

import msgspec
from litestar import Response, delete, get, patch, put
from litestar.params import FromPath
from msgspec import UNSET, UnsetType

from pilotwire.client.codec import shaped
from pilotwire.client.filters import StationFilter
from pilotwire.client.hold import Hold, RebootRequired
from pilotwire.client.listing import StationList
from pilotwire.client.station import (
    Behaviour,
    Connection,
    Identity,
    Station,
    StationInput,
    StationPatch,
)
from pilotwire.domain import station as domain
from pilotwire.domain.selection import Selection, matches
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import Slice
from pilotwire.services.station_record import (
    Edit,
    StationSettings,
    known_station,
    patch_station,
    put_station,
    remove_station,
    station_version,
)

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query, wanted_version
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant

_MOST_LOOKS: Final = 20


@get("/stations")
async def list_stations(request: ApiRequest, parts: Parts) -> StationList:
    """List stations.

    By id, rising. With any filter but `q` a page may hold fewer than `limit` although there are more: go on
    until next_cursor is null.
    """
    wanted, part = read_query(request, StationFilter), read_part(request)
    narrowed = any(value is not None for name, value in msgspec.structs.asdict(wanted).items() if name != "q")
    found: list[Station] = []
    cursor = part.cursor
    for _ in range(_MOST_LOOKS if narrowed else 1):
        page = await parts.queries.stations(Slice(limit=part.limit - len(found), cursor=cursor), wanted.q)
        shown = [_shown(parts, one) for one in page.items if matches(one, _selection(wanted))]
        found += [one for one in shown if _is_wanted(one, wanted)]
        cursor = page.next_cursor
        if cursor is None or len(found) >= part.limit:
            break
    return StationList(items=found, next_cursor=cursor)


@get("/stations/{station_id:str}")
async def get_station(station_id: FromPath[str], parts: Parts) -> Response[Station]:
    """Read a station.

    The ETag is the version of what an operator decides about it; what the station itself reports does not change it.
    """
    return _answer(parts, known_station(parts.store, _named(station_id)))


@put("/stations/{station_id:str}")
async def replace_station(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> Response[Station]:
    """Create or replace a station.

    Replaces all that an operator decides, except that without `password` the present one stays (PATCH with null takes
    it away). A station with onboarding `refuse` loses its connection.
    """
    station, wanted = _named(station_id), await read_body(request, StationInput)
    behaviour = shaped(wanted.behaviour, domain.Behaviour)
    settings = StationSettings(
        wanted.name, wanted.onboarding, behaviour, wanted.min_security_profile, tuple(wanted.labels)
    )
    edit = await _edit(request, parts, UNSET if wanted.password is None else wanted.password)
    saved = await put_station(parts.store, parts.link, station, settings, edit)
    return _answer(parts, saved.station, 201 if saved.is_new else 200)


@patch("/stations/{station_id:str}")
async def change_station(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> Response[Station]:
    """Change a station.

    A JSON merge patch (RFC 7396): what is absent stays, null clears, `behaviour` is merged switch by switch.
    """
    station, wanted = _named(station_id), await read_body(request, StationPatch)
    edit = await _edit(request, parts, wanted.password)
    changes = msgspec.to_builtins(msgspec.structs.replace(wanted, password=UNSET))
    return _answer(parts, await patch_station(parts.store, parts.link, station, changes, edit))


@delete("/stations/{station_id:str}")
async def delete_station(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove a station.

    Its connectors go along and its connection is closed; transactions and messages stay.
    """
    await remove_station(parts.store, parts.link, _named(station_id), await _edit(request, parts, UNSET))


def _named(segment: str) -> StationId:
    return StationId(path_text(segment))


async def _edit(request: ApiRequest, parts: ApiParts, password: str | UnsetType | None) -> Edit:
    hashed = await parts.passwords.hash(password.encode()) if isinstance(password, str) else password
    return Edit(at=parts.clock.now(), if_version=wanted_version(request), password_hash=hashed)


def _answer(parts: ApiParts, station: domain.ChargingStation, status: int = 200) -> Response[Station]:
    shown = _shown(parts, station)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def _selection(wanted: StationFilter) -> Selection:
    return Selection(None, wanted.vendor, wanted.model, wanted.firmware, wanted.protocol, wanted.label)


def _is_wanted(station: Station, wanted: StationFilter) -> bool:
    return wanted.state in (None, station.state) and wanted.registration in (None, station.registration)


def _shown(parts: ApiParts, station: domain.ChargingStation) -> Station:
    live = parts.link.connection(station.id)
    return Station(
        id=station.id,
        version=station_version(station),
        state="disconnected" if live is None else "connected",
        url=f"{parts.settings.ocpp_url}/{quote(station.id, safe='')}",
        has_password=station.password_hash is not None,
        behaviour=shaped(station.behaviour, Behaviour),
        identity=shaped(station.identity, Identity),
        created_at=instant(station.created_at),
        updated_at=instant(station.updated_at),
        name=station.name,
        onboarding=station.onboarding,
        registration=station.registration,
        protocol=station.protocol if live is None else live.protocol,
        booted_at=instant(station.booted_at),
        boot_reason=station.boot_reason,
        connected_at=instant(station.connected_at),
        disconnected_at=instant(station.disconnected_at),
        connection=None if live is None else shaped(live, Connection),
        min_security_profile=station.min_security_profile,
        labels=list(station.labels),
        hold=None if station.hold is None else shaped(station.hold, Hold),
        reboot_required=None
        if station.reboot_required_at is None
        else RebootRequired(since=instant(station.reboot_required_at), variables=list(station.reboot_required_for)),
    )


STATION_ROUTES: Final = (
    list_stations, get_station, replace_station, change_station, delete_station,
)  # fmt: skip
