"""What came and went shows in the figures."""

from pathlib import Path

import aiohttp

from ..csms.conftest import running
from .conftest import Site, curl


async def test_files_are_counted(tmp_path: Path) -> None:
    async with running(tmp_path, files_max_mib=1) as started:
        site = Site(started, tmp_path)
        up, down = await site.upload(), await site.download(b"hello")
        await curl("-T", "-", up.url + "a", stdin=b"123")
        await curl("-T", "-", up.url + "b", stdin=b"x" * 2_000_000)
        await curl(down.url)
        await site.events(down, "downloaded")
        url, headers = f"{started.server.http_url}/api/v1/metrics", {"Authorization": f"Bearer {started.key}"}
        async with aiohttp.ClientSession(headers=headers) as session, session.get(url) as answer:
            lines = (await answer.text()).splitlines()
    for line in (
        "pilotwire_files_stored_total 2.0",
        "pilotwire_files_stored_bytes_total 8.0",
        "pilotwire_files_delivered_total 1.0",
        "pilotwire_files_delivered_bytes_total 5.0",
        'pilotwire_file_uploads_refused_total{reason="too-large"} 1.0',
        "pilotwire_files_kept_bytes 8.0",
        "pilotwire_file_transfers 0.0",
    ):
        assert line in lines, line
