"""Files over HTTP against a running server, with curl and plain sockets as the stations."""

import asyncio
import hashlib
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from pilotwire.domain.kept_file import FileId

from .conftest import Site, curl, raw

pytestmark = pytest.mark.asyncio(loop_scope="module")
HELLO = b"hello world"


async def test_a_file_is_fetched_once_and_then_no_more(site: Site) -> None:
    issued = await site.download(HELLO)
    status, headers, body = await curl(issued.url)
    assert (status, body) == (200, HELLO)
    assert "Content-Length: 11" in headers
    assert "Accept-Ranges: bytes" in headers
    assert await site.events(issued, "downloaded") == ["download_started", "downloaded"]
    status, headers, body = await curl(issued.url)
    assert status == 410
    assert b"as often as this address allows (1)" in body
    assert "Pilotwire-Refusal: spent" in headers
    told = await site.events(issued, "download_refused:spent")
    assert told == ["download_started", "downloaded", "download_refused:spent"]


async def test_head_tells_all_and_spends_nothing(site: Site) -> None:
    issued = await site.download(HELLO)
    for _ in range(2):
        status, headers, _ = await curl("-I", issued.url)
        assert status == 200
        assert "Content-Length: 11" in headers
        assert f'Etag: "{hashlib.sha256(HELLO).hexdigest()[:32]}"' in headers
    assert await site.events(issued) == []


async def test_a_fetch_that_broke_off_is_taken_up_and_the_sum_is_one_use(site: Site, tmp_path: Path) -> None:
    content = bytes(range(256)) * 4000
    issued = await site.download(content)
    assert (await curl("-r", "0-699999", issued.url))[2] == content[:700_000]
    half = tmp_path / "half"
    half.write_bytes(content[:700_000])
    assert (await curl("-C", "-", "-o", str(half), issued.url))[0] == 206
    assert half.read_bytes() == content
    assert await site.events(issued, "downloaded") == ["download_started", "download_started", "downloaded"]
    held = site.files.ticket(issued.ticket.id)
    assert held is not None
    assert (held.used, held.state) == (1, "spent")


@pytest.mark.parametrize(
    ("headers", "status", "body", "content_range"),
    [
        (("Range: bytes=2-4",), 206, b"llo", "bytes 2-4/11"),
        (("Range: bytes=-3",), 206, b"rld", "bytes 8-10/11"),
        (("Range: bytes=6-999",), 206, b"world", "bytes 6-10/11"),
        (("Range: bytes=99-",), 416, b"The file has no such part.\n", None),
        (("Range: bytes=0-1,4-5",), 200, HELLO, None),
        (("Range: furlongs=0-1",), 200, HELLO, None),
        (("Range: bytes=2-4", 'If-Range: "another"'), 200, HELLO, None),
        (
            ("Range: bytes=2-4", f'If-Range: "{hashlib.sha256(HELLO).hexdigest()[:32]}"'),
            206, b"llo", "bytes 2-4/11",
        ),
    ],
)  # fmt: skip
async def test_ranges(
    site: Site, headers: tuple[str, ...], status: int, body: bytes, content_range: str | None
) -> None:
    issued = await site.download(HELLO)
    flags = [flag for header in headers for flag in ("-H", header)]
    got, told, content = await curl(*flags, issued.url)
    assert (got, content) == (status, body)
    assert (f"Content-Range: {content_range}" in told) is (content_range is not None)


async def test_a_station_that_goes_away_half_way_has_not_fetched_it(site: Site) -> None:
    issued = await site.download(b"x" * 6_000_000)
    parts = urlsplit(issued.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"GET {parts.path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    await reader.readexactly(1000)
    writer.transport.abort()
    await asyncio.sleep(0.3)
    held = site.files.ticket(issued.ticket.id)
    assert held is not None
    assert (held.used, held.state) == (0, "open")
    assert "downloaded" not in await site.events(issued)
    status, _, body = await curl(issued.url)
    assert (status, len(body)) == (200, 6_000_000)


@pytest.mark.requirement("N01.FR.18", "N01.FR.26")
@pytest.mark.parametrize(
    ("flags", "tail", "name"),
    [
        (("-X", "PUT", "--data-binary", "@-"), "diag.log", "diag.log"),
        (("-X", "PUT", "--data-binary", "@-"), "", "log-CS-1"),
        (("-X", "POST", "--data-binary", "@-", "-H", 'Content-Disposition: attachment; filename="a.log"'), "", "a.log"),
        (("-0", "-X", "PUT", "--data-binary", "@-"), "old.log", "old.log"),
        (("-X", "PUT", "-T", "-", "-H", "Transfer-Encoding: chunked"), "chunked.log", "chunked.log"),
        (("-X", "PUT", "--data-binary", "@-", "-H", "Expect: 100-continue"), "asked.log", "asked.log"),
        (("-F", "file=@-;filename=form.log"), "", "form.log"),
        (("-F", "note=hi", "-F", "file=@-;filename=..\\..\\win.log"), "", "win.log"),
        (("-X", "PUT", "--data-binary", "@-"), "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "passwd"),
        (("-X", "PUT", "--data-binary", "@-", "--path-as-is"), "../../../x", "x"),
        (("-X", "PUT", "--data-binary", "@-"), "a%00b%0a.log", "a_b_.log"),
        (("-X", "PUT", "--data-binary", "@-"), "%ff%fe", "log-CS-1"),
        (("-X", "PUT", "--data-binary", "@-"), "n" * 3000, "n" * 120),
    ],
)
async def test_a_file_comes_whatever_way_it_is_sent(site: Site, flags: tuple[str, ...], tail: str, name: str) -> None:
    issued = await site.upload()
    status, _, body = await curl(*flags, issued.url + tail, stdin=b"line one\n" * 1000)
    assert status in (200, 201), body
    assert await site.came(issued) == [(name, b"line one\n" * 1000)]
    assert await site.events(issued) == ["stored"]


async def test_a_station_brings_several_files_up_to_the_limit(site: Site, tmp_path: Path) -> None:
    issued = await site.upload(max_files=3)
    (tmp_path / "a.log").write_bytes(b"a")
    (tmp_path / "b.log").write_bytes(b"")
    assert (await curl("-F", f"x=@{tmp_path}/a.log", "-F", f"y=@{tmp_path}/b.log", issued.url))[0] == 200
    assert (await curl("-T", str(tmp_path / "a.log"), issued.url))[0] == 201  # again, as its answer got lost
    (tmp_path / "a.log").write_bytes(b"c")
    assert (await curl("-T", str(tmp_path / "a.log"), issued.url))[0] == 201
    status, _, body = await curl("-T", str(tmp_path / "b.log"), issued.url)
    assert status == 413
    assert b"No more than 3 files" in body
    assert await site.came(issued) == [("a.log", b"a"), ("b.log", b""), ("a.log", b"c")]


async def test_ten_gigabytes_are_refused_before_they_come(site: Site) -> None:
    issued = await site.upload()
    path = urlsplit(issued.url).path
    head = f"PUT {path}big HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000000\r\n"
    answer = await raw(issued.url, f"{head}Expect: 100-continue\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"100 Continue" not in answer
    answer = await raw(issued.url, f"{head}\r\n".encode(), b"x" * 100_000)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"A file may have 8388608 bytes" in answer
    assert await site.came(issued) == []
    assert site.left() == []
    assert await site.events(issued) == ["upload_refused:too-large"]


async def test_too_much_in_chunks_is_refused_as_soon_as_it_is_known(site: Site) -> None:
    issued = await site.upload()
    status, _, _ = await curl("-T", "-", issued.url + "big", stdin=b"x" * 9_000_000)
    assert status == 413
    assert (await site.came(issued), site.left()) == ([], [])
    status, _, _ = await curl("-F", "f=@-;filename=big", issued.url, stdin=b"x" * 9_000_000)
    assert status == 413
    assert (await site.came(issued), site.left()) == ([], [])


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Length: 5000\r\n\r\nonly this",
        b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b'Content-Length: 99\r\nContent-Type: multipart/form-data; boundary=X\r\n\r\n--X\r\nContent-Disposition: '
        b'form-data; name="f"; filename="f"\r\n\r\nhalf',
    ],
)  # fmt: skip
async def test_an_upload_that_breaks_off_leaves_nothing(site: Site, body: bytes) -> None:
    issued = await site.upload()
    parts = urlsplit(issued.url)
    _, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"PUT {parts.path}a.log HTTP/1.1\r\nHost: x\r\n".encode() + body)
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.close()
    assert await site.events(issued, "upload_refused:broken-off") == ["upload_refused:broken-off"]
    assert (await site.came(issued), site.left()) == ([], [])


async def test_requests_that_make_no_sense_are_answered(site: Site) -> None:
    issued = await site.upload()
    path = urlsplit(issued.url).path
    for request, status in (
        (f"PUT {path}a HTTP/1.1\r\nHost: x\r\n\r\n", b"411"),
        (f"DELETE {path}a HTTP/1.1\r\nHost: x\r\n\r\n", b"405"),
        (f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n", b"405"),
        ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        ("GET /files HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        ("GET /files/%00%ff/x HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        ("GET /api/v1/stations HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (f"PUT {path}a HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", b"400"),
        (f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Type: multipart/form-data\r\n\r\n", b"400"),
        ("nonsense\r\n\r\n", b"400"),
        (f"PUT {path}a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", b"400"),
    ):
        answer = await raw(issued.url, request.encode())
        assert answer.split(b" ")[1] == status, (request, answer)
    assert await site.came(issued) == []


async def test_an_address_is_good_for_its_time_and_until_it_is_withdrawn(site: Site) -> None:
    short = await site.upload(seconds=0.05)
    await asyncio.sleep(0.1)
    status, headers, body = await curl("-T", "-", short.url + "a", stdin=b"x")
    assert status == 410
    assert "Pilotwire-Refusal: expired" in headers
    assert b"was good until" in body
    other = await site.download()
    async with site.running.client() as client:
        await client.files.end_ticket(other.ticket.id)
    status, _, body = await curl(other.url)
    assert status == 410
    assert b"good no more: it was withdrawn" in body


async def test_who_tries_addresses_that_lead_nowhere_must_wait(site: Site) -> None:
    issued = await site.download()
    nowhere = issued.url.replace(issued.url.split("/")[4], "a" * 26)
    filing = site.running.server.filing
    assert filing is not None
    filing.gate.forgive()
    async with aiohttp.ClientSession() as session:
        statuses = []
        for _ in range(31):
            async with session.get(nowhere) as answer:
                statuses.append(answer.status)
        assert statuses == [404] * 30 + [429]
        async with session.get(issued.url) as answer:
            assert answer.status == 429
            assert 0 < int(answer.headers["Retry-After"]) <= 60
    filing.gate.forgive()


async def test_nothing_but_the_file_is_told_to_who_has_no_ticket(site: Site) -> None:
    kept = await site.keeps(b"secret")
    for path in (f"/files/{kept.id}", f"/files/{kept.id}/fw.bin", "/files/../files", "/files/..%2f..%2fpilotwire.db"):
        answer = await raw((await site.download()).url, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert answer.split(b" ")[1] == b"404"
        assert b"secret" not in answer
    assert await site.content(FileId(kept.id)) == b"secret"


async def test_what_was_fetched_is_what_was_brought(site: Site) -> None:
    content = bytes(range(256)) * 20_000
    issued = await site.upload()
    await curl("-T", "-", issued.url + "a.bin", stdin=content)
    ((_, came),) = await site.came(issued)
    assert came == content
