"""`pilotwire call` against a server: the station's own answer, and an exit code for each way it can end."""

import json

import msgspec
import pytest

from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.station_link import (
    CallError,
    CallResult,
    NoAnswerError,
)

from ..api.conftest import NOON
from .conftest import Beside, Run


async def accepting(action: str, payload: bytes) -> CallResult | CallError:
    return CallResult("m-1", msgspec.Raw(b'{"status":"Accepted"}'), 41.0)


async def refusing(action: str, payload: bytes) -> CallResult | CallError:
    return CallError("m-1", "NotSupported", "no \x1b[2Jreset", msgspec.Raw(b'{"a":1}'), 41.0)


async def silent(action: str, payload: bytes) -> CallResult | CallError:
    raise NoAnswerError("Station 'CP-1' did not answer within 30 s.", "Try again.")


@pytest.fixture(autouse=True)
def _station(beside: Beside) -> None:
    beside.do(beside.site.holds(ChargingStation(StationId("CP-1"), NOON, NOON)))


def test_a_result_is_printed_and_ends_with_0(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", accepting)
    done = pilotwire("call", "CP-1", "Reset", '{"type": "Immediate"}')
    assert done == (0, '{\n  "status": "Accepted"\n}\n', "answered in 41 ms\n")
    assert beside.site.link.calls[0][:3] == ("CP-1", "Reset", b'{"type":"Immediate"}')


def test_the_time_to_answer_is_passed_on(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", accepting)
    pilotwire("call", "CP-1", "Reset", '{"type": "Immediate"}', "--timeout", "7")
    assert beside.site.link.calls[0][3] == 7.0


def test_as_json_the_whole_outcome_is_printed(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", accepting)
    done = pilotwire("call", "CP-1", "Reset", '{"type": "Immediate"}', "--json")
    assert json.loads(done.out) == {
        "outcome": "result", "message_id": "m-1", "latency_ms": 41.0, "payload": {"status": "Accepted"},
    }  # fmt: skip


def test_an_error_of_the_station_ends_with_3(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", refusing)
    done = pilotwire("call", "CP-1", "Reset", '{"type": "Immediate"}')
    assert done.code == 3
    assert done.out == 'NotSupported no \\x1b[2Jreset\n{\n  "a": 1\n}\n'


def test_a_station_that_is_not_connected_ends_with_4(pilotwire: Run) -> None:
    done = pilotwire("call", "CP-1", "Reset", '{"type": "Immediate"}')
    assert done.code == 4
    assert done.out == ""
    assert done.err.startswith("pilotwire: Station 'CP-1' has never been connected.")


def test_no_answer_ends_with_5(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", silent)
    done = pilotwire("call", "CP-1", "Reset", '{"type": "Immediate"}')
    assert (done.code, done.out) == (5, "")
    assert "did not answer within 30 s" in done.err


def test_a_payload_that_breaks_the_schema_is_not_sent_unless_wished(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", accepting)
    refused = pilotwire("call", "CP-1", "Reset", '{"type": "Sooft"}')
    assert refused.code == 1
    assert "/type" in refused.err
    assert beside.site.link.calls == []
    assert pilotwire("call", "CP-1", "Reset", '{"type": "Sooft"}', "--no-validate").code == 0
    assert beside.site.link.calls[0][2] == b'{"type": "Sooft"}'


def test_an_unknown_station_ends_with_1(pilotwire: Run) -> None:
    assert pilotwire("call", "CP-9", "Reset").code == 1
