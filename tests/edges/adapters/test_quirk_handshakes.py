"""Every handshake quirk of tests/vectors/quirks against the rules of the door."""

from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
import pytest

from pilotwire.adapters.transport.handshake import Handshake, HandshakeRules, UpgradeRequest, judge
from pilotwire.adapters.transport.refusal import Refusal
from pilotwire.apps.csms.credentials import check_credentials
from pilotwire.domain.station import ChargingStation
from pilotwire.protocol.ocppj.version import Version

VECTORS: Final = Path(__file__).parents[2] / "vectors" / "quirks"
Case = Mapping[str, Any]
T = TypeVar("T")


class PlainPasswords:
    """Passwords without hashing: what is stored is the password."""

    async def hash(self, password: bytes) -> str:
        return password.decode()

    async def verify(self, password: bytes, stored: str) -> bool:
        return password == stored.encode()


def cases() -> list[Any]:
    quirks = [msgspec.json.decode(path.read_bytes()) for path in sorted(VECTORS.glob("*.json"))]
    return [
        pytest.param(case, id=f"{quirk['name']}: {case['note']}")
        for quirk in quirks
        if quirk["where"] == "H"
        for case in quirk["cases"]
    ]


def judged(case: Case) -> Handshake | Refusal:
    request, when_absent = case["request"], case["rules"]["version_when_absent"]
    version = Version(when_absent) if when_absent else None
    return judge(
        UpgradeRequest(request["path"], tuple(request["subprotocols"]), request.get("authorization")),
        HandshakeRules(case["rules"]["prefix"], version_when_absent=lambda _: version),
    )


@pytest.mark.parametrize("case", cases())
def test_the_door_takes_it_as_expected_and_names_what_is_odd(case: Case) -> None:
    outcome, expected = judged(case), case["tolerant"]
    if "refusal" in expected:
        assert isinstance(outcome, Refusal)
        assert outcome.reason == expected["refusal"]
        assert outcome.remedy
        assert case["strict"] == {"violation": outcome.reason}
        return
    assert isinstance(outcome, Handshake)
    assert (outcome.identity, outcome.subprotocol) == (expected["identity"], expected["subprotocol"])
    found = [{"name": one.name, "place": "", "severity": one.severity} for one in outcome.findings]
    if "stored_password" in case:
        assert outcome.credentials is not None
        assert outcome.credentials.user.hex() == expected["user_hex"]
        assert outcome.credentials.password.hex() == expected["password_hex"]
        checked = finish(check_credentials(outcome, known(outcome, case["stored_password"]), PlainPasswords()))
        assert not isinstance(checked, Refusal)
        assert checked[0] == expected["security_profile"]
        found += [{"name": one.name, "place": "", "severity": one.severity} for one in checked[1]]
    assert found == case["findings"]
    assert case["strict"] == "legal" or case["strict"]["violation"] == found[0]["name"]


def finish(work: Coroutine[object, object, T]) -> T:
    """The result of a coroutine that waits for nothing, without an event loop."""
    with pytest.raises(StopIteration) as end:
        work.send(None)
    result: T = end.value.value
    return result


def known(handshake: Handshake, password: str) -> ChargingStation:
    at = datetime(2026, 3, 14, tzinfo=UTC)
    return ChargingStation(handshake.identity, created_at=at, updated_at=at, password_hash=password)
