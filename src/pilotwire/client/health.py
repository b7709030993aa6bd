"""How the server is."""

from typing import Literal

from .codec import Instant
from .shape import Resource

HealthState = Literal["ready", "degraded"]


class HealthCheck(Resource, frozen=True, kw_only=True):
    """One thing that must be well; where it is not, `detail` says what is wrong and `remedy` what to do."""

    name: str
    state: HealthState
    detail: str | None = None
    remedy: str | None = None


class Health(Resource, frozen=True, kw_only=True):
    """The server as a whole: ready when every check is. `ocpp_url` plus a station's id is what the station dials."""

    state: HealthState
    version: str
    started_at: Instant
    ocpp_url: str
    stations_connected: int
    checks: list[HealthCheck]


class Pulse(Resource, frozen=True, kw_only=True):
    """What anybody may know of the server's health."""

    state: HealthState
