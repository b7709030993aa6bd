"""Routes of what a station can do."""

from typing import Final

from litestar import delete, get
from litestar.params import FromPath

from pilotwire.client.capability import Capability, CapabilityList
from pilotwire.domain.capability import FEATURES, Feature
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import NotFoundError
from pilotwire.kernel.ids import StationId
from pilotwire.services.capability import forget
from pilotwire.services.station_record import known_station

from .asking import path_text
from .parts import ApiParts, Parts
from .shaping import instant


@get("/stations/{station_id:str}/capabilities")
async def list_capabilities(station_id: FromPath[str], parts: Parts) -> CapabilityList:
    """List what a station can do.

    As it was learned from its version of OCPP, its variables and its answers. What it cannot do is refused before
    anything is sent. A new firmware version forgets what was learned from refusals.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    return CapabilityList(
        items=[_shown(parts, station, feature) for feature in FEATURES], next_cursor=None, protocol=station.protocol
    )


@delete("/stations/{station_id:str}/capabilities/{feature:str}")
async def forget_capability(station_id: FromPath[str], feature: FromPath[str], parts: Parts) -> None:
    """Forget what is known of a capability.

    The station is asked again the next time.
    """
    name = path_text(feature)
    found = next((one for one in FEATURES if one == name), None)
    if found is None:
        raise NotFoundError(f"There is no feature '{name}'.", f"There are: {', '.join(FEATURES)}.")
    await forget(parts.store, StationId(path_text(station_id)), found, parts.clock.now())


def _shown(parts: ApiParts, station: ChargingStation, feature: Feature) -> Capability:
    known = next((one for one in station.capabilities if one.feature == feature), None)
    if station.protocol is not None and feature not in parts.call_book.features(station.protocol):
        said = f"{station.protocol} has no such call"
        return Capability(feature=feature, supported="no", source="version", detail=said)
    if known is None:
        return Capability(feature=feature, supported="unknown")
    return Capability(
        feature=feature,
        supported="yes" if known.supported else "no",
        source=known.source,
        since=instant(known.since),
        detail=known.detail or None,
    )


CAPABILITY_ROUTES: Final = (list_capabilities, forget_capability)
