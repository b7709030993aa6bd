"""However large a file is, the server's memory does not grow with it.

The size is 96 MiB, which is quick; PILOTWIRE_TEST_FILE_MIB=1024 makes it a GiB.
"""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from pilotwire.services.file_queries import FileFilter
from pilotwire.services.page import Slice

from ..csms.conftest import running
from .conftest import Site, curl

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]
MIB = int(os.environ.get("PILOTWIRE_TEST_FILE_MIB", "96"))
SIZE = MIB * 2**20
MOST_GROWTH_MIB = 24
"""Far less than the file."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """A server that takes such files."""
    folder = tmp_path_factory.mktemp("large")
    async with running(folder, files_max_mib=MIB, files_quota_mib=8 * MIB, ftp_port=0) as started:
        yield Site(started, folder)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes no room on the disk."""
    path = tmp_path_factory.mktemp("large") / "large.bin"
    with path.open("wb") as file:
        file.truncate(SIZE)
    return path


def peak_mib() -> float:
    """The most memory that this process had since `forget_peak`."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def forget_peak() -> float:
    """Begin to look for the peak anew; what it is now."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak_mib()


@pytest.mark.parametrize("way", ["PUT", "POST", "form", "ftp"])
async def test_memory_stays_as_it_is_while_a_large_file_comes_and_goes(site: Site, large: Path, way: str) -> None:
    scheme = "ftp" if way == "ftp" else "http"
    up = await site.upload(scheme=scheme, seconds=600)
    flags = {
        "PUT": ("-T", str(large)),
        "POST": ("-X", "POST", "-T", str(large)),
        "form": ("-F", f"file=@{large}"),
        "ftp": ("-T", str(large)),
    }[way]
    before = forget_peak()
    status, _, body = await curl("--max-time", "300", *flags, up.url)
    assert status in (200, 201, 226), body
    assert peak_mib() - before < MOST_GROWTH_MIB
    (kept,) = (await site.queries.kept_files(Slice(), FileFilter(ticket=up.ticket.id))).items
    assert kept.size_bytes == SIZE

    down = await site.files.issue_download(kept.id, None, "firmware", up.ticket.expires_at, scheme=scheme)
    before = forget_peak()
    status, _, _ = await curl("--max-time", "300", "-o", "/dev/null", down.url)
    assert status in (200, 226)
    assert peak_mib() - before < MOST_GROWTH_MIB
    assert await site.events(down, "downloaded") == ["download_started", "downloaded"]
    await site.files.remove(kept.id)
