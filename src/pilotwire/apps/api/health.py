"""Routes of the server's own health and figures."""

from typing import Final

from litestar import Response, get
from prometheus_client.exposition import choose_encoder

from pilotwire.client.health import Health, HealthCheck, HealthState, Pulse
from pilotwire.services.ports import StoreHealth

from .answer import JsonResponse
from .parts import ApiRequest, Parts
from .shaping import instant


@get("/health")
async def get_health(parts: Parts) -> Response[Health]:
    """Read the server's health.

    200 when all is well, 503 when something is not; then its check says what, and what to do.
    """
    checks = [look() for look in parts.health]
    state = _worst(checks)
    shown = Health(
        state=state,
        version=parts.settings.version,
        started_at=instant(parts.started_at),
        ocpp_url=parts.settings.ocpp_url,
        stations_connected=parts.link.connected(),
        checks=checks,
    )
    return JsonResponse(shown, status_code=_STATUS[state])


@get("/metrics")
async def get_metrics(request: ApiRequest, parts: Parts) -> Response[bytes]:
    """Read the server's figures.

    In Prometheus' text format; let Prometheus send a key with scope read as its bearer token.
    """
    encoder, media_type = choose_encoder(request.headers.get("accept", ""))
    return JsonResponse(encoder(parts.registry), media_type=media_type)


@get("/health")
async def get_pulse(parts: Parts) -> Response[Pulse]:
    """Whether the server is well, for anybody to ask; 503 when it is not."""
    state = _worst([look() for look in parts.health])
    return JsonResponse(Pulse(state=state), status_code=_STATUS[state])


def storage_check(health: StoreHealth) -> HealthCheck:
    """Storage's own word on its health, as a check."""
    return HealthCheck(
        name="storage",
        state="ready" if health.trouble is None else "degraded",
        detail=health.trouble or f"{health.engine}, {health.waiting} units of work waiting",
        remedy=health.remedy,
    )


def _worst(checks: list[HealthCheck]) -> HealthState:
    return "ready" if all(check.state == "ready" for check in checks) else "degraded"


_STATUS: Final[dict[HealthState, int]] = {"ready": 200, "degraded": 503}
HEALTH_ROUTES: Final = (get_health, get_metrics)
