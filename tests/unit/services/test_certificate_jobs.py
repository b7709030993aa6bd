"""Certificates signed, handed over and exchanged, with a step whose time passes only while it sleeps."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from tests.fixtures.certificate_authority import NOON, AuthorityInHand, certificate

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.certificate import Certificate, CertificateState
from pilotwire.domain.certificate_events import CertificateRefused
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.domain.operation import Operation, OperationError, OperationId, Progress
from pilotwire.domain.remote_control import Trigger
from pilotwire.domain.security_commands import CertificateSigned
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.certificate_jobs import (
    RotateJob,
    RotateResult,
    RotateTimes,
    RotationError,
    SignJob,
    SignResult,
)
from pilotwire.services.context import Rules
from pilotwire.services.operations import Surroundings
from pilotwire.services.station_link import CallRefusedError, LiveConnection, NoAnswerError
from pilotwire.services.work import Work

from .conftest import finish
from .link_in_hand import LinkInHand

CP = StationId("CP01")
ACCEPTED = Reply("Accepted")
TIMES = RotateTimes(request_s=60, return_s=600, look_every_s=10, pause_s=10, silences=2)


class Scene:
    """A step and all around it; `then` happens one piece at a time while the step sleeps."""

    def __init__(self, *answers: object, profile: int = 3, request: bytes = b"{}") -> None:
        self.store, self.authority = MemoryStore(), AuthorityInHand()
        self.queries = MemoryQueries(self.store)
        self.link = LinkInHand(*answers, live=LiveConnection("ocpp2.1", "192.0.2.7", NOON, NOON, 1, profile, "old"))
        self.around = Surroundings(self.store, self.queries, self.link, Rules(), authority=self.authority)
        self.operation = Operation(OperationId("o"), "k", NOON, NOON, msgspec.Raw(request), station=CP)
        self.then: list[Callable[[], None]] = []
        self.is_connected = True
        self._at = NOON
        self.holds(ChargingStation(CP, NOON, NOON))

    def now(self) -> datetime:
        return self._at

    async def keep(self, memory: object, progress: Progress | None = None, work: Work | None = None) -> None:
        self.operation = msgspec.structs.replace(self.operation, memory=msgspec.Raw(msgspec.json.encode(memory)))

    async def report(self, progress: Progress) -> None:
        raise AssertionError("not used")

    async def fault(self, error: OperationError) -> None:
        raise AssertionError("not used")

    async def connected(self, station: StationId, timeout_s: float) -> bool:
        return self.is_connected

    async def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        raise AssertionError("not used")

    async def sleep(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)
        if self.then:
            self.then.pop(0)()

    def holds(self, *records: Any, events: tuple[Any, ...] = ()) -> None:
        work = Work()
        work.save(*records)
        work.tell(*events)
        finish(self.store.commit(work))

    def asked_for(self, **fields: Any) -> Callable[[], None]:
        """The station's request comes."""

        def come() -> None:
            record = self.store.next_id()
            self.holds(msgspec.structs.replace(certificate(1, "requested", **fields), id=record))

        return come

    def comes_with(self, fingerprint: str | None, profile: int = 3) -> Callable[[], None]:
        """The station connects with this certificate."""

        def come() -> None:
            self.link.live = LiveConnection("ocpp2.1", "192.0.2.7", NOON, NOON, 2, profile, fingerprint)

        return come

    @property
    def newest(self) -> Certificate:
        return finish(self.queries.certificates_of(CP))[0]

    def states(self) -> list[CertificateState]:
        return [one.state for one in finish(self.queries.certificates_of(CP))][::-1]

    def rotates(self, times: RotateTimes = TIMES) -> RotateResult:
        return finish(RotateJob(times).run(self, self.around))

    def asked(self) -> list[type]:
        return [type(command) for _, command, _ in self.link.asked]


def sign(scene: Scene) -> SignResult:
    return finish(SignJob(pause_s=1, silences=2).run(scene, scene.around))


@pytest.mark.requirement("A02.FR.14", "A02.FR.25", "A03.FR.14", "A03.FR.21")
def test_what_a_station_waits_for_is_signed_kept_and_handed_over_oldest_first() -> None:
    scene = Scene(ACCEPTED, ACCEPTED)
    scene.holds(certificate(1, "requested", request_id=7), certificate(2, "requested", use_told=False))
    assert sign(scene) == SignResult(4)
    assert scene.states() == ["installed", "installed"]
    assert [command for _, command, _ in scene.link.asked] == [
        CertificateSigned("leaf 1001\nbetween\n", "ChargingStationCertificate", 7),
        CertificateSigned("leaf 1002\nbetween\n", None, None),
    ]
    assert [wish.common_name for wish in scene.authority.wishes] == ["CP01", "CP01"]


def test_one_that_was_issued_before_a_restart_is_not_issued_again() -> None:
    scene = Scene(ACCEPTED)
    scene.holds(certificate(1, "issued"))
    assert sign(scene) == SignResult(1)
    assert (scene.authority.wishes, scene.states()) == ([], ["installed"])


def test_one_that_the_station_uses_already_is_not_sent_again() -> None:
    scene = Scene()
    scene.holds(certificate(1, "issued"))
    scene.comes_with("f1")()
    assert sign(scene) == SignResult(1)
    assert (scene.link.asked, scene.states()) == ([], ["installed"])


@pytest.mark.parametrize(
    ("answer", "state", "why"),
    [
        (Reply("Rejected", "BadRoot", "not ours"), "refused", "answered Rejected (BadRoot not ours)"),
        (CallRefusedError("CertificateSigned", "NotSupported", ""), "refused", "answered Rejected (NotSupported)"),
        (CannotError("too long", "shorten it"), "failed", "too long"),
    ],
)  # fmt: skip
def test_a_certificate_that_the_station_does_not_take_is_kept_with_the_reason(
    answer: object, state: str, why: str
) -> None:
    scene = Scene(answer)
    scene.holds(certificate(1, "requested"))
    assert sign(scene) == SignResult(2)
    assert (scene.newest.state, (scene.newest.error or "").removeprefix("the station ")) == (state, why)
    told = scene.store.events[-1].event
    assert isinstance(told, CertificateRefused)
    assert (told.certificate, told.reason) == ("1", scene.newest.error)


def test_a_station_that_does_not_answer_is_asked_again_and_a_gone_one_later() -> None:
    scene = Scene(NoAnswerError("silence"), ACCEPTED)
    scene.holds(certificate(1, "issued"))
    assert sign(scene) == SignResult(1)
    assert scene.states() == ["installed"]
    scene = Scene()
    scene.holds(certificate(1, "issued"))
    scene.link.live, scene.is_connected = None, False
    assert sign(scene) == SignResult(0, waiting=True)
    assert scene.states() == ["issued"]


def test_an_authority_that_fails_leaves_the_reason_for_its_operator() -> None:
    scene = Scene()
    scene.authority.fails = PilotwireError("the key cannot be opened", "put it back")
    scene.holds(certificate(1, "requested"))
    sign(scene)
    assert (scene.newest.state, scene.newest.error, scene.newest.remedy) == (
        "failed", "the key cannot be opened", "put it back",
    )  # fmt: skip


def test_a_station_with_room_for_the_certificate_alone_gets_that() -> None:
    scene = Scene(ACCEPTED)
    size = Address(Component("SecurityCtrlr"), "MaxCertificateChainSize")
    scene.holds(certificate(1, "issued"), Variable(CP, size, NOON, (Attribute(value="10"),)))
    sign(scene)
    command = scene.link.asked[0][1]
    assert isinstance(command, CertificateSigned)
    assert command.chain == "leaf 1\n"


def test_certificates_for_cars_replace_each_other_when_they_are_taken() -> None:
    scene = Scene(ACCEPTED)
    scene.holds(
        certificate(1, "installed", use="V2GCertificate"), certificate(2, "installed"),
        certificate(3, "issued", use="V2GCertificate"),
    )  # fmt: skip
    sign(scene)
    assert scene.states() == ["replaced", "installed", "installed"]


def test_a_rotation_ends_when_the_station_comes_with_its_new_certificate() -> None:
    scene = Scene(ACCEPTED, ACCEPTED)
    scene.holds(certificate(1, "active"))
    scene.then = [scene.asked_for(), lambda: None, scene.comes_with("f1001")]
    done = scene.rotates()
    assert (done.state, done.serial_number) == ("active", "3e9")
    assert scene.states() == ["replaced", "active"]
    assert scene.asked() == [Trigger, CertificateSigned]


def test_below_profile_3_a_rotation_ends_when_the_station_has_taken_it() -> None:
    scene = Scene(ACCEPTED, ACCEPTED, profile=2)
    scene.then = [scene.asked_for()]
    assert scene.rotates().state == "installed"
    for_cars = Scene(ACCEPTED, ACCEPTED, request=b'{"use":"V2GCertificate"}')
    for_cars.then = [for_cars.asked_for(use="V2GCertificate")]
    assert for_cars.rotates().state == "installed"
    trigger = for_cars.link.asked[0][1]
    assert isinstance(trigger, Trigger)
    assert trigger.kind == "SignV2GCertificate"


@pytest.mark.parametrize(
    ("answers", "then", "why"),
    [
        ([Reply("Rejected", None, "busy")], "", "trigger-refused: the station answered Rejected (busy)"),
        ([CallRefusedError("TriggerMessage", "NotImplemented", "")], "", "trigger-refused: the station answered Trig"),
        ([ACCEPTED], "", "request-missing: the station agreed to ask, and did not within 60 s"),
        ([ACCEPTED], "rejected", "request-rejected: wrong name"),
        ([ACCEPTED, Reply("Rejected")], "asks", "certificate-refused: the station answered Rejected"),
        ([ACCEPTED, ACCEPTED], "asks", "not-used: the station took the certificate, and did not use it within 600 s"),
    ],
)
def test_each_way_in_which_a_rotation_fails_has_a_name(answers: list[object], then: str, why: str) -> None:
    scene = Scene(*answers)
    scene.holds(certificate(1, "active"))
    refused = CertificateRefused(
        station=CP, at=NOON, use="ChargingStationCertificate", reason="wrong name", remedy="correct it"
    )
    pieces = {"rejected": [lambda: scene.holds(events=(refused,))], "asks": [scene.asked_for()]}
    scene.then = pieces.get(then, [])
    with pytest.raises(RotationError) as failed:
        scene.rotates()
    assert failed.value.message.startswith(why)
    assert failed.value.remedy
    assert scene.states()[0] == "active"


def test_after_a_restart_what_has_come_meanwhile_is_looked_for_before_anything_is_asked() -> None:
    scene = Scene(ACCEPTED, ACCEPTED)
    start = scene.store.next_id()
    scene.operation = msgspec.structs.replace(
        scene.operation, memory=msgspec.Raw(msgspec.json.encode({"start": start}))
    )
    scene.asked_for()()
    scene.then = [lambda: None, scene.comes_with("f1001")]
    assert scene.rotates().state == "active"
    assert scene.asked() == [CertificateSigned]


def test_a_rotation_gives_up_on_a_station_that_never_answers() -> None:
    scene = Scene(ACCEPTED, NoAnswerError("a"), NoAnswerError("b"), NoAnswerError("c"))
    scene.then = [scene.asked_for()]
    with pytest.raises(NoAnswerError):
        scene.rotates()
    assert scene.newest.state == "issued"
    assert RecordId(scene.newest.id) > 0
