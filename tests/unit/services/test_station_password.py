"""A station's password is changed so that the station can always come back."""

from datetime import UTC, datetime
from typing import TypeVar

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.command import CannotError, Command, Reply
from pilotwire.domain.events import PasswordChanged
from pilotwire.domain.security_commands import SetPassword
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import StationId
from pilotwire.services.station_link import (
    CallError,
    CallRefusedError,
    CallResult,
    LiveConnection,
    NoAnswerError,
    NotConnectedError,
)
from pilotwire.services.station_password import PasswordPorts, change_password
from pilotwire.services.work import Work

from .conftest import finish

R = TypeVar("R")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS1 = StationId("CS-1")
OLD, NEW = "hash of the-old-password", "hash of a-new-long-password"
STATION = ChargingStation(CS1, NOON, NOON, registration="Accepted", password_hash=OLD)


class PlainHashes:
    """A hash that can be read."""

    async def hash(self, password: bytes) -> str:
        return f"hash of {password.decode()}"

    async def verify(self, password: bytes, stored: str) -> bool:
        return stored == f"hash of {password.decode()}"


class OneStation:
    """A link to a station that answers as the test says; it looks at the record when it is asked."""

    def __init__(self, store: MemoryStore, answer: Reply | Exception) -> None:
        self.store = store
        self.answer = answer
        self.there = True
        self.asked: list[object] = []
        self.stored_when_asked: ChargingStation | None = None

    def connection(self, station: StationId) -> LiveConnection | None:
        return LiveConnection("ocpp2.0.1", "192.0.2.7", NOON, NOON, 1, 1) if self.there else None

    def connected(self) -> int:
        return 1

    async def call(self, station: StationId, action: str, payload: bytes, timeout_s: float) -> CallResult | CallError:
        raise AssertionError("asked in the domain's words alone")

    async def request(self, station: StationId, command: Command[R], timeout_s: float | None = None) -> R:
        self.asked.append(command)
        self.stored_when_asked = self.store.station(station)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer  # type: ignore[return-value]  # this station is asked one kind of thing

    async def disconnect(self, station: StationId, reason: str) -> None:
        raise AssertionError("nobody is disconnected")


class Site:
    """A store with one station, and the station."""

    def __init__(self, answer: Reply | Exception, station: ChargingStation = STATION) -> None:
        self.store = MemoryStore()
        self.link = OneStation(self.store, answer)
        self.ports = PasswordPorts(self.store, self.link, PlainHashes(), MemoryQueries(self.store))
        work = Work()
        work.save(station)
        self.store.submit(work)

    def change(self, password: str = "a-new-long-password") -> tuple[str, Reply | None]:  # noqa: S107 - a test's
        """Change it."""
        return finish(change_password(self.ports, CS1, password, NOON))

    @property
    def hashes(self) -> tuple[str | None, str | None]:
        """The password's hash, and that of the one to come."""
        record = self.store.station(CS1)
        assert record is not None
        return record.password_hash, record.next_password_hash


@pytest.mark.requirement("A01.FR.03")
def test_what_the_station_accepts_takes_the_old_ones_place() -> None:
    site = Site(Reply("Accepted"))
    assert site.change() == ("changed", Reply("Accepted"))
    assert site.hashes == (NEW, None)
    assert [type(told.event) for told in site.store.events] == [PasswordChanged]


def test_the_new_one_is_stored_before_the_station_hears_of_it() -> None:
    site = Site(Reply("Accepted"))
    site.change()
    assert site.link.asked == [SetPassword("a-new-long-password")]
    assert site.link.stored_when_asked is not None
    assert site.link.stored_when_asked.next_password_hash == NEW
    assert site.link.stored_when_asked.password_hash == OLD


@pytest.mark.requirement("A01.FR.04")
def test_what_the_station_refuses_leaves_the_old_one() -> None:
    site = Site(Reply("Rejected", "ReadOnly"))
    assert site.change() == ("refused", Reply("Rejected", "ReadOnly"))
    assert site.hashes == (OLD, None)
    assert site.store.events == []


def test_a_station_that_answers_with_an_error_keeps_its_old_one() -> None:
    site = Site(CallRefusedError("SetVariables", "NotSupported", "no such thing"))
    assert site.change() == ("refused", Reply("Rejected", "NotSupported", "no such thing"))
    assert site.hashes == (OLD, None)


def test_without_an_answer_both_are_good() -> None:
    site = Site(NoAnswerError("no answer", "look"))
    assert site.change() == ("unknown", None)
    assert site.hashes == (OLD, NEW)


def test_a_change_that_wants_a_reboot_leaves_both_until_one_is_used() -> None:
    site = Site(Reply("RebootRequired"))
    assert site.change() == ("unknown", Reply("RebootRequired"))
    assert site.hashes == (OLD, NEW)


def test_a_version_that_cannot_hold_it_leaves_the_old_one() -> None:
    site = Site(CannotError("no key", "shorter"))
    with pytest.raises(CannotError):
        site.change()
    assert site.hashes == (OLD, None)


def test_a_station_that_is_away_is_not_given_a_password() -> None:
    site = Site(Reply("Accepted"))
    site.link.there = False
    with pytest.raises(NotConnectedError):
        site.change()
    assert site.hashes == (OLD, None)
    assert site.link.asked == []


def test_a_station_that_went_away_before_it_was_asked_keeps_the_old_one() -> None:
    site = Site(NotConnectedError("gone", "wait"))
    with pytest.raises(NotConnectedError):
        site.change()
    assert site.hashes == (OLD, None)


@pytest.mark.parametrize("password", ["short", "x" * 41, "sixteen-letters-ä", "a tab\tin the middle"])
def test_a_password_that_no_station_can_hold_is_refused_without_being_quoted(password: str) -> None:
    site = Site(Reply("Accepted"))
    with pytest.raises(BadInputError) as refused:
        site.change(password)
    assert refused.value.pointer == "/password"
    assert password not in str(refused.value)
    assert site.link.asked == []


def test_the_same_password_again_is_a_conflict() -> None:
    site = Site(Reply("Accepted"))
    with pytest.raises(ConflictError):
        site.change("the-old-password")


def test_a_rejected_station_is_left_in_peace() -> None:
    site = Site(Reply("Accepted"), msgspec.structs.replace(STATION, registration="Rejected"))
    with pytest.raises(CannotError):
        site.change()
    assert site.link.asked == []


def test_a_station_that_nobody_knows_is_not_found() -> None:
    site = Site(Reply("Accepted"), msgspec.structs.replace(STATION, id=StationId("CS-2")))
    with pytest.raises(NotFoundError):
        site.change()
