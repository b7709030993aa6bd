"""The content of files, in a folder and in memory."""

import asyncio
import fcntl
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from pilotwire.adapters.files.folder import INCOMING, FolderFileStore, path_of
from pilotwire.adapters.files.memory import MemoryFileStore
from pilotwire.domain.kept_file import FileId
from pilotwire.kernel.errors import NotFoundError, PilotwireError
from pilotwire.services.file_store import FileStore, Stored

HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
SEVEN = FileId("252115205335547904")


@pytest.fixture(params=["folder", "memory"])
async def contents(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """An empty store of each kind."""
    return await FolderFileStore.open_folder(tmp_path / "files") if request.param == "folder" else MemoryFileStore()


async def put(contents: FileStore, file: FileId, *parts: bytes) -> Stored:
    writing = await contents.begin()
    for part in parts:
        await writing.write(part)
    return await writing.finish(file)


async def whole(contents: FileStore, file: FileId) -> bytes:
    opened = await contents.open(file)
    try:
        return await opened.read(0, 1000)
    finally:
        await opened.close()
        await opened.close()


async def nothing(files: Sequence[FileId]) -> frozenset[FileId]:
    return frozenset()


async def test_content_comes_back_whole_and_in_parts(contents: FileStore) -> None:
    assert await put(contents, SEVEN, b"hel", b"", b"lo") == Stored(5, HELLO)
    assert await whole(contents, SEVEN) == b"hello"
    opened = await contents.open(SEVEN)
    assert [await opened.read(1, 3), await opened.read(4, 9), await opened.read(5, 9)] == [b"ell", b"o", b""]
    await contents.remove(SEVEN)
    assert await opened.read(0, 5) == b"hello"
    await opened.close()


async def test_an_empty_file_is_a_file(contents: FileStore) -> None:
    assert (await put(contents, SEVEN)).size_bytes == 0
    assert await whole(contents, SEVEN) == b""


async def test_what_was_discarded_or_removed_is_not_there(contents: FileStore) -> None:
    writing = await contents.begin()
    await writing.write(b"x")
    await writing.discard()
    await writing.discard()
    await put(contents, SEVEN, b"y")
    await contents.remove(SEVEN)
    await contents.remove(SEVEN)
    with pytest.raises(NotFoundError):
        await contents.open(SEVEN)


async def test_discarding_after_the_end_changes_nothing(contents: FileStore) -> None:
    writing = await contents.begin()
    await writing.write(b"x")
    await writing.finish(SEVEN)
    await writing.discard()
    assert await whole(contents, SEVEN) == b"x"


async def test_content_without_a_record_is_swept_other_content_stays(contents: FileStore) -> None:
    await put(contents, SEVEN, b"x")
    await put(contents, FileId("8"), b"y")

    async def known(files: Sequence[FileId]) -> frozenset[FileId]:
        return frozenset(files) & {SEVEN}

    assert await contents.sweep(known, -1.0) == 1
    assert await whole(contents, SEVEN) == b"x"
    with pytest.raises(NotFoundError):
        await contents.open(FileId("8"))


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "", "a", "1/2", "/1"])
async def test_a_folder_knows_no_other_names_than_numbers(name: str, tmp_path: Path) -> None:
    contents = await FolderFileStore.open_folder(tmp_path)
    with pytest.raises(NotFoundError):
        await contents.open(FileId(name))


async def test_young_content_is_left_alone_as_its_record_may_be_on_its_way(tmp_path: Path) -> None:
    contents = await FolderFileStore.open_folder(tmp_path)
    await put(contents, SEVEN, b"x")
    assert await contents.sweep(nothing, 3600.0) == 0
    place = path_of(tmp_path, SEVEN)
    os.utime(place, (time.time() - 3700, time.time() - 3700))
    assert await contents.sweep(nothing, 3600.0) == 1


async def test_parts_that_a_dead_process_left_go_those_of_living_ones_stay(tmp_path: Path) -> None:
    contents = await FolderFileStore.open_folder(tmp_path)
    (tmp_path / INCOMING / "dead.part").write_bytes(b"half")
    alive = await contents.begin()
    await alive.write(b"x")
    with (tmp_path / INCOMING / "other.part").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert await contents.sweep(nothing, 3600.0) == 1
        assert (tmp_path / INCOMING / "other.part").exists()
    assert (await alive.finish(SEVEN)).size_bytes == 1
    assert await whole(contents, SEVEN) == b"x"


async def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    contents = await FolderFileStore.open_folder(tmp_path / "files")
    await put(contents, SEVEN, b"x")
    for path in (tmp_path / "files", tmp_path / "files" / INCOMING, path_of(tmp_path / "files", SEVEN)):
        assert path.stat().st_mode & 0o077 == 0, path


async def test_a_folder_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PilotwireError, match="cannot be used") as refused:
        await FolderFileStore.open_folder(tmp_path / "file")
    assert "files_dir" in refused.value.remedy


async def test_the_loop_goes_on_while_the_disk_works(tmp_path: Path) -> None:
    contents = await FolderFileStore.open_folder(tmp_path)
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    task = asyncio.create_task(count())
    writing = await contents.begin()
    await writing.write(b"x" * 8_000_000)
    await writing.finish(SEVEN)
    task.cancel()
    assert turns > 10
