"""Connections that say nothing are closed, those that move a file are not; what a killed server left is removed."""

import asyncio
import ftplib
import io
import signal
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pilotwire.adapters.clock import SystemClock
from pilotwire.adapters.files.folder import FolderFileStore
from pilotwire.adapters.files.ftp_server import FtpFileServer, FtpListener
from pilotwire.adapters.files.gate import TransferGate, TransferLimits
from pilotwire.adapters.files.http_server import PREFIX, FileListener, HttpFileServer
from pilotwire.adapters.files.lookup import SystemLookup
from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.client.file import UploadInput
from pilotwire.services.file_rules import FileAddresses, FileRules
from pilotwire.services.files import Files

from ..csms.test_kill import Process, free_port


@pytest.fixture
async def files(tmp_path: Path) -> Files:
    """A file service in a folder, with no way to it yet."""
    store, clock = MemoryStore(), SystemClock()
    contents = await FolderFileStore.open_folder(tmp_path / "files")
    return Files(
        store, MemoryQueries(store), contents, FileRules(min_free_bytes=0), FileAddresses(), SystemLookup(), clock.now,
        lambda count: bytes(range(count)),
    )  # fmt: skip


@pytest.fixture
async def http(files: Files) -> AsyncIterator[HttpFileServer]:
    """HTTP with little patience."""
    gate = TransferGate(TransferLimits(idle_s=0.3), SystemClock().monotonic)
    server = HttpFileServer(files, gate, FileListener(handshake_timeout_s=0.3, connections=2))
    await server.start()
    files.addresses.put("http", f"http://127.0.0.1:{server.port}{PREFIX}")
    yield server
    await server.close()


@pytest.fixture
async def ftp(files: Files) -> AsyncIterator[FtpFileServer]:
    """FTP with little patience for silence, and more for files."""
    gate = TransferGate(TransferLimits(idle_s=5.0), SystemClock().monotonic)
    server = FtpFileServer(files, gate, FtpListener(idle_s=0.2))
    await server.start()
    files.addresses.put("ftp", f"127.0.0.1:{server.port}")
    yield server
    await server.close()


async def issued(files: Files, scheme: str) -> str:
    return (await files.issue_upload(None, "log", datetime.now(UTC) + timedelta(minutes=1), scheme=scheme)).url


async def until_closed(port: int, say: bytes = b"") -> tuple[float, bytes]:
    """How long the server kept a connection on which this was said, and what it said."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = time.monotonic()
    writer.write(say)
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    return time.monotonic() - began, answer


async def test_who_says_nothing_or_half_a_request_is_let_go(http: HttpFileServer) -> None:
    for say in (b"", b"GET /files/x HTTP/1.1\r\nHost:"):
        lasted_s, answer = await until_closed(http.port, say)
        assert 0.2 < lasted_s < 2.0
        assert answer == b""


async def test_more_connections_than_are_allowed_are_closed_at_once(http: HttpFileServer) -> None:
    held = [await asyncio.open_connection("127.0.0.1", http.port) for _ in range(2)]
    await asyncio.sleep(0.05)
    lasted_s, _ = await until_closed(http.port)
    assert lasted_s < 0.2
    for _, writer in held:
        writer.close()


async def test_a_body_that_stops_coming_is_given_up_on(http: HttpFileServer, files: Files, tmp_path: Path) -> None:
    path = urlsplit(await issued(files, "http")).path
    head = f"PUT {path}a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nsome"
    _, answer = await until_closed(http.port, head.encode())
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert list((tmp_path / "files" / "incoming").iterdir()) == []


async def test_an_ftp_session_without_a_log_in_is_short(ftp: FtpFileServer) -> None:
    lasted_s, answer = await until_closed(ftp.port, b"USER x\r\n")
    assert lasted_s < 2.0
    assert answer.startswith(b"220 ")


async def test_an_ftp_session_lasts_while_its_file_moves(ftp: FtpFileServer, files: Files) -> None:
    parts = urlsplit(await issued(files, "ftp"))

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            time.sleep(0.3)
            return super().read(1)

    def store() -> str:
        with ftplib.FTP(timeout=10) as one:  # noqa: S321 - it is what stations speak
            one.connect("127.0.0.1", parts.port or 0)
            one.login("x", parts.password or "")
            return one.storbinary("STOR a", Slow(b"123456"))

    assert (await asyncio.to_thread(store)).startswith("226 kept 6 bytes")


async def eventually(holds: Callable[[], bool]) -> None:
    for _ in range(200):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come to that")


@pytest.mark.slow
async def test_what_a_killed_server_left_half_done_is_removed_at_its_next_start(tmp_path: Path) -> None:
    process, incoming = Process(tmp_path, None, free_port(), free_port()), tmp_path / "files" / "incoming"
    async with process.running() as server, process.client() as client:
        ticket = await client.files.issue_upload(UploadInput())
        path = urlsplit(ticket.url or "").path
        _, writer = await asyncio.open_connection("127.0.0.1", process.files_port)
        writer.write(f"PUT {path}a HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n".encode() + b"x" * 3_000_000)
        await eventually(lambda: any(one.stat().st_size > 0 for one in incoming.iterdir()))
        server.send_signal(signal.SIGKILL)
        await server.wait()
        writer.close()
    assert len(list(incoming.iterdir())) == 1
    async with process.running(), process.client() as client:
        await eventually(lambda: not any(incoming.iterdir()))
        assert (await client.files.list()).items == []
        assert (await client.files.ticket(ticket.id)).state == "open"
