"""Every payload quirk of tests/vectors/quirks, as sent: the strict verdict, the tolerant result, the findings."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from pilotwire.protocol.decode import encode
from pilotwire.protocol.ingest import STRICT, Ingested, IngestPolicy, Seen, ingest_as
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16.actions import ACTIONS as ACTIONS_16
from pilotwire.protocol.ocpp16.core import HeartbeatResponse
from pilotwire.protocol.ocpp21.actions import ACTIONS as ACTIONS_21
from pilotwire.protocol.ocpp201.actions import ACTIONS as ACTIONS_201
from pilotwire.protocol.ocppj.errors import spelling
from pilotwire.protocol.ocppj.frame import Call, CallResult
from pilotwire.protocol.ocppj.reader import read_frame
from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.violation import error_code_for

VECTORS: Final = Path(__file__).parent
ACTIONS: Final = {Version.V16: ACTIONS_16, Version.V201: ACTIONS_201, Version.V21: ACTIONS_21}
RECEIVED_AT: Final = "2026-03-14T09:27:00Z"

Case = Mapping[str, Any]


def cases() -> list[Any]:
    found = []
    for path in sorted(VECTORS.glob("*.json")):
        quirk = msgspec.json.decode(path.read_bytes())
        if quirk["where"] == "P":
            found += [pytest.param(quirk["name"], case, id=f"{path.stem}: {case['note']}") for case in quirk["cases"]]
    return found


def read(case: Case, policy: IngestPolicy) -> Ingested[Payload]:
    version = Version(case["version"])
    frame = read_frame(case["frame"], version)
    if "answers" in case:
        assert isinstance(frame, CallResult)
        kind = ACTIONS[version][case["answers"]].response
    else:
        assert isinstance(frame, Call)
        kind = ACTIONS[version][frame.action].request
    assert kind is not None
    received_at = datetime.fromisoformat(case.get("received_at", RECEIVED_AT))
    return ingest_as(kind, frame.payload, policy, received_at)


def plain(value: object) -> object:
    """A struct as JSON with short times, to be held against the literal one."""
    if isinstance(value, datetime):
        digits = "milliseconds" if value.microsecond else "seconds"
        return value.astimezone(UTC).isoformat(timespec=digits).replace("+00:00", "Z")
    if isinstance(value, msgspec.Struct):
        return plain(msgspec.to_builtins(value, builtin_types=(datetime,)))
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def told(seen: tuple[Seen, ...]) -> list[dict[str, str]]:
    return [{"name": one.name, "place": one.place, "severity": one.severity} for one in seen]


def by_name(found: list[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(found, key=lambda one: (one["name"], one["place"]))


INGESTED: Final = [param for param in cases() if "frame" in param.values[1]]


@pytest.mark.parametrize(("name", "case"), INGESTED)
def test_strict_reading_says_which_rule_is_broken_and_names_the_quirk(name: str, case: Case) -> None:
    strict = read(case, STRICT)
    notes = case.get("strict_notes", [])
    if case["strict"] == "legal":
        assert (strict.verdict, strict.violations) == ("valid", ())
        assert plain(strict.value) == case["tolerant"]["payload"]
        assert by_name(told(strict.oddities)) == by_name(notes)
        return
    assert (strict.verdict, strict.value) == ("invalid", None)
    broken = [{"pointer": one.pointer, "keyword": one.keyword} for one in strict.violations]
    assert sorted(broken, key=str) == sorted(case["strict"]["violations"], key=str)
    assert spelling(error_code_for(strict.violations), Version(case["version"])) == case["strict"]["code"]
    named = {one.name for one in strict.oddities}
    assert {note["name"] for note in notes} <= named
    assert case["findings"][0]["name"] in named


@pytest.mark.parametrize(("name", "case"), INGESTED)
def test_tolerant_reading_makes_the_best_of_it_and_names_what_it_did(name: str, case: Case) -> None:
    offset = timedelta(minutes=case.get("policy", {}).get("naive_offset_min", 0))
    tolerant = read(case, IngestPolicy("tolerant", naive_offset=offset))
    assert plain(tolerant.value) == case["tolerant"]["payload"]
    assert tolerant.extras == case["tolerant"]["extras"]
    assert by_name(told(tolerant.oddities)) == by_name(case["findings"])
    assert tolerant.verdict == ("valid" if case["strict"] == "legal" else "repaired")
    assert all(one.detail for one in tolerant.oddities)


@pytest.mark.parametrize(("name", "case"), [param for param in cases() if "sent" in param.values[1]])
def test_what_we_send_has_whole_seconds_and_a_plain_z(name: str, case: Case) -> None:
    answer = HeartbeatResponse(current_time=datetime.fromisoformat(case["instant"]))
    assert encode(answer).decode() == case["sent"]
