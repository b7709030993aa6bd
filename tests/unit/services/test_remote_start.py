"""Remote starts: what is refused before one is sent, what is sent, and what is kept of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pilotwire.domain.charging_profile import ChargingProfile, Period, Schedule
from pilotwire.domain.command import CannotError
from pilotwire.domain.control_events import RemoteStartBegun, RemoteStartRequested, RemoteStartTimedOut
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.remote_control import RemoteStart, RemoteStartReply
from pilotwire.domain.station import ConnectorStatus
from pilotwire.domain.transaction import Report
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.charging_facts import ChargingFacts
from pilotwire.services.context import Context, Rules
from pilotwire.services.remote_control import ObstacleError
from pilotwire.services.remote_start import WantedStart, start
from pilotwire.services.remote_start_register import time_out
from pilotwire.services.station_link import CallRefusedError, LiveConnection, NoAnswerError, NotConnectedError
from pilotwire.services.transactions import record
from pilotwire.services.work import Work

from .conftest import NOON, finish
from .site import CS, EARLIER, TAG, Site

SECOND = timedelta(seconds=1)
EVSE1 = EvseId(1)
FULL_TAG = IdToken("04A2B3", "ISO14443")
ACCEPTED = RemoteStartReply("Accepted")
SIXTEEN = ChargingProfile(0, "TxProfile", "Relative", (Schedule("A", (Period(0, Decimal(16)),)),))


def test_an_accepted_start_is_sent_with_what_is_known_of_the_token() -> None:
    site = Site(ACCEPTED)
    answer = site.start()
    assert answer.status == "Accepted"
    assert answer.noticed == ()
    assert 0 < answer.remote_start_id < 2**31
    sent = RemoteStart(IdToken("04A2B3", "ISO14443"), answer.remote_start_id, EvseId(1), "fleet")
    assert site.link.asked == [("CS-1", sent, 7.0)]
    told = site.events()[-1]
    assert told == RemoteStartRequested(
        station=CS, at=NOON, status="Accepted", actor="ops", id_token=IdToken("04A2B3", "ISO14443"), evse_id=EvseId(1),
        remote_start_id=answer.remote_start_id,
    )  # fmt: skip


def test_no_two_starts_have_the_same_number() -> None:
    site = Site(*[ACCEPTED] * 200)
    assert len({site.start().remote_start_id for _ in range(200)}) == 200


def test_a_rejected_start_is_an_answer_and_an_event_too() -> None:
    site = Site(RemoteStartReply("Rejected", None, "NotEnabled", "closed"))
    answer = site.start()
    assert (answer.status, answer.reason_code, answer.info) == ("Rejected", "NotEnabled", "closed")
    told = site.events()[-1]
    assert isinstance(told, RemoteStartRequested)
    assert (told.status, told.reason_code, told.info) == ("Rejected", "NotEnabled", "closed")


def test_a_transaction_that_runs_already_is_told() -> None:
    site = Site(RemoteStartReply("Accepted", TransactionId("t9")))
    assert site.start().transaction == "t9"
    told = site.events()[-1]
    assert isinstance(told, RemoteStartRequested)
    assert told.transaction_id == "t9"


def test_an_unknown_station_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="no station 'CS-9'"):
        finish(start(Site().asker(), StationId("CS-9"), WantedStart(id_token=TAG)))


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "this one has 0"),
        ("x" * 37, "this one has 37"),
        ("x" * 300, "this one has 300"),
        ("04\x07A2", "do not print"),
        ("04\n", "do not print"),
    ],
)
def test_a_token_that_no_version_carries_is_refused_with_its_field_even_with_force(value: str, why: str) -> None:
    site = Site()
    with pytest.raises(BadInputError, match=why) as told:
        site.start(IdToken(value), force=True)
    assert told.value.pointer == "/id_token/value"
    assert site.link.asked == []


@pytest.mark.parametrize(
    ("token", "why"),
    [
        (Token("0BAD", blocked=True), "token 0BAD is Blocked"),
        (Token("0BAD", expires_at=EARLIER), "token 0BAD is Expired since 2026-03-01 11:00:00 UTC"),
        (Token("other"), "token 0BAD is Unknown"),
    ],
)
def test_a_token_that_may_not_charge_is_refused_unless_forced(token: Token, why: str) -> None:
    site = Site(ACCEPTED)
    site.holds(token)
    with pytest.raises(ObstacleError) as told:
        site.start(IdToken("0BAD"))
    assert (told.value.message, told.value.pointer) == (why, "/id_token/value")
    assert site.link.asked == []
    answer = site.start(IdToken("0BAD"), force=True)
    assert answer.noticed == (f"sent although {why}",)
    forced = site.events()[-1]
    assert isinstance(forced, RemoteStartRequested)
    assert forced.forced


def test_an_unknown_token_is_sent_where_the_deployment_accepts_them() -> None:
    site = Site(ACCEPTED)
    site.rules = Rules(accept_unknown_tokens=True)
    assert site.start(IdToken("0NEW")).status == "Accepted"


def test_a_token_that_charges_elsewhere_is_refused_unless_the_deployment_allows_it() -> None:
    site = Site(ACCEPTED)
    site.runs("t7", evse_id=2)
    with pytest.raises(ObstacleError, match="is ConcurrentTx: it runs transaction t7 at station 'CS-1'"):
        site.start(evse_id=1)
    site.rules = Rules(allow_concurrent=True)
    assert site.start(evse_id=1).status == "Accepted"


def test_a_busy_evse_is_refused_with_its_transaction() -> None:
    site = Site()
    site.runs("t7", evse_id=1, token=IdToken("other"))
    with pytest.raises(ObstacleError) as told:
        site.start(evse_id=1)
    assert told.value.message == "EVSE 1 is busy: transaction t7 runs there since 2026-03-01 11:00:00 UTC"
    assert told.value.pointer == "/evse_id"
    assert told.value.remedy.startswith("stop transaction t7 first")


@pytest.mark.parametrize("status", ["Faulted", "Unavailable", "Reserved"])
def test_an_evse_that_cannot_be_used_is_refused_with_since_when(status: ConnectorStatus) -> None:
    site = Site(ACCEPTED)
    site.connector(1, status)
    with pytest.raises(ObstacleError, match=f"EVSE 1 is {status} since 2026-03-01 11:00:00 UTC"):
        site.start(evse_id=1)
    assert site.start(evse_id=1, force=True).status == "Accepted"


def test_an_evse_that_the_station_never_told_of_is_refused() -> None:
    site = Site()
    site.connector(1, "Available")
    with pytest.raises(ObstacleError, match="told of no EVSE 4, only of 1"):
        site.start(evse_id=4)


def test_evse_0_is_no_place_to_start() -> None:
    with pytest.raises(BadInputError, match="no EVSE 0 to start at"):
        Site().start(evse_id=0)


def test_what_was_never_sent_is_no_event() -> None:
    site = Site(CannotError("no", "way"), NotConnectedError("away", "wait"))
    with pytest.raises(CannotError):
        site.start()
    with pytest.raises(NotConnectedError):
        site.start()
    assert site.events() == []


def test_an_accepted_start_is_awaited_for_as_long_as_the_driver_has_to_plug_in() -> None:
    site = Site(ACCEPTED)
    answer = site.start(facts=ChargingFacts(connection_timeout_s=60))
    kept = site.kept()
    assert (kept.id, kept.state, kept.status, kept.actor) == (answer.remote_start_id, "accepted", "Accepted", "ops")
    assert kept.expires_at == NOON + timedelta(seconds=90)
    assert [one.id for one in site.store.awaited_starts()] == [answer.remote_start_id]


@pytest.mark.parametrize(
    ("answer", "error", "state", "info"),
    [
        (CallRefusedError("x", "NotSupported", ""), CallRefusedError, "refused", "NotSupported"),
        (NoAnswerError("silence", "look"), NoAnswerError, "unanswered", "silence"),
        (NotConnectedError("away", "wait"), NotConnectedError, "not-sent", "away"),
        (CannotError("no", "way"), CannotError, "not-sent", "no"),
    ],
)
def test_a_start_that_failed_is_kept_with_why(answer: Any, error: type[Exception], state: str, info: str) -> None:
    site = Site(answer)
    with pytest.raises(error):
        site.start()
    assert (site.kept().state, site.kept().info) == (state, info)
    assert len(site.store.awaited_starts()) == (state == "unanswered")


def test_a_rejected_start_is_kept_and_no_longer_awaited() -> None:
    site = Site(RemoteStartReply("Rejected", None, "NotEnabled"))
    site.start()
    assert (site.kept().state, site.kept().reason_code) == ("refused", "NotEnabled")
    assert site.store.awaited_starts() == []


@pytest.mark.requirement("F01.FR.08", "F02.FR.16")
def test_a_profile_goes_along_with_the_number_of_the_start() -> None:
    site = Site(ACCEPTED)
    answer = site.start(charging_profile=SIXTEEN)
    ((_, sent, _),) = site.link.asked
    assert isinstance(sent, RemoteStart)
    assert sent.charging_profile == ChargingProfile(
        answer.remote_start_id, "TxProfile", "Relative", (Schedule("A", (Period(0, Decimal(16)),)),)
    )
    assert site.kept().charging_profile == sent.charging_profile


@pytest.mark.requirement("F01.FR.09", "F01.FR.11", "F02.FR.17", "F02.FR.19")
@pytest.mark.parametrize(
    ("profile", "pointer"),
    [
        (ChargingProfile(1, "TxDefaultProfile", "Relative", SIXTEEN.schedules), "/charging_profile/purpose"),
        (
            ChargingProfile(1, "TxProfile", "Relative", SIXTEEN.schedules, transaction=TransactionId("t")),
            "/charging_profile/transaction_id",
        ),
    ],
)
def test_a_profile_that_no_start_may_carry_is_refused_even_with_force(profile: ChargingProfile, pointer: str) -> None:
    site = Site()
    with pytest.raises(BadInputError) as told:
        site.start(charging_profile=profile, force=True)
    assert told.value.pointer == pointer
    assert site.link.asked == []
    assert site.store.starts == {}


@pytest.mark.parametrize(
    ("facts", "pointer", "why"),
    [
        (ChargingFacts(rate_units=("W",)), "/charging_profile/schedules/0/rate_unit", "takes limits in W alone"),
        (ChargingFacts(max_periods=0), "/charging_profile/schedules/0/periods", "takes 0 periods"),
        (ChargingFacts(max_stack_level=-1), "/charging_profile/stack_level", "takes stack levels up to -1"),
    ],
)
def test_a_profile_beyond_what_the_station_takes_is_refused_unless_forced(
    facts: ChargingFacts, pointer: str, why: str
) -> None:
    site = Site(ACCEPTED)
    with pytest.raises(ObstacleError, match=why) as told:
        site.start(facts=facts, charging_profile=SIXTEEN)
    assert told.value.pointer == pointer
    assert site.start(facts=facts, charging_profile=SIXTEEN, force=True).noticed == (
        f"sent although the station {why}",
    )


def test_a_group_that_is_named_goes_before_that_of_the_token() -> None:
    site = Site(ACCEPTED)
    site.start(group_id="guests")
    ((_, sent, _),) = site.link.asked
    assert isinstance(sent, RemoteStart)
    assert sent.group_id == "guests"


def test_who_keeps_the_limits_of_a_start_is_told() -> None:
    site = Site(CannotError("no", "way"), ACCEPTED)
    answer = site.start(limit=TransactionLimit(max_energy_wh=Decimal(5000)))
    assert answer.noticed == ("this server asks the station to stop once max_energy_wh is reached",)
    assert site.kept().limit == TransactionLimit(max_energy_wh=Decimal(5000))


def test_one_of_which_nothing_came_times_out_once_the_driver_has_had_the_time() -> None:
    site = Site(ACCEPTED)
    site.link.live = LiveConnection("ocpp1.6", "192.0.2.7", EARLIER, NOON, 1, 0)
    answer = site.start()
    due = site.kept().expires_at
    assert time_out(site.store, site.link, due - SECOND).changes == []
    work = time_out(site.store, site.link, due)
    assert work.events == [
        RemoteStartTimedOut(
            station=CS, at=due, remote_start_id=answer.remote_start_id, id_token=FULL_TAG, evse_id=EVSE1
        )
    ]
    finish(site.store.commit(work))
    assert site.kept().state == "timed-out"
    assert time_out(site.store, site.link, due + timedelta(days=2)).changes == []


def test_one_whose_station_is_away_is_awaited_until_it_has_been_back_for_a_minute() -> None:
    site = Site(ACCEPTED)
    site.start()
    due = site.kept().expires_at
    assert time_out(site.store, site.link, due + timedelta(hours=23)).changes == []
    assert time_out(site.store, site.link, due + timedelta(hours=24)).changes != []
    back = due + timedelta(hours=1)
    site.link.live = LiveConnection("ocpp1.6", "192.0.2.7", back, back, 2, 0)
    assert time_out(site.store, site.link, back + 59 * SECOND).changes == []
    assert time_out(site.store, site.link, back + 60 * SECOND).changes != []


@pytest.mark.parametrize("number", [None, 4711])
def test_the_transaction_that_comes_of_a_start_takes_it_and_the_lower_limits(number: int | None) -> None:
    """With its number, as 2.x tells it; by its token, as in 1.6."""
    site = Site(CannotError("no", "way"), ACCEPTED)
    site.start(limit=TransactionLimit(max_energy_wh=Decimal(5000)))
    kept = site.kept()
    work = Work()
    context = Context(CS, NOON, "Some", msgspec.Raw(b"{}"), site.store, work, site.rules)
    told = Report(
        "Started", NOON, evse_id=EVSE1, id_token=TAG, seq_no=None if number is None else 0,
        remote_start_id=None if number is None else kept.id,
    )  # fmt: skip
    outcome = finish(record(context, None if number is None else TransactionId("t-9"), told))
    finish(site.store.commit(work))
    assert outcome.transaction.remote_start_id == kept.id
    assert outcome.transaction.limits is not None
    assert outcome.transaction.limits.wanted == TransactionLimit(max_energy_wh=Decimal(5000))
    assert outcome.transaction.limits.set_by == "ops"
    assert (site.kept().state, site.kept().transaction) == ("started", outcome.transaction.id)
    assert site.store.requested_starts(CS) == []
    assert [type(one) for one in work.events if isinstance(one, RemoteStartBegun)] == [RemoteStartBegun]
