"""Vendor data of stations goes to plug-ins, and what they are sent is checked where a plug-in knows the message."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.events import DataTransferred, ReadingsReceived
from pilotwire.domain.finding import Oddity
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.vendor_data import (
    DisplayAct,
    MeterReading,
    SendVendorData,
    VendorAnswer,
    VendorData,
    VendorMessage,
    VendorReply,
)
from pilotwire.domain.vendor_events import VendorDataSent
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import EvseId, StationId
from pilotwire.services import data_transfer as service
from pilotwire.services.advisers import Advisers
from pilotwire.services.context import Context, Rules
from pilotwire.services.remote_control import Asker
from pilotwire.services.work import Work

from .conftest import NOON, finish
from .link_in_hand import LinkInHand, StillClock

CS = StationId("CS-1")


class Fields(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """What the message below takes."""

    connector_id: Annotated[int, msgspec.Meta(ge=0)]
    mode: str = "Fast"


KNOWN = (
    VendorMessage(vendor_id="com.acme", message_id="SetMode", title="Mode", source="Acme", fields=Fields),
    VendorMessage(vendor_id="com.acme", message_id="Blink", title="Blink", source="Acme"),
)


class Plugins:
    """One that answers as told."""

    def __init__(self, told: VendorAnswer | None) -> None:
        self.told = told
        self.asked: list[VendorData] = []

    async def answer(self, received: VendorData) -> VendorAnswer | None:
        self.asked.append(received)
        return self.told

    def messages(self) -> tuple[VendorMessage, ...]:
        return KNOWN

    def display(self, act: DisplayAct) -> None:
        return None


def received(plugins: Plugins, vendor_id: str, data: Any) -> tuple[VendorAnswer, Work]:
    work = Work()
    context = Context(
        CS, NOON, "DataTransfer", msgspec.Raw(b"{}"), MemoryStore(), work, Rules(), Advisers(vendor_plugins=plugins)
    )
    return finish(service.receive(context, vendor_id, "m", data)), work


@pytest.mark.requirement("P02.FR.06")
def test_what_no_plug_in_knows_is_an_unknown_vendor_and_kept_as_it_came() -> None:
    answer, work = received(Plugins(None), "com.other", {"a": [1, None]})
    assert answer.status == "UnknownVendorId"
    assert work.events == [
        DataTransferred(
            station=CS, at=NOON, vendor_id="com.other", status="UnknownVendorId", message_id="m",
            data=msgspec.Raw(b'{"a":[1,null]}'),
        )
    ]  # fmt: skip


@pytest.mark.requirement("P02.FR.07")
def test_a_vendor_that_a_plug_in_knows_by_other_messages_is_answered_so() -> None:
    answer, _ = received(Plugins(None), "com.acme", None)
    assert answer.status == "UnknownMessageId"


def test_readings_facts_and_trouble_of_a_plug_in_are_stored() -> None:
    reading = Reading(datetime(2026, 3, 1, 11, tzinfo=UTC), (Sample(value=Decimal(42)),), "Other")
    plugins = Plugins(
        VendorAnswer("Accepted", {"ok": 1}, (MeterReading(EvseId(2), reading),), {"light": "Blue"}, "one odd field")
    )
    answer, work = received(plugins, "com.acme", "text")
    assert (answer.status, answer.data) == ("Accepted", {"ok": 1})
    assert plugins.asked == [VendorData(CS, "com.acme", "m", "text")]
    assert work.oddities == [Oddity("data-transfer-unreadable", "m", "one odd field", "warning")]
    assert [type(one) for one in work.events] == [ReadingsReceived, DataTransferred]
    transferred = work.events[1]
    assert isinstance(transferred, DataTransferred)
    assert transferred.facts == {"light": "Blue"}


def sent(command: SendVendorData, *answers: Any, known: bool = True) -> tuple[VendorReply, MemoryStore, LinkInHand]:
    store, link = MemoryStore(), LinkInHand(*answers)
    if known:
        work = Work()
        work.save(ChargingStation(CS, NOON, NOON))
        finish(store.commit(work))
    asker = Asker(store=store, link=link, clock=StillClock(NOON), actor="ops")
    return finish(service.send(asker, CS, command, KNOWN)), store, link


@pytest.mark.requirement("P01.FR.03", "P01.FR.04", "P01.FR.07")
def test_what_is_sent_is_an_event_with_the_stations_own_answer() -> None:
    command = SendVendorData("com.acme", "SetMode", {"connectorId": 1, "mode": "Slow"})
    reply, store, link = sent(command, VendorReply("Accepted", data={"was": "Fast"}))
    assert reply == VendorReply("Accepted", data={"was": "Fast"})
    assert [one[1] for one in link.asked] == [command]
    assert [one.event for one in store.events] == [
        VendorDataSent(
            station=CS, at=NOON, actor="ops", vendor_id="com.acme", message_id="SetMode", status="Accepted",
            data='{"connectorId":1,"mode":"Slow"}', answer='{"was":"Fast"}',
        )
    ]  # fmt: skip


def test_a_text_that_holds_json_is_checked_as_what_it_holds() -> None:
    _, _, link = sent(SendVendorData("com.acme", "SetMode", '{"connectorId": 1}'), VendorReply("Accepted"))
    assert [one[1] for one in link.asked] == [SendVendorData("com.acme", "SetMode", '{"connectorId": 1}')]


def test_a_message_that_nobody_knows_is_sent_as_it_is() -> None:
    _, _, link = sent(SendVendorData("com.other", None, [1, 2]), VendorReply("UnknownVendorId"))
    assert [one[1] for one in link.asked] == [SendVendorData("com.other", None, [1, 2])]


@pytest.mark.parametrize(
    ("data", "pointer", "message"),
    [
        ({"connectorId": -1}, "/data/connectorId", "Expected `int` >= 0"),
        ({"connectorId": 1, "colour": "red"}, "/data", "Object contains unknown field `colour`"),
        ({"mode": "Slow"}, "/data", "Object missing required field `connectorId`"),
        ("plain words", "/data", "Expected `object`, got `str`"),
        (None, "/data", "Expected `object`, got `null`"),
    ],
)
def test_data_that_the_message_does_not_have_is_refused_by_its_place_and_nothing_is_sent(
    data: Any, pointer: str, message: str
) -> None:
    with pytest.raises(BadInputError, match=r"This is no SetMode of com\.acme") as raised:
        sent(SendVendorData("com.acme", "SetMode", data))
    assert raised.value.pointer == pointer
    assert message in raised.value.message
    assert raised.value.remedy == "See the message's fields: connectorId, mode."


def test_a_message_without_fields_takes_no_data_and_more_than_the_most_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"Blink of com\.acme takes no data"):
        sent(SendVendorData("com.acme", "Blink", 1))
    with pytest.raises(BadInputError, match="The data has 262147 characters as JSON, and 262144 are sent at most"):
        sent(SendVendorData("com.other", "m", "x" * 262_145))


def test_an_unknown_station_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        sent(SendVendorData("com.acme"), known=False)
