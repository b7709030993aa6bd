"""Certificates that end: told once, renewed where that may be, and recorded."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from tests.fixtures.certificate_authority import NOON, certificate, issued

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.certificate import Certificate
from pilotwire.domain.certificate_events import CertificateEvent
from pilotwire.domain.operation import Operation, OperationId
from pilotwire.domain.station import Behaviour, ChargingStation
from pilotwire.kernel.errors import ConflictError
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.automatism import Policy
from pilotwire.services.certificate_jobs import RotateRequest
from pilotwire.services.certificate_renewal import RenewalPorts, look_at_ends
from pilotwire.services.context import CertificateRules, Rules
from pilotwire.services.station_link import LiveConnection
from pilotwire.services.work import Work

from .conftest import finish
from .link_in_hand import LinkInHand

CP = StationId("CP01")


class Started:
    """Remembers what was begun."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, object, StationId | None]] = []
        self.busy = False

    async def start(
        self,
        kind: str,
        request: object,
        station: StationId | None = None,
        actor: str | None = None,
        work: Work | None = None,
        child: tuple[OperationId, OperationId] | None = None,
    ) -> Operation:
        if self.busy:
            raise ConflictError("runs already")
        self.begun.append((kind, request, station))
        return Operation(OperationId("o"), kind, NOON, NOON, msgspec.Raw(b"{}"))

    def is_busy(self, kind: str, station: StationId) -> bool:
        return self.busy

    def is_running(self, operation: OperationId) -> bool:
        raise NotImplementedError

    async def pause(self, operation: OperationId, paused: bool, actor: str | None = None) -> Operation:
        raise NotImplementedError

    async def cancel(self, operation: OperationId) -> Operation:
        raise NotImplementedError


class Scene:
    """Certificates that end in so many days, and a station that may be there."""

    def __init__(self, *certificates: Certificate, quiet: bool = False, own_quiet: bool = False, there: bool = True):
        self.store, self.operations = MemoryStore(), Started()
        live = LiveConnection("ocpp2.1", "192.0.2.7", NOON, NOON, 1, 3, "f1") if there else None
        rules = Rules(certificates=CertificateRules(renewal_days=30))
        policy = Policy(self.store, quiet, frozenset({"certificate-renewal"}))
        self.ports = RenewalPorts(
            self.store, MemoryQueries(self.store), LinkInHand(live=live), self.operations, rules, policy
        )
        work = Work()
        work.save(ChargingStation(CP, NOON, NOON, behaviour=Behaviour(quiet=own_quiet)), *certificates)
        finish(self.store.commit(work))

    def looks(self, **later: float) -> int:
        return finish(look_at_ends(self.ports, NOON + timedelta(**later)))

    def told(self) -> list[tuple[str, str]]:
        events = [stored.event for stored in self.store.events]
        return [
            (str(one.__struct_config__.tag), one.certificate) for one in events if isinstance(one, CertificateEvent)
        ]


def ending(number: int, days: float, state: Any = "active", **fields: Any) -> Certificate:
    return certificate(number, state, issued=issued(number, NOON, days), **fields)


def test_one_that_ends_soon_is_told_once_and_renewed_once_a_day() -> None:
    scene = Scene(ending(1, 29.9))
    assert (scene.looks(), scene.looks(hours=1)) == (1, 0)
    assert scene.operations.begun == [("station.rotate_certificate", RotateRequest("ChargingStationCertificate"), CP)]
    assert scene.told() == [("certificate.expiring", "1")]
    assert scene.looks(days=1) == 1
    assert scene.told() == [("certificate.expiring", "1")]


def test_one_that_holds_long_enough_is_left_alone() -> None:
    scene = Scene(ending(1, 30.1))
    assert (scene.looks(), scene.told()) == (0, [])


@pytest.mark.parametrize(
    "left_alone",
    [
        Scene(ending(1, 5), quiet=True),
        Scene(ending(1, 5), own_quiet=True),
        Scene(ending(1, 5), there=False),
        Scene(ending(1, 5), ending(2, 300, "installed")),
        Scene(ending(1, 5, "replaced")),
    ],
    ids=["quiet", "station quiet", "not there", "has a newer one", "replaced"],
)
def test_nothing_is_asked_of_a_station_that_is_not_there_or_left_in_quiet_or_has_a_newer_one(left_alone: Scene) -> None:
    assert left_alone.looks() == 0
    assert left_alone.operations.begun == []


def test_renewal_that_runs_already_is_not_begun_again() -> None:
    scene = Scene(ending(1, 5))
    scene.operations.busy = True
    assert scene.looks() == 0


def test_one_for_cars_is_renewed_as_such() -> None:
    scene = Scene(ending(1, 5, "installed", use="V2GCertificate"), ending(2, 300))
    scene.looks()
    assert [request for _, request, _ in scene.operations.begun] == [RotateRequest("V2GCertificate")]


def test_one_that_has_ended_is_recorded() -> None:
    scene = Scene(ending(1, 5), ending(2, 5, "revoked"), there=False)
    scene.looks(days=5, seconds=1)
    assert scene.told() == [("certificate.expired", "1")]
    assert scene.store.certificates[RecordId(1)].state == "expired"
    assert scene.store.certificates[RecordId(2)].state == "revoked"
    scene.looks(days=6)
    assert len(scene.told()) == 1
