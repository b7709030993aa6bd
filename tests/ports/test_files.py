"""Kept files and tickets on every storage."""

from datetime import timedelta

import msgspec
import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.file_ticket import FileTicket, ended
from pilotwire.domain.kept_file import FileId, FileKind, KeptFile, TicketId
from pilotwire.kernel.ids import StationId
from pilotwire.services.file_queries import FileFilter, TicketFilter
from pilotwire.services.ports import Slice
from pilotwire.services.work import Removed

from .conftest import Home
from .records import EXACTLY, LONG_AGO, NOON, work

FULL = KeptFile(
    FileId("252115205335547904"), "Diag ⚡.zip", "diagnostics", 2**40, "ab" * 32, "application/zip", EXACTLY,
    station=StationId("CP-⚡"), actor="ops", ticket=TicketId("t1"), expires_at=LONG_AGO, signature="c2ln",
    certificate="PEM", version="1.4", note="Note",
)  # fmt: skip
TICKET = FileTicket(
    TicketId("t1"), "download", "firmware", EXACTLY, EXACTLY + timedelta(days=1), station=StationId("CP-⚡"),
    actor="ops", subject="op-1", file=FULL.id, uses=3, used=1, delivered=((0, 7), (9, 12)), max_files=2,
    max_bytes=2**41, files=(FileId("1"),), taken_bytes=17,
)  # fmt: skip


def file(number: int, station: str = "CP1", kind: FileKind = "log") -> KeptFile:
    return KeptFile(
        FileId(str(number)), f"a{number}.log", kind, number, "00", "text/plain", NOON, station=StationId(station)
    )


def ticket(name: str, minutes: int = 0, station: str = "CP1") -> FileTicket:
    at = NOON + timedelta(minutes=minutes)
    return FileTicket(TicketId(name), "upload", "log", at, at + timedelta(hours=1), station=StationId(station))


async def test_records_come_back_with_all_their_fields(storage: Storage) -> None:
    await storage.store.commit(work(FULL, TICKET))
    assert await storage.queries.kept_file(FULL.id) == FULL
    assert await storage.queries.file_ticket(TICKET.id) == TICKET
    assert storage.store.file_ticket(TICKET.id) == TICKET
    assert await storage.queries.files_among((FULL.id, FileId("7"), FileId("x"))) == [FULL]
    for unknown in ("7", "", "x", "-1", "9" * 30, "٣"):
        assert await storage.queries.kept_file(FileId(unknown)) is None
    assert await storage.queries.file_ticket(TicketId("t2")) is None
    assert storage.store.file_ticket(TicketId("t2")) is None


async def test_files_come_newest_first_a_part_at_a_time_and_filtered(storage: Storage) -> None:
    await storage.store.commit(
        work(*(file(number, f"CP{number % 2}") for number in range(1, 6)), file(9, kind="firmware"))
    )
    first = await storage.queries.kept_files(Slice(limit=4), FileFilter())
    rest = await storage.queries.kept_files(Slice(limit=4, cursor=first.next_cursor), FileFilter())
    assert [one.id for one in (*first.items, *rest.items)] == ["9", "5", "4", "3", "2", "1"]
    assert rest.next_cursor is None
    for wanted, found in (
        (FileFilter(station=StationId("CP0")), ["4", "2"]),
        (FileFilter(kind="firmware"), ["9"]),
        (FileFilter(ticket=TicketId("t1")), []),
        (FileFilter(q="A4.LOG"), ["4"]),
        (FileFilter(until=NOON), ["9", "5", "4", "3", "2", "1"]),
        (FileFilter(since=NOON), []),
    ):
        assert [one.id for one in (await storage.queries.kept_files(Slice(), wanted)).items] == found


async def test_a_file_that_is_changed_and_removed_is_so_everywhere(storage: Storage) -> None:
    await storage.store.commit(work(file(1), file(2)))
    await storage.store.commit(work(msgspec.structs.replace(file(1), note="hidden", expires_at=NOON)))
    assert [one.id for one in (await storage.queries.kept_files(Slice(), FileFilter(q="hidden"))).items] == ["1"]
    assert [one.id for one in await storage.queries.files_due(NOON + timedelta(seconds=1), 5)] == ["1"]
    assert await storage.queries.files_due(NOON, 5) == []
    assert await storage.queries.files_bytes() == 3
    await storage.store.commit(work(Removed(KeptFile, "1")))
    assert await storage.queries.kept_file(FileId("1")) is None
    assert await storage.queries.files_bytes() == 2


async def test_tickets_are_found_and_leave_memory_once_they_have_ended(storage: Storage) -> None:
    await storage.store.commit(work(ticket("a"), ticket("b", 1, "CP2"), ticket("c", 2)))
    assert {one.id for one in storage.store.file_tickets()} == {"a", "b", "c"}
    await storage.store.commit(work(ended(ticket("a"), "expired", "over", NOON)))
    assert storage.store.file_ticket(TicketId("a")) is None
    assert {one.id for one in storage.store.file_tickets()} == {"b", "c"}
    first = await storage.queries.file_tickets(Slice(limit=2), TicketFilter())
    rest = await storage.queries.file_tickets(Slice(limit=2, cursor=first.next_cursor), TicketFilter())
    assert [one.id for one in (*first.items, *rest.items)] == ["c", "b", "a"]
    for wanted, found in (
        (TicketFilter(station=StationId("CP2")), ["b"]),
        (TicketFilter(state="expired"), ["a"]),
        (TicketFilter(direction="download"), []),
        (TicketFilter(file=FileId("17")), []),
    ):
        assert [one.id for one in (await storage.queries.file_tickets(Slice(), wanted)).items] == found
    assert await storage.retention.forget_tickets(NOON) == 0
    assert await storage.retention.forget_tickets(NOON + timedelta(seconds=1)) == 1
    assert await storage.queries.file_ticket(TicketId("a")) is None


async def test_open_tickets_are_there_after_a_restart(home: Home) -> None:
    if home.url == "memory:":
        pytest.skip("memory forgets")
    storage = await home.open()
    await storage.store.commit(work(TICKET, ended(ticket("a"), "ended", "over", NOON)))
    await storage.close()
    again = await home.open()
    assert list(again.store.file_tickets()) == [TICKET]
