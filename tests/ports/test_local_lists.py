"""Local lists on every storage: their records, and who may change them."""

import asyncio

import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.id_token import Token
from pilotwire.domain.kept_events import LocalListChanged, LocalListRemoved
from pilotwire.domain.local_list import HeldEntry, HeldList, LocalList
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.kept_record import VersionConflictError
from pilotwire.services.local_list import (
    local_list_version,
    put_local_list,
    remove_local_list,
)
from pilotwire.services.ports import Slice
from pilotwire.services.work import Removed

from .conftest import Home
from .list_charger import GUEST, VAN_1, VAN_2, depot, populate
from .records import CS1, CS2, EXACTLY, LONG_AGO, NOON, later, work

DEPOT = LocalList("Depot \u26a1", LONG_AGO, EXACTLY, 3, ("04a1B2C3", "X"), ("FLEET",), (CS1, CS2), "Vans")
HELD = HeldList(
    CS1, "failed", "depot", 3, 7, (HeldEntry("04A1", "ISO14443", "00ff"),), (HeldEntry("x" * 40, "", "ff00"),),
    EXACTLY, "it answers Failed", "look",
)  # fmt: skip


async def test_records_come_back_with_all_their_fields(storage: Storage) -> None:
    await storage.store.commit(work(DEPOT, HELD))
    assert storage.store.local_lists() == {DEPOT.name: DEPOT}
    assert (await storage.queries.local_lists(Slice())).items == [DEPOT]
    assert await storage.queries.held_list(CS1) == HELD
    assert await storage.queries.held_list(CS2) is None


async def test_lists_are_there_again_after_a_restart(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(DEPOT))
    await storage.close()
    assert (await database_home.open()).store.local_lists() == {DEPOT.name: DEPOT}


async def test_lists_come_by_name_a_part_at_a_time_and_are_searched(storage: Storage) -> None:
    await storage.store.commit(work(*(depot(name, note=f"Note {name}") for name in ("c", "a", "b"))))
    first = await storage.queries.local_lists(Slice(limit=2))
    rest = await storage.queries.local_lists(Slice(limit=2, cursor=first.next_cursor))
    assert [one.name for one in (*first.items, *rest.items)] == ["a", "b", "c"]
    assert rest.next_cursor is None
    assert [one.name for one in (await storage.queries.local_lists(Slice(), "note B")).items] == ["b"]


async def test_what_a_removed_station_held_goes_with_it(storage: Storage) -> None:
    await storage.store.commit(work(ChargingStation(CS1, NOON, NOON), HELD))
    await storage.store.commit(work(Removed(ChargingStation, CS1)))
    assert await storage.queries.held_list(CS1) is None


async def test_tokens_are_found_by_key_and_by_group_each_once(storage: Storage) -> None:
    other = Token("VAN-9", group_id="FLEET-2", note="FLEET")
    await storage.store.commit(work(VAN_1, VAN_2, GUEST, other))
    found = await storage.queries.tokens_among(["guest", "van-1", "nobody"], ["FLEET"])
    assert sorted(token.value for token in found) == ["Guest", "VAN-1", "VAN-2"]


async def test_a_revision_rises_with_content_alone_and_each_change_is_told(storage: Storage) -> None:
    await populate(storage)
    store, queries = storage.store, storage.queries
    same = await put_local_list(store, queries, depot(groups=("FLEET",), stations=(CS1,), updated_at=later(5)))
    assert (same.is_new, same.local_list.revision, same.local_list.updated_at) == (False, 1, NOON)
    moved = await put_local_list(store, queries, depot(groups=("FLEET",), stations=(CS2,), updated_at=later(6)))
    assert (moved.local_list.revision, moved.local_list.updated_at) == (1, later(6))
    more = await put_local_list(store, queries, depot(tokens=("GUEST",), groups=("FLEET",), stations=(CS2,)))
    assert (more.local_list.revision, more.local_list.tokens) == (2, ("Guest",))
    await remove_local_list(store, "depot", NOON)
    events = [one.event for one in await queries.events_after(RecordId(0), 20)]
    assert [one.revision for one in events if isinstance(one, LocalListChanged)] == [1, 1, 2]
    assert isinstance(events[-1], LocalListRemoved)
    with pytest.raises(NotFoundError):
        await remove_local_list(store, "depot", NOON)


@pytest.mark.parametrize(
    ("wanted", "pointer"),
    [
        (depot(""), ""),
        (depot("a\nb"), ""),
        (depot("x" * 101), ""),
        (depot(tokens=("Guest", "nobody")), "/tokens/1"),
        (depot(tokens=("x" * 300,)), "/tokens/0"),
        (depot(tokens=("a\x00b",)), "/tokens/0"),
        (depot(tokens=("Guest", "GUEST")), "/tokens/1"),
        (depot(groups=("FLEET", "NOBODY")), "/groups/1"),
        (depot(stations=(StationId("CS-9"),)), "/stations/0"),
        (depot(stations=(CS1, CS1)), "/stations/1"),
    ],
)
async def test_what_cannot_be_on_a_list_is_refused_where_it_stands(
    storage: Storage, wanted: LocalList, pointer: str
) -> None:
    await populate(storage)
    with pytest.raises(BadInputError) as refused:
        await put_local_list(storage.store, storage.queries, wanted)
    assert refused.value.pointer == pointer


async def test_a_station_has_one_list_at_most(storage: Storage) -> None:
    await populate(storage)
    with pytest.raises(ConflictError, match="'CS-1' has the local list 'depot'"):
        await put_local_list(storage.store, storage.queries, depot("other", stations=(CS1,)))


async def test_of_two_administrators_at_once_one_is_told_that_the_list_has_changed(storage: Storage) -> None:
    await populate(storage)
    version = local_list_version(storage.store.local_lists()["depot"])
    outcomes = await asyncio.gather(
        *(
            put_local_list(storage.store, storage.queries, depot(tokens=(token,)), version)
            for token in ("Guest", "VAN-1")
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(one, VersionConflictError) for one in outcomes) == 1
    assert sum(not isinstance(one, BaseException) for one in outcomes) == 1
