import pytest

from pilotwire.adapters.transport.refusal import Reason, print_refusal, refuse, remedy_for

STATUSES = {
    "not-http": 400,
    "not-a-websocket": 426,
    "handshake-malformed": 400,
    "path-unknown": 404,
    "identity-missing": 404,
    "identity-malformed": 400,
    "identity-too-long": 400,
    "unknown-station": 404,
    "station-blocked": 403,
    "subprotocol-missing": 400,
    "subprotocol-unknown": 400,
    "credentials-missing": 401,
    "credentials-malformed": 401,
    "credentials-wrong": 401,
    "certificate-missing": 403,
    "certificate-wrong": 403,
    "certificate-foreign": 403,
    "certificate-expired": 403,
    "certificate-not-yet-valid": 403,
    "certificate-revoked": 403,
    "revocation-unknown": 403,
    "server-clock-wrong": 503,
    "certificate-untrusted": 0,
    "server-untrusted": 0,
    "not-tls": 0,
    "tls-too-old": 0,
    "tls-no-common-suite": 0,
    "tls-failed": 0,
    "weaker-profile": 409,
    "profile-too-low": 403,
    "too-many-attempts": 429,
    "too-many-handshakes": 503,
    "admission-timed-out": 503,
    "admission-failed": 500,
    "shutting-down": 503,
}


def test_every_reason_has_its_status() -> None:
    assert {str(reason): refuse(reason, "").status for reason in Reason} == STATUSES


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_says_what_to_do(reason: Reason) -> None:
    assert remedy_for(reason).endswith(".")


def test_the_answer_names_reason_fault_and_remedy() -> None:
    assert print_refusal(refuse(Reason.UNKNOWN_STATION, "There is no station 'CS 9'.")) == (
        "Refused: unknown-station\n"
        "There is no station 'CS 9'.\n"
        "Add the station under exactly this identity, or correct it at the charger.\n"
    )
