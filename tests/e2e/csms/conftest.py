"""A running server, whole, on loopback and free ports."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pilotwire.apps.csms.app import Csms
from pilotwire.apps.server.app import Server
from pilotwire.apps.server.settings import Settings
from pilotwire.client.client import Client


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
async def server(tmp_path: Path) -> AsyncIterator[Running]:
    """Started on embedded SQLite, closed after the test."""
    settings = Settings(data_dir=tmp_path, ocpp_port=0, http_port=0, trigger_boot_after_s=0)
    running = Server(settings)
    await running.start()
    try:
        yield Running(running, (tmp_path / "admin.key").read_text(encoding="ascii").strip())
    finally:
        await running.close()
