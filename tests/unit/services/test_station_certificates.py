"""Requests for certificates judged; certificates used, and revoked."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from tests.fixtures.certificate_authority import NOON, AuthorityInHand, certificate, own_id

from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.certificate import Certificate, CertificateState, Signing
from pilotwire.domain.certificate_events import (
    CertificateActivated,
    CertificateRefused,
    CertificateRequested,
    CertificateRevoked,
)
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.domain.station import ChargingStation, Identity
from pilotwire.kernel.errors import ConflictError, NotFoundError
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.context import CertificateRules, Rules
from pilotwire.services.station_certificates import (
    MOST_A_DAY,
    CertificatePorts,
    SigningAnswer,
    request_certificate,
    revoke_certificate,
    used_certificate,
)
from pilotwire.services.station_link import LiveConnection
from pilotwire.services.work import Work

from .conftest import Desk, finish
from .link_in_hand import LinkInHand

CP = StationId("CP01")
GOOD = "CN=CP01;O=My company;key=k"


class Scene:
    """A known, connected station, and an authority."""

    def __init__(self, desk: Desk, profile: int = 2, **rules: Any) -> None:
        self.desk = desk
        desk.rules = Rules(certificates=CertificateRules(**rules))
        self.link = LinkInHand(live=LiveConnection("ocpp2.0.1", "192.0.2.7", NOON, NOON, 1, profile, "f3"))
        self.authority = AuthorityInHand()
        self.ports = CertificatePorts(desk.store, MemoryQueries(desk.store), self.link, self.authority)
        self.holds(ChargingStation(CP, NOON, NOON, identity=Identity(serial_number="SN-1")))

    def holds(self, *records: Any) -> None:
        work = Work()
        work.save(*records)
        finish(self.desk.store.commit(work))

    def asks(self, csr: str = GOOD, **more: Any) -> SigningAnswer:
        return self.desk.does(lambda context: request_certificate(self.ports, context, Signing(csr, **more)), NOON)

    def why(self, csr: str = GOOD, **more: Any) -> str:
        """Why it is rejected; the event says the same."""
        answer = self.asks(csr, **more)
        told = self.desk.events[-1]
        assert not answer.accepted
        assert isinstance(told, CertificateRefused)
        assert answer.reason == f"{told.reason}; {told.remedy}"
        return told.reason

    @property
    def records(self) -> list[Certificate]:
        return list(self.desk.store.certificates.values())

    def states(self) -> dict[int, CertificateState]:
        return {int(one.id): one.state for one in self.records}


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.requirement("A02.FR.11", "A03.FR.11", "1.6 sec A02.FR.11", "1.6 sec A03.FR.11")
def test_a_good_request_is_accepted_and_stored_with_what_came_with_it(desk: Desk) -> None:
    scene = Scene(desk, organizations=("my  company",))
    assert scene.asks(use="ChargingStationCertificate", request_id=7) == SigningAnswer(True)
    record = scene.records[0]
    assert (record.state, record.use, record.use_told, record.request_id) == (
        "requested",
        "ChargingStationCertificate",
        True,
        7,
    )
    told = desk.events[-1]
    assert isinstance(told, CertificateRequested)
    assert (told.certificate, told.request_id) == (str(record.id), 7)


def test_a_request_without_a_use_is_for_the_connection_and_gets_none_back(desk: Desk) -> None:
    scene = Scene(desk)
    scene.asks("CN=SN-1;key=k")
    assert [(one.use, one.use_told) for one in scene.records] == [("ChargingStationCertificate", False)]


@pytest.mark.requirement("A02.FR.12", "A03.FR.12", "1.6 sec A02.FR.12", "1.6 sec A03.FR.12")
@pytest.mark.parametrize(
    ("csr", "why"),
    [
        ("garbage", "the signing request cannot be used: garbage"),
        ("O=My company;key=k", "the request has no common name (CN)"),
        ("CN=CP02;O=My company", "the request is for 'CP02'"),
        ("CN=CP01;O=Another", "the request has the organisation (O) 'Another'"),
        ("CN=CP01", "the request has no organisation (O)"),
    ],
)
def test_a_request_that_names_another_is_rejected_with_the_reason(desk: Desk, csr: str, why: str) -> None:
    scene = Scene(desk, organizations=("My company",))
    assert scene.why(csr) == why
    assert scene.records == []


def test_a_station_cannot_get_a_certificate_for_another_by_telling_its_serial_number(desk: Desk) -> None:
    scene = Scene(desk)
    scene.holds(ChargingStation(StationId("SN-1"), NOON, NOON))
    assert scene.why("CN=SN-1") == "'SN-1' is another station"


def test_a_connection_of_a_lower_profile_than_wanted_gets_none(desk: Desk) -> None:
    assert Scene(desk, profile=0).why() == "the connection has security profile 0, and certificates are given from 1 on"
    assert Scene(Desk(), profile=0, min_profile=0).asks().accepted


def test_a_request_under_a_root_that_is_not_ours_is_rejected(desk: Desk) -> None:
    scene = Scene(desk)
    assert scene.why(root=own_id(99)) == "the station asks for a certificate under a root that is none of ours"
    assert scene.why(root=own_id(1), use="V2GCertificate").startswith("the station asks for a certificate under")
    assert scene.asks(root=own_id(1)).accepted


def test_a_request_for_cars_must_name_an_secc_id_that_the_station_told(desk: Desk) -> None:
    scene = Scene(desk)
    assert scene.asks("CN=DE*SECC*1;key=a", use="V2GCertificate").accepted
    address = Address(Component("ISO15118Ctrlr"), "SeccId")
    scene.holds(Variable(CP, address, NOON, (Attribute(value="DE*SECC*2"),)))
    assert scene.why("CN=DE*SECC*1;key=b", use="V2GCertificate") == "the request is for 'DE*SECC*1'"
    assert scene.asks("CN=DE*SECC*2;key=c", use="V2GCertificate").accepted


def test_the_same_request_again_is_accepted_once(desk: Desk) -> None:
    scene = Scene(desk)
    assert [scene.asks(), scene.asks()] == [SigningAnswer(True), SigningAnswer(True)]
    assert len(scene.records) == 1
    scene.asks(request_id=8)
    scene.asks("CN=CP01;key=another")
    assert len(scene.records) == 3


def test_a_station_that_asks_without_end_is_rejected(desk: Desk) -> None:
    scene = Scene(desk)
    for number in range(5):
        assert scene.asks(f"CN=CP01;key={number}").accepted
    assert scene.why("CN=CP01;key=5") == "5 requests of this station wait already"
    scene = Scene(Desk())
    scene.holds(*(certificate(number, "replaced") for number in range(1, MOST_A_DAY + 1)))
    assert scene.why() == "the station has asked 20 times within a day"


def test_a_certificate_that_is_used_replaces_the_older_ones(desk: Desk) -> None:
    scene = Scene(desk)
    states: dict[int, CertificateState] = {1: "replaced", 2: "active", 3: "installed", 4: "installed", 5: "revoked"}
    scene.holds(*(certificate(number, state) for number, state in states.items()))
    used = used_certificate(desk.store, scene.ports.queries, CP, "f3", NOON + timedelta(hours=1))
    assert finish(used)
    assert scene.states() == {1: "replaced", 2: "replaced", 3: "active", 4: "installed", 5: "revoked"}
    told = desk.store.events[-1].event
    assert isinstance(told, CertificateActivated)
    assert (told.certificate, told.fingerprint, sorted(told.replaced)) == ("3", "f3", ["2"])


def test_a_station_may_go_back_to_what_it_had(desk: Desk) -> None:
    scene = Scene(desk)
    scene.holds(certificate(1, "replaced"), certificate(2, "active"))
    assert finish(used_certificate(desk.store, scene.ports.queries, CP, "f1", NOON))
    assert scene.states() == {1: "active", 2: "replaced"}


def test_a_certificate_of_another_station_is_known_as_such(desk: Desk) -> None:
    scene = Scene(desk)
    scene.holds(certificate(1, "active", "CP02"), certificate(2, "installed", "CP02"))
    for fingerprint in ("f1", "f2"):
        assert not finish(used_certificate(desk.store, scene.ports.queries, CP, fingerprint, NOON))
    assert finish(used_certificate(desk.store, scene.ports.queries, CP, "of nobody", NOON))
    assert scene.states() == {1: "active", 2: "installed"}


def test_a_revoked_certificate_is_on_the_list_and_its_connection_ends(desk: Desk) -> None:
    scene = Scene(desk)
    gone = msgspec.structs.replace(certificate(9, "revoked"), revoked_at=NOON)
    scene.holds(certificate(3, "active"), gone)
    done = finish(revoke_certificate(scene.ports, RecordId(3), "key-compromise", NOON, "Grafana"))
    assert (done.state, done.revocation_reason, done.revoked_at) == ("revoked", "key-compromise", NOON)
    assert sorted((one.serial_number, one.reason) for one in scene.authority.revoked) == [
        ("3", "key-compromise"), ("9", "unspecified"),
    ]  # fmt: skip
    assert scene.link.disconnected == ["CP01"]
    told = desk.store.events[-1].event
    assert isinstance(told, CertificateRevoked)
    assert (told.reason, told.actor) == ("key-compromise", "Grafana")
    again = finish(revoke_certificate(scene.ports, RecordId(3), "superseded", NOON + timedelta(days=1)))
    assert again == done
    assert len(scene.authority.revoked) == 2


def test_one_that_was_never_issued_or_is_unknown_is_not_revoked(desk: Desk) -> None:
    scene = Scene(desk)
    scene.holds(certificate(1, "requested"))
    with pytest.raises(ConflictError, match="was never issued: it is requested"):
        finish(revoke_certificate(scene.ports, RecordId(1), "unspecified", NOON))
    with pytest.raises(NotFoundError):
        finish(revoke_certificate(scene.ports, RecordId(2), "unspecified", NOON))
