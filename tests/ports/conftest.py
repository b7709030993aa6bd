"""What the suites of the ports share: storages of every kind, and a clock that stands still until it is set."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pilotwire.adapters.storage.opening import Storage, open_storage
from tests.fixtures.postgres import POSTGRES

ON_POSTGRES = pytest.param("postgres", marks=POSTGRES)


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

    async def open(self, connections: int = 3) -> Storage:
        """Open it."""
        return await open_storage(self.url, self.clock, connections=connections)


@pytest.fixture
def clock() -> SetClock:
    """The clock of the storage."""
    return SetClock()


@pytest.fixture(params=["memory", "sqlite", ON_POSTGRES])
def home(request: pytest.FixtureRequest, clock: SetClock, tmp_path: Path) -> Home:
    """A home of each kind."""
    return _home(request, clock, tmp_path)


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def database_home(request: pytest.FixtureRequest, clock: SetClock, tmp_path: Path) -> Home:
    """A home that keeps what is stored."""
    return _home(request, clock, tmp_path)


@pytest.fixture
async def storage(home: Home) -> AsyncIterator[Storage]:
    """An open, empty storage of each kind."""
    opened = await home.open()
    yield opened
    await opened.close()


def _home(request: pytest.FixtureRequest, clock: SetClock, tmp_path: Path) -> Home:
    match request.param:
        case "memory":
            return Home("memory:", clock)
        case "sqlite":
            return Home(f"sqlite:///{tmp_path / 'pilotwire.db'}", clock)
        case _:
            return Home(request.getfixturevalue("postgres_url"), clock)
