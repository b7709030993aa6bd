"""The API on a real port over the store in memory, with stations that a test answers for."""

import dataclasses
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import uuid4

import aiohttp
import msgspec
import pytest
import pytest_asyncio
from prometheus_client import CollectorRegistry
from tests.fixtures.certificate_authority import AuthorityInHand

from pilotwire.adapters.files.lookup import SystemLookup
from pilotwire.adapters.files.memory import MemoryFileStore
from pilotwire.adapters.pki.firmware_signature import check_signature
from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.apps.api.login import Logins
from pilotwire.apps.api.parts import ApiParts, ApiSettings
from pilotwire.apps.api.reader import Readers
from pilotwire.apps.api.serving import ApiServer
from pilotwire.apps.csms.operations import RunningOperations
from pilotwire.client.client import Client
from pilotwire.client.health import HealthCheck
from pilotwire.domain.access import Scope
from pilotwire.domain.command import Command
from pilotwire.domain.event import Event
from pilotwire.domain.operation import OperationId
from pilotwire.handlers.commands import say, understand
from pilotwire.handlers.outgoing import Calls
from pilotwire.kernel.ids import StationId
from pilotwire.services.api_key import KeyWish, create_key
from pilotwire.services.context import Rules
from pilotwire.services.file_rules import FileAddresses, FileRules
from pilotwire.services.files import Files
from pilotwire.services.operations import Job, Surroundings
from pilotwire.services.station_link import (
    CallError,
    CallRefusedError,
    CallResult,
    LiveConnection,
    NotConnectedError,
)
from pilotwire.services.work import Change, Work

R = TypeVar("R")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCOPES: tuple[Scope, ...] = ("read", "operate", "configure", "admin")
IN_SHARED_LOOP = pytest.mark.asyncio(loop_scope="session")
"""For tests of the shared API."""
Answer = Callable[[str, bytes], Awaitable[CallResult | CallError]]


class TestClock:
    """Stands still until it is moved."""

    __test__ = False

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - NOON).total_seconds()

    def pass_by(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class StationsInHand:
    """A link whose stations answer as the test says."""

    def __init__(self) -> None:
        self.live: dict[str, LiveConnection] = {}
        self.answers: dict[str, Answer] = {}
        self.calls: list[tuple[str, str, bytes, float]] = []
        self.disconnected: list[tuple[str, str]] = []

    def connect(self, station: str, answer: Answer, protocol: str = "ocpp2.0.1") -> None:
        self.live[station] = LiveConnection(protocol, "192.0.2.7", NOON, NOON, 1, 1)
        self.answers[station] = answer

    def connection(self, station: StationId) -> LiveConnection | None:
        return self.live.get(station)

    def connected(self) -> int:
        return len(self.live)

    async def call(self, station: StationId, action: str, payload: bytes, timeout_s: float) -> CallResult | CallError:
        self.calls.append((station, action, payload, timeout_s))
        if station not in self.live:
            raise NotConnectedError("It has just gone.", "Wait.")
        return await self.answers[station](action, payload)

    async def request(self, station: StationId, command: Command[R], timeout_s: float | None = None) -> R:
        live = self.live.get(station)
        if live is None:
            raise NotConnectedError("It is away.", "Wait.")
        said = say(live.protocol, command)
        answer = await self.call(station, said.action, said.payload, timeout_s or 30.0)
        if isinstance(answer, CallError):
            raise CallRefusedError(said.action, answer.code, answer.description)
        return understand(said, command, answer.payload)

    async def disconnect(self, station: StationId, reason: str) -> None:
        if self.live.pop(station, None) is not None:
            self.disconnected.append((station, reason))


class QuickPasswords:
    """Hashes like the real ones, only fast."""

    async def hash(self, password: bytes) -> str:
        return hashlib.sha256(password).hexdigest()

    async def verify(self, password: bytes, stored: str) -> bool:
        return await self.hash(password) == stored


class Site:
    """A running API, and all that stands behind it."""

    def __init__(self, **settings: object) -> None:
        self.store = MemoryStore()
        self.link = StationsInHand()
        self.clock = TestClock()
        self.trouble: HealthCheck | None = None
        self.keys: dict[str, str] = {}
        self._random = 0
        self.jobs: dict[str, Job] = {}
        self.authority = AuthorityInHand()
        self.contents = MemoryFileStore()
        self.addresses = FileAddresses()
        self.addresses.put("http", "http://csms.example/files")
        self.files = Files(
            self.store, MemoryQueries(self.store), self.contents, FileRules(max_bytes=2_000_000), self.addresses,
            SystemLookup(), self.clock.now, self.random_bytes,
        )  # fmt: skip
        around = Surroundings(
            self.store, MemoryQueries(self.store), self.link, Rules(), authority=self.authority, files=self.files
        )
        self.operations = RunningOperations(self.jobs, around, self.clock, lambda: OperationId(str(uuid4())))
        self.parts = ApiParts(
            settings=msgspec.convert(
                {"version": "0.1.0", "ocpp_url": "ws://127.0.0.1:9000/ocpp", **settings}, ApiSettings
            ),
            store=self.store,
            queries=MemoryQueries(self.store),
            feed=self.store.feed,
            link=self.link,
            call_book=Calls(),
            passwords=QuickPasswords(),
            clock=self.clock,
            random_bytes=self.random_bytes,
            logins=Logins(self.random_bytes),
            operations=self.operations,
            registry=CollectorRegistry(),
            root_reader=self.authority,
            signature_check=check_signature,
            authority=self.authority,
            files=self.files,
            started_at=NOON,
            health=(lambda: self.trouble or HealthCheck(name="storage", state="ready"),),
        )

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> None:
        """Make the keys and serve."""
        for scope in SCOPES:
            new = await create_key(self.store, KeyWish(scope, scope), NOON, self.random_bytes)
            self.keys[scope] = new.secret
        self.server = await ApiServer.start(self.parts, host, port)
        self.url = f"http://127.0.0.1:{self.server.port}"

    async def restart(self, port: int) -> None:
        """Serve the same again, as a new process would."""
        self.parts = dataclasses.replace(self.parts, registry=CollectorRegistry(), readers=Readers())
        self.server = await ApiServer.start(self.parts, "127.0.0.1", port)

    def client(self, scope: Scope = "admin") -> Client:
        """A client with a key of this scope."""
        return Client(self.url, self.keys[scope])

    async def holds(self, *changes: Change) -> None:
        """Store these records."""
        work = Work()
        work.save(*changes)
        await self.store.commit(work)

    async def tells(self, *events: Event) -> None:
        """Store these events."""
        work = Work()
        work.tell(*events)
        await self.store.commit(work)

    def random_bytes(self, count: int) -> bytes:
        """Others each time, the same in each run."""
        self._random += 1
        return hashlib.shake_256(str(self._random).encode()).digest(count)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A running API with one key of each scope."""
    site = Site()
    await site.start()
    yield site
    await site.server.stop()


@pytest.fixture
async def client(site: Site) -> AsyncIterator[Client]:
    """A client with an admin key."""
    async with site.client() as client:
        yield client


@pytest.fixture
async def raw(site: Site) -> AsyncIterator[aiohttp.ClientSession]:
    """Plain HTTP with an admin key, for what the client would never send."""
    headers = {"Authorization": f"Bearer {site.keys['admin']}"}
    async with aiohttp.ClientSession(site.url, headers=headers) as session:
        yield session


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_site() -> AsyncIterator[Site]:
    """A running API for tests that leave nothing behind; it saves them the time of a start."""
    site = Site()
    await site.start()
    yield site
    await site.server.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_client(shared_site: Site) -> AsyncIterator[Client]:
    """A client of the shared API with an admin key."""
    async with shared_site.client() as client:
        yield client


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_raw(shared_site: Site) -> AsyncIterator[aiohttp.ClientSession]:
    """Plain HTTP to the shared API with an admin key."""
    headers = {"Authorization": f"Bearer {shared_site.keys['admin']}"}
    async with aiohttp.ClientSession(shared_site.url, headers=headers) as session:
        yield session
