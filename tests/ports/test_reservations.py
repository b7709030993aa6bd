"""Reservations on every storage."""

from datetime import timedelta

import msgspec

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reservation import Reservation
from pilotwire.services.ports import ReservationFilter, Slice

from .conftest import Home
from .records import CS1, CS2, EVSE1, EXACTLY, NOON, T1, work

HOUR = timedelta(hours=1)
HELD = Reservation(
    CS1, 2_147_483_000, IdToken("B\u00f6b", "Local"), NOON, NOON + HOUR, "accepted", EXACTLY, EVSE1, None, "fleet",
    "Grafana", True, "Accepted", "NoError", "fine", T1, "Removed",
)  # fmt: skip


async def test_reservations_come_back_whole_and_newest_first(storage: Storage) -> None:
    later = msgspec.structs.replace(HELD, id=2, station=CS2, requested_at=NOON + HOUR, state="refused")
    await storage.store.commit(work(HELD, later))
    assert await storage.queries.reservation(2_147_483_000) == HELD
    assert await storage.queries.reservation(3) is None
    first = await storage.queries.reservations(Slice(limit=1), ReservationFilter())
    assert first.items == [later]
    rest = await storage.queries.reservations(Slice(limit=1, cursor=first.next_cursor), ReservationFilter())
    assert (rest.items, rest.next_cursor) == ([HELD], None)


async def test_they_are_found_by_station_token_state_and_the_time_in_which_they_hold(storage: Storage) -> None:
    cut_short = msgspec.structs.replace(
        HELD, id=2, station=CS2, id_token=IdToken("X"), state="cancelled", state_at=NOON + HOUR / 2
    )
    await storage.store.commit(work(HELD, cut_short))

    async def found(**wanted: object) -> list[int]:
        page = await storage.queries.reservations(Slice(), msgspec.convert(wanted, ReservationFilter))
        return [one.id for one in page.items]

    assert await found(station=CS1) == [HELD.id]
    assert await found(token="x") == [2]
    assert await found(state="cancelled") == [2]
    assert await found(since=NOON + HOUR / 2) == [HELD.id]
    assert await found(since=NOON + HOUR) == []
    assert await found(until=NOON) == []
    assert await found(since=NOON, until=NOON + timedelta(seconds=1)) == [HELD.id, 2]


async def test_open_reservations_are_there_after_a_restart(database_home: Home) -> None:
    storage = await database_home.open()
    over = msgspec.structs.replace(HELD, id=2)
    running = msgspec.structs.replace(HELD, id=3, state="in-use")
    await storage.store.commit(work(HELD, over, running))
    await storage.store.commit(work(msgspec.structs.replace(over, state="expired")))
    assert [one.id for one in storage.store.reservations(CS1)] == [HELD.id, 2, 3]
    assert sorted(one.id for one in storage.store.open_reservations()) == [3, HELD.id]
    await storage.store.commit(work(msgspec.structs.replace(running, state="used")))
    await storage.close()
    store = (await database_home.open()).store
    assert store.reservations(CS1) == [HELD]
    assert store.open_reservations() == [HELD]
