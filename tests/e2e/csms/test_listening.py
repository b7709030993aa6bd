"""The server listens where it says, and nowhere else."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from .conftest import Running


async def test_there_are_two_listening_sockets_and_both_are_on_loopback(server: Running) -> None:
    listening = {
        (one.laddr.ip, one.laddr.port)
        for one in psutil.Process(os.getpid()).net_connections(kind="inet")
        if one.status == psutil.CONN_LISTEN
    }
    http_port = urlsplit(server.server.http_url).port
    assert listening == {("127.0.0.1", server.csms.port), ("127.0.0.1", http_port)}


async def test_key_and_database_are_for_their_owner_alone(server: Running, tmp_path: Path) -> None:
    for name in ("admin.key", "pilotwire.db"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0, name
