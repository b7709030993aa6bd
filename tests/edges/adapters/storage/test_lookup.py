"""Lookups that share their queries."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from pilotwire.adapters.storage.lookup import MOST_KEYS, Lookups


class Database:
    """Knows what is in `records`; a query waits until `gate` is open."""

    def __init__(self, records: Mapping[str, int]) -> None:
        self.records = dict(records)
        self.queries: list[tuple[str, ...]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.error: Exception | None = None

    async def ask(self, keys: Sequence[str]) -> Mapping[str, int]:
        self.queries.append(tuple(keys))
        found = {key: self.records[key] for key in keys if key in self.records}
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return found


async def test_a_record_is_found_and_a_missing_one_is_none() -> None:
    lookups = Lookups(Database({"a": 1}).ask)
    assert await lookups.find("a") == 1
    assert await lookups.find("b") is None


async def test_what_is_asked_while_a_query_runs_is_asked_together_in_the_next() -> None:
    database = Database({"a": 1, "b": 2, "c": 3})
    lookups = Lookups(database.ask)
    database.gate.clear()
    first = asyncio.ensure_future(lookups.find("a"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.ensure_future(lookups.find(key)) for key in ("b", "c", "b")]
    await asyncio.sleep(0)
    database.gate.set()
    assert await asyncio.gather(first, *others) == [1, 2, 3, 2]
    assert database.queries == [("a",), ("b", "c")]


async def test_a_key_asked_for_again_while_its_query_runs_is_read_anew() -> None:
    database = Database({"a": 1})
    lookups = Lookups(database.ask)
    database.gate.clear()
    before = asyncio.ensure_future(lookups.find("a"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    database.records["a"] = 2
    after = asyncio.ensure_future(lookups.find("a"))
    await asyncio.sleep(0)
    database.gate.set()
    assert [await before, await after] == [1, 2]


async def test_a_query_takes_so_many_keys_and_no_more() -> None:
    database = Database({})
    lookups = Lookups(database.ask)
    await asyncio.gather(*(lookups.find(str(number)) for number in range(450)))
    assert [len(keys) for keys in database.queries] == [MOST_KEYS, MOST_KEYS, 50]


async def test_an_error_reaches_all_who_asked_and_the_next_query_works() -> None:
    database = Database({"a": 1})
    database.error = OSError("away")
    lookups = Lookups(database.ask)
    outcomes = await asyncio.gather(lookups.find("a"), lookups.find("b"), return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["away", "away"]
    database.error = None
    assert await lookups.find("a") == 1


async def test_one_who_gives_up_waiting_disturbs_nobody() -> None:
    database = Database({"a": 1})
    lookups = Lookups(database.ask)
    database.gate.clear()
    impatient, patient = asyncio.ensure_future(lookups.find("a")), asyncio.ensure_future(lookups.find("a"))
    await asyncio.sleep(0)
    impatient.cancel()
    database.gate.set()
    assert await patient == 1
    with pytest.raises(asyncio.CancelledError):
        await impatient
