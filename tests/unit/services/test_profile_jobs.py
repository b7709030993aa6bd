"""A change of the security profile that comes to no good end leaves the station's old way open, and says how it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.command import Reply
from pilotwire.domain.device_model_commands import AttributeAnswer, GetVariables, NetworkProfile, SetVariables
from pilotwire.domain.operation import Operation, OperationError, OperationId, Progress
from pilotwire.domain.remote_control import Reset
from pilotwire.domain.security_commands import (
    CertificateId,
    GetInstalledCertificates,
    InstalledAnswer,
    InstalledCertificate,
)
from pilotwire.domain.security_profile import PRIORITY, ProfileChangeError
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.context import Rules
from pilotwire.services.operations import Surroundings
from pilotwire.services.profile_jobs import RAISE, RaiseJob
from pilotwire.services.profile_request import RaiseRequest
from pilotwire.services.station_link import LiveConnection, NotConnectedError
from pilotwire.services.work import Work

from .conftest import finish
from .link_in_hand import LinkInHand

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS-1")
WAY = NetworkProfile("wss://csms.example/ocpp", 2)
ROOT = InstalledCertificate(CertificateId("SHA256", "a1", "b2", "01"), "CSMSRootCertificate")


class Station(LinkInHand):
    """Takes what it is told; goes away when it is to boot, if it `goes`."""

    def __init__(self, *, goes: bool) -> None:
        super().__init__(live=LiveConnection("ocpp2.0.1", "192.0.2.7", NOON, NOON, 1, 1))
        self.goes = goes
        self.told: list[Any] = []

    async def request(self, station: StationId, command: Any, timeout_s: float | None = None) -> Any:
        if self.live is None:
            raise NotConnectedError("gone")
        self.told.append(command)
        if isinstance(command, GetInstalledCertificates):
            return InstalledAnswer("Accepted", (ROOT,))
        if isinstance(command, GetVariables):
            value = {PRIORITY.key: "1"}
            return tuple(
                AttributeAnswer("Accepted", one.address, value=value.get(one.address.key)) for one in command.wanted
            )
        if isinstance(command, SetVariables):
            return tuple(AttributeAnswer("Accepted", one.address) for one in command.wanted)
        if isinstance(command, Reset) and self.goes:
            self.live = None
        return Reply("Accepted")


class Step:
    """Time passes only where the job waits."""

    def __init__(self, around: Surroundings, deadline_s: float) -> None:
        request = msgspec.Raw(msgspec.json.encode(RaiseRequest(2, WAY, deadline_s=deadline_s)))
        self.operation = Operation(OperationId("op"), RAISE, NOON, NOON, request, station=CS)
        self.progress: list[str] = []
        self.faults: list[OperationError] = []
        self._at = NOON
        self._around = around

    def now(self) -> datetime:
        return self._at

    async def keep(self, memory: object, progress: Progress | None = None, work: Work | None = None) -> None:
        self.operation = msgspec.structs.replace(self.operation, memory=msgspec.Raw(msgspec.json.encode(memory)))
        if progress is not None:
            self.progress.append(progress.message)

    async def report(self, progress: Progress) -> None:
        self.progress.append(progress.message)

    async def fault(self, error: OperationError) -> None:
        self.faults.append(error)

    async def connected(self, station: StationId, timeout_s: float) -> bool:
        if self._around.link.connection(station) is None:
            self._at += timedelta(seconds=timeout_s)
            return False
        return True

    async def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        if not holds():
            self._at += timedelta(seconds=timeout_s)
        return holds()

    async def sleep(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)


def surroundings(link: Station) -> Surroundings:
    store, work = MemoryStore(), Work()
    work.save(ChargingStation(CS, NOON, NOON, registration="Accepted", password_hash="a hash"))
    finish(store.commit(work))
    return Surroundings(store, MemoryQueries(store), link, Rules())


@pytest.mark.parametrize(
    ("goes", "state", "said"),
    [
        (True, "not-back", "profile.not-back: the station did not come back in time, neither by the new way nor by"),
        (False, "not-taken", "profile.not-taken: the station still has security profile 1"),
    ],
)
def test_at_the_deadline_the_state_has_a_name_and_no_minimum_is_set(goes: bool, state: str, said: str) -> None:
    link = Station(goes=goes)
    around = surroundings(link)
    step = Step(around, 300.0)
    with pytest.raises(ProfileChangeError) as failed:
        finish(RaiseJob().run(step, around))
    assert (failed.value.state, failed.value.message.startswith(said)) == (state, True)
    record = around.store.station(CS)
    assert record is not None
    assert record.min_security_profile is None
    written = [one.wanted[0].value for one in link.told if isinstance(one, SetVariables)]
    assert written == (["2,1"] if goes else ["2,1", "1"])


def test_a_station_that_never_comes_is_asked_nothing() -> None:
    link = Station(goes=True)
    link.live = None
    around = surroundings(link)
    with pytest.raises(ProfileChangeError, match=r"^profile\.never-came: station CS-1 did not connect in time"):
        finish(RaiseJob().run(Step(around, 60.0), around))
    assert link.told == []


def test_a_certificate_that_is_known_to_be_missing_ends_it_before_anything_is_told() -> None:
    async def has_none(_: Surroundings, __: StationId) -> bool:
        return False

    link = Station(goes=True)
    around = surroundings(link)
    step = Step(around, 60.0)
    wish = RaiseRequest(3, msgspec.structs.replace(WAY, security_profile=3))
    step.operation = msgspec.structs.replace(step.operation, request=msgspec.Raw(msgspec.json.encode(wish)))
    with pytest.raises(ProfileChangeError, match=r"^profile\.certificate-missing: "):
        finish(RaiseJob(has_none).run(step, around))
    assert [type(one) for one in link.told] == [GetInstalledCertificates]
