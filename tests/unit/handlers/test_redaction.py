"""Secrets do not reach the message log; every other byte does."""

import pytest

from pilotwire.handlers.redaction import blot


@pytest.mark.requirement("A01.FR.09", "1.6 sec A01.FR.09")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"00112233445566778899AABBCCDDEEFF"}]',
            '[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"***"}]',
        ),
        (
            '[2, "1", "ChangeConfiguration", {"value": "s3cret-s3cret-s3cret", "key": "AuthorizationKey"}]',
            '[2, "1", "ChangeConfiguration", {"value": "***", "key": "AuthorizationKey"}]',
        ),
        (
            '[2,"1","SetVariables",{"setVariableData":[{"attributeValue":"hunter2hunter2hu","component":'
            '{"name":"SecurityCtrlr"},"variable":{"name":"BasicAuthPassword"}}]}]',
            '[2,"1","SetVariables",{"setVariableData":[{"attributeValue":"***","component":'
            '{"name":"SecurityCtrlr"},"variable":{"name":"BasicAuthPassword"}}]}]',
        ),
        (
            '[3,"1",{"configurationKey":[{"key":"AuthorizationKey","readonly":false,"value":"ABCDEF"}]}]',
            '[3,"1",{"configurationKey":[{"key":"AuthorizationKey","readonly":false,"value":"***"}]}]',
        ),
        (
            '[2,"1","SetNetworkProfile",{"connectionData":{"vpn":{"server":"s","user":"u","password":"pw","key":"kk"}}}]',
            '[2,"1","SetNetworkProfile",{"connectionData":{"vpn":{"server":"s","user":"u","password":"***","key":"***"}}}]',
        ),
        (
            '[2,"1","SetNetworkProfile",{"connectionData":{"apn":{"apn":"a","apnPassword":"pw","simPin":1234}}}]',
            '[2,"1","SetNetworkProfile",{"connectionData":{"apn":{"apn":"a","apnPassword":"***","simPin":"***"}}}]',
        ),
        (
            '[2,"1","CustomerInformation",{"requestId":1,"report":true,"clear":false,"customerIdentifier":"Jane"}]',
            '[2,"1","CustomerInformation",{"requestId":1,"report":true,"clear":false,"customerIdentifier":"***"}]',
        ),
        (
            '[2,"1","NotifyCustomerInformation",{"data":"Jane \\u00e9, Elm Street","seqNo":0}]',
            '[2,"1","NotifyCustomerInformation",{"data":"***","seqNo":0}]',
        ),
        ('[2,"1","NotifyCustomerInformation",{"data":"Jane Jo', "***"),
    ],
)
def test_a_secret_becomes_three_stars_and_the_rest_stays(text: str, expected: str) -> None:
    assert blot(text) == expected


@pytest.mark.requirement("C04.FR.04")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[2,"1","Authorize",{"idToken":{"idToken":"7391","type":"KeyCode"}}]',
            '[2,"1","Authorize",{"idToken":{"idToken":"***","type":"KeyCode"}}]',
        ),
        (
            '[2,"1","SendLocalList",{"localAuthorizationList":[{"idToken":{"type":"KeyCode","idToken":"7391"}},'
            '{"idToken":{"type":"ISO14443","idToken":"04A2B3"}}]}]',
            '[2,"1","SendLocalList",{"localAuthorizationList":[{"idToken":{"type":"KeyCode","idToken":"***"}},'
            '{"idToken":{"type":"ISO14443","idToken":"04A2B3"}}]}]',
        ),
    ],
)
def test_a_key_code_becomes_three_stars_and_other_tokens_stay(text: str, expected: str) -> None:
    assert blot(text) == expected


def test_a_secret_written_with_escapes_is_found_too() -> None:
    text = '[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"\\u0041BCDEFGHIJKLMNOP"}]'
    assert "BCDEFGHIJKLMNOP" not in blot(text)


@pytest.mark.parametrize(
    "text",
    [
        '[2,"1","ChangeConfiguration",{"key":"HeartbeatInterval","value":"300"}]',
        '[2, "1", "Heartbeat", {} ]',
        '[2,"1","DataTransfer",{"vendorId":"AuthorizationKey fan club"}]',
        '[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":',
        "",
    ],
)
def test_text_without_a_secret_stays_as_it_is(text: str) -> None:
    assert blot(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            '[2,"1","GetLog",{"log":{"remoteLocation":"http://h/files/jouws6kovkygshe7j5oda2dahi/"},"requestId":7}]',
            '[2,"1","GetLog",{"log":{"remoteLocation":"http://h/files/***/"},"requestId":7}]',
        ),
        (
            '[2,"1","GetDiagnostics",{"location":"ftp://bob:secret@h/in"}]',
            '[2,"1","GetDiagnostics",{"location":"ftp://***@h/in"}]',
        ),
        (
            '[2,"1","UpdateFirmware",{"firmware":{"location":"https:\\/\\/bob:secret@h\\/in","x":1.50}}]',
            '[2,"1","UpdateFirmware",{"firmware":{"location":"https://***@h/in","x":1.5}}]',
        ),
        ('[2,"1","GetLog",{"log":{"remoteLocation":"https://h/in/"}}]',) * 2,
        ('[2,"1","MeterValues",{"location":"Outlet","unit":"a://b"}]',) * 2,
    ],
)
def test_addresses_of_files_are_shown_without_their_secrets(text: str, shown: str) -> None:
    assert blot(text) == shown
