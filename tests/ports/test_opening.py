"""Opening a storage: folders, files, versions, and clear words where it cannot be done."""

import asyncio
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from tests.fixtures.postgres import postgres_execute

from pilotwire.adapters.storage.opening import open_storage
from pilotwire.kernel.errors import BadInputError, PilotwireError

from .conftest import Home, SetClock, on_postgres
from .records import STATION, work


async def test_a_missing_file_is_made_with_its_folders_for_its_owner_alone(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "a" / "b" / "pilotwire.db"
    storage = await open_storage(f"sqlite:///{path}", clock)
    await storage.store.commit(work(STATION))
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    await storage.close()
    assert modes == {"pilotwire.db": 0o600, "pilotwire.db-wal": 0o600, "pilotwire.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_after_closing_the_file_stands_alone_with_everything_in_it(tmp_path: Path, clock: SetClock) -> None:
    storage = await open_storage(f"sqlite:///{tmp_path / 'pilotwire.db'}", clock)
    await storage.store.commit(work(STATION))
    await storage.close()
    assert os.listdir(tmp_path) == ["pilotwire.db"]
    with sqlite3.connect(tmp_path / "pilotwire.db") as connection:
        assert connection.execute("SELECT id FROM stations").fetchall() == [(STATION.id,)]
    connection.close()


async def test_a_commit_is_on_the_disk_when_it_returns(tmp_path: Path, clock: SetClock) -> None:
    storage = await open_storage(f"sqlite:///{tmp_path / 'pilotwire.db'}", clock)
    database = storage.store._database  # type: ignore[attr-defined]
    pragmas = await database.write(
        lambda connection: [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    )
    await storage.close()
    assert pragmas == ["wal", 2]


async def test_a_relative_path_is_meant_from_the_folder_we_are_in(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await (await open_storage("sqlite:///here.db", clock)).close()
    assert (tmp_path / "here.db").exists()


@pytest.mark.parametrize(
    ("url", "pointer"),
    [
        ("sqlite://", "/database_url"),
        ("sqlite:///:memory:", "/database_url"),
        ("mysql://host/name", "/database_url"),
        ("no url", "/database_url"),
    ],
)
async def test_a_url_that_names_no_storage_of_ours_is_bad_input(clock: SetClock, url: str, pointer: str) -> None:
    with pytest.raises(BadInputError) as raised:
        await open_storage(url, clock)
    assert raised.value.pointer == pointer
    assert raised.value.remedy


async def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, this is no database.")
    with pytest.raises(PilotwireError, match=r"letter\.txt is not a database file"):
        await open_storage(f"sqlite:///{path}", clock)
    assert path.read_text() == "Dear reader, this is no database."


async def test_a_damaged_file_is_called_damaged(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    with pytest.raises(PilotwireError, match="damaged"):
        await open_storage(f"sqlite:///{path}", clock)


async def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "music.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    with pytest.raises(PilotwireError, match="songs"):
        await open_storage(f"sqlite:///{path}", clock)


async def test_a_folder_is_no_database(tmp_path: Path, clock: SetClock) -> None:
    with pytest.raises(PilotwireError, match="cannot be opened: Is a directory"):
        await open_storage(f"sqlite:///{tmp_path}", clock)


async def test_a_path_through_a_file_cannot_be_opened(tmp_path: Path, clock: SetClock) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PilotwireError, match="cannot be opened"):
        await open_storage(f"sqlite:///{tmp_path / 'file' / 'x.db'}", clock)


async def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "pilotwire.db"
    await (await open_storage(f"sqlite:///{path}", clock)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE pilotwire_schema SET version_num = '9999'")
    connection.close()
    with pytest.raises(PilotwireError, match="newer version") as raised:
        await open_storage(f"sqlite:///{path}", clock)
    assert "9999" in str(raised.value)
    assert "newer version" in raised.value.remedy


async def test_a_locked_file_cannot_be_opened_and_the_reason_is_told(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "pilotwire.db"
    await (await open_storage(f"sqlite:///{path}", clock)).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(PilotwireError, match="another process holds a lock"):
        await open_storage(f"sqlite:///{path}", clock)
    other.close()


async def test_a_storage_can_be_closed_twice(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.close()
    await storage.close()


async def test_a_server_that_is_not_there_is_called_unreachable_and_the_password_is_kept_secret(
    clock: SetClock,
) -> None:
    with pytest.raises(PilotwireError, match="cannot be reached") as raised:
        await open_storage("postgresql://user:secret@127.0.0.1:1/name", clock)
    assert "secret" not in f"{raised.value} {raised.value.remedy}"


@on_postgres
async def test_a_database_that_does_not_exist_is_told_with_what_to_check(postgres_url: str, clock: SetClock) -> None:
    with pytest.raises(PilotwireError, match="refuses the user or the database"):
        await open_storage(postgres_url.replace("pilotwire_test_", "missing_"), clock)


@on_postgres
async def test_a_server_database_of_a_newer_version_is_refused(postgres_url: str, clock: SetClock) -> None:
    await (await open_storage(postgres_url, clock)).close()
    await postgres_execute(postgres_url, "UPDATE pilotwire_schema SET version_num = '9999'")
    with pytest.raises(PilotwireError, match="newer version"):
        await open_storage(postgres_url, clock)


@on_postgres
async def test_tables_of_another_program_in_the_same_server_database_do_not_matter(
    postgres_url: str, clock: SetClock
) -> None:
    await postgres_execute(postgres_url, "CREATE TABLE alembic_version (version_num text)")
    await (await open_storage(postgres_url, clock)).close()


@on_postgres
async def test_two_processes_that_open_an_empty_server_database_at_once_both_succeed(
    postgres_url: str, clock: SetClock
) -> None:
    for storage in await asyncio.gather(*(open_storage(postgres_url, clock) for _ in range(3))):
        await storage.close()
