"""A running server with its files, shared by the tests of one module, and curl as a station's foreign HTTP stack."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from pilotwire.domain.kept_file import FileId, KeptFile, NewFile
from pilotwire.kernel.ids import StationId
from pilotwire.services.file_queries import FileFilter
from pilotwire.services.file_tickets import Issued
from pilotwire.services.files import Files
from pilotwire.services.page import Slice
from pilotwire.services.ports import Queries

from ..csms.conftest import Running, running

CS1 = StationId("CS-1")


@dataclass
class Site:
    """The server, its file service, and short ways to both."""

    running: Running
    folder: Path
    issued: list[str] = field(default_factory=list)

    @property
    def files(self) -> Files:
        found = self.running.server.files
        assert found is not None
        return found

    @property
    def queries(self) -> Queries:
        return self.files.queries

    async def keeps(self, content: bytes, name: str = "fw.bin") -> KeptFile:
        async def body() -> AsyncIterator[bytes]:
            yield content

        return await self.files.keep(NewFile(name=name, kind="firmware"), body())

    async def download(self, content: bytes = b"hello", seconds: float = 60.0, **more: Any) -> Issued:
        kept = await self.keeps(content)
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        return await self.files.issue_download(kept.id, CS1, "firmware", until, **more)

    async def upload(self, seconds: float = 60.0, **more: Any) -> Issued:
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        return await self.files.issue_upload(CS1, "log", until, **more)

    async def came(self, issued: Issued) -> list[tuple[str, bytes]]:
        """Names and contents of what came by a ticket, the oldest first."""
        page = await self.queries.kept_files(Slice(), FileFilter(ticket=issued.ticket.id))
        return [(one.name, await self.content(one.id)) for one in reversed(page.items)]

    async def content(self, file: FileId) -> bytes:
        parts = await self.files.content(await self.files.kept_file(file))
        return b"".join([one async for one in parts])

    async def events(self, issued: Issued, last: str | None = None) -> list[str]:
        """What was told of a ticket, without how it was issued; with `last`, once that was told."""
        for _ in range(100):
            told = await self._events(issued)
            if last is None or (told and told[-1] == last):
                break
            await asyncio.sleep(0.02)
        return told

    async def _events(self, issued: Issued) -> list[str]:
        stored = await self.queries.events_after(0, 10_000)  # type: ignore[arg-type]
        told = [one.event for one in stored if getattr(one.event, "ticket", None) == issued.ticket.id]
        return [_word(one) for one in told][1:]

    def left(self) -> list[Path]:
        """Parts of uploads that lie there."""
        return list((self.folder / "files" / "incoming").iterdir())


def _word(event: Any) -> str:
    tag = str(event.__struct_config__.tag).removeprefix("file.")
    reason = getattr(event, "reason", None)
    return tag if reason is None else f"{tag}:{reason}"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """A server with small limits."""
    folder = tmp_path_factory.mktemp("files-site")
    async with running(folder, files_max_mib=8, files_quota_mib=64, ftp_port=0) as started:
        yield Site(started, folder)


async def curl(*arguments: str, stdin: bytes | None = None) -> tuple[int, str, bytes]:
    """Run curl: the status that it got, the headers, and the body."""
    process = await asyncio.create_subprocess_exec(
        "curl", "-sS", "--max-time", "20", "-D", "/dev/stderr", "-w", "\n%{http_code}", *arguments,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, headers = await process.communicate(stdin)
    body, _, status = out.rpartition(b"\n")
    return int(status or b"0"), headers.decode("latin-1"), body


async def raw(url: str, request: bytes, then: bytes = b"") -> bytes:
    """Send bytes to where a URL leads, and read until the server closes or is silent for a while."""
    host, _, port = url.split("/")[2].partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request + then)
    answer = b""
    try:
        async with asyncio.timeout(1.5):
            while data := await reader.read(65536):
                answer += data
    except TimeoutError:
        pass
    finally:
        writer.close()
    return answer
