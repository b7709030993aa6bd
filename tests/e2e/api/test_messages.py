"""The message log, findings and refusals over HTTP."""

from datetime import timedelta

import aiohttp
import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import FindingFilter, MessageFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.domain.finding import Oddity
from pilotwire.domain.message import LoggedMessage, Refusal
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.work import SeenOddity

from .conftest import IN_SHARED_LOOP, NOON, Site

# ids as the store makes them at the frames' times
FIRST, SECOND, THIRD = RecordId(153833648947200000), RecordId(153833648951394304), RecordId(153833653141504000)
CALL = LoggedMessage(
    FIRST, StationId("CS-1"), NOON, "in", "call", '[2,"a","Heartbeat",{}]', 3, "a", "Heartbeat", "valid"
)
RESULT = LoggedMessage(
    SECOND, StationId("CS-1"), NOON + timedelta(milliseconds=1), "out", "result", '[3,"a",{}]', 3, "a",
    "Heartbeat", call_id=FIRST, latency_us=1500,
)  # fmt: skip
GARBAGE = LoggedMessage(
    THIRD, StationId("CS-2"), NOON + timedelta(seconds=1), "in", "malformed", "\ufffd", verdict="invalid",
    raw=b"\xff",
)  # fmt: skip
NAMES = {str(FIRST): "call", str(SECOND): "result", str(THIRD): "garbage"}


async def test_a_frame_is_shown_as_it_was(site: Site, raw: aiohttp.ClientSession) -> None:
    await site.holds(CALL, RESULT, GARBAGE)
    async with raw.get("/api/v1/messages/153833648951394304") as answer:
        assert await answer.json() == {
            "id": "153833648951394304",
            "station": "CS-1",
            "at": "2026-03-01T12:00:00.001Z",
            "direction": "out",
            "kind": "result",
            "verdict": "unchecked",
            "text": '[3,"a",{}]',
            "generation": 3,
            "message_id": "a",
            "action": "Heartbeat",
            "call_id": "153833648947200000",
            "latency_ms": 1.5,
        }


async def test_bytes_that_were_no_text_are_kept(site: Site, client: Client) -> None:
    await site.holds(GARBAGE)
    assert (await client.message(str(THIRD))).raw_base64 == "/w=="


@IN_SHARED_LOOP
@pytest.mark.parametrize("record", ["14", "0", "-1", "x", "9223372036854775808", "9" * 40, "1; DROP TABLE", "\u0661"])
async def test_an_unknown_frame_is_not_found(shared_client: Client, record: str) -> None:
    with pytest.raises(ApiProblem) as refused:
        await shared_client.message(record)
    assert refused.value.status == 404


async def test_frames_come_newest_first_and_filtered(site: Site, client: Client) -> None:
    await site.holds(CALL, RESULT, GARBAGE)

    async def ids(wanted: MessageFilter) -> list[str]:
        return [NAMES[one.id] for one in (await client.messages(wanted)).items]

    assert await ids(MessageFilter()) == ["garbage", "result", "call"]
    assert await ids(MessageFilter(station="CS-1")) == ["result", "call"]
    assert await ids(MessageFilter(direction="out")) == ["result"]
    assert await ids(MessageFilter(action="Heartbeat", kind="call")) == ["call"]
    assert await ids(MessageFilter(message_id="a")) == ["result", "call"]
    assert await ids(MessageFilter(verdict="invalid")) == ["garbage"]
    assert await ids(MessageFilter(q="heartBEAT")) == ["call"]
    assert await ids(MessageFilter(q="' OR 1=1 --")) == []
    assert await ids(MessageFilter(since=NOON + timedelta(milliseconds=1), until=NOON + timedelta(milliseconds=2))) == [
        "result"
    ]


async def test_frames_come_in_pages(site: Site, client: Client) -> None:
    await site.holds(CALL, RESULT, GARBAGE)
    first = await client.messages(limit=2)
    second = await client.messages(limit=2, cursor=first.next_cursor)
    assert [NAMES[one.id] for one in (*first.items, *second.items)] == ["garbage", "result", "call"]
    assert second.next_cursor is None


async def test_findings_are_counted_and_filtered(site: Site, client: Client) -> None:
    for minutes, station, name in ((0, "CS-1", "a"), (1, "CS-1", "a"), (2, "CS-2", "b")):
        oddity = Oddity(name, "/x", "<i>seen</i>", "warning")
        await site.holds(SeenOddity(StationId(station), "1.0", oddity, NOON + timedelta(minutes=minutes), RecordId(7)))
    found = (await client.findings()).items
    assert [(one.station, one.name, one.count) for one in found] == [("CS-2", "b", 1), ("CS-1", "a", 2)]
    assert (found[1].first_seen_at, found[1].last_seen_at) == (NOON, NOON + timedelta(minutes=1))
    assert (found[1].frame_id, found[1].detail) == ("7", "<i>seen</i>")
    assert [one.name for one in (await client.findings(FindingFilter(station="CS-1"))).items] == ["a"]
    assert [one.station for one in (await client.findings(FindingFilter(name="b"))).items] == ["CS-2"]


async def test_refusals_say_what_to_do(site: Site, client: Client) -> None:
    for record, station in ((1, "CS-1"), (2, "CS-2")):
        await site.holds(
            Refusal(
                RecordId(record), NOON, "wrong-password", "It does not match.", "Enter the same in both.", 401,
                "192.0.2.7", f"/ocpp/{station}", StationId(station), ("ocpp1.6",), "Box/1",
            )
        )  # fmt: skip
    assert [one.id for one in (await client.refusals()).items] == ["2", "1"]
    (one,) = (await client.refusals(station="CS-1")).items
    assert (one.reason, one.remedy, one.status, one.offered, one.user_agent) == (
        "wrong-password", "Enter the same in both.", 401, ["ocpp1.6"], "Box/1",
    )  # fmt: skip
