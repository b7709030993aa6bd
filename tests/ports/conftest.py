"""What the suites of the ports share: storages of every kind, and a clock that stands still until it is set."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

import pytest
from tests.fixtures.postgres import POSTGRES

from pilotwire.adapters.storage.opening import Storage, open_storage

ON_POSTGRES: Final = pytest.param("postgres", marks=POSTGRES)

Test = TypeVar("Test", bound=Callable[..., object])


def on_postgres(test: Test) -> Test:
    """Mark a test that runs on PostgreSQL alone."""
    marked: Test = POSTGRES(test)
    return marked


@dataclass
class SetClock:
    """A clock that shows what it is set to."""

    at: datetime = field(default_factory=lambda: datetime(2026, 3, 1, 12, tzinfo=UTC))

    def now(self) -> datetime:
        """The instant, in UTC."""
        return self.at

    def monotonic(self) -> float:
        """Seconds."""
        return self.at.timestamp()


@dataclass
class Home:
    """Where a storage lives; it can be opened again after it was closed (one in memory is empty then)."""

    url: str
    clock: SetClock
    opened: list[Storage] = field(default_factory=list)

    async def open(self, connections: int = 3) -> Storage:
        """Open it; it is closed at the end of the test at the latest."""
        self.opened.append(await open_storage(self.url, self.clock, connections=connections))
        return self.opened[-1]

    async def close(self) -> None:
        """Close what is open."""
        for storage in self.opened:
            await storage.close()


@pytest.fixture
def clock() -> SetClock:
    """The clock of the storage."""
    return SetClock()


@pytest.fixture(params=["memory", "sqlite", ON_POSTGRES])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a storage of each kind."""
    return _url(request, tmp_path)


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a storage of each kind that keeps what is stored."""
    return _url(request, tmp_path)


@pytest.fixture
async def home(url: str, clock: SetClock) -> AsyncIterator[Home]:
    """A home of each kind."""
    made = Home(url, clock)
    yield made
    await made.close()


@pytest.fixture
async def database_home(database_url: str, clock: SetClock) -> AsyncIterator[Home]:
    """A home of each kind that keeps what is stored."""
    made = Home(database_url, clock)
    yield made
    await made.close()


@pytest.fixture
async def home_file(tmp_path: Path, clock: SetClock) -> AsyncIterator[Home]:
    """A home in an SQLite file."""
    made = Home(f"sqlite:///{tmp_path / 'pilotwire.db'}", clock)
    yield made
    await made.close()


@pytest.fixture
async def storage(home: Home) -> Storage:
    """An open, empty storage of each kind."""
    return await home.open()


def _url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'pilotwire.db'}"
