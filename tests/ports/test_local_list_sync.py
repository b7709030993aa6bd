"""Bringing stations in step with their local list, over every storage."""

from collections.abc import AsyncIterator

import msgspec
import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.command import Reply
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.domain.id_token import Token
from pilotwire.domain.local_list_commands import SendLocalList
from pilotwire.kernel.errors import ConflictError
from pilotwire.services.local_list import (
    check_may_sync,
    limits_of,
    list_status,
    put_local_list,
)
from pilotwire.services.local_list_jobs import SYNC, SyncRequest
from pilotwire.services.station_link import (
    CallRefusedError,
    NoAnswerError,
)
from pilotwire.services.work import Removed

from .conftest import Home, SetClock
from .list_charger import VAN_1, VAN_2, Charger, Floor, depot, kinds, populate, told_limits
from .records import CS1, CS2, NOON, later, work


@pytest.fixture
async def floors() -> AsyncIterator[list[Floor]]:
    made: list[Floor] = []
    yield made
    for floor in made:
        await floor.running.close()


@pytest.fixture
async def floor(storage: Storage, clock: SetClock, floors: list[Floor]) -> Floor:
    """Three vans of the fleet and a guest are known, and CS-1 should hold the fleet."""
    await populate(storage)
    floors.append(made := Floor(storage, clock, Charger()))
    return made


async def test_a_list_is_brought_to_a_station_whole_then_as_changes_then_not_at_all(floor: Floor) -> None:
    store, charger = floor.storage.store, floor.charger
    assert await floor.state() == "unknown"
    assert bytes((await floor.sync()).result) == b'{"version":1,"entries":3,"updates":1,"left_out":[]}'
    assert (charger.values, await floor.state()) == (["VAN-1", "VAN-2", "VAN-3"], "in-sync")
    await store.commit(work(msgspec.structs.replace(VAN_1, blocked=True), Removed(Token, VAN_2.key)))
    assert await floor.state() == "outdated"
    await floor.sync()
    assert charger.values == ["VAN-1", "VAN-3"]
    blocked = charger.entries["van-1"].authorization
    assert blocked is not None
    assert blocked.status == "Blocked"
    await floor.sync()
    assert kinds(charger) == [("Full", 1, 3), ("Differential", 2, 2)]


async def test_a_list_that_has_lost_its_station_is_emptied(floor: Floor) -> None:
    await floor.sync()
    await put_local_list(floor.storage.store, floor.storage.queries, depot(groups=("FLEET",)))
    assert await floor.state() == "outdated"
    await check_may_sync(floor.storage.store, floor.storage.queries, CS1)
    await floor.sync()
    assert (floor.charger.values, await floor.state()) == ([], "unassigned")
    with pytest.raises(ConflictError, match="No local list"):
        await check_may_sync(floor.storage.store, floor.storage.queries, CS2)


async def test_a_token_that_expires_makes_the_list_outdated(floor: Floor) -> None:
    await floor.storage.store.commit(work(msgspec.structs.replace(VAN_1, expires_at=later(60))))
    await floor.sync()
    storage = floor.storage
    assert (await list_status(storage.store, storage.queries, CS1, later(60))).state == "in-sync"
    found = await list_status(storage.store, storage.queries, CS1, later(61))
    assert (found.state, found.to_add, found.to_change, found.to_remove) == ("outdated", 0, 1, 0)


async def test_messages_keep_the_limits_that_the_station_told(floor: Floor) -> None:
    await floor.storage.store.commit(work(*told_limits(items="2")))
    await floor.sync()
    assert kinds(floor.charger) == [("Full", 1, 2), ("Differential", 2, 1)]
    assert floor.charger.values == ["VAN-1", "VAN-2", "VAN-3"]


async def test_limits_come_from_the_device_model_or_are_careful(storage: Storage) -> None:
    limits = await limits_of(storage.queries, CS1)
    assert (limits.items, limits.bytes, limits.entries) == (20, 8192, None)
    await storage.store.commit(work(*told_limits(items="50", size="4000", entries=100.0)))
    limits = await limits_of(storage.queries, CS1)
    assert (limits.items, limits.bytes, limits.entries) == (50, 4000, 100)
    key = Variable(CS2, Address(Component("Ocpp16Ctrlr"), "LocalAuthListMaxLength"), NOON, (Attribute(value="80"),))
    await storage.store.commit(work(key))
    limits = await limits_of(storage.queries, CS2)
    assert (limits.items, limits.bytes, limits.entries) == (20, 8192, 80)


async def test_a_list_that_is_too_long_for_the_station_is_refused_before_anything_is_sent(floor: Floor) -> None:
    await floor.storage.store.commit(work(*told_limits(items="2", entries=2.0)))
    ended = await floor.sync()
    assert ended.errors[-1].message == "list 'depot' has 3 entries, station CS-1 holds at most 2"
    assert (floor.charger.sent, await floor.state()) == ([], "failed")


@pytest.mark.parametrize("version", [0, 5, 700])
async def test_a_station_that_tells_another_version_gets_the_whole_list(floor: Floor, version: int) -> None:
    await floor.sync()
    floor.charger.version = version
    floor.charger.entries = {}
    await floor.sync()
    assert kinds(floor.charger) == [("Full", 1, 3), ("Full", max(version, 1) + 1, 3)]
    assert (floor.charger.values, await floor.state()) == (["VAN-1", "VAN-2", "VAN-3"], "in-sync")


@pytest.mark.requirement("D01.FR.03", "1.6 5.15 full-after-mismatch")
@pytest.mark.parametrize("refusal", ["VersionMismatch", "Failed"])
async def test_a_change_that_is_refused_is_followed_by_the_whole_list(floor: Floor, refusal: str) -> None:
    await floor.sync()
    await floor.storage.store.commit(work(msgspec.structs.replace(VAN_1, blocked=True)))
    floor.charger.answers = [refusal]
    assert (await floor.sync()).state == "done"
    assert kinds(floor.charger)[1:] == [("Differential", 2, 1), ("Full", 3, 3)]
    assert await floor.state() == "in-sync"


async def test_a_station_that_fails_twice_is_left_and_the_error_is_kept(floor: Floor) -> None:
    floor.charger.answers = ["Failed", "Failed"]
    ended = await floor.sync()
    assert (ended.state, ended.errors[-1].message) == (
        "failed",
        "station CS-1 answers Failed to Full updates, again",
    )
    assert kinds(floor.charger) == [("Full", 1, 3), ("Full", 2, 3)]
    found = await list_status(floor.storage.store, floor.storage.queries, CS1, NOON)
    assert found.held is not None
    assert (found.state, found.held.error) == ("failed", ended.errors[-1].message)
    assert (await floor.sync()).state == "done"
    assert await floor.state() == "in-sync"


@pytest.mark.parametrize(
    "answer", ["NotSupported", CallRefusedError("SendLocalList", "NotImplemented", ""), "version -1"]
)
async def test_a_station_without_lists_ends_it_by_name(floor: Floor, answer: str | Exception) -> None:
    if answer == "version -1":
        floor.charger.version = -1
    else:
        floor.charger.answers = [answer]
    ended = await floor.sync()
    assert ended.state == "failed"
    assert "keeps no local list" in ended.errors[-1].message
    assert len(floor.charger.sent) == (0 if answer == "version -1" else 1)
    assert await floor.state() == "failed"
    await put_local_list(floor.storage.store, floor.storage.queries, depot(groups=("FLEET",)))
    assert await floor.state() == "unassigned"


async def test_a_station_that_takes_the_list_and_tells_another_version_is_told(floor: Floor) -> None:
    keep = floor.charger._takes

    def takes_and_forgets(send: SendLocalList) -> Reply:
        reply = keep(send)
        floor.charger.version = 0
        return reply

    floor.charger._takes = takes_and_forgets  # type: ignore[method-assign]
    ended = await floor.sync()
    assert ended.errors[-1].message == "station CS-1 accepted its list as version 1 and tells version 0"
    assert await floor.state() == "failed"


async def test_tokens_that_the_station_cannot_be_given_are_left_out_and_told(floor: Floor) -> None:
    long = Token("L" * 40, group_id="FLEET")
    await floor.storage.store.commit(work(long))
    floor.charger.longest = 20
    ended = await floor.sync()
    assert (ended.state, [one.subject for one in ended.errors]) == ("done", ["L" * 40])
    assert (floor.charger.values, await floor.state()) == (["VAN-1", "VAN-2", "VAN-3"], "in-sync")
    found = await list_status(floor.storage.store, floor.storage.queries, CS1, NOON)
    assert found.held is not None
    assert [one.value for one in found.held.left_out] == ["L" * 40]


async def test_an_answer_that_does_not_come_is_looked_for_before_anything_is_sent_again(floor: Floor) -> None:
    charger = floor.charger
    keep = charger._takes

    def takes_and_is_silent(send: SendLocalList) -> Reply:
        keep(send)
        charger._takes = keep  # type: ignore[method-assign]
        raise NoAnswerError("no answer", "look")

    charger._takes = takes_and_is_silent  # type: ignore[method-assign]
    assert (await floor.sync()).state == "done"
    assert kinds(charger) == [("Full", 1, 3)]


async def test_an_error_to_a_change_is_followed_by_the_whole_list_and_a_second_one_ends_it(floor: Floor) -> None:
    await floor.sync()
    await floor.storage.store.commit(work(msgspec.structs.replace(VAN_1, blocked=True)))
    error = CallRefusedError("SendLocalList", "InternalError", "out of memory")
    floor.charger.answers = [error]
    assert (await floor.sync()).state == "done"
    assert kinds(floor.charger)[1:] == [("Differential", 2, 1), ("Full", 3, 3)]
    floor.charger.version = 0
    floor.charger.answers = [error, error]
    ended = await floor.sync()
    assert ended.errors[-1].message == "station CS-1 answers InternalError (out of memory) to Full updates, again"


async def test_a_station_that_never_answers_ends_it(floor: Floor) -> None:
    floor.charger.answers = [NoAnswerError("no answer", "look")] * 9
    ended = await floor.sync()
    assert (ended.state, ended.errors[-1].message) == ("failed", "no answer")
    assert len(floor.charger.sent) == 4


async def test_a_station_that_is_away_is_waited_for(floor: Floor) -> None:
    floor.charger.there = False
    begun = await floor.running.start(SYNC, SyncRequest(), CS1)
    await floor.until(begun.id, "waiting")
    floor.charger.there = True
    await floor.until(begun.id, "done")
    assert floor.charger.values == ["VAN-1", "VAN-2", "VAN-3"]


@pytest.mark.parametrize("taken", [True, False], ids=["the update came", "the update was lost"])
@pytest.mark.parametrize("cut_at", [1, 2])
async def test_a_sync_that_was_cut_off_ends_in_the_right_list_and_repeats_nothing(
    database_home: Home, clock: SetClock, floors: list[Floor], cut_at: int, taken: bool
) -> None:
    storage, charger = await database_home.open(), Charger()
    await populate(storage)
    await storage.store.commit(work(*told_limits(items="1")))
    before = Floor(storage, clock, charger)
    charger.deaf_after = cut_at
    begun = await before.running.start(SYNC, SyncRequest(), CS1)
    await charger.silent.wait()
    await before.running.close()
    await storage.close()
    lost = charger.sent.pop() if not taken else None
    if lost is not None:
        charger.version -= 1
        charger.entries = {} if cut_at == 1 else {"van-1": charger.entries["van-1"]}
    charger.deaf_after = None
    storage = await database_home.open()
    floors.append(after := Floor(storage, clock, charger))
    assert await after.running.resume() == 1
    done = await after.until(begun.id, "done")
    assert msgspec.json.decode(done.result)["updates"] == 3
    assert (charger.values, await after.state()) == (["VAN-1", "VAN-2", "VAN-3"], "in-sync")
    assert [(one.kind, len(one.entries)) for one in charger.sent] == [
        ("Full", 1),
        ("Differential", 1),
        ("Differential", 1),
    ]
