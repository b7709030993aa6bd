"""`pilotwire start`, `stop`, `reset` and their like: the station's own answer, and an exit code for each way."""

import asyncio
import json
from decimal import Decimal

import msgspec
import pytest

from pilotwire.domain.id_token import Token
from pilotwire.domain.requested_start import begun
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.station_link import (
    CallError,
    CallResult,
    NoAnswerError,
)

from ..api.conftest import NOON, Answer
from .conftest import Beside, Run


def saying(status: str) -> Answer:
    async def answer(action: str, payload: bytes) -> CallResult | CallError:
        return CallResult("m-1", msgspec.Raw(json.dumps({"status": status}).encode()), 41.0)

    return answer


async def erring(action: str, payload: bytes) -> CallResult | CallError:
    return CallError("m-1", "NotSupported", "no", msgspec.Raw(b"{}"), 41.0)


async def silent(action: str, payload: bytes) -> CallResult | CallError:
    raise NoAnswerError("It did not answer.", "Look.")


async def gone(action: str, payload: bytes) -> CallResult | CallError:
    return CallResult("m-1", msgspec.Raw(b'{"messagesInQueue":false,"ongoingIndicator":false}'), 4.0)


@pytest.fixture(autouse=True)
def _station(beside: Beside) -> None:
    station = ChargingStation(StationId("CP-1"), NOON, NOON)
    beside.do(beside.site.holds(station, Token("04A2B3", type="ISO14443")))


def runs(beside: Beside) -> None:
    running = Transaction(StationId("CP-1"), TransactionId("t1"), NOON, NOON, NOON, NOON, evse_id=EvseId(1))
    beside.do(beside.site.holds(running))


def test_a_start_prints_what_the_station_said_and_its_number(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", saying("Accepted"))
    done = pilotwire("start", "CP-1", "04A2B3", "--evse", "2")
    assert done.code == 0
    sent = json.loads(beside.site.link.calls[0][2])
    assert (sent["idToken"], sent["evseId"]) == ({"idToken": "04A2B3", "type": "ISO14443"}, 2)
    assert done.out == f"Status        Accepted\nRemote start  {sent['remoteStartId']}\n"


def test_as_json_the_whole_answer_is_printed(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", saying("Scheduled"))
    runs(beside)
    done = pilotwire("reset", "CP-1", "--kind", "OnIdle", "--json")
    assert json.loads(done.out) == {
        "status": "Scheduled", "noticed": ["transaction t1 runs at EVSE 1 since 2026-03-01 12:00:00 UTC"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "action", "payload"),
    [
        (("stop", "CP-1", "t1"), "RequestStopTransaction", {"transactionId": "t1"}),
        (("unlock", "CP-1", "1", "2"), "UnlockConnector", {"evseId": 1, "connectorId": 2}),
        (("reset", "CP-1", "--kind", "Immediate", "--evse", "1"), "Reset", {"type": "Immediate", "evseId": 1}),
        (
            ("availability", "CP-1", "Inoperative", "--evse", "1"), "ChangeAvailability",
            {"operationalStatus": "Inoperative", "evse": {"id": 1}},
        ),
        (("trigger", "CP-1", "Heartbeat"), "TriggerMessage", {"requestedMessage": "Heartbeat"}),
    ],
)  # fmt: skip
def test_each_verb_sends_its_call(
    pilotwire: Run, beside: Beside, arguments: tuple[str, ...], action: str, payload: dict[str, object]
) -> None:
    beside.site.link.connect("CP-1", saying("Accepted" if arguments[0] != "unlock" else "Unlocked"))
    runs(beside)
    assert pilotwire(*arguments, "--timeout", "7").code == 0
    call = beside.site.link.calls[0]
    assert (call[1], json.loads(call[2]), call[3]) == (action, payload, 7.0)


def test_a_refusal_ends_with_3(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", saying("Rejected"))
    done = pilotwire("reset", "CP-1")
    assert (done.code, done.out) == (3, "Status  Rejected\n")


def test_an_error_of_the_station_ends_with_3(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", erring)
    done = pilotwire("reset", "CP-1")
    assert (done.code, done.out) == (3, "")
    assert "The station answered Reset with NotSupported (no)." in done.err


def test_a_station_that_is_away_ends_with_4_and_silence_with_5(pilotwire: Run, beside: Beside) -> None:
    assert pilotwire("reset", "CP-1").code == 4
    beside.site.link.connect("CP-1", silent)
    assert pilotwire("reset", "CP-1").code == 5


def test_what_stands_against_a_start_ends_with_1_and_can_be_forced(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", saying("Accepted"))
    done = pilotwire("start", "CP-1", "0NONE")
    assert done.code == 1
    assert "/id_token/value: Token 0NONE is Unknown." in done.err
    forced = pilotwire("start", "CP-1", "0NONE", "--force")
    assert forced.code == 0
    assert "Note          sent although token 0NONE is Unknown" in forced.out


def test_a_word_that_does_not_exist_is_misuse(pilotwire: Run) -> None:
    assert pilotwire("availability", "CP-1", "Broken").code == 2
    assert pilotwire("unlock", "CP-1", "0").code == 2


def test_stale_transactions_are_shown_first_and_closed_on_demand(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", gone)
    runs(beside)
    looked = pilotwire("close-stale", "CP-1", "--dry-run", "--utc")
    assert looked.code == 0
    assert "t1" in looked.out
    assert "the station says that it does not run" in looked.out
    assert looked.err == "0 closed.\n"
    assert pilotwire("close-stale", "CP-1").code == 2
    assert pilotwire("close-stale", "CP-1", "--yes").err == "1 closed.\n"
    assert pilotwire("close-stale", "CP-1", "--yes").err == "No transaction is open.\n"


async def begins(beside: Beside, number: int) -> None:
    """The transaction that a start asked for."""
    site = beside.site
    kept = site.store.requested_start(StationId("CP-1"), number)
    assert kept is not None
    await site.holds(begun(kept, TransactionId("t7"), NOON))


def test_a_start_carries_a_profile_and_limits(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", saying("Accepted"))
    profile = '{"schedules": [{"rate_unit": "A", "periods": [{"start_s": 0, "limit": 16}]}]}'
    done = pilotwire("start", "CP-1", "04A2B3", "--profile", profile, "--group", "guests", "--energy-kwh", "12.5")
    assert done.code == 0
    (sent,) = [json.loads(call[2]) for call in beside.site.link.calls if call[1] == "RequestStartTransaction"]
    assert sent["groupIdToken"] == {"idToken": "guests", "type": "Central"}
    assert sent["chargingProfile"]["chargingSchedule"] == [
        {"id": 1, "chargingRateUnit": "A", "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 16.0}]}
    ]
    kept = beside.site.store.requested_start(StationId("CP-1"), sent["remoteStartId"])
    assert kept is not None
    assert kept.limit == TransactionLimit(max_energy_wh=Decimal(12500))


def test_a_profile_that_is_no_json_is_named(pilotwire: Run) -> None:
    done = pilotwire("start", "CP-1", "04A2B3", "--profile", "{16}")
    assert done.code == 2
    assert "The profile is not JSON" in done.err


def test_a_start_can_be_waited_for(pilotwire: Run, beside: Beside) -> None:
    async def answer(action: str, payload: bytes) -> CallResult | CallError:
        asyncio.get_running_loop().call_later(0.2, _soon, beside, json.loads(payload)["remoteStartId"])
        return CallResult("m-1", msgspec.Raw(b'{"status":"Accepted"}'), 41.0)

    beside.site.link.connect("CP-1", answer)
    done = pilotwire("start", "CP-1", "04A2B3", "--wait", "--json")
    assert done.code == 0
    told = json.loads(done.out)
    assert (told["state"], told["transaction_id"]) == ("started", "t7")


def _soon(beside: Beside, number: int) -> None:
    _TASKS.append(asyncio.get_running_loop().create_task(begins(beside, number)))


_TASKS: list["asyncio.Task[None]"] = []


def test_remote_starts_are_listed_with_what_became_of_them(pilotwire: Run, beside: Beside) -> None:
    beside.site.link.connect("CP-1", saying("Rejected"))
    pilotwire("start", "CP-1", "04A2B3", "--evse", "2")
    done = pilotwire("remote-starts", "CP-1", "--utc")
    assert done.code == 0
    head, line = done.out.splitlines()
    assert head.split() == ["Requested", "Number", "Token", "EVSE", "State", "Transaction", "By", "Said"]
    assert line.split()[3:] == ["04A2B3", "2", "refused", "admin", "Rejected"]
