from pathlib import Path

import msgspec
import pytest

from pilotwire.adapters.transport.finding import HandshakeFinding
from pilotwire.adapters.transport.identity import PathIdentity, check_identity, identity_from_path
from pilotwire.adapters.transport.refusal import Reason, Refusal
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.ocppj.version import Version

VECTORS = Path(__file__).parents[3] / "vectors" / "handshake"


class Row(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    source: str
    prefix: str
    path: str
    identity: str = ""
    tenant: str = ""
    findings: list[str] = []
    refused: str | None = None


def rows() -> list[Row]:
    return msgspec.json.decode((VECTORS / "paths.json").read_bytes(), type=list[Row])


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_the_path_gives_the_identity_or_the_reason_why_not(row: Row) -> None:
    outcome = identity_from_path(row.path, row.prefix)
    if isinstance(outcome, Refusal):
        assert outcome.reason == row.refused
    else:
        assert row.refused is None
        names = [finding.name for finding in outcome.findings]
        assert (outcome.identity, outcome.tenant, names) == (row.identity, row.tenant, row.findings)


@pytest.mark.parametrize("version", [Version.V201, Version.V21])
@pytest.mark.parametrize(
    ("identity", "seen"),
    [("CS 01", "' '"), ("00:1A:2B", "':'"), ("Ladesäule", "'ä'"), ("b/a/ b", "' /'"), ("100%", "'%'")],
)
def test_a_character_that_2x_does_not_allow_is_noted_and_let_pass(version: Version, identity: str, seen: str) -> None:
    detail = f"{seen} may not be in an OCPP 2.x identity"
    assert check_identity(StationId(identity), version) == (HandshakeFinding("identity-characters", detail, "warning"),)


@pytest.mark.parametrize("identity", ["CS001", "a*b-c_d=e+f|g@h.i", "A" * 48])
def test_an_identity_by_the_rules_of_2x_is_not_noted(identity: str) -> None:
    assert check_identity(StationId(identity), Version.V201) == ()


@pytest.mark.parametrize("version", [Version.V201, Version.V21])
def test_an_identity_of_49_characters_is_too_long_for_2x(version: Version) -> None:
    refusal = check_identity(StationId("A" * 49), version)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.status) == (Reason.IDENTITY_TOO_LONG, 400)
    assert refusal.detail == "The identity has 49 characters; OCPP 2.x allows 48."


@pytest.mark.parametrize("identity", ["A" * 49, "A" * 255, "Lade säule: 1"])
def test_1_6_states_no_set_of_characters(identity: str) -> None:
    assert check_identity(StationId(identity), Version.V16) == ()


def test_a_refusal_shows_control_characters_as_question_marks() -> None:
    refusal = identity_from_path("/other\r\nSet-Cookie:x", "/ocpp")
    assert isinstance(refusal, Refusal)
    assert refusal.detail == "There is nothing at '/other??Set-Cookie:x'; chargers use '/ocpp'."


def test_bytes_that_were_no_utf8_in_the_request_line_are_refused() -> None:
    refusal = identity_from_path("/ocpp/CS\udcff", "/ocpp")
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.IDENTITY_MALFORMED


def test_what_is_odd_is_shown_with_its_finding() -> None:
    assert identity_from_path("/ocpp//CS001", "/ocpp") == PathIdentity(
        StationId("CS001"), "", (HandshakeFinding("url-slashes", "/ocpp//CS001"),)
    )
