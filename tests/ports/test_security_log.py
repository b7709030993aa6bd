"""The security log: what belongs to it is found among all events, newest first, a part at a time."""

from datetime import timedelta

import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.event import Event
from pilotwire.domain.events import PasswordChanged, SecurityReported, StationRefused
from pilotwire.domain.token_events import TokenRemoved
from pilotwire.services.ports import EventSpan, Slice
from pilotwire.services.security_log import SecurityFilter, security_log
from pilotwire.services.work import Work

from .records import CS1, CS2, NOON


def reported(kind: str, minutes: int) -> SecurityReported:
    at = NOON + timedelta(minutes=minutes)
    return SecurityReported(station=CS1, at=at, kind=kind, happened_at=at)


async def store(storage: Storage, *events: Event) -> None:
    for event in events:
        work = Work()
        work.tell(event)
        await storage.store.commit(work)


@pytest.fixture
async def full(storage: Storage) -> Storage:
    """Six events, four of which belong to the log."""
    await store(
        storage,
        reported("TamperDetectionActivated", 0),
        TokenRemoved(at=NOON, token="04A2"),
        StationRefused(station=CS2, at=NOON, reason="credentials-wrong", detail="x", address="192.0.2.7", repeats=3),
        StationRefused(station=CS2, at=NOON, reason="shutting-down", detail="x", address="192.0.2.7"),
        reported("InvalidMessages", 1),
        PasswordChanged(station=CS1, at=NOON),
    )
    return storage


async def kinds(storage: Storage, wanted: SecurityFilter) -> list[str]:
    return [one.event.kind for one in (await security_log(storage.queries, Slice(), wanted)).items]


async def test_it_holds_what_stations_told_and_what_we_saw(full: Storage) -> None:
    page = await security_log(full.queries, Slice(), SecurityFilter())
    assert [(one.event.station, one.event.source, one.event.kind, one.event.repeats) for one in page.items] == [
        ("CS-1", "csms", "ReconfigurationOfSecurityParameters", 0),
        ("CS-1", "station", "InvalidMessages", 0),
        ("CS-2", "csms", "FailedToAuthenticateAtCsms", 3),
        ("CS-1", "station", "TamperDetectionActivated", 0),
    ]
    assert page.next_cursor is None
    assert [one.id for one in page.items] == sorted((one.id for one in page.items), reverse=True)


async def test_it_is_narrowed_by_station_kind_and_severity(full: Storage) -> None:
    assert await kinds(full, SecurityFilter(station=CS2)) == ["FailedToAuthenticateAtCsms"]
    assert await kinds(full, SecurityFilter(kind="FailedToAuthenticationAtCentralSystem")) == [
        "FailedToAuthenticateAtCsms"
    ]
    assert await kinds(full, SecurityFilter(severity="critical")) == ["TamperDetectionActivated"]
    assert await kinds(full, SecurityFilter(kind="FirmwareUpdated")) == []


async def test_it_is_read_a_part_at_a_time_and_nothing_is_missed(full: Storage) -> None:
    seen, cursor = [], None
    for _ in range(4):
        page = await security_log(full.queries, Slice(limit=1, cursor=cursor), SecurityFilter())
        seen += [one.event.kind for one in page.items]
        cursor = page.next_cursor
    assert seen == [
        "ReconfigurationOfSecurityParameters", "InvalidMessages", "FailedToAuthenticateAtCsms",
        "TamperDetectionActivated",
    ]  # fmt: skip


async def test_times_bound_it(storage: Storage) -> None:
    await store(storage, reported("InvalidMessages", 0))
    everything = await storage.queries.security_events(Slice(), EventSpan())
    at = NOON + timedelta(days=20_000)
    assert len(everything.items) == 1
    assert await kinds(storage, SecurityFilter(since=at)) == []
    assert await kinds(storage, SecurityFilter(until=at)) == ["InvalidMessages"]
    assert await kinds(storage, SecurityFilter(until=NOON - timedelta(days=20_000))) == []
