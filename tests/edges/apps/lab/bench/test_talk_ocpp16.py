"""What a 1.6 station says under load."""

import msgspec
import pytest

from pilotwire.apps.lab.bench.talk import Talk, UnexpectedAnswerError
from pilotwire.apps.lab.bench.talk_ocpp16 import boot, transaction_number, transactions
from pilotwire.protocol.decode import decode_strict
from pilotwire.protocol.ocpp16.actions import ACTIONS
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.protocol.ocppj.reader import read_frame
from pilotwire.protocol.ocppj.version import Version

STARTED = b'[3,"1",{"idTagInfo":{"status":"Accepted"},"transactionId":917}]'


def at() -> bytes:
    return b"2026-05-04T10:15:30.250Z"


def said(talk: Talk, count: int) -> list[Call]:
    """The first calls of a talk, each of which must keep its schema."""
    rests = [next(talk), *(talk.send(STARTED) for _ in range(count - 1))]
    calls = [read_frame(b'[2,"1",' + rest, Version.V16) for rest in rests]
    kept = [call for call in calls if isinstance(call, Call)]
    for call in kept:
        decode_strict(ACTIONS[call.action].request, call.payload)
    assert len(kept) == count
    return kept


def test_a_station_boots_and_reports_its_connector() -> None:
    assert [call.action for call in said(boot("B-1", at), 2)] == ["BootNotification", "StatusNotification"]


def test_a_station_that_is_not_accepted_says_no_more() -> None:
    talk = boot("B-1", at)
    next(talk)
    with pytest.raises(UnexpectedAnswerError):
        talk.send(b'[3,"1",{"status":"Rejected"}]')


def test_readings_and_stop_carry_the_number_that_the_csms_gave() -> None:
    calls = said(transactions("B-1", 2, at), 5)
    assert [call.action for call in calls] == [
        "StartTransaction",
        "MeterValues",
        "MeterValues",
        "StopTransaction",
        "StartTransaction",
    ]
    payloads = [msgspec.json.decode(call.payload) for call in calls]
    assert [payload.get("transactionId") for payload in payloads] == [None, 917, 917, 917, None]
    assert (payloads[0]["meterStart"], payloads[3]["meterStop"], payloads[4]["meterStart"]) == (0, 184, 184)
    assert payloads[0]["idTag"] == payloads[3]["idTag"] == "CARD-B-1"


def test_readings_have_six_samples() -> None:
    payload = msgspec.json.decode(said(transactions("B-1", 2, at), 2)[1].payload)
    assert [sample["unit"] for sample in payload["meterValue"][0]["sampledValue"]] == [
        "Wh",
        "W",
        "A",
        "A",
        "A",
        "Percent",
    ]


def test_a_start_without_a_number_is_no_answer() -> None:
    assert transaction_number(b'[3,"1",{"transactionId": 12}]') == 12
    with pytest.raises(UnexpectedAnswerError, match="transactionId is missing"):
        transaction_number(b'[3,"1",{"idTagInfo":{"status":"Accepted"}}]')
