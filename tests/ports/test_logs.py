"""Requests for logs on every storage."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.kept_file import FileId, TicketId
from pilotwire.domain.log_upload import LogUpload, ended
from pilotwire.domain.operation import OperationId
from pilotwire.kernel.ids import StationId
from pilotwire.services.log_queries import LogFilter
from pilotwire.services.ports import Slice

from .conftest import Home
from .records import EXACTLY, LONG_AGO, NOON, work

CP1, CP2 = StationId("CP1"), StationId("CP2")
FULL = LogUpload(
    2**31 - 1, StationId("CP-⚡"), "DataCollectorLog", OperationId("op"), EXACTLY, "https://x/***/", TicketId("t"),
    "failing", LONG_AGO, NOON, 3, 60, "Log ⚡.zip", "UploadFailure", EXACTLY, 2, 1, "why", (FileId("7"),), None, "ops",
)  # fmt: skip


def log(number: int, minutes: int = 0, station: StationId = CP1, **more: Any) -> LogUpload:
    at = NOON + timedelta(minutes=minutes)
    first = LogUpload(number, station, "DiagnosticsLog", OperationId(f"op-{number}"), at, "http://x/***/")
    return msgspec.structs.replace(first, **more)


async def test_a_request_comes_back_with_all_its_fields(storage: Storage) -> None:
    await storage.store.commit(work(FULL))
    assert await storage.queries.log(FULL.id) == FULL
    assert storage.store.log_uploads(FULL.station) == [FULL]
    for unknown in (7, -1, 2**70):
        assert await storage.queries.log(unknown) is None
    assert list(storage.store.log_uploads(CP1)) == []


async def test_requests_come_newest_first_a_part_at_a_time_and_filtered(storage: Storage) -> None:
    await storage.store.commit(
        work(log(5), log(3, 1), log(9, 2, CP2), log(4, 3, log="SecurityLog"), log(1, 3, state="failed"))
    )
    first = await storage.queries.logs(Slice(limit=3), LogFilter())
    rest = await storage.queries.logs(Slice(limit=3, cursor=first.next_cursor), LogFilter())
    assert [one.id for one in (*first.items, *rest.items)] == [4, 1, 9, 3, 5]
    for wanted, found in (
        (LogFilter(station=CP2), [9]),
        (LogFilter(log="SecurityLog"), [4]),
        (LogFilter(state="failed"), [1]),
        (LogFilter(since=NOON + timedelta(minutes=2)), [4, 1, 9]),
        (LogFilter(until=NOON + timedelta(minutes=2)), [3, 5]),
    ):
        assert [one.id for one in (await storage.queries.logs(Slice(), wanted)).items] == found


async def test_the_last_few_that_ended_are_still_known_to_what_a_station_says(storage: Storage) -> None:
    await storage.store.commit(work(*(log(number) for number in range(1, 8))))
    for number in range(1, 7):
        await storage.store.commit(work(ended(log(number), "uploaded", NOON)))
    assert [one.id for one in storage.store.log_uploads(CP1)] == [3, 4, 5, 6, 7]
    found = await storage.queries.log(1)
    assert found is not None
    assert found.state == "uploaded"


async def test_what_had_not_ended_is_there_after_a_restart(home: Home) -> None:
    if home.url == "memory:":
        pytest.skip("memory forgets")
    storage = await home.open()
    done = log(3, state="uploaded")  # by the station's word, and nobody has looked yet
    await storage.store.commit(work(FULL, done, ended(log(4), "failed", NOON)))
    await storage.close()
    again = await home.open()
    assert again.store.log_uploads(FULL.station) == [FULL]
    assert again.store.log_uploads(CP1) == [done]
