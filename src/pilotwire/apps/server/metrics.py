"""Figures of the storage for Prometheus."""

from prometheus_client import CollectorRegistry, Gauge

from pilotwire.adapters.storage.opening import Storage


def show_storage(storage: Storage, registry: CollectorRegistry) -> None:
    """Register what waits to be stored, and for how long: what rises when the database is the bottleneck."""
    waiting = Gauge("pilotwire_storage_waiting", "Units of work that wait to be stored", registry=registry)
    waiting.set_function(lambda: storage.health().waiting)
    oldest = Gauge("pilotwire_storage_oldest_waiting_seconds", "How long the oldest of them waits", registry=registry)
    oldest.set_function(lambda: storage.health().oldest_waiting_s)
    trouble = Gauge("pilotwire_storage_trouble", "1 while the database takes no work", registry=registry)
    trouble.set_function(lambda: float(storage.health().trouble is not None))
