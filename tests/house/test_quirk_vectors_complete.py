"""Every known quirk has vectors, and every vector a test that runs it."""

from pathlib import Path
from typing import Any, Final

import msgspec

from pilotwire.protocol.quirks.legal import LEGAL
from pilotwire.protocol.quirks.table import NORMALISERS

TESTS: Final = Path(__file__).parents[1]
ROWS: Final = {
    1: "subprotocol-absent", 2: "subprotocol-many", 3: "version-probe", 4: "url-slashes", 5: "url-identity-shape",
    6: "identity-encoded", 7: "auth-key-form", 8: "boot-absent", 9: "early-call", 10: "boot-field-length",
    11: "empty-string", 12: "config-without-effect", 13: "timestamp-naive", 14: "timestamp-picky-peer",
    15: "clock-wrong", 16: "sample-value-number", 17: "meter-value-object", 18: "sampled-value-empty",
    19: "context-unknown", 20: "measurand-unknown", 21: "unit-alias", 22: "phase-unusual", 23: "meter-values-split",
    24: "register-relative", 25: "meter-backwards", 26: "power-factor-negative", 27: "tx-id-zero",
    28: "tx-id-max-int", 29: "tx-id-negative", 30: "stop-unknown-tx", 31: "stop-tx-extras", 32: "id-tag-free-text",
    33: "no-pong", 34: "calls-ignored", 35: "compression-unasked", 36: "empty-frame", 37: "message-id-form",
    38: "frame-type-odd", 39: "error-code-unknown", 40: "status-shape", 41: "config-value-type",
    42: "rate-unit-words", 43: "profile-level-refused", 44: "order-odd", 45: "inventory-incomplete",
    46: "callerror-loses-tx", 47: "extra-fields", 48: "data-transfer-status", 49: "quiet-csms",
}  # fmt: skip
RUNNERS: Final = {
    "P": ["vectors/quirks/test_quirk_vectors.py"],
    "H": ["edges/adapters/test_quirk_handshakes.py"],
    "F": ["vectors/quirks/test_quirk_frames.py", "e2e/transport/test_quirk_connections.py"],
    "M": ["unit/handlers/test_quirk_sessions.py"],
    "L": ["e2e/transport/test_quirk_connections.py"],
}
WAITING: Final = {"config-without-effect": 1, "rate-unit-words": 1, "profile-level-refused": 1}
"""How many cases of a quirk no test runs yet, as what they expect is not built."""


def vectors() -> dict[str, dict[str, Any]]:
    return {path.stem: msgspec.json.decode(path.read_bytes()) for path in (TESTS / "vectors/quirks").glob("*.json")}


def test_each_row_of_the_table_of_quirks_has_its_vectors() -> None:
    rows = {quirk["row"]: quirk["name"] for quirk in vectors().values() if quirk["row"] is not None}
    assert rows == ROWS


def test_each_file_is_named_after_its_row_and_has_cases() -> None:
    for stem, quirk in vectors().items():
        row = "own" if quirk["row"] is None else f"{quirk['row']:02d}"
        assert stem == f"{row}-{quirk['name']}"
        assert quirk["cases"]
        assert quirk["what"]
        assert quirk["does"]


def test_each_kind_of_vector_has_a_runner() -> None:
    assert {quirk["where"] for quirk in vectors().values()} == set(RUNNERS)
    assert [name for names in RUNNERS.values() for name in names if not (TESTS / name).exists()] == []


def test_what_waits_for_something_is_known() -> None:
    waiting = {
        quirk["name"]: sum("waits_for" in case for case in quirk["cases"])
        for quirk in vectors().values()
        if any("waits_for" in case for case in quirk["cases"])
    }
    assert waiting == WAITING


def test_each_record_of_the_table_has_vectors_and_its_row() -> None:
    by_name = {quirk["name"]: quirk["row"] for quirk in vectors().values()}
    assert {quirk.name: quirk.row for quirk in (*NORMALISERS, *LEGAL)}.items() <= by_name.items()


def test_no_two_records_of_the_table_share_a_name() -> None:
    names = [quirk.name for quirk in NORMALISERS]
    assert len(names) == len(set(names))
