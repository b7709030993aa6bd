"""The API's own figures for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge

from .parts import ApiParts


def count_requests(registry: CollectorRegistry) -> Counter:
    """The counter of answered requests by method, route and status."""
    return Counter(
        "pilotwire_api_requests", "Requests that the API answered", ("method", "route", "status"), registry=registry
    )


def show_gauges(parts: ApiParts) -> None:
    """Register what is looked up whenever Prometheus asks."""
    connected = Gauge("pilotwire_stations_connected", "Stations that are connected now", registry=parts.registry)
    connected.set_function(parts.link.connected)
    readers = Gauge("pilotwire_event_readers", "Open event streams", registry=parts.registry)
    readers.set_function(lambda: parts.readers.count)
