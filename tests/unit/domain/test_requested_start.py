"""Which remote start a transaction came of, and what an answer makes of one."""

from datetime import UTC, datetime, timedelta

import pytest

from pilotwire.domain.command import Reply
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.remote_control import RemoteStartReply
from pilotwire.domain.requested_start import RequestedStart, StartState, answered, begun, of_number, of_token
from pilotwire.domain.transaction import Report
from pilotwire.kernel.ids import EvseId, StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def requested(
    number: int = 1, evse_id: int | None = None, value: str = "TAG", state: StartState = "accepted", after_min: int = 0
) -> RequestedStart:
    at = NOON + after_min * MINUTE
    place = None if evse_id is None else EvseId(evse_id)
    return RequestedStart(StationId("CS"), number, IdToken(value), at, at + 2 * MINUTE, state, evse_id=place)


def report(evse_id: int = 1, value: str = "tag", after_min: int = 1, number: int | None = None) -> Report:
    return Report(
        "Started", NOON + after_min * MINUTE, evse_id=EvseId(evse_id), id_token=IdToken(value), remote_start_id=number
    )


def test_a_start_is_found_by_its_number() -> None:
    starts = [requested(1), requested(2), requested(3, state="refused")]
    assert of_number(starts, 2) is starts[1]
    assert of_number(starts, 3) is None


@pytest.mark.parametrize(
    ("starts", "told", "number"),
    [
        ([requested(1)], report(), 1),
        ([requested(1, evse_id=2)], report(evse_id=1), None),
        ([requested(1, value="OTHER")], report(), None),
        ([requested(1), requested(2, evse_id=1)], report(), 2),
        ([requested(2, after_min=1), requested(1)], report(), 1),
        ([requested(1, state="refused"), requested(2, state="unanswered")], report(), 2),
        ([requested(1, state="timed-out")], report(after_min=2), 1),
        ([requested(1)], report(after_min=8), None),
        ([requested(1)], report(after_min=-6), None),
        ([requested(1)], report(after_min=-4), 1),
        ([], report(), None),
    ],
)
def test_a_start_without_a_number_is_that_of_its_token_place_and_time(
    starts: list[RequestedStart], told: Report, number: int | None
) -> None:
    found = of_token(starts, told)
    assert (found and found.id) == number


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (RemoteStartReply("Accepted"), "accepted"),
        (RemoteStartReply("Rejected"), "refused"),
        (Reply("CallError", info="NotSupported"), "refused"),
        (Reply("NoAnswer"), "unanswered"),
    ],
)
def test_an_answer_decides_whether_anything_is_awaited(reply: Reply | RemoteStartReply, state: str) -> None:
    after = answered(requested(state="requested"), reply, NOON + MINUTE)
    assert (after.state, after.status, after.state_at) == (state, reply.status, NOON + MINUTE)
    assert after.expires_at == NOON + 3 * MINUTE


def test_an_answer_that_comes_after_the_transaction_takes_nothing_back() -> None:
    started = begun(requested(state="requested"), TransactionId("t"), NOON + MINUTE)
    after = answered(started, RemoteStartReply("Accepted"), NOON + 2 * MINUTE)
    assert (after.state, after.transaction, after.status) == ("started", "t", "Accepted")
