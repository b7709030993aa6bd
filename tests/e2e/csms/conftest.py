"""A running server, whole, on loopback and free ports."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from tests.fixtures.postgres import POSTGRES

from pilotwire.apps.csms.app import Csms
from pilotwire.apps.server.app import Server
from pilotwire.apps.server.settings import Settings
from pilotwire.client.client import Client

from .tls_site import Pki, make_pki


@dataclass
class Running:
    """A server under test, and how to reach it."""

    server: Server
    key: str

    @property
    def ocpp_url(self) -> str:
        """What a station dials, without its id."""
        return self.server.ocpp_url

    @property
    def csms(self) -> Csms:
        """The CSMS inside."""
        csms = self.server.csms
        assert csms is not None
        return csms

    def client(self) -> Client:
        """A client with the admin key."""
        return Client(self.server.http_url, self.key)


@pytest.fixture
def pki(tmp_path: Path) -> Pki:
    """Certificates of a server and a CA for stations, anew for each test."""
    return make_pki(tmp_path)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=POSTGRES)])
def database_url(request: pytest.FixtureRequest) -> str | None:
    """A database of each kind; None is the embedded one."""
    return None if request.param == "sqlite" else str(request.getfixturevalue("postgres_url_with_tables"))


ONCE_ON_POSTGRES: Final[list[Any]] = [
    ("ocpp1.6", "sqlite"), ("ocpp2.0.1", "sqlite"), ("ocpp2.1", "sqlite"),
    pytest.param("ocpp2.1", "postgres", marks=POSTGRES),
]  # fmt: skip
"""For what is slow and is stored alike in each version: `parametrize(("version", "database_url"), ONCE_ON_POSTGRES,
indirect=["database_url"])`."""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Running]:
    """Started on embedded SQLite, closed after the test."""
    async with running(tmp_path, None) as started:
        yield started


@pytest.fixture
async def server_of_each_kind(tmp_path: Path, database_url: str | None) -> AsyncIterator[Running]:
    """Started on each database, closed after the test."""
    async with running(tmp_path, database_url) as started:
        yield started


@asynccontextmanager
async def running(data_dir: Path, database_url: str | None = None, **more: Any) -> AsyncIterator[Running]:
    """A server of a test's own; nothing begins by itself but what `more` turns on."""
    alone: dict[str, Any] = {"trigger_boot_after_s": 0, "first_report": False, **more}
    settings = Settings(data_dir=data_dir, database_url=database_url, ocpp_port=0, http_port=0, **alone)
    started = Server(settings)
    await started.start()
    try:
        yield Running(started, (data_dir / "admin.key").read_text(encoding="ascii").strip())
    finally:
        await started.close()
