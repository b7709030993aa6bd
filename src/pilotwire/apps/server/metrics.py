"""Figures of the storage and of who was let in, for Prometheus."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pilotwire.adapters.files.gate import TransferGate
from pilotwire.adapters.storage.opening import Storage
from pilotwire.apps.csms.parts import CsmsParts
from pilotwire.services.files import Files


def show_storage(storage: Storage, registry: CollectorRegistry) -> None:
    """Register what waits to be stored, and for how long: what rises when the database is the bottleneck."""
    waiting = Gauge("pilotwire_storage_waiting", "Units of work that wait to be stored", registry=registry)
    waiting.set_function(lambda: storage.health().waiting)
    oldest = Gauge("pilotwire_storage_oldest_waiting_seconds", "How long the oldest of them waits", registry=registry)
    oldest.set_function(lambda: storage.health().oldest_waiting_s)
    trouble = Gauge("pilotwire_storage_trouble", "1 while the database takes no work", registry=registry)
    trouble.set_function(lambda: float(storage.health().trouble is not None))


class FileFigures(Collector):
    """What came and went by files, and what was refused."""

    def __init__(self, files: Files, gate: TransferGate) -> None:
        self._files = files
        self._gate = gate

    def collect(self) -> Iterator[Metric]:
        """See `Collector`."""
        intake, delivery = self._files.intake, self._files.delivery
        yield CounterMetricFamily("pilotwire_files_stored", "Files that were taken in", intake.stored)
        yield CounterMetricFamily("pilotwire_files_stored_bytes", "Bytes that were taken in", intake.stored_bytes)
        yield CounterMetricFamily("pilotwire_files_delivered", "Complete deliveries to stations", delivery.delivered)
        yield CounterMetricFamily("pilotwire_files_delivered_bytes", "Bytes sent to stations", delivery.delivered_bytes)
        refused = CounterMetricFamily("pilotwire_file_uploads_refused", "Uploads refused", labels=("reason",))
        for reason, count in sorted(intake.refused.items()):
            refused.add_metric((reason,), count)
        yield refused
        yield CounterMetricFamily("pilotwire_file_wrong_addresses", "Requests without a ticket", self._gate.wrong)
        yield GaugeMetricFamily("pilotwire_files_kept_bytes", "Bytes of all kept files", intake.kept_bytes)
        yield GaugeMetricFamily("pilotwire_file_transfers", "Transfers that run now", self._gate.running)


class AdmissionFigures(Collector):
    """Refused handshakes by reason, and what became of passwords that took a slow check."""

    def __init__(self, parts: CsmsParts) -> None:
        self._parts = parts

    def collect(self) -> Iterator[Metric]:
        """See `Collector`."""
        refusals, attempts = self._parts.refusals, self._parts.attempts
        refused = CounterMetricFamily("pilotwire_refusals", "Handshakes that were refused", labels=("reason",))
        for reason, count in sorted(refusals.counts.items()):
            refused.add_metric((reason,), count)
        yield refused
        yield CounterMetricFamily(
            "pilotwire_refusals_unrecorded", "Refusals of a flood that stand in no record", refusals.dropped
        )
        checked = CounterMetricFamily("pilotwire_password_checks", "Slow checks of passwords", labels=("outcome",))
        outcomes = (("right", attempts.right), ("wrong", attempts.wrong), ("not-made", attempts.turned_away))
        for outcome, count in outcomes:
            checked.add_metric((outcome,), count)
        yield checked
        now = self._parts.clock.monotonic()
        yield GaugeMetricFamily(
            "pilotwire_stations_under_attack", "Stations whose passwords are being guessed", attempts.under_attack(now)
        )
