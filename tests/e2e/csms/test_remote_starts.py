"""Remote starts from the request to the transaction, with stations of literal frames in each version, on each database.

F01: the cable is in first. F02: it comes after. F07: the transaction has limits.
"""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from pilotwire.client import control as shapes
from pilotwire.client.charging_profile import ChargingProfileInput, PeriodInput, ScheduleInput
from pilotwire.client.client import Client
from pilotwire.client.filters import EventFilter, TransactionFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.client.remote_start import RemoteStart
from pilotwire.client.token import TokenInput
from pilotwire.client.transaction import Transaction
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.kernel.ids import StationId
from pilotwire.services.work import Work

from .charging_frames import TAG, begins, event, status
from .conftest import Running
from .raw_station import EACH, RawStation, station

TWO_X = ("ocpp2.0.1", "ocpp2.1")
TOKEN = shapes.StartToken(value=TAG)
PROFILE = ChargingProfileInput(
    id=7,
    schedules=(
        ScheduleInput(
            rate_unit="A",
            min_rate=6.0,
            duration_s=7200,
            periods=(PeriodInput(start_s=0, limit=21.4, phases=3), PeriodInput(start_s=3600, limit=10.0)),
        ),
    ),
)
SENT_PROFILE_16 = {
    "chargingProfileId": 7,
    "stackLevel": 0,
    "chargingProfilePurpose": "TxProfile",
    "chargingProfileKind": "Relative",
    "chargingSchedule": {
        "duration": 7200,
        "chargingRateUnit": "A",
        "chargingSchedulePeriod": [
            {"startPeriod": 0, "limit": 21.4, "numberPhases": 3},
            {"startPeriod": 3600, "limit": 10.0},
        ],
        "minChargingRate": 6.0,
    },
}
SENT_PROFILE_2X = {
    "id": 7,
    "stackLevel": 0,
    "chargingProfilePurpose": "TxProfile",
    "chargingProfileKind": "Relative",
    "chargingSchedule": [
        {
            "id": 1,
            "duration": 7200,
            "chargingRateUnit": "A",
            "chargingSchedulePeriod": [
                {"startPeriod": 0, "limit": 21.4, "numberPhases": 3},
                {"startPeriod": 3600, "limit": 10.0},
            ],
            "minChargingRate": 6.0,
        }
    ],
}
ACCEPTS: dict[str, Any] = {
    "RemoteStartTransaction": {"status": "Accepted"},
    "RequestStartTransaction": {"status": "Accepted"},
}


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


async def knows(client: Client) -> None:
    await client.put_token(TAG, TokenInput(type="ISO14443", group_id="fleet"))


async def running(client: Client, name: str) -> Transaction:
    return (await client.transactions(TransactionFilter(station=name, state="open"))).items[0]


async def becomes(client: Client, name: str, number: int, state: str) -> RemoteStart:
    for _ in range(500):
        one = await client.remote_starts.get(name, number)
        if one.state == state:
            return one
        await asyncio.sleep(0.02)
    raise AssertionError(f"it is {one.state}, not {state}")


async def told(client: Client, name: str, kind: str) -> dict[str, Any]:
    """The first event of this kind at the station."""
    async for found in client.events(EventFilter(types=(kind,), station=name), "0"):
        return json.loads(bytes(found.data))  # type: ignore[no-any-return]  # an object, by its documentation
    raise AssertionError("the stream has ended")


@pytest.mark.requirement(
    "F01.FR.08", "F01.FR.09", "F01.FR.11", "F02.FR.16", "F02.FR.17", "F02.FR.19", "K05.FR.01", "K05.FR.02"
)
@pytest.mark.parametrize("version", TWO_X)
async def test_a_start_with_a_profile_is_the_frame_that_2_x_has_for_it(server: Running, version: str) -> None:
    one = station("CS-P", version, answers=dict(ACCEPTS))
    async with server.client() as client, one.connected(server.ocpp_url):
        await knows(client)
        wanted = shapes.StartInput(id_token=TOKEN, evse_id=1, charging_profile=PROFILE)
        answer = await client.start("CS-P", wanted)
        assert one.asked == [
            (
                "RequestStartTransaction",
                {
                    "idToken": {"idToken": "04A2B3", "type": "ISO14443"},
                    "groupIdToken": {"idToken": "fleet", "type": "Central"},
                    "evseId": 1,
                    "remoteStartId": answer.remote_start_id,
                    "chargingProfile": SENT_PROFILE_2X,
                },
            )
        ]


@pytest.mark.requirement("1.6 5.11 profile", "1.6 5.11 start")
async def test_a_start_with_a_profile_is_the_frame_that_1_6_has_for_it(server: Running) -> None:
    one = station("CS-P16", "ocpp1.6", answers=dict(ACCEPTS))
    async with server.client() as client, one.connected(server.ocpp_url):
        await knows(client)
        await client.start("CS-P16", shapes.StartInput(id_token=TOKEN, evse_id=1, charging_profile=PROFILE))
        assert one.asked == [
            (
                "RemoteStartTransaction",
                {"idTag": "04A2B3", "connectorId": 1, "chargingProfile": SENT_PROFILE_16},
            )
        ]


@pytest.mark.parametrize("version", EACH)
@pytest.mark.parametrize(
    ("profile", "pointer"),
    [
        ({"purpose": "TxDefaultProfile"}, "/charging_profile/purpose"),
        ({"transaction_id": "t-1"}, "/charging_profile/transaction_id"),
        ({"stack_level": -1}, "/charging_profile/stack_level"),
        (
            {"schedules": (ScheduleInput(rate_unit="A", periods=(PeriodInput(start_s=0, limit=-1.0),)),)},
            "/charging_profile/schedules/0/periods/0/limit",
        ),
    ],
)
async def test_a_wrong_profile_is_refused_with_its_place_and_nothing_is_sent(
    server: Running, version: str, profile: dict[str, Any], pointer: str
) -> None:
    one = station("CS-W", version, answers=dict(ACCEPTS))
    async with server.client() as client, one.connected(server.ocpp_url):
        await knows(client)
        whole = ChargingProfileInput(**{"schedules": PROFILE.schedules, **profile})
        with pytest.raises(ApiProblem) as refused:
            await client.start("CS-W", shapes.StartInput(id_token=TOKEN, charging_profile=whole, force=True))
        assert refused.value.status == 422
        assert [one.pointer for one in refused.value.problem.errors or []] == [pointer]
        assert one.asked == []
        assert (await client.remote_starts.list("CS-W")).items == []


async def test_what_1_6_cannot_say_of_a_profile_is_told_and_kept_as_not_sent(server: Running) -> None:
    one = station("CS-C", "ocpp1.6", answers=dict(ACCEPTS))
    fine = (ScheduleInput(rate_unit="A", periods=(PeriodInput(start_s=0, limit=10.25),)),)
    async with server.client() as client, one.connected(server.ocpp_url):
        await knows(client)
        profile = ChargingProfileInput(schedules=fine)
        with pytest.raises(ApiProblem) as refused:
            await client.start("CS-C", shapes.StartInput(id_token=TOKEN, charging_profile=profile))
        assert refused.value.problem.detail == "OCPP 1.6 takes one digit after the point; 10.25 has more."
        assert one.asked == []
        (kept,) = (await client.remote_starts.list("CS-C")).items
        assert (kept.state, kept.info) == ("not-sent", "OCPP 1.6 takes one digit after the point; 10.25 has more")


async def cable_first(one: RawStation) -> None:
    await status(one, "Preparing" if one.version == "ocpp1.6" else "Occupied")


@pytest.mark.requirement("F01.FR.03", "F01.FR.04", "F02.FR.11", "F02.FR.12")
@pytest.mark.parametrize("version", EACH)
@pytest.mark.parametrize("cable_is_first", [True, False], ids=["F01", "F02"])
async def test_a_start_is_followed_from_the_request_to_its_transaction(
    server: Running, version: str, cable_is_first: bool
) -> None:
    one = station("CS-F", version, answers=dict(ACCEPTS))
    async with server.client() as client, one.connected(server.ocpp_url):
        await knows(client)
        if cable_is_first:
            await cable_first(one)
        answer = await client.start("CS-F", shapes.StartInput(id_token=TOKEN, evse_id=1))
        accepted = await client.remote_starts.get("CS-F", answer.remote_start_id)
        assert (accepted.state, accepted.status, accepted.transaction_id) == ("accepted", "Accepted", None)
        if not cable_is_first:
            await cable_first(one)
        reply = await begins(one, answer.remote_start_id)
        assert reply["idTagInfo" if version == "ocpp1.6" else "idTokenInfo"]["status"] == "Accepted"
        begun = await running(client, "CS-F")
        assert begun.remote_start_id == answer.remote_start_id
        started = await client.remote_starts.get("CS-F", answer.remote_start_id)
        assert (started.state, started.transaction_id) == ("started", begun.id)
        found = await told(client, "CS-F", "remote_start.started")
        assert (found["remote_start_id"], found["transaction_id"]) == (answer.remote_start_id, begun.id)


@pytest.mark.parametrize("version", TWO_X)
async def test_a_transaction_that_ran_before_the_start_becomes_that_of_the_start(server: Running, version: str) -> None:
    answers: dict[str, Any] = {"RequestStartTransaction": {"status": "Accepted", "transactionId": "t-1"}}
    one = station("CS-R", version, answers=answers)
    async with server.client() as client, one.connected(server.ocpp_url):
        await knows(client)
        await one.call(
            "TransactionEvent",
            {
                "eventType": "Started", "timestamp": "2026-03-01T12:00:00Z", "triggerReason": "CablePluggedIn",
                "seqNo": 0, "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1, "connectorId": 1},
            },
        )  # fmt: skip
        answer = await client.start("CS-R", shapes.StartInput(id_token=TOKEN, evse_id=1, force=True))
        assert answer.transaction_id == "t-1"
        await event(one, "Updated", "RemoteStart", 1, remoteStartId=answer.remote_start_id)
        started = await client.remote_starts.get("CS-R", answer.remote_start_id)
        assert (started.state, started.transaction_id) == ("started", "t-1")


async def test_a_1_6_start_that_was_asked_for_elsewhere_is_not_taken(server: Running) -> None:
    one = station("CS-E", "ocpp1.6", answers=dict(ACCEPTS))
    async with server.client() as client, one.connected(server.ocpp_url):
        await knows(client)
        answer = await client.start("CS-E", shapes.StartInput(id_token=TOKEN, evse_id=2))
        await begins(one, evse_id=1)
        assert (await running(client, "CS-E")).remote_start_id is None
        assert (await client.remote_starts.get("CS-E", answer.remote_start_id)).state == "accepted"


@pytest.mark.parametrize("version", EACH)
async def test_a_refused_start_is_kept_as_such(server: Running, version: str) -> None:
    refusing: dict[str, Any] = {action: {"status": "Rejected"} for action in ACCEPTS}
    one = station("CS-N", version, answers=refusing)
    async with server.client() as client, one.connected(server.ocpp_url):
        await knows(client)
        answer = await client.start("CS-N", shapes.StartInput(id_token=TOKEN))
        (kept,) = (await client.remote_starts.list("CS-N")).items
        assert (kept.id, kept.state, kept.status) == (answer.remote_start_id, "refused", "Rejected")


async def test_a_start_of_which_nothing_came_times_out_with_an_event(server: Running) -> None:
    async with server.client() as client, station("CS-T", "ocpp1.6").connected(server.ocpp_url):
        now = datetime.now(UTC)
        work = Work()
        work.save(RequestedStart(StationId("CS-T"), 77, IdToken(TAG), now, now, "accepted", status="Accepted"))
        await server.csms.parts.store.commit(work)
        one = await becomes(client, "CS-T", 77, "timed-out")
        assert one.transaction_id is None
        found = await told(client, "CS-T", "remote_start.timed_out")
        assert (found["remote_start_id"], found["id_token"]) == (77, {"value": TAG})


@pytest.mark.requirement("F07.FR.01", "F07.FR.02")
async def test_the_limits_of_a_start_are_told_with_the_first_answer(server: Running) -> None:
    one = station("CS-L", "ocpp2.1", answers=dict(ACCEPTS), values={"TxCtrlr/SupportedLimits": "maxEnergy,maxTime"})
    async with server.client() as client, one.connected(server.ocpp_url):
        await knows(client)
        limits = shapes.StartLimits(max_energy_wh=5000.0, max_time_s=3600)
        answer = await client.start("CS-L", shapes.StartInput(id_token=TOKEN, evse_id=1, limits=limits))
        assert one.actions[-1] == "RequestStartTransaction"
        assert answer.noticed == [
            "the station keeps max_energy_wh itself, and is told with its next message",
            "the station keeps max_time_s itself, and is told with its next message",
        ]
        reply = await begins(one, answer.remote_start_id)
        assert reply["transactionLimit"] == {"maxEnergy": 5000.0, "maxTime": 3600}
        confirmed = await event(one, "Updated", "LimitSet", 1, transactionLimit={"maxEnergy": 5000.0, "maxTime": 3600})
        assert "transactionLimit" not in confirmed


async def test_a_limit_of_cost_that_nobody_keeps_is_refused_with_its_place(server: Running) -> None:
    one = station("CS-M", "ocpp2.0.1", answers=dict(ACCEPTS))
    async with server.client() as client, one.connected(server.ocpp_url):
        await knows(client)
        with pytest.raises(ApiProblem) as refused:
            await client.start("CS-M", shapes.StartInput(id_token=TOKEN, limits=shapes.StartLimits(max_cost=20.0)))
        assert [one.pointer for one in refused.value.problem.errors or []] == ["/limits/max_cost"]
        assert "RequestStartTransaction" not in one.actions
