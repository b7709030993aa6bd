"""Ingest: a clean message pays nothing, a repair is done once, a transaction is never lost, and nothing is raised."""

import copy
import json
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilotwire.protocol.decode import decode_strict, decode_tolerant
from pilotwire.protocol.ingest import STRICT, TOLERANT, TRANSACTION_ACTIONS, Ingested, IngestPolicy, ingest_as
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16.actions import ACTIONS as ACTIONS_16
from pilotwire.protocol.ocpp21.actions import ACTIONS as ACTIONS_21
from pilotwire.protocol.ocpp201.actions import ACTIONS as ACTIONS_201
from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.quirks.normalise import normalise
from pilotwire.protocol.shape import Amount, Flag, Items, Moment, Record, Shape, Text, Vendor, Whole, Word, shape_of

ACTIONS: Final = {Version.V16: ACTIONS_16, Version.V201: ACTIONS_201, Version.V21: ACTIONS_21}
REQUESTS: Final = [
    action.request for actions in ACTIONS.values() for action in actions.values() if action.sender != "csms"
]
RESPONSES: Final = [
    action.response for actions in ACTIONS.values() for action in actions.values() if action.response is not None
]
BILLED: Final = [
    ACTIONS[version][name].request
    for version, names in TRANSACTION_ACTIONS.items()
    for name in sorted(names)
    if name != "NotifySettlement"
]
RECEIVED_AT: Final = datetime(2026, 3, 14, 9, 27, tzinfo=UTC)
POLICIES: Final = (TOLERANT, STRICT, IngestPolicy("record-only"))
ODD_LEAVES: Final[tuple[Any, ...]] = (
    None, "", "text", "12", "12.5", "true", 0, 1, -7, 12.5, 1e300, 2**70, True, [], {}, [None], {"vendorId": "x"},
    "2026-03-14T09:26:53", "2026-03-14 09:26:53Z", "2026-03-14T09:26:53+0200", "9999-12-31T23:59:59-05:00", "Hz",
    "x" * 60,
)  # fmt: skip

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
quickly = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def valid(shape: Shape, draw: st.DrawFn) -> Any:
    """A JSON value that keeps its schema."""
    match shape:
        case Text(max_length, pattern, is_uri):
            if pattern is not None:
                return "23:59" if max_length == 5 else "2026-03-14"
            return "https://example.com/file" if is_uri else draw(st.text(max_size=min(max_length or 9, 9)))
        case Word(words):
            return draw(st.sampled_from(words))
        case Moment():
            return draw(st.sampled_from(("2026-03-14T09:26:53Z", "2026-03-14T10:26:53.5+01:00")))
        case Whole(minimum, maximum) | Amount(minimum, maximum):
            return draw(st.integers(int(minimum or 0), 99 if maximum is None else int(maximum)))
        case Flag():
            return draw(st.booleans())
        case Items(item, min_items, max_items):
            least = min_items or 0
            return [valid(item, draw) for _ in range(draw(st.integers(least, min(max_items or 9, least + 1))))]
        case Record(_, members):
            return {m.wire_name: valid(m.shape, draw) for m in members if m.is_required or draw(st.booleans())}
        case Vendor():
            return {"vendorId": "nordwind", "SoCMin": 20}
    return draw(anything)


@st.composite
def messages(draw: st.DrawFn, kinds: list[type[Payload]]) -> tuple[type[Payload], Any]:
    """A message and a payload that keeps its schema."""
    kind = draw(st.sampled_from(kinds))
    return kind, valid(shape_of(kind), draw)


@st.composite
def broken_messages(draw: st.DrawFn, kinds: list[type[Payload]]) -> tuple[type[Payload], Any]:
    """A message and a payload in which up to four places are wrong."""
    kind, payload = draw(messages(kinds))
    for _ in range(draw(st.integers(1, 4))):
        owner, key = draw(st.sampled_from([*sites(payload), (payload, None)]))
        wrong = "extra" if key is None else draw(st.sampled_from(("odd", "gone", "single")))
        if wrong == "odd":
            owner[key] = copy.deepcopy(draw(st.sampled_from(ODD_LEAVES)))
        elif wrong == "gone":
            del owner[key]
        elif wrong == "single" and isinstance(owner[key], list) and owner[key]:
            owner[key] = owner[key][0]
        elif wrong == "extra":
            owner["a/b~c"] = 1
    return kind, payload


def sites(value: Any) -> list[tuple[Any, Any]]:
    """Every container of a JSON value with each key in it."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [site for key in keys for site in sites(value[key])]


def ingested(kind: type[Payload], value: Any, policy: IngestPolicy) -> Ingested[Payload]:
    return ingest_as(kind, json.dumps(value).encode(), policy, RECEIVED_AT)


@quickly
@given(messages([*REQUESTS, *RESPONSES]))
def test_on_a_valid_message_nothing_acts_whatever_the_policy(message: tuple[type[Payload], Any]) -> None:
    kind, payload = message
    strict = decode_strict(kind, json.dumps(payload).encode())
    for policy in (TOLERANT, IngestPolicy("strict"), IngestPolicy("record-only")):
        assert ingested(kind, payload, policy) == Ingested(strict)
    assert normalise(kind, copy.deepcopy(payload), TOLERANT, ()).value == payload


@quickly
@given(broken_messages([*REQUESTS, *RESPONSES]))
def test_repairing_twice_is_repairing_once(message: tuple[type[Payload], Any]) -> None:
    kind, payload = message
    once = normalise(kind, copy.deepcopy(payload), TOLERANT, decode_tolerant(kind, payload).violations)
    again = normalise(kind, copy.deepcopy(once.value), TOLERANT, decode_tolerant(kind, once.value).violations)
    assert again.value == once.value
    assert again.seen == ()


@quickly
@given(broken_messages([*REQUESTS, *RESPONSES]), st.sampled_from(POLICIES))
def test_whatever_breaks_a_rule_has_a_name_and_only_tolerance_gives_a_value(
    message: tuple[type[Payload], Any], policy: IngestPolicy
) -> None:
    kind, payload = message
    result = ingested(kind, payload, policy)
    assert bool(result.violations) == (result.verdict != "valid")
    assert bool(result.oddities) or result.verdict == "valid"
    assert (result.value is None) == (result.verdict == "invalid")
    assert result.verdict != "repaired" or policy.mode != "strict"


@quickly
@given(st.sampled_from(BILLED), st.dictionaries(st.text(max_size=8), anything, max_size=4))
def test_any_object_at_all_about_a_transaction_can_be_stored(kind: type[Payload], payload: dict[str, Any]) -> None:
    assert ingested(kind, payload, TOLERANT).value is not None


@quickly
@given(broken_messages(BILLED))
def test_no_broken_message_about_a_transaction_is_lost(message: tuple[type[Payload], Any]) -> None:
    kind, payload = message
    assert ingested(kind, payload, TOLERANT).value is not None


@quickly
@given(st.sampled_from([*REQUESTS, *RESPONSES]), anything, st.sampled_from(POLICIES))
def test_no_json_value_raises(kind: type[Payload], value: Any, policy: IngestPolicy) -> None:
    assert ingested(kind, value, policy).verdict in ("valid", "repaired", "invalid")


@quickly
@given(st.sampled_from(REQUESTS), st.binary(max_size=40))
def test_no_bytes_raise(kind: type[Payload], raw: bytes) -> None:
    assert ingest_as(kind, raw, TOLERANT, RECEIVED_AT).verdict in ("valid", "repaired", "invalid")


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"a":' * 50_000, b"1" * 5_000, b'{"x":1e999}', b"\xff", b""])
def test_no_monstrous_text_raises(raw: bytes) -> None:
    for kind in (ACTIONS_16["MeterValues"].request, ACTIONS_21["TransactionEvent"].request):
        assert ingest_as(kind, raw, TOLERANT, RECEIVED_AT).verdict in ("repaired", "invalid")
