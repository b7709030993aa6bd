"""The question to a program outside, and what counts as an answer."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pilotwire.adapters.hook.authorizer import signature, understood
from pilotwire.adapters.transport.outgoing import OutgoingError, checked
from pilotwire.domain.account import Allowance
from pilotwire.domain.authorization import Authorization
from pilotwire.services.advisers import NoAdviceError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_question_is_signed_over_its_time_and_its_body() -> None:
    # printf '1772366400.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef
    assert signature("0123456789abcdef", b'{"a":1}', NOON) == (
        "t=1772366400,v1=acd30bf13a2aa541abed423b71367f807abad7340e7235616e930e329422e0f4"
    )


def test_an_answer_says_all_that_can_be_said_of_a_token() -> None:
    body = (
        b'{"status":"Accepted","group_id":"g","expires_at":"2026-03-01T14:00:00+01:00","cache_s":7200,"language":"de",'
        b'"personal_message":"Hi","message_format":"ASCII","charging_priority":-9,"evse_ids":[2,3],'
        b'"limit":{"amount":{"amount":"4.20","currency":"EUR"},"energy_wh":9000,"time_s":60}}'
    )
    assert understood(body, NOON) == Authorization(
        "Accepted", "g", datetime(2026, 3, 1, 13, tzinfo=UTC), "de", "Hi", message_format="ASCII",
        charging_priority=-9, evse_ids=(2, 3),  # type: ignore[arg-type]  # EVSEs are numbers
        allowance=Allowance(Decimal("4.20"), "EUR", Decimal(9000), 60),
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b'{"status":"Accepted","status_":1}', b'{"status":"Accepted","evse_ids":[0]}',
        b'{"status":"Accepted","expires_at":"2026-03-01T14:00:00"}', b'{"status":"Accepted","group_id":"a\\u0000"}',
        b'{"status":"Accepted","limit":{"energy_wh":-1}}', b"[" * 100_000,
        b'{"status":"Accepted","limit":{"amount":{"amount":"-1","currency":"EUR"}}}',
    ],
)  # fmt: skip
def test_an_answer_of_another_form_is_none(body: bytes) -> None:
    with pytest.raises(NoAdviceError, match="its answer cannot be used"):
        understood(body, NOON)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/ocsp", "http://localhost./", "http://10.0.0.7:8080/", "http://[::1]/", "http://169.254.1.1/",
        "http://[fd00::1]/", "http://100.64.0.1/", "http://0.0.0.0/", "http://[::ffff:10.0.0.1]/",
    ],
)  # fmt: skip
def test_addresses_within_private_networks_are_not_asked(url: str) -> None:
    with pytest.raises(OutgoingError, match="is within a private network"):
        checked(url, allow_private=False)
    assert checked(url, allow_private=True).scheme == "http"


@pytest.mark.parametrize(
    "url",
    ["", "ftp://a.example/", "http://", "http://user:pw@a.example/", "a.example", "http://a.example:0/",
     "http://a.example:99999/", "http://a.example/" + "x" * 2000, "http://[::1/"],
)  # fmt: skip
def test_what_is_no_address_is_told_so(url: str) -> None:
    with pytest.raises(OutgoingError, match="is no address that can be asked"):
        checked(url, allow_private=True)


def test_an_address_of_the_world_is_asked() -> None:
    assert str(checked("http://ocsp.example:8080/a", allow_private=False)) == "http://ocsp.example:8080/a"
