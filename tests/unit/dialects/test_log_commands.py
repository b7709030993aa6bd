"""How each version asks for a log, and what its answers mean."""

from datetime import UTC, datetime

import pytest
from msgspec import Raw

from pilotwire.domain.command import CannotError
from pilotwire.domain.log_commands import GetDiagnostics, GetLog, LogReply
from pilotwire.handlers.commands import say, understand

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 1, 13, tzinfo=UTC)
FULL = GetLog(7, "SecurityLog", "https://x.example/up/", NOON, LATER, 3, 60)
SAID = (
    b'{"log":{"remoteLocation":"https://x.example/up/","oldestTimestamp":"2026-03-01T12:00:00Z",'
    b'"latestTimestamp":"2026-03-01T13:00:00Z"},"logType":"SecurityLog","requestId":7,"retries":3,"retryInterval":60}'
)


@pytest.mark.parametrize("protocol", ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"])
def test_a_log_is_asked_for_alike_in_all_versions(protocol: str) -> None:
    said = say(protocol, FULL)
    assert (said.action, said.payload) == ("GetLog", SAID)
    short = say(protocol, GetLog(7, "DiagnosticsLog", "http://x/"))
    assert short.payload == b'{"log":{"remoteLocation":"http://x/"},"logType":"DiagnosticsLog","requestId":7}'


def test_diagnostics_are_asked_for_in_the_old_way_by_1_6_alone() -> None:
    said = say("ocpp1.6", GetDiagnostics("ftp://u:p@x.example/", NOON, LATER, 3, 60))
    assert (said.action, said.payload) == (
        "GetDiagnostics",
        b'{"location":"ftp://u:p@x.example/","retries":3,"retryInterval":60,"startTime":"2026-03-01T12:00:00Z",'
        b'"stopTime":"2026-03-01T13:00:00Z"}',
    )
    for protocol in ("ocpp2.0.1", "ocpp2.1"):
        with pytest.raises(CannotError):
            say(protocol, GetDiagnostics("ftp://x.example/"))


def test_data_collectors_have_a_log_from_2_1_on() -> None:
    wanted = GetLog(7, "DataCollectorLog", "http://x/")
    assert b'"logType":"DataCollectorLog"' in say("ocpp2.1", wanted).payload
    for protocol in ("ocpp1.6", "ocpp2.0.1"):
        with pytest.raises(CannotError, match="no log of data collectors"):
            say(protocol, wanted)


def test_an_address_is_as_long_as_the_version_takes() -> None:
    long = GetLog(7, "SecurityLog", "http://x/" + "a" * 504)
    assert say("ocpp2.1", long).payload
    for protocol in ("ocpp1.6", "ocpp2.0.1"):
        with pytest.raises(CannotError, match="has 513 characters, this version of OCPP takes 512"):
            say(protocol, long)


@pytest.mark.parametrize(
    ("protocol", "answer", "reply"),
    [
        ("ocpp2.1", b'{"status":"Accepted","filename":"a.log"}', LogReply("Accepted", "a.log")),
        ("ocpp2.0.1", b'{"status":"AcceptedCanceled"}', LogReply("AcceptedCanceled")),
        (
            "ocpp2.1", b'{"status":"Rejected","statusInfo":{"reasonCode":"NoLog","additionalInfo":"none"}}',
            LogReply("Rejected", None, "NoLog", "none"),
        ),
        ("ocpp1.6", b'{"status":"Accepted","filename":""}', LogReply("Accepted")),
    ],
)  # fmt: skip
def test_the_stations_word_is_understood(protocol: str, answer: bytes, reply: LogReply) -> None:
    assert understand(say(protocol, FULL), FULL, Raw(answer)) == reply


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        (b'{"fileName":"diag.zip"}', LogReply("Accepted", "diag.zip", is_told=False)),
        (b"{}", LogReply("Rejected", is_told=False)),
        (b'{"fileName":""}', LogReply("Rejected", is_told=False)),
    ],
)
def test_in_the_old_way_a_name_is_a_yes(answer: bytes, reply: LogReply) -> None:
    asked = GetDiagnostics("http://x/")
    assert understand(say("ocpp1.6", asked), asked, Raw(answer)) == reply
