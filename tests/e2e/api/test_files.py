"""Files through the API: brought in a stream, looked for, fetched, removed; addresses for stations."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from pilotwire.client.client import Client
from pilotwire.client.file import DownloadInput, FilePatch, UploadInput
from pilotwire.client.file_filters import FileFilter, FileTicketFilter, FileWish
from pilotwire.client.problem import ApiProblem, ServerUnreachable
from pilotwire.domain.file_events import FileUploadRefused
from pilotwire.domain.kept_file import FileId

from .conftest import NOON, Site

HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


async def parts(*all_: bytes) -> AsyncIterator[bytes]:
    for one in all_:
        yield one


async def whole(client: Client, file: str) -> bytes:
    return b"".join([part async for part in client.files.content(file)])


async def test_a_file_is_brought_changed_fetched_and_removed(client: Client, site: Site) -> None:
    wish = FileWish(name="../fw 1.bin", version="1.4", station="CS-1", note="new", expires_at=NOON + timedelta(days=1))
    kept = await client.files.upload(wish, parts(b"hel", b"lo"), 5)
    assert (kept.name, kept.kind, kept.size_bytes, kept.sha256, kept.version, kept.station, kept.note) == (
        "fw 1.bin", "firmware", 5, HELLO, "1.4", "CS-1", "new",
    )  # fmt: skip
    assert kept.expires_at == NOON + timedelta(days=1)
    changed = await client.files.change(kept.id, FilePatch(note=None, signature="c2ln", name="a/b.bin"))
    assert (changed.note, changed.signature, changed.name, changed.version) == (None, "c2ln", "b.bin", "1.4")
    assert await client.files.get(kept.id) == changed
    assert await whole(client, kept.id) == b"hello"
    assert [one.id for one in (await client.files.list(FileFilter(q="B.BIN"))).items] == [kept.id]
    await client.files.delete(kept.id)
    assert (await client.files.list()).items == []
    assert site.contents.contents == {}
    for lost in (client.files.get(kept.id), client.files.delete(kept.id), whole(client, kept.id)):
        with pytest.raises(ApiProblem) as problem:
            await lost
        assert problem.value.problem.status == 404


async def test_a_file_of_unknown_length_comes_in_a_stream(client: Client) -> None:
    kept = await client.files.upload(FileWish(), parts(*[b"x" * 100_000] * 15))
    assert (kept.name, kept.size_bytes) == ("file", 1_500_000)


@pytest.mark.parametrize("size", [None, 2_000_001])
async def test_what_is_too_large_is_refused_and_leaves_nothing(client: Client, site: Site, size: int | None) -> None:
    with pytest.raises(ApiProblem) as problem:
        await client.files.upload(FileWish(), parts(*[b"x" * 100_000] * 20, b"x"), size)
    assert problem.value.problem.status == 413
    assert problem.value.problem.type == "/docs/errors#too-large"
    assert (site.contents.contents, site.contents.writing) == ({}, set())


async def test_no_room_is_said_so(client: Client, site: Site) -> None:
    site.contents.free = 0
    with pytest.raises(ApiProblem) as problem:
        await client.files.upload(FileWish(), parts(b"x"))
    assert (problem.value.problem.status, problem.value.problem.type) == (507, "/docs/errors#no-room")


async def test_an_upload_that_breaks_off_leaves_nothing(client: Client, site: Site) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x" * 300_000
        raise RuntimeError

    with pytest.raises(ServerUnreachable):
        await client.files.upload(FileWish(), broken(), 500_000)
    told: list[FileUploadRefused] = []
    for _ in range(100):
        told = [one.event for one in site.store.events if isinstance(one.event, FileUploadRefused)]
        if told:
            break
        await asyncio.sleep(0.02)
    assert [one.reason for one in told] == ["broken-off"]
    assert (site.contents.contents, site.contents.writing) == ({}, set())


async def test_a_part_of_a_file_is_fetched(raw: aiohttp.ClientSession, client: Client) -> None:
    kept = await client.files.upload(FileWish(name="ü.html"), parts(b"hello"))
    async with raw.get(f"/api/v1/files/{kept.id}/content", headers={"Range": "bytes=1-2"}) as answer:
        assert (answer.status, await answer.read()) == (206, b"el")
        assert answer.headers["Content-Range"] == "bytes 1-2/5"
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%BC.html"
        assert answer.headers["Content-Type"] == "application/octet-stream"
    async with raw.get(f"/api/v1/files/{kept.id}/content", headers={"Range": "bytes=9-"}) as answer:
        assert answer.status == 416


async def test_addresses_for_stations_are_made_shown_once_and_withdrawn(client: Client, site: Site) -> None:
    kept = await client.files.upload(FileWish(name="fw.bin"), parts(b"hello"))
    down = await client.files.issue_download(kept.id, DownloadInput(station="CS-1", uses=3, valid_s=60))
    assert down.url is not None
    assert down.url.startswith("http://csms.example/files/")
    assert down.url.endswith("/fw.bin")
    assert (down.uses, down.used, down.station, down.file) == (3, 0, "CS-1", kept.id)
    assert down.expires_at == NOON + timedelta(seconds=60)
    up = await client.files.issue_upload(UploadInput(station="CS-1", kind="log", max_files=2, max_bytes=10))
    assert (up.max_files, up.max_bytes, up.files) == (2, 10, [])
    listed = (await client.files.tickets(FileTicketFilter(station="CS-1"))).items
    assert [(one.id, one.url) for one in listed] in ([(down.id, None), (up.id, None)], [(up.id, None), (down.id, None)])
    await client.files.end_ticket(down.id)
    ended = await client.files.ticket(down.id)
    assert (ended.state, ended.end_reason) == ("ended", "it was withdrawn")
    for wrong, status in ((client.files.end_ticket(down.id), 409), (client.files.ticket("nope"), 404)):
        with pytest.raises(ApiProblem) as problem:
            await wrong
        assert problem.value.problem.status == status
    with pytest.raises(ApiProblem) as problem:
        await client.files.issue_upload(UploadInput(scheme="ftp"))
    assert problem.value.problem.status == 409
    assert site.store.kept_files.keys() == {FileId(kept.id)}


async def test_a_time_that_is_over_is_refused(client: Client) -> None:
    with pytest.raises(ApiProblem) as problem:
        await client.files.upload(FileWish(expires_at=NOON), parts(b"x"))
    assert problem.value.problem.status == 422
