"""Every frame quirk of tests/vectors/quirks against the endpoint: what is taken, what goes back, what is found."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.endpoint import Endpoint
from pilotwire.protocol.ocppj.event import CallReceived, Event, Noticed, Unreadable
from pilotwire.protocol.ocppj.limits import Limits
from pilotwire.protocol.ocppj.version import Version

VECTORS: Final = Path(__file__).parent
Case = Mapping[str, Any]


def cases() -> list[Any]:
    quirks = [msgspec.json.decode(path.read_bytes()) for path in sorted(VECTORS.glob("*.json"))]
    return [
        pytest.param(case, id=f"{quirk['name']}: {case['note']}")
        for quirk in quirks
        if quirk["where"] == "F"
        for case in quirk["cases"]
        if "received" in case
    ]


def play(case: Case, limits: Limits) -> tuple[MessageId | None, list[str], list[str]]:
    """The id of the call taken, what was sent back (calls are answered with {}), and the findings."""
    endpoint = Endpoint(Version(case["version"]), limits)
    events: list[Event] = endpoint.receive(case["received"], now=0.0)
    taken = None
    for event in events:
        if isinstance(event, CallReceived):
            taken = event.call.id
            endpoint.answer(taken, b"{}", 0.0)
    found = [str(event.finding) for event in events if isinstance(event, Noticed)]
    found += [str(event.malformed.finding) for event in events if isinstance(event, Unreadable)]
    return taken, endpoint.data_to_send(), found


@pytest.mark.parametrize("case", cases())
def test_a_tolerant_endpoint_takes_what_it_can_and_says_what_is_odd(case: Case) -> None:
    taken, sent, found = play(case, Limits())
    assert taken == case["tolerant"]["call"]
    assert sent == case["tolerant"]["sent"]
    assert found == case["findings"]


@pytest.mark.parametrize("case", cases())
def test_a_strict_endpoint_refuses_it_under_its_name(case: Case) -> None:
    taken, sent, found = play(case, Limits(strict=True))
    if case["strict"] == "legal":
        assert (taken, sent, found) == (case["tolerant"]["call"], case["tolerant"]["sent"], [])
    else:
        assert (taken, sent, found) == (None, case["strict"]["sent"], [case["strict"]["violation"]])
