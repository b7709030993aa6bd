"""Routes of connectors: how they are, what is wanted of them, and what they went through."""

from typing import Final

import msgspec
from litestar import get
from litestar.params import FromPath

from pilotwire.client import availability as shapes
from pilotwire.client import filters
from pilotwire.client.codec import shaped
from pilotwire.client.listing import ConnectorList
from pilotwire.client.station import Connector
from pilotwire.domain import availability as rules
from pilotwire.domain.events import ConnectorStatusChanged
from pilotwire.domain.station import AvailabilityWish, ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import EventSpan, Slice
from pilotwire.services.station_record import known_station

from .asking import path_text, read_part, read_query
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant


@get("/stations/{station_id:str}/connectors")
async def list_connectors(station_id: FromPath[str], parts: Parts) -> ConnectorList:
    """List a station's connectors.

    As far as the station has told of them; connector 0 is the EVSE as a whole, EVSE 0 the station.
    """
    station = _known(parts, station_id)
    known = sorted(parts.store.connectors(station.id).items())
    items = []
    for place, one in known:
        wish = rules.deciding(station.wishes, place)
        items.append(
            msgspec.structs.replace(
                shaped(one, Connector), wanted=None if wish is None else wish.wanted,
                availability=rules.standing(station.wishes, one),
            )
        )  # fmt: skip
    return ConnectorList(items=items, next_cursor=None)


@get("/stations/{station_id:str}/availability")
async def list_availability(station_id: FromPath[str], parts: Parts) -> shapes.AvailabilityList:
    """List what is wanted in or out of service.

    What the station has agreed to last, for itself, each EVSE and each connector; it stays wanted over reboots of both
    sides.
    """
    station = _known(parts, station_id)
    return shapes.AvailabilityList(items=[_shown(parts, station, one) for one in station.wishes], next_cursor=None)


@get("/stations/{station_id:str}/connector-states")
async def list_connector_states(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> shapes.ConnectorStateList:
    """List what connectors went through.

    Newest first, as far back as events are kept. With `evse_id` or `connector_id` a page may hold fewer than `limit`
    although there are more: go on until next_cursor is null.
    """
    station = _known(parts, station_id)
    wanted, part = read_query(request, filters.ConnectorStateFilter), read_part(request)
    bounds = EventSpan(station=station.id, since=wanted.since, until=wanted.until)
    found: list[shapes.ConnectorState] = []
    cursor = part.cursor
    for _ in range(_MOST_LOOKS):
        page = await parts.queries.connector_states(Slice(limit=part.limit - len(found), cursor=cursor), bounds)
        told = [one.event for one in page.items if isinstance(one.event, ConnectorStatusChanged)]
        found += [_state(one) for one in told if _is_wanted(one, wanted)]
        cursor = page.next_cursor
        if cursor is None or len(found) >= part.limit:
            break
    return shapes.ConnectorStateList(items=found, next_cursor=cursor)


def _known(parts: ApiParts, segment: str) -> ChargingStation:
    return known_station(parts.store, StationId(path_text(segment)))


def _shown(parts: ApiParts, station: ChargingStation, wish: AvailabilityWish) -> shapes.AvailabilityWish:
    about = [one for place, one in parts.store.connectors(station.id).items() if rules.covers(wish, place)]
    states = [state for one in about if (state := rules.standing((wish,), one)) is not None]
    return shapes.AvailabilityWish(
        wanted=wish.wanted,
        asked_at=instant(wish.at),
        scheduled=wish.scheduled,
        evse_id=wish.evse_id or None,
        connector_id=wish.connector_id or None,
        actor=wish.actor,
        done_at=instant(wish.done_at),
        state=next((state for state in states if state != "as-wanted"), states[0] if states else None),
    )


def _state(event: ConnectorStatusChanged) -> shapes.ConnectorState:
    return shapes.ConnectorState(
        evse_id=event.evse_id,
        connector_id=event.connector_id,
        status=event.status,
        since=instant(event.since),
        received_at=instant(event.at),
        detail=event.detail,
        error_code=event.error_code,
        info=event.info,
        previous=event.previous,
        previous_detail=event.previous_detail,
    )


def _is_wanted(event: ConnectorStatusChanged, wanted: filters.ConnectorStateFilter) -> bool:
    return wanted.evse_id in (None, event.evse_id) and wanted.connector_id in (None, event.connector_id)


_MOST_LOOKS: Final = 20
AVAILABILITY_ROUTES: Final = (list_connectors, list_availability, list_connector_states)
