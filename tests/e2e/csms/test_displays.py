"""Texts on displays of stations of literal frames, in each version, from the request to the report."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.display import (
    ContentInput,
    DisplayMessageInput,
    DisplayTemplateInput,
    PreviewInput,
    ReadDisplayInput,
    ShowInput,
)
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem

from .conftest import Running, running
from .raw_station import EACH, RawStation

IN_2X: Final = pytest.mark.parametrize("version", EACH[1:])
SHOWS: Final = {
    "SetDisplayMessage": {"status": "Accepted"},
    "ClearDisplayMessage": {"status": "Accepted"},
    "GetDisplayMessages": {"status": "Accepted"},
}


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


async def ended(client: Client, operation: str) -> Operation:
    async with asyncio.timeout(15):
        while True:
            found = await client.operation(operation)
            if found.state in ("done", "failed", "cancelled"):
                return found
            await asyncio.sleep(0.02)


@IN_2X
@pytest.mark.requirement("O01.FR.04", "O01.FR.05", "O01.FR.17")
async def test_a_text_is_shown_replaced_and_cleared(server: Running, version: str) -> None:
    one = RawStation("CS", version, answers=dict(SHOWS))
    end = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    async with server.client() as client, one.connected(server.ocpp_url):
        wanted = DisplayMessageInput(
            text="Willkommen", language="de", priority="InFront", shown_while="Idle", end_at=end
        )
        answer = await client.displays.show("CS", wanted)
        number = answer.message.number
        assert (answer.status, answer.message.state) == ("Accepted", "accepted")
        await client.displays.show("CS", DisplayMessageInput(text="Hallo", number=number))
        cleared = await client.displays.clear("CS", number)
        assert cleared.message.state == "cleared"
        assert one.asked == [
            ("SetDisplayMessage", {"message": {
                "id": number, "priority": "InFront", "state": "Idle", "endDateTime": f"{end:%Y-%m-%dT%H:%M:%SZ}",
                "message": {"format": "UTF8", "language": "de", "content": "Willkommen"},
            }}),
            ("SetDisplayMessage", {"message": {
                "id": number, "priority": "NormalCycle", "message": {"format": "UTF8", "content": "Hallo"},
            }}),
            ("ClearDisplayMessage", {"id": number}),
        ]  # fmt: skip


async def begins(one: RawStation) -> None:
    """A transaction at its first EVSE."""
    about = {
        "eventType": "Started", "timestamp": datetime.now(UTC).isoformat(), "triggerReason": "CablePluggedIn",
        "seqNo": 0, "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1, "connectorId": 1},
    }  # fmt: skip
    await one.call("TransactionEvent", about)


@IN_2X
@pytest.mark.requirement("O02.FR.12")
async def test_a_text_of_a_transaction_is_over_with_it(server: Running, version: str) -> None:
    one = RawStation("CS", version, answers=dict(SHOWS))
    async with server.client() as client, one.connected(server.ocpp_url):
        wanted = DisplayMessageInput(text="Danke!", language="de-AT", transaction_id="t-1")
        with pytest.raises(ApiProblem) as refused:
            await client.displays.show("CS", wanted)
        assert [found.pointer for found in refused.value.problem.errors or ()] == ["/transaction_id"]
        await begins(one)
        shown = await client.displays.show("CS", wanted)
        assert one.asked[0][1]["message"]["transactionId"] == "t-1"
        about = {
            "eventType": "Ended", "timestamp": datetime.now(UTC).isoformat(), "triggerReason": "EVDeparted", "seqNo": 1,
            "transactionInfo": {"transactionId": "t-1", "stoppedReason": "Local"},
        }  # fmt: skip
        await one.call("TransactionEvent", about)
        (found,) = (await client.displays.list("CS")).items
        assert (found.number, found.state) == (shown.message.number, "over")


@IN_2X
async def test_a_stations_texts_are_gathered_from_parts_and_compared_with_ours(server: Running, version: str) -> None:
    one = RawStation("CS", version, answers=dict(SHOWS))
    async with server.client() as client, one.connected(server.ocpp_url):
        kept = (await client.displays.show("CS", DisplayMessageInput(text="Kept"))).message.number
        lost = (await client.displays.show("CS", DisplayMessageInput(text="Lost"))).message.number
        reading = await client.displays.read("CS")
        request = (await one.until_asked("GetDisplayMessages"))["requestId"]
        foreign = {"id": 3, "priority": "AlwaysFront", "message": {"format": "ASCII", "content": "Out of order"}}
        ours = {"id": kept, "priority": "NormalCycle", "message": {"format": "UTF8", "content": "Kept"}}
        other = {"id": 99, "priority": "InFront", "message": {"format": "ASCII", "content": "of another request"}}
        for about in (
            {"requestId": request + 1, "messageInfo": [other]},
            {"requestId": request, "tbc": True, "messageInfo": [foreign]},
            {"requestId": request, "tbc": True, "messageInfo": [foreign]},
            {"requestId": request, "messageInfo": [ours]},
        ):
            assert await one.call("NotifyDisplayMessages", about) == {}
        done = await ended(client, reading.id)
        assert (done.state, msgspec.json.decode(done.result)) == ("done", {"messages": 2, "missing": [lost]})
        states = {found.number: found.state for found in (await client.displays.list("CS")).items}
        assert states == {3: "reported", kept: "accepted", lost: "missing"}


@IN_2X
async def test_a_station_without_texts_says_so_and_one_can_ask_for_some_alone(server: Running, version: str) -> None:
    one = RawStation("CS", version, answers={"GetDisplayMessages": {"status": "Unknown"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        wish = ReadDisplayInput(numbers=[1, 2], priority="InFront", shown_while="Idle")
        done = await ended(client, (await client.displays.read("CS", wish)).id)
        assert (done.state, msgspec.json.decode(done.result)) == ("done", {"messages": 0, "missing": []})
        asked = one.asked[0][1]
        assert {key: asked[key] for key in ("id", "priority", "state")} == {
            "id": [1, 2], "priority": "InFront", "state": "Idle",
        }  # fmt: skip


@IN_2X
async def test_a_template_is_looked_at_and_shown_at_a_station(server: Running, version: str) -> None:
    one = RawStation("CS", version, answers=dict(SHOWS))
    async with server.client() as client, one.connected(server.ocpp_url):
        with pytest.raises(ApiProblem) as refused:
            await client.displays.put_template("hi", DisplayTemplateInput(text="{prize}"))
        assert [found.pointer for found in refused.value.problem.errors or ()] == ["/text"]
        await client.displays.put_template("hi", DisplayTemplateInput(text="Pay at https://x.example/{station}"))
        preview = await client.displays.preview("hi", PreviewInput(station="CS"))
        assert [found.text for found in preview.contents] == ["Pay at https://x.example/CS"]
        (begun,) = (await client.displays.show_template("hi", ShowInput(stations=["CS"]))).operations
        assert (await ended(client, begun.id)).state == "done"
        assert one.asked[0][1]["message"]["message"]["content"] == "Pay at https://x.example/CS"
        (found,) = (await client.displays.list("CS")).items
        assert (found.template, found.state) == ("hi", "accepted")


async def test_ocpp_21_takes_a_code_to_scan_and_other_languages_and_201_says_that_it_cannot(server: Running) -> None:
    newer, older = (
        RawStation(f"CS-{version[4:]}", version, answers=dict(SHOWS)) for version in ("ocpp2.1", "ocpp2.0.1")
    )
    code = DisplayMessageInput(text="https://pay.example/1", format="QRCODE", evse_id=1)
    both = DisplayMessageInput(text="Hallo", language="de", extra=[ContentInput(text="Hello", language="en")])
    async with server.client() as client, newer.connected(server.ocpp_url), older.connected(server.ocpp_url):
        for wanted in (code, both):
            assert (await client.displays.show(newer.name, wanted)).status == "Accepted"
            with pytest.raises(ApiProblem) as refused:
                await client.displays.show(older.name, wanted)
            assert refused.value.problem.type.endswith("#cannot-ask")
        assert [asked[1]["message"].get("display") for asked in newer.asked] == [
            {"name": "Display", "evse": {"id": 1}}, None,
        ]  # fmt: skip
        assert newer.asked[1][1]["message"]["messageExtra"] == [
            {"format": "UTF8", "language": "en", "content": "Hello"}
        ]
        assert older.asked == []


@pytest.mark.parametrize("described", [True, False])
async def test_ocpp_16_shows_by_its_makers_own_message_or_says_that_it_cannot(tmp_path: Path, described: bool) -> None:
    path = tmp_path / "displays.toml"
    path.write_text(
        '[[display]]\nvendor = "acme"\n'
        'show = {vendor_id = "com.acme", message_id = "Show", data = {line = "{text}"}}\n',
        encoding="utf-8",
    )
    more: dict[str, Any] = {"display_vendors_file": path} if described else {}
    one = RawStation("CS", "ocpp1.6", answers={"DataTransfer": {"status": "Accepted"}})
    async with running(tmp_path, **more) as server, server.client() as client, one.connected(server.ocpp_url):
        wanted = DisplayMessageInput(text="Größe")
        if described:
            assert (await client.displays.show("CS", wanted)).message.state == "accepted"
            sent = {"vendorId": "com.acme", "messageId": "Show", "data": '{"line":"Größe"}'}
            assert one.asked == [("DataTransfer", sent)]
        else:
            with pytest.raises(ApiProblem, match="no plug-in knows how Acme says it"):
                await client.displays.show("CS", wanted)
            assert one.asked == []
