"""The server listens where it says, and nowhere else."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from .conftest import Running

Addresses = set[tuple[str, int]]


def listening() -> Addresses:
    """Where this process listens."""
    sockets = psutil.Process(os.getpid()).net_connections(kind="inet")
    return {(one.laddr.ip, one.laddr.port) for one in sockets if one.status == psutil.CONN_LISTEN}


@pytest.fixture
def before() -> Addresses:
    """Where this process listened before the server was started: other tests may have left something open."""
    return listening()


async def test_there_are_three_listening_sockets_and_all_are_on_loopback(before: Addresses, server: Running) -> None:
    http_port = urlsplit(server.server.http_url).port
    filing = server.server.filing
    assert filing is not None
    assert filing.http is not None
    ports = (server.csms.port, http_port, filing.http.port)
    assert listening() - before == {("127.0.0.1", port) for port in ports}


async def test_key_and_database_are_for_their_owner_alone(server: Running, tmp_path: Path) -> None:
    for name in ("admin.key", "pilotwire.db"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0, name
