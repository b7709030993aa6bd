from collections.abc import Callable
from itertools import product
from pathlib import Path

import msgspec
import pytest

from pilotwire.adapters.transport.handshake import (
    Credentials,
    Handshake,
    HandshakeRules,
    UpgradeRequest,
    basic_credentials,
    choose_subprotocol,
    judge,
    offered_subprotocols,
)
from pilotwire.adapters.transport.refusal import Reason, Refusal
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.ocppj.version import Version

VECTORS = Path(__file__).parents[3] / "vectors" / "handshake"


class Offer(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    source: str
    headers: list[str]
    ours: list[str]
    when_absent: str | None
    version: str | None = None
    findings: list[str] = []
    refused: str | None = None


class Header(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    source: str
    identity: str
    header: str | None
    user_hex: str | None = None
    password_hex: str | None = None
    refused: str | None = None


def offers() -> list[Offer]:
    return msgspec.json.decode((VECTORS / "subprotocols.json").read_bytes(), type=list[Offer])


def headers() -> list[Header]:
    return msgspec.json.decode((VECTORS / "credentials.json").read_bytes(), type=list[Header])


@pytest.mark.parametrize("row", offers(), ids=lambda row: row.name)
def test_of_what_is_offered_our_preferred_version_is_chosen(row: Offer) -> None:
    when_absent = None if row.when_absent is None else Version(row.when_absent)
    ours = [Version(name) for name in row.ours]
    outcome = choose_subprotocol(offered_subprotocols(row.headers), ours, when_absent)
    if isinstance(outcome, Refusal):
        assert (outcome.reason, outcome.status) == (row.refused, 400)
    else:
        version, findings = outcome
        assert (version.subprotocol, [finding.name for finding in findings]) == (row.version, row.findings)


def test_a_refused_offer_is_told_what_there_is() -> None:
    outcome = choose_subprotocol(("ocpp1.5",), (Version.V201, Version.V16), None)
    assert isinstance(outcome, Refusal)
    assert outcome.detail == "The charger offers 'ocpp1.5'; this server has ocpp2.0.1, ocpp1.6."


@pytest.mark.parametrize("row", headers(), ids=lambda row: row.name)
def test_basic_credentials_are_bytes_split_after_the_identity(row: Header) -> None:
    outcome = basic_credentials(row.header, StationId(row.identity))
    if isinstance(outcome, Refusal):
        assert (outcome.reason, outcome.status) == (row.refused, 401)
    elif outcome is None:
        assert (row.user_hex, row.refused) == (None, None)
    else:
        assert (outcome.user.hex(), outcome.password.hex()) == (row.user_hex, row.password_hex)


def test_a_password_is_not_in_the_printed_form() -> None:
    assert "tellme" not in repr(Credentials(b"CS001", b"tellme"))
    assert "dGVsbG1l" not in repr(UpgradeRequest("/ocpp/CS001", authorization="Basic dGVsbG1l"))


# The matrix: each row says what it alone leads to; of several refusals the first in the order of the columns counts.
PATHS = [
    ("/ocpp/CS001", "CS001", None),
    ("/ocpp/CS%20001", "CS 001", None),
    ("/ocpp/CS%2F001", "CS/001", None),
    ("/ocpp/Lades%C3%A4ule", "Ladesäule", None),
    ("/ocpp/" + "A" * 100, "A" * 100, "identity-too-long"),
    ("/ocpp/" + "A" * 300, "", "identity-too-long"),
    ("/ocpp/CS%00", "", "identity-malformed"),
    ("/ocpp/", "", "identity-missing"),
    ("/elsewhere/CS001", "", "path-unknown"),
]
SUBPROTOCOLS = [
    ((), None, "subprotocol-missing"),
    (("ocpp1.6",), Version.V16, None),
    (("ocpp2.0.1",), Version.V201, None),
    (("ocpp1.6, ocpp2.0.1",), Version.V201, None),
    (("ocpp0.1",), None, "subprotocol-unknown"),
]
CREDENTIALS: list[tuple[str | None, Callable[[str], Credentials | None], str | None]] = [
    (None, lambda identity: None, None),
    ("Basic eDp5", lambda identity: Credentials(b"x", b"y"), None),
    ("Digest x", lambda identity: None, "credentials-malformed"),
]


@pytest.mark.parametrize(("path", "subprotocol", "credentials"), list(product(PATHS, SUBPROTOCOLS, CREDENTIALS)))
def test_every_handshake_is_taken_or_refused_for_its_first_fault(
    path: tuple[str, str, str | None],
    subprotocol: tuple[tuple[str, ...], Version | None, str | None],
    credentials: tuple[str | None, Callable[[str], Credentials | None], str | None],
) -> None:
    raw_path, identity, path_fault = path
    offered, version, subprotocol_fault = subprotocol
    header, sent, credentials_fault = credentials
    outcome = judge(UpgradeRequest(raw_path, offered, header), HandshakeRules(prefix="/ocpp"))
    if identity and path_fault:  # too long for 2.x only, so the version must be known first
        faults = [subprotocol_fault, None if version is Version.V16 else path_fault, credentials_fault]
    else:
        faults = [path_fault, subprotocol_fault, credentials_fault]
    first = next((fault for fault in faults if fault), None)
    if isinstance(outcome, Refusal):
        assert outcome.reason == first
    else:
        assert first is None
        assert (outcome.identity, outcome.version, outcome.credentials) == (identity, version, sent(identity))


def test_a_station_may_be_allowed_to_name_no_version() -> None:
    rules = HandshakeRules(prefix="/", version_when_absent={StationId("old"): Version.V16}.get)
    taken = judge(UpgradeRequest("/old"), rules)
    refused = judge(UpgradeRequest("/new"), rules)
    assert isinstance(taken, Handshake)
    assert (taken.subprotocol, [finding.name for finding in taken.findings]) == ("ocpp1.6", ["subprotocol-absent"])
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.SUBPROTOCOL_MISSING


def test_a_version_in_the_path_decides_nothing() -> None:
    taken = judge(UpgradeRequest("/ocpp1.6/CS001", ("ocpp2.0.1",)), HandshakeRules(prefix="/"))
    assert isinstance(taken, Handshake)
    assert taken.version is Version.V201


def test_all_that_is_odd_is_noted_together() -> None:
    taken = judge(UpgradeRequest("/ocpp//CS%20001", ("ocpp1.6,ocpp2.0.1",)), HandshakeRules(prefix="/ocpp"))
    assert isinstance(taken, Handshake)
    assert [finding.name for finding in taken.findings] == [
        "url-slashes", "identity-encoded", "subprotocol-many", "identity-characters",
    ]  # fmt: skip
