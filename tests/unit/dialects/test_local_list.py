"""The local list as each version says it."""

import json
from datetime import UTC, datetime

import msgspec
import pytest

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.local_list import Entry
from pilotwire.domain.local_list_commands import GetLocalListVersion, SendLocalList, UncarriedTokensError
from pilotwire.handlers.commands import say, understand
from pilotwire.kernel.errors import PilotwireError

EVENING = datetime(2026, 3, 1, 20, tzinfo=UTC)
VAN = Entry(
    IdToken("04A1", "ISO14443", (("42", "Contract"),)),
    Authorization("Accepted", "FLEET", EVENING, "de", "Gute Fahrt"),
)
PLAIN = Entry(IdToken("04B2"), Authorization("Blocked"))
GONE = Entry(IdToken("04C3", "eMAID"))
CHANGE = SendLocalList(8, "Differential", (GONE, VAN, PLAIN))
VAN_2X = {
    "idToken": {
        "idToken": "04A1",
        "type": "ISO14443",
        "additionalInfo": [{"additionalIdToken": "42", "type": "Contract"}],
    },
    "idTokenInfo": {
        "status": "Accepted",
        "cacheExpiryDateTime": "2026-03-01T20:00:00Z",
        "language1": "de",
        "groupIdToken": {"idToken": "FLEET", "type": "Central"},
        "personalMessage": {"format": "UTF8", "language": "de", "content": "Gute Fahrt"},
    },
}


@pytest.mark.parametrize(
    ("protocol", "payload"),
    [
        (
            "ocpp1.6",
            {
                "listVersion": 8,
                "updateType": "Differential",
                "localAuthorizationList": [
                    {"idTag": "04C3"},
                    {
                        "idTag": "04A1",
                        "idTagInfo": {
                            "status": "Accepted",
                            "expiryDate": "2026-03-01T20:00:00Z",
                            "parentIdTag": "FLEET",
                        },
                    },
                    {"idTag": "04B2", "idTagInfo": {"status": "Blocked"}},
                ],
            },
        ),
        *(
            (
                protocol,
                {
                    "versionNumber": 8,
                    "updateType": "Differential",
                    "localAuthorizationList": [
                        {"idToken": {"idToken": "04C3", "type": "eMAID"}},
                        VAN_2X,
                        {"idToken": {"idToken": "04B2", "type": "ISO14443"}, "idTokenInfo": {"status": "Blocked"}},
                    ],
                },
            )
            for protocol in ("ocpp2.0.1", "ocpp2.1")
        ),
    ],
)
def test_a_change_carries_what_is_added_and_what_is_taken_off(protocol: str, payload: object) -> None:
    said = say(protocol, CHANGE)
    assert said.action == "SendLocalList"
    assert json.loads(said.payload) == payload


@pytest.mark.parametrize(
    ("protocol", "payload"),
    [
        ("ocpp1.6", {"listVersion": 9, "updateType": "Full", "localAuthorizationList": []}),
        ("ocpp2.0.1", {"versionNumber": 9, "updateType": "Full"}),
        ("ocpp2.1", {"versionNumber": 9, "updateType": "Full"}),
    ],
)
def test_an_empty_list_empties_the_station_s(protocol: str, payload: object) -> None:
    assert json.loads(say(protocol, SendLocalList(9, "Full")).payload) == payload


@pytest.mark.parametrize(
    ("protocol", "result", "version"),
    [
        ("ocpp1.6", b'{"listVersion":-1}', -1),
        ("ocpp1.6", b'{"listVersion":7}', 7),
        ("ocpp2.0.1", b'{"versionNumber":0}', 0),
        ("ocpp2.1", b'{"versionNumber":7,"customData":{"vendorId":"x"}}', 7),
    ],
)
def test_the_version_is_asked_for_and_read(protocol: str, result: bytes, version: int) -> None:
    command = GetLocalListVersion()
    said = say(protocol, command)
    assert (said.action, said.payload) == ("GetLocalListVersion", b"{}")
    assert understand(said, command, _raw(result)) == version


@pytest.mark.parametrize(
    ("protocol", "result", "status", "reason"),
    [
        ("ocpp1.6", b'{"status":"VersionMismatch"}', "VersionMismatch", None),
        ("ocpp1.6", b'{"status":"NotSupported"}', "NotSupported", None),
        (
            "ocpp2.0.1",
            b'{"status":"Failed","statusInfo":{"reasonCode":"TooManyElements"}}',
            "Failed",
            "TooManyElements",
        ),
        ("ocpp2.1", b'{"status":"Accepted"}', "Accepted", None),
    ],
)
def test_the_station_s_answer_is_its_status_and_its_reason(
    protocol: str, result: bytes, status: str, reason: str | None
) -> None:
    reply = understand(say(protocol, CHANGE), CHANGE, _raw(result))
    assert (reply.status, reply.reason_code) == (status, reason)


@pytest.mark.parametrize(
    ("protocol", "token"),
    [
        ("ocpp1.6", IdToken("x" * 21)),
        ("ocpp2.0.1", IdToken("x" * 37, "eMAID")),
        ("ocpp2.0.1", IdToken("04A1", "VIN")),
        ("ocpp2.1", IdToken("x" * 300, "eMAID")),
    ],
)
def test_tokens_that_a_version_has_no_place_for_are_named_before_anything_is_sent(
    protocol: str, token: IdToken
) -> None:
    with pytest.raises(UncarriedTokensError) as refused:
        say(protocol, SendLocalList(1, "Full", (PLAIN, Entry(token, Authorization("Accepted")))))
    assert refused.value.tokens == (token.value,)


def test_2_1_carries_long_tokens_of_any_type() -> None:
    long = Entry(IdToken("x" * 255, "VIN"), Authorization("Accepted"))
    entry = json.loads(say("ocpp2.1", SendLocalList(1, "Full", (long,))).payload)["localAuthorizationList"][0]
    assert entry["idToken"] == {"idToken": "x" * 255, "type": "VIN"}


@pytest.mark.parametrize(("protocol", "characters"), [("ocpp2.0.1", 512), ("ocpp2.1", 1000)])
def test_a_message_is_cut_to_what_the_version_holds(protocol: str, characters: int) -> None:
    talkative = Entry(IdToken("04A1", "eMAID"), Authorization("Accepted", personal_message="x" * 1000))
    entry = json.loads(say(protocol, SendLocalList(1, "Full", (talkative,))).payload)["localAuthorizationList"][0]
    assert entry["idTokenInfo"]["personalMessage"]["content"] == "x" * characters


def test_an_answer_without_a_version_is_refused() -> None:
    command = GetLocalListVersion()
    with pytest.raises(PilotwireError, match="makes no sense"):
        understand(say("ocpp1.6", command), command, _raw(b"{}"))


def _raw(text: bytes) -> msgspec.Raw:
    return msgspec.Raw(text)
