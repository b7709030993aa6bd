"""Files over FTP and FTPS, with Python's ftplib and curl as the stations."""

import asyncio
import ftplib
import io
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from ..csms.conftest import running
from .conftest import Site, curl

pytestmark = pytest.mark.asyncio(loop_scope="module")
HELLO = b"hello world"


@contextmanager
def connected(url: str) -> Iterator[ftplib.FTP]:
    """A session as a station would open it."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    assert parts.port is not None
    with ftplib.FTP(timeout=10) as ftp:  # noqa: S321 - it is what stations speak
        ftp.connect(parts.hostname, parts.port)
        ftp.login(parts.username or "", parts.password or "")
        yield ftp


def store(url: str, *names: str, content: bytes = HELLO) -> list[str]:
    with connected(url) as ftp:
        return [ftp.storbinary(f"STOR {name}", io.BytesIO(content)) for name in names]


def retrieve(url: str, name: str, rest: int | None = None) -> bytes:
    got = io.BytesIO()
    with connected(url) as ftp:
        ftp.retrbinary(f"RETR {name}", got.write, rest=rest)
    return got.getvalue()


async def test_a_station_brings_files(site: Site) -> None:
    issued = await site.upload(scheme="ftp")
    assert issued.url.startswith("ftp://station:")
    answers = await asyncio.to_thread(store, issued.url, "a.log", "../../etc/passwd", "logs/b.log", "C:\\c.log")
    assert answers[0].startswith("226 kept 11 bytes, SHA-256 b94d27b9934d3e08")
    names = [name for name, content in await site.came(issued) if content == HELLO]
    assert names == ["a.log", "passwd", "b.log", "c.log"]
    assert await site.events(issued) == ["stored"] * 4


@pytest.mark.parametrize("flags", [(), ("--disable-epsv",), ("--ftp-create-dirs",)])
async def test_curl_brings_a_file_whatever_it_asks_for_first(site: Site, flags: tuple[str, ...]) -> None:
    issued = await site.upload(scheme="ftp")
    status, _, _ = await curl("-T", "-", *flags, f"{issued.url}some/folder/a.log", stdin=b"x" * 3_000_000)
    assert status == 226
    assert await site.came(issued) == [("a.log", b"x" * 3_000_000)]


async def test_a_station_fetches_a_file_once_and_can_take_it_up(site: Site, tmp_path: Path) -> None:
    content = bytes(range(256)) * 8000
    issued = await site.download(content, scheme="ftp")
    name = issued.url.rpartition("/")[2]
    assert await asyncio.to_thread(retrieve, issued.url, name, 2_000_000) == content[2_000_000:]
    assert await site.events(issued) == ["download_started"]
    status, _, got = await curl(issued.url)
    assert (status, got) == (226, content)
    assert await site.events(issued, "downloaded") == ["download_started", "download_started", "downloaded"]
    with pytest.raises(ftplib.error_perm, match="as often as this address allows"):
        await asyncio.to_thread(retrieve, issued.url, name)
    half = tmp_path / "half"
    half.write_bytes(content[:100_000])
    await curl("-C", "-", "-o", str(half), issued.url)
    assert half.read_bytes() == content


def look_around(url: str) -> list[str]:
    lines: list[str] = []
    with connected(url) as ftp:
        lines += [ftp.pwd(), str(ftp.size("fw.bin")), ftp.sendcmd("MDTM fw.bin")[:5], ftp.sendcmd("SYST")[:3]]
        ftp.retrlines("LIST", lines.append)
        lines.append(ftp.cwd("/anywhere")[:3])
        for command in ("DELE fw.bin", "RNFR fw.bin", "SITE CHMOD 777 x", "PORT 127,0,0,1,4,1"):
            with pytest.raises(ftplib.error_perm):
                ftp.sendcmd(command)
    return lines


async def test_there_is_one_file_to_see_and_nothing_to_change(site: Site) -> None:
    issued = await site.download(HELLO, scheme="ftp")
    assert await asyncio.to_thread(look_around, issued.url) == [
        "/", "11", "213 2", "215", "-rw-r--r-- 1 none none 11 Jan 01 00:00 fw.bin", "250",
    ]  # fmt: skip


async def test_a_ticket_is_for_its_direction(site: Site) -> None:
    down, up = await site.download(scheme="ftp"), await site.upload(scheme="ftp")
    with pytest.raises(ftplib.error_perm, match="for fetching a file"):
        await asyncio.to_thread(store, down.url, "a")
    with pytest.raises(ftplib.error_perm, match="for bringing files"):
        await asyncio.to_thread(retrieve, up.url, "a")


async def test_what_is_too_large_is_refused_and_leaves_nothing(site: Site) -> None:
    issued = await site.upload(scheme="ftp")
    with pytest.raises((ftplib.Error, OSError)):
        await asyncio.to_thread(lambda: store(issued.url, "big", content=b"x" * 40_000_000))
    assert await site.events(issued, "upload_refused:too-large") == ["upload_refused:too-large"]
    assert (await site.came(issued), site.left()) == ([], [])


async def test_more_files_than_allowed_are_refused(site: Site) -> None:
    issued = await site.upload(scheme="ftp", max_files=1)
    with pytest.raises(ftplib.error_perm, match="552 No more than 1 files"):
        await asyncio.to_thread(store, issued.url, "a", "b")
    assert [name for name, _ in await site.came(issued)] == ["a"]


async def test_part_of_a_file_is_not_taken(site: Site) -> None:
    issued = await site.upload(scheme="ftp")

    def resume() -> None:
        with connected(issued.url) as ftp:
            ftp.storbinary("STOR a", io.BytesIO(HELLO), rest=5)

    with pytest.raises(ftplib.error_perm, match="send the whole file"):
        await asyncio.to_thread(resume)
    assert await site.came(issued) == []


async def test_a_station_that_hangs_up_leaves_nothing(site: Site) -> None:
    issued = await site.upload(scheme="ftp")

    def hang_up() -> None:
        with connected(issued.url) as ftp:
            data = ftp.transfercmd("STOR a")
            data.sendall(b"x" * 100_000)
            data.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            data.close()
            ftp.close()

    await asyncio.to_thread(hang_up)
    assert await site.events(issued, "upload_refused:broken-off") == ["upload_refused:broken-off"]
    assert (await site.came(issued), site.left()) == ([], [])


async def test_wrong_passwords_are_refused_and_soon_not_looked_at(site: Site) -> None:
    issued = await site.upload(scheme="ftp")
    wrong = issued.url.replace(urlsplit(issued.url).password or "", "a" * 26)
    filing = site.running.server.filing
    assert filing is not None
    filing.gate.forgive()

    def guess() -> str:
        try:
            with connected(wrong):
                return ""
        except ftplib.Error as error:
            return str(error)

    answers = [await asyncio.to_thread(guess) for _ in range(32)]
    assert set(answers[:30]) == {"530 wrong password"}
    assert set(answers[30:]) == {"421 too many wrong passwords, come again in a minute"}
    filing.gate.forgive()


async def test_an_expired_ticket_says_so(site: Site) -> None:
    issued = await site.upload(seconds=0.05, scheme="ftp")
    await asyncio.sleep(0.1)
    with pytest.raises(ftplib.error_perm, match="530 This address was good until"):
        await asyncio.to_thread(store, issued.url, "a")


async def test_strange_bytes_end_no_session(site: Site) -> None:
    issued = await site.upload(scheme="ftp")

    def strange() -> list[str]:
        with connected(issued.url) as ftp:
            assert ftp.sock is not None
            ftp.sock.sendall(b"STOR caf\xe9.log\r\n")
            refused = ftp.getline()
            ftp.encoding = "latin-1"
            return [refused[:3], ftp.storbinary("STOR caf\xe9.log", io.BytesIO(b"x"))[:3]]

    assert await asyncio.to_thread(strange) == ["503", "226"]
    assert [name for name, _ in await site.came(issued)] == ["caf\ufffd.log"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def secure(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """A server with TLS for all of them."""
    folder = tmp_path_factory.mktemp("secure-files")
    async with running(folder, ocpp_tls_port=0, files_tls_port=0, ftps_port=0) as started:
        yield Site(started, folder)


async def test_files_come_and_go_with_tls(secure: Site) -> None:
    assert secure.files.schemes == ("https", "http", "ftps")
    trust = secure.running.server.announcement().development
    assert trust is not None
    for scheme in ("https", "ftps"):
        up = await secure.upload(scheme=scheme)
        local = up.url.replace(urlsplit(up.url).hostname or "", "127.0.0.1")
        status, _, _ = await curl("--cacert", trust.trust_file, "-T", "-", f"{local}a.log", stdin=b"x" * 2_000_000)
        assert status in (201, 226)
        assert await secure.came(up) == [("a.log", b"x" * 2_000_000)]
        down = await secure.download(HELLO, scheme=scheme)
        local = down.url.replace(urlsplit(down.url).hostname or "", "127.0.0.1")
        assert (await curl("--cacert", trust.trust_file, local))[2] == HELLO
        assert await secure.events(down, "downloaded") == ["download_started", "downloaded"]


async def test_the_second_connection_is_encrypted_too(secure: Site) -> None:
    issued = await secure.download(HELLO, scheme="ftps")
    parts = urlsplit(issued.url)

    def plainly() -> bytes:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        raw = socket.create_connection(("127.0.0.1", parts.port or 0), 10)
        with context.wrap_socket(raw) as control:
            told = control.makefile("rb")
            told.readline()
            for line in (f"USER x\r\nPASS {parts.password}\r\n", "EPSV\r\n"):
                control.sendall(line.encode())
            told.readline(), told.readline()
            port = int(told.readline().split(b"|||")[1].split(b"|")[0])
            with socket.create_connection(("127.0.0.1", port), 10) as data:
                control.sendall(b"RETR fw.bin\r\n")
                data.sendall(b"not tls at all")
                data.settimeout(10)
                try:
                    return data.recv(1000)
                except ConnectionResetError:
                    return b""

    assert HELLO not in await asyncio.to_thread(plainly)
