"""What a 2.0.1 station says under load."""

from itertools import islice

import msgspec
import pytest

from pilotwire.apps.lab.bench.talk import Talk, UnexpectedAnswerError
from pilotwire.apps.lab.bench.talk_ocpp201 import boot, heartbeats, token_of, transactions, update
from pilotwire.protocol.decode import decode_strict
from pilotwire.protocol.ocpp201.actions import ACTIONS
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.protocol.ocppj.reader import read_frame
from pilotwire.protocol.ocppj.version import Version

GOOD = b'[3,"1",{"status":"Accepted"}]'


def at() -> bytes:
    return b"2026-05-04T10:15:30.250Z"


def said(talk: Talk, count: int) -> list[Call]:
    """The first calls of a talk, each of which must keep its schema."""
    rests = [next(talk), *(talk.send(GOOD) for _ in range(count - 1))]
    calls = [read_frame(b'[2,"1",' + rest, Version.V201) for rest in rests]
    kept = [call for call in calls if isinstance(call, Call)]
    for call in kept:
        decode_strict(ACTIONS[call.action].request, call.payload)
    assert len(kept) == count
    return kept


def test_a_station_boots_and_reports_its_connector() -> None:
    assert [call.action for call in said(boot("B-1", at), 2)] == ["BootNotification", "StatusNotification"]


def test_the_talk_about_a_boot_ends() -> None:
    talk = boot("B-1", at)
    next(talk)
    talk.send(GOOD)
    with pytest.raises(StopIteration):
        talk.send(GOOD)


def test_a_station_that_is_not_accepted_says_no_more() -> None:
    talk = boot("B-1", at)
    next(talk)
    with pytest.raises(UnexpectedAnswerError):
        talk.send(b'[3,"1",{"status":"Pending"}]')


def test_heartbeats_go_on() -> None:
    assert [rest for rest in islice(heartbeats("B-1", 3, at), 3)] == [b'"Heartbeat",{}]'] * 3


def test_a_transaction_starts_moves_on_and_ends_and_the_next_one_has_another_id() -> None:
    events = [msgspec.json.decode(call.payload) for call in said(transactions("B-1", 1, at), 4)]
    assert [(e["eventType"], e["seqNo"], e["transactionInfo"]["transactionId"]) for e in events] == [
        ("Started", 0, "B-1-1"),
        ("Updated", 1, "B-1-1"),
        ("Ended", 2, "B-1-1"),
        ("Started", 0, "B-1-2"),
    ]
    assert [e.get("idToken", {}).get("idToken") for e in events] == ["CARD-B-1", None, "CARD-B-1", "CARD-B-1"]


def test_the_first_transaction_is_as_short_as_asked_and_the_others_have_eight_readings() -> None:
    kinds = [msgspec.json.decode(call.payload)["eventType"][0] for call in said(transactions("B-1", 2, at), 14)]
    assert "".join(kinds) == "SUUESUUUUUUUUE"


def test_the_register_rises_with_every_reading_and_never_falls() -> None:
    events = [msgspec.json.decode(call.payload) for call in said(transactions("B-1", 2, at), 5)]
    registers = [event["meterValue"][0]["sampledValue"][0]["value"] for event in events]
    assert registers == [0, 92, 184, 184, 184]


def test_a_token_that_is_refused_ends_the_talk() -> None:
    talk = transactions("B-1", 1, at)
    next(talk)
    with pytest.raises(UnexpectedAnswerError):
        talk.send(b'[3,"1",{"idTokenInfo":{"status":"Unknown"}}]')


def test_tokens_of_stations_fit_every_version() -> None:
    assert token_of("a1b2c3-00042") == "CARD-a1b2c3-00042"
    assert len(token_of("a1b2c3-00042")) <= 20


@pytest.mark.parametrize(("samples", "size"), [(1, 488), (6, 1127)])
def test_the_frame_to_decode_is_a_whole_one(samples: int, size: int) -> None:
    text = update(samples=samples)
    call = read_frame(text, Version.V201)
    assert isinstance(call, Call)
    assert (call.action, len(text)) == ("TransactionEvent", size)
    event = decode_strict(ACTIONS["TransactionEvent"].request, call.payload)
    assert len(msgspec.to_builtins(event)["meterValue"][0]["sampledValue"]) == samples
