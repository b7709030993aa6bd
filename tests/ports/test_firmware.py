"""Firmware and campaigns on every storage."""

from datetime import time, timedelta
from typing import Any

import msgspec

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.campaign import Campaign, CampaignId, CampaignPlan, Counts, Member, Wave
from pilotwire.domain.campaign_window import Window
from pilotwire.domain.firmware_publication import Publication
from pilotwire.domain.firmware_release import FirmwareRelease, SignatureProof
from pilotwire.domain.firmware_update import FirmwareUpdate, UpdateStep, UpdateTimes
from pilotwire.domain.selection import Selection
from pilotwire.services.firmware_ports import MemberFilter, UpdateFilter
from pilotwire.services.page import Slice
from pilotwire.services.work import Removed

from .conftest import Home
from .records import CS1, CS2, EXACTLY, NOON, work

HOUR = timedelta(hours=1)
RELEASE = FirmwareRelease(
    "r\u00f62", "2.0", "Acme", NOON, EXACTLY, ("One",), ("1.*",), "17", None, "a" * 64, "b" * 32, 2**40, "c2ln", "PEM",
    SignatureProof("ECDSA-SHA256", "CN=Acme", "acme", EXACTLY), "a note", "Grafana",
)  # fmt: skip
UPDATE = FirmwareUpdate(
    CS1, 2_147_483_000, "r2", "2.0", NOON, EXACTLY, NOON + HOUR, "downloading", "Downloading", True, NOON + 2 * HOUR, 3,
    60, UpdateTimes(1.5), "1.0", None, "op-1", "Grafana", "ticket", CS2, 9, EXACTLY, EXACTLY, None, None, None, None,
    False, (UpdateStep(EXACTLY, "Accepted"), UpdateStep(EXACTLY, "Downloading", "skipped", "slow")),
)  # fmt: skip
PUBLICATION = Publication(
    CS1, 7, "r2", "b" * 32, NOON, EXACTLY, "published", "Published", ("http://a/b",), "ticket", "op-2", "Grafana",
    EXACTLY,
)  # fmt: skip
C1 = CampaignId("c-1")
CAMPAIGN = Campaign(
    C1, "To 2.0", CampaignPlan("r2", (Wave(1, None, 90, 1.5, True), Wave()), (Window(time(22), time(5), ("Friday",)),),
    "Europe/Berlin", 7, 10, 8, 2, 30.0, "skip", NOON + HOUR), NOON, EXACTLY, 2, (1, 1), "aborting", 2, 1,
    Counts(1, 0, 1), Selection(label="north"), "a note", "Grafana",
)  # fmt: skip
MEMBER = Member(
    C1, 0, CS1, 1, "running", 2, 1, "download-failed", "broken", NOON + HOUR, NOON, None, "c-1.0.2", "1.0", "2.0"
)


async def test_releases_come_back_whole_by_name_and_are_found_by_their_words(storage: Storage) -> None:
    other = msgspec.structs.replace(RELEASE, name="a1", vendor="Other", note=None, models=())
    await storage.store.commit(work(RELEASE, other))
    assert storage.store.firmware_releases() == {RELEASE.name: RELEASE, "a1": other}
    first = await storage.queries.firmware_releases(Slice(limit=1))
    assert first.items == [other]
    rest = await storage.queries.firmware_releases(Slice(limit=1, cursor=first.next_cursor))
    assert (rest.items, rest.next_cursor) == ([RELEASE], None)
    for q in ("R\u00d62", "acme", "one", "NOTE", "2.0"):
        found = (await storage.queries.firmware_releases(Slice(), q)).items
        assert RELEASE in found, q
    await storage.store.commit(work(Removed(FirmwareRelease, RELEASE.name)))
    assert list(storage.store.firmware_releases()) == ["a1"]
    assert (await storage.queries.firmware_releases(Slice())).items == [other]


async def test_updates_come_back_whole_and_are_found(storage: Storage) -> None:
    done = msgspec.structs.replace(
        UPDATE, station=CS2, number=2, release="r1", state="succeeded", requested_at=NOON + HOUR, ended_at=NOON + HOUR
    )
    await storage.store.commit(work(UPDATE, done))
    assert await storage.queries.firmware_update(UPDATE.number) == UPDATE
    assert await storage.queries.firmware_update(3) is None
    assert storage.store.firmware_update(CS1, UPDATE.number) == UPDATE
    first = await storage.queries.firmware_updates(Slice(limit=1), UpdateFilter())
    assert first.items == [done]
    rest = await storage.queries.firmware_updates(Slice(limit=1, cursor=first.next_cursor), UpdateFilter())
    assert (rest.items, rest.next_cursor) == ([UPDATE], None)

    async def found(**wanted: Any) -> list[int]:
        return [one.number for one in (await storage.queries.firmware_updates(Slice(), UpdateFilter(**wanted))).items]

    assert await found(station=CS1) == [UPDATE.number]
    assert await found(state="succeeded") == [2]
    assert await found(release="r1") == [2]
    assert await found(since=NOON + HOUR) == [2]
    assert await found(until=NOON + HOUR) == [UPDATE.number]


async def test_a_station_is_known_by_its_open_updates_and_the_last_few(storage: Storage) -> None:
    for number in range(10):
        at = NOON + number * HOUR
        one = msgspec.structs.replace(UPDATE, number=number, state="failed", requested_at=at, ended_at=at)
        await storage.store.commit(work(one))
    await storage.store.commit(work(msgspec.structs.replace(UPDATE, number=10)))
    assert [one.number for one in storage.store.firmware_updates(CS1)] == [6, 7, 8, 9, 10]
    assert list(storage.store.firmware_updates(CS2)) == []


async def test_what_is_open_is_there_after_a_restart(database_home: Home) -> None:
    storage = await database_home.open()
    ended = msgspec.structs.replace(UPDATE, number=1, state="failed", requested_at=NOON - HOUR, ended_at=NOON)
    older = msgspec.structs.replace(ended, number=0, requested_at=NOON - 2 * HOUR)
    last = msgspec.structs.replace(ended, number=3, station=CS2)
    gone = msgspec.structs.replace(PUBLICATION, number=8, state="unpublished")
    await storage.store.commit(work(RELEASE, older, ended, UPDATE, last, PUBLICATION, gone))
    assert list(storage.store.publications(CS1)) == [PUBLICATION]
    await storage.close()
    store = (await database_home.open()).store
    assert store.firmware_releases() == {RELEASE.name: RELEASE}
    assert list(store.firmware_updates(CS1)) == [UPDATE]
    assert list(store.firmware_updates(CS2)) == [last]
    assert list(store.publications(CS1)) == [PUBLICATION]


async def test_publications_come_back_whole(storage: Storage) -> None:
    later = msgspec.structs.replace(PUBLICATION, number=8, station=CS2, requested_at=NOON + HOUR, state="failed")
    await storage.store.commit(work(PUBLICATION, later))
    assert (await storage.queries.publications(Slice())).items == [later, PUBLICATION]
    assert (await storage.queries.publications(Slice(), CS1)).items == [PUBLICATION]
    assert await storage.queries.publication(7) == PUBLICATION
    assert await storage.queries.publication(9) is None
    assert [list(storage.store.publications(station)) for station in (CS1, CS2)] == [[PUBLICATION], []]


async def test_campaigns_and_their_stations_come_back_whole(storage: Storage) -> None:
    second = msgspec.structs.replace(MEMBER, position=1, station=CS2, wave=2, state="waiting")
    other = msgspec.structs.replace(CAMPAIGN, id=CampaignId("c-2"), started_at=NOON + HOUR)
    foreign = msgspec.structs.replace(MEMBER, campaign=other.id)
    await storage.store.commit(work(CAMPAIGN, other, second, MEMBER, foreign))
    assert (await storage.queries.campaigns(Slice())).items == [other, CAMPAIGN]
    assert await storage.queries.campaign(C1) == CAMPAIGN
    assert await storage.queries.campaign(CampaignId("c-3")) is None
    assert list(await storage.queries.members_of(C1)) == [MEMBER, second]
    first = await storage.queries.campaign_members(Slice(limit=1), C1, MemberFilter())
    assert first.items == [MEMBER]
    rest = await storage.queries.campaign_members(Slice(limit=1, cursor=first.next_cursor), C1, MemberFilter())
    assert (rest.items, rest.next_cursor) == ([second], None)
    assert (await storage.queries.campaign_members(Slice(), C1, MemberFilter(state="waiting"))).items == [second]
    assert (await storage.queries.campaign_members(Slice(), C1, MemberFilter(wave=1))).items == [MEMBER]
    done = msgspec.structs.replace(MEMBER, state="done", ended_at=NOON)
    await storage.store.commit(work(done, msgspec.structs.replace(CAMPAIGN, state="done", ended_at=NOON)))
    assert list(await storage.queries.members_of(C1)) == [done, second]
    changed = await storage.queries.campaign(C1)
    assert changed is not None
    assert changed.state == "done"
