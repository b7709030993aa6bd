"""Vendor data both ways at stations of literal frames: read by plug-ins, checked, sent, and shown by their answers."""

import asyncio
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.data_transfer import DataTransferInput
from pilotwire.client.filters import EventFilter
from pilotwire.client.problem import ApiProblem

from .conftest import Running, running
from .raw_station import EACH, RawStation

IN_EACH: Final = pytest.mark.parametrize("version", EACH)
EVBOX: Final = (
    "1,Charging,NoError,No error.,1,Blue,1,{32,4784,41},{11905680,1280},{C,11912,5908,11944},16,6680,445,"
    "2026-03-01T12:00:00Z,815,96,{245,0,0,0,0,0,1000,0,0},49,0,0,0,0,0,250,5000"
)


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


async def newest(client: Client, kind: str) -> dict[str, Any]:
    """What the event of this kind tells, once it is there."""
    async with asyncio.timeout(10):
        async for one in client.events(EventFilter(types=(kind,)), after="0"):
            return dict(msgspec.json.decode(one.data))
    raise AssertionError(f"no {kind} came")


@IN_EACH
@pytest.mark.requirement("P02.FR.06", "1.6 4.3 unknown-vendor")
async def test_a_vendor_that_nobody_knows_is_said_so_and_what_it_sent_is_kept(server: Running, version: str) -> None:
    one = RawStation("CS", version)
    async with server.client() as client, one.connected(server.ocpp_url):
        data = "1,2" if version == "ocpp1.6" else {"temperature": [21.5, None]}
        answer = await one.call("DataTransfer", {"vendorId": "com.nobody", "messageId": "m", "data": data})
        assert answer == {"status": "UnknownVendorId"}
        told = await newest(client, "data_transfer.received")
        assert (told["vendor_id"], told["message_id"], told["data"]) == ("com.nobody", "m", data)


async def test_a_charger_of_evbox_is_understood_and_its_register_becomes_a_reading(server: Running) -> None:
    one = RawStation("CS", "ocpp1.6")
    async with server.client() as client, one.connected(server.ocpp_url):
        message = {"vendorId": "EV-BOX", "messageId": "evbStatusNotification", "data": EVBOX}
        assert await one.call("DataTransfer", message) == {"status": "Accepted"}
        told = await newest(client, "data_transfer.received")
        assert told["facts"]["car"] == "car draws power"
        (reading,) = (await client.metering.station_readings("CS")).items
        assert (reading.evse_id, reading.at.isoformat()) == (1, "2026-03-01T12:00:00+00:00")
        assert [(sample.measurand, str(sample.value)) for sample in reading.samples] == [
            ("Energy.Active.Import.Register", "11905680")
        ]


@IN_EACH
@pytest.mark.requirement("P01.FR.03", "P01.FR.04", "P01.FR.07", "P01.FR.02")
async def test_a_known_message_is_checked_and_the_stations_own_answer_is_shown(server: Running, version: str) -> None:
    known = {"connectorId": 1, "chargingMode": "Smart"}
    told: Any = '{"mode":"Smart"}' if version == "ocpp1.6" else {"mode": "Smart"}
    one = RawStation("CS", version, answers={"DataTransfer": {"status": "Accepted", "data": told}})
    async with server.client() as client, one.connected(server.ocpp_url):
        wanted = DataTransferInput(vendor_id="Etrel", message_id="SetChargingMode", data=known)
        answer = await client.data_transfers.send("CS", wanted)
        assert (answer.status, answer.data) == ("Accepted", told)
        sent: Any = '{"connectorId":1,"chargingMode":"Smart"}' if version == "ocpp1.6" else known
        assert one.asked == [
            ("DataTransfer", {"vendorId": "Etrel", "messageId": "SetChargingMode", "data": sent}),
        ]
        wrong = DataTransferInput(vendor_id="Etrel", message_id="SetChargingMode", data={**known, "chargingMode": "x"})
        with pytest.raises(ApiProblem) as refused:
            await client.data_transfers.send("CS", wrong)
        assert [one.pointer for one in refused.value.problem.errors or ()] == ["/data/chargingMode"]
        assert len(one.asked) == 1
        event = await newest(client, "data_transfer.sent")
        assert (event["status"], event["data"]) == ("Accepted", '{"connectorId":1,"chargingMode":"Smart"}')


@IN_EACH
async def test_a_station_that_knows_no_such_vendor_or_message_is_shown_so(server: Running, version: str) -> None:
    one = RawStation("CS", version)
    async with server.client() as client, one.connected(server.ocpp_url):
        for status in ("UnknownVendorId", "UnknownMessageId", "Rejected"):
            one.answers["DataTransfer"] = {"status": status}
            answer = await client.data_transfers.send("CS", DataTransferInput(vendor_id="com.example"))
            assert answer.status == status
        assert one.asked[0] == ("DataTransfer", {"vendorId": "com.example"})


async def test_a_vendor_that_the_settings_accept_is_accepted_unread_in_any_letters(tmp_path: Path) -> None:
    async with running(tmp_path, accepted_vendors=("com.enplus",)) as server:
        async with RawStation("CS", "ocpp1.6").connected(server.ocpp_url) as one:
            answer = await one.call("DataTransfer", {"vendorId": "COM.enplus", "messageId": "gatewayInfo", "data": "x"})
        assert answer == {"status": "Accepted"}
