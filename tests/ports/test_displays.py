"""Texts on displays and their templates, stored and read back by every store."""

from datetime import UTC, datetime, timedelta

import msgspec

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.display_message import Content, DisplayMessage
from pilotwire.domain.display_template import DisplayTemplate
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.ports import Slice
from pilotwire.services.work import Removed, Work

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS-1")
SHOWN = DisplayMessage(
    station=CS, id=7, content=Content("Willkommen\n😀", "UTF8", "de"), priority="InFront", shown_while="Idle",
    start_at=NOON, end_at=NOON + timedelta(hours=1), transaction=TransactionId("t-1"), evse_id=EvseId(2),
    extra=(Content("Welcome", "ASCII", "en"),), state="accepted", state_at=NOON, template="hello", actor="ops",
    status="Accepted", reason_code="x", info="y",
)  # fmt: skip
TEMPLATE = DisplayTemplate(
    name="hello", content=Content("Hi at {station}", language="en"), extra=(Content("Hallo", language="de"),),
    priority="AlwaysFront", shown_while="Charging", minutes=5, created_at=NOON, updated_at=NOON, note="a Greeting",
)  # fmt: skip


async def stored(storage: Storage, *changes: DisplayMessage | DisplayTemplate | ChargingStation | Removed) -> None:
    work = Work()
    work.save(*changes)
    await storage.store.commit(work)


async def test_a_message_is_read_back_whole_and_a_later_state_takes_its_place(storage: Storage) -> None:
    await stored(storage, SHOWN)
    assert await storage.queries.display_message(CS, 7) == SHOWN
    cleared = msgspec.structs.replace(SHOWN, state="cleared", state_at=NOON + timedelta(seconds=1))
    await stored(storage, cleared)
    assert await storage.queries.display_messages_of(CS) == [cleared]
    assert await storage.queries.display_message(CS, 8) is None
    assert await storage.queries.display_message(StationId("CS-2"), 7) is None


async def test_messages_of_a_station_come_with_those_that_changed_last_first(storage: Storage) -> None:
    later = msgspec.structs.replace(SHOWN, id=3, state_at=NOON + timedelta(seconds=1))
    await stored(storage, SHOWN, later, msgspec.structs.replace(SHOWN, station=StationId("CS-2")))
    assert [one.id for one in await storage.queries.display_messages_of(CS)] == [3, 7]


async def test_a_station_that_is_removed_takes_its_messages_along(storage: Storage) -> None:
    await stored(storage, ChargingStation(CS, NOON, NOON), SHOWN)
    await stored(storage, Removed(ChargingStation, CS))
    assert await storage.queries.display_messages_of(CS) == []


async def test_templates_are_read_back_whole_found_by_note_and_removed(storage: Storage) -> None:
    other = msgspec.structs.replace(TEMPLATE, name="bye", note=None)
    await stored(storage, TEMPLATE, other)
    assert await storage.queries.display_template("hello") == TEMPLATE
    assert [one.name for one in (await storage.queries.display_templates(Slice())).items] == ["bye", "hello"]
    assert [one.name for one in (await storage.queries.display_templates(Slice(), "greet")).items] == ["hello"]
    await stored(storage, Removed(DisplayTemplate, "hello"))
    assert await storage.queries.display_template("hello") is None
