"""Charging profiles at stations of literal frames, in each version: set, refused, compared, reported, cleared."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
import pytest

from pilotwire.client.charging_profile import ChargingProfileInput, PeriodInput, ScheduleInput
from pilotwire.client.client import Client
from pilotwire.client.filters import FindingFilter
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem
from pilotwire.client.profiles import (
    ClearProfilesInput,
    CompositeInput,
    CompositeWish,
    ReadProfilesInput,
    SetProfileInput,
)
from pilotwire.client.token import TokenInput

from .conftest import Running
from .raw_station import EACH, RawStation

IN_EACH: Final = pytest.mark.parametrize("version", EACH)
IN_2X: Final = pytest.mark.parametrize("version", EACH[1:])
YES: Final = {"status": "Accepted"}
AGREES: Final = {"SetChargingProfile": YES, "ClearChargingProfile": YES, "GetChargingProfiles": YES}


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


def wanted(limit: float = 16.0, evse: int = 0, **more: Any) -> SetProfileInput:
    """A default for all transactions, with one limit in A."""
    at = more.pop("at", None)
    schedule = ScheduleInput(rate_unit="A", periods=(PeriodInput(start_s=0, limit=limit),), start_at=at)
    return SetProfileInput(
        evse_id=evse, profile=ChargingProfileInput(**{"purpose": "TxDefaultProfile", **more}, schedules=(schedule,))
    )


async def begins(client: Client, one: RawStation) -> str:
    """A transaction at its first EVSE; its id."""
    at = datetime.now(UTC).isoformat()
    await client.put_token("04A2B3", TokenInput(type="ISO14443"))
    if one.version == "ocpp1.6":
        about = {"connectorId": 1, "idTag": "04A2B3", "meterStart": 0, "timestamp": at}
        return str((await one.call("StartTransaction", about))["transactionId"])
    event = {
        "eventType": "Started", "timestamp": at, "triggerReason": "Authorized", "seqNo": 0,
        "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1, "connectorId": 1},
        "idToken": {"idToken": "04A2B3", "type": "ISO14443"},
    }  # fmt: skip
    await one.call("TransactionEvent", event)
    return "t-1"


async def ended(client: Client, operation: str) -> Operation:
    async with asyncio.timeout(15):
        while True:
            found = await client.operation(operation)
            if found.ended_at is not None:
                return found
            await asyncio.sleep(0.02)


@IN_EACH
@pytest.mark.requirement("K01.FR.08", "K01.FR.42", "K10.FR.02", "1.6 5.16 profile", "1.6 5.5 clear-profile")
async def test_a_default_is_set_replaced_and_cleared(server: Running, version: str) -> None:
    one = RawStation("CS", version, answers=dict(AGREES))
    async with server.client() as client, one.connected(server.ocpp_url):
        (kept,) = (await client.profiles.set("CS", wanted())).profiles
        assert (kept.state, kept.source, kept.purpose) == ("accepted", "CSO", "TxDefaultProfile")
        await client.profiles.set("CS", wanted(8.5, id=kept.id))
        cleared = await client.profiles.clear("CS", ClearProfilesInput(id=kept.id))
        assert [found.state for found in cleared.profiles] == ["cleared"]
        periods = [{"startPeriod": 0, "limit": 8.5}]
        if version == "ocpp1.6":
            profile = {
                "chargingProfileId": kept.id, "stackLevel": 0, "chargingProfilePurpose": "TxDefaultProfile",
                "chargingProfileKind": "Relative",
                "chargingSchedule": {"chargingRateUnit": "A", "chargingSchedulePeriod": periods},
            }  # fmt: skip
            assert one.asked[1:] == [
                ("SetChargingProfile", {"connectorId": 0, "csChargingProfiles": profile}),
                ("ClearChargingProfile", {"id": kept.id}),
            ]
        else:
            profile = {
                "id": kept.id, "stackLevel": 0, "chargingProfilePurpose": "TxDefaultProfile",
                "chargingProfileKind": "Relative",
                "chargingSchedule": [{"id": 1, "chargingRateUnit": "A", "chargingSchedulePeriod": periods}],
            }  # fmt: skip
            assert one.asked[1:] == [
                ("SetChargingProfile", {"evseId": 0, "chargingProfile": profile}),
                ("ClearChargingProfile", {"chargingProfileId": kept.id}),
            ]


@IN_EACH
@pytest.mark.requirement("K01.FR.01", "K01.FR.02", "K01.FR.03", "K02.FR.03")
async def test_a_transactions_profile_names_an_open_one_at_its_evse_and_is_over_with_it(
    server: Running, version: str
) -> None:
    one = RawStation("CS", version, answers=dict(AGREES))
    async with server.client() as client, one.connected(server.ocpp_url):
        for profile, pointer in (
            (wanted(purpose="TxProfile", evse=1), "/profile/transaction_id"),
            (wanted(purpose="TxProfile", evse=1, transaction_id="7"), "/profile/transaction_id"),
        ):
            with pytest.raises(ApiProblem) as refused:
                await client.profiles.set("CS", profile)
            assert [found.pointer for found in refused.value.problem.errors or ()] == [pointer]
        transaction = await begins(client, one)
        with pytest.raises(ApiProblem) as elsewhere:
            await client.profiles.set("CS", wanted(purpose="TxProfile", evse=2, transaction_id=transaction))
        assert [found.pointer for found in elsewhere.value.problem.errors or ()] == ["/evse_id"]
        assert one.asked == []
        (kept,) = (
            await client.profiles.set("CS", wanted(purpose="TxProfile", evse=1, transaction_id=transaction))
        ).profiles
        assert (kept.state, kept.transaction_id) == ("accepted", transaction)
        at = datetime.now(UTC).isoformat()
        if version == "ocpp1.6":
            await one.call("StopTransaction", {"transactionId": int(transaction), "meterStop": 9, "timestamp": at})
        else:
            info = {"transactionId": transaction, "stoppedReason": "Local"}
            about = {"eventType": "Ended", "timestamp": at, "triggerReason": "StopAuthorized", "seqNo": 1}
            await one.call("TransactionEvent", {**about, "transactionInfo": info})
        (after,) = (await client.profiles.list("CS")).items
        assert after.state == "over"


@pytest.mark.requirement(
    "K01.FR.06", "K01.FR.16", "K01.FR.19", "K01.FR.22", "K01.FR.31", "K01.FR.34", "K01.FR.35", "K01.FR.38",
    "K01.FR.39", "K01.FR.40", "K01.FR.41", "K02.FR.07", "K04.FR.03", "K10.FR.06", "1.6 5.16 station-maximum",
)  # fmt: skip
async def test_what_is_wrong_with_a_profile_is_named_by_its_field_and_nothing_is_sent(server: Running) -> None:
    one = RawStation("CS", "ocpp2.1", answers=dict(AGREES))
    at = datetime(2026, 3, 1, tzinfo=UTC)

    def parts(*starts: int, **more: Any) -> tuple[ScheduleInput, ...]:
        found = tuple(PeriodInput(start_s=start, limit=6.0, **more) for start in starts)
        return (ScheduleInput(rate_unit="A", periods=found),)

    async with server.client() as client, one.connected(server.ocpp_url):
        await client.profiles.set("CS", wanted())
        cases: list[tuple[SetProfileInput, str]] = [
            (wanted(), "/profile/stack_level"),
            (wanted(purpose="TxProfile", transaction_id="t"), "/evse_id"),
            (wanted(purpose="ChargingStationExternalConstraints"), "/profile/purpose"),
            (wanted(purpose="ChargingStationMaxProfile"), "/profile/kind"),
            (wanted(purpose="ChargingStationMaxProfile", kind="Absolute", evse=1, at=at), "/evse_id"),
            (wanted(kind="Absolute", stack_level=1), "/profile/schedules/0/start_at"),
            (wanted(at=at, stack_level=1), "/profile/schedules/0/start_at"),
            (wanted(-1.0, stack_level=1), "/profile/schedules/0/periods/0/limit"),
        ]
        for schedules, pointer in (
            (parts(60), "/profile/schedules/0/periods/0/start_s"),
            (parts(0, 60, 60), "/profile/schedules/0/periods/2/start_s"),
            (parts(0, 60, 30), "/profile/schedules/0/periods/2/start_s"),
            (parts(0, phases=3, phase_to_use=1), "/profile/schedules/0/periods/0/phase_to_use"),
            ((*parts(0), msgspec.structs.replace(parts(0)[0], id=2)), "/profile/schedules"),
        ):
            given = ChargingProfileInput(purpose="TxDefaultProfile", stack_level=1, schedules=schedules)
            cases.append((SetProfileInput(profile=given), pointer))
        for profile, pointer in cases:
            with pytest.raises(ApiProblem) as refused:
                await client.profiles.set("CS", profile)
            assert [found.pointer for found in refused.value.problem.errors or ()] == [pointer], profile
        for clear in (ClearProfilesInput(), ClearProfilesInput(purpose="ChargingStationExternalConstraints")):
            with pytest.raises(ApiProblem, match=r"which profiles|not ours"):
                await client.profiles.clear("CS", clear)
        assert one.actions == ["SetChargingProfile"]


@IN_EACH
@pytest.mark.requirement("K08.FR.01", "1.6 5.7 composite-schedule")
async def test_a_stations_composite_schedule_is_compared_with_what_its_profiles_come_to(
    server: Running, version: str
) -> None:
    one = RawStation("CS", version, answers=dict(AGREES))
    limits = [16.0]

    def composite(payload: dict[str, Any]) -> dict[str, Any]:
        at = datetime.now(UTC).isoformat()
        periods = [{"startPeriod": 0, "limit": limits[-1], "numberPhases": 3}]
        if version == "ocpp1.6":
            schedule: dict[str, Any] = {"chargingRateUnit": "A", "chargingSchedulePeriod": periods}
            return {"status": "Accepted", "connectorId": 1, "scheduleStart": at, "chargingSchedule": schedule}
        schedule = {
            "evseId": payload["evseId"], "duration": 3600, "scheduleStart": at, "chargingRateUnit": "A",
            "chargingSchedulePeriod": periods,
        }  # fmt: skip
        return {"status": "Accepted", "schedule": schedule}

    one.answers["GetCompositeSchedule"] = composite
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.profiles.set("CS", wanted(evse=1))
        asked = CompositeInput(evse_id=1, duration_s=3600, rate_unit="A")
        same = await client.profiles.compare("CS", asked)
        assert (same.status, same.differences) == ("Accepted", [])
        limits.append(10.0)
        other = await client.profiles.compare("CS", asked)
        assert [(found.start_s, found.station, found.ours) for found in other.differences] == [(0, 10.0, 16.0)]
        names = [found.name for found in (await client.findings(FindingFilter(station="CS"))).items]
        assert "composite-schedule-differs" in names
        one.answers["GetCompositeSchedule"] = {"status": "Rejected"}
        assert (await client.profiles.compare("CS", asked)).status == "Rejected"


@IN_2X
@pytest.mark.requirement("K09.FR.03")
async def test_a_stations_profiles_are_gathered_from_parts_and_compared_with_ours(
    server: Running, version: str
) -> None:
    one = RawStation("CS", version, answers=dict(AGREES))
    async with server.client() as client, one.connected(server.ocpp_url):
        kept = (await client.profiles.set("CS", wanted())).profiles[0].id
        lost = (await client.profiles.set("CS", wanted(stack_level=1))).profiles[0].id
        reading = await client.profiles.read("CS")
        asked = await one.until_asked("GetChargingProfiles")
        assert asked["chargingProfile"] == {"chargingLimitSource": ["CSO", "EMS", "SO", "Other"]}
        ours = one.asked[0][1]["chargingProfile"]
        schedule = {
            "id": 4, "startSchedule": "2026-03-01T00:00:00Z", "chargingRateUnit": "A",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 9.5}],
        }  # fmt: skip
        foreign = {
            "id": 7, "stackLevel": 0, "chargingProfilePurpose": "ChargingStationExternalConstraints",
            "chargingProfileKind": "Absolute", "chargingSchedule": [schedule],
        }  # fmt: skip
        about = {"requestId": asked["requestId"], "evseId": 0}
        for part in (
            {**about, "requestId": asked["requestId"] + 1, "chargingLimitSource": "CSO", "chargingProfile": [foreign]},
            {**about, "chargingLimitSource": "EMS", "chargingProfile": [foreign], "tbc": True},
            {**about, "chargingLimitSource": "CSO", "chargingProfile": [ours]},
        ):
            assert await one.call("ReportChargingProfiles", part) == {}
        done = await ended(client, reading.id)
        assert done.result is not None
        assert (done.state, msgspec.json.decode(done.result)) == ("done", {"profiles": 2, "missing": [lost]})
        found = {item.id: (item.state, item.source) for item in (await client.profiles.list("CS")).items}
        assert found == {kept: ("accepted", "CSO"), lost: ("missing", "CSO"), 7: ("reported", "EMS")}


@IN_2X
async def test_a_station_without_profiles_says_so_when_it_is_asked_for_some(server: Running, version: str) -> None:
    one = RawStation("CS", version, answers={"GetChargingProfiles": {"status": "NoProfiles"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        begun = await client.profiles.read("CS", ReadProfilesInput(evse_id=1, purpose="TxProfile"))
        assert (await ended(client, begun.id)).state == "done"
        asked = one.asked[0][1]
        assert (asked["evseId"], asked["chargingProfile"]) == (1, {"chargingProfilePurpose": "TxProfile"})


@IN_2X
@pytest.mark.requirement("K02.FR.01")
async def test_a_limit_from_outside_counts_until_it_is_lifted(server: Running, version: str) -> None:
    one = RawStation("CS", version, answers=dict(AGREES))
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.profiles.set("CS", wanted(evse=1))
        schedule = {
            "id": 1, "chargingRateUnit": "A", "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 7.0}],
        }  # fmt: skip
        limit = {"chargingLimit": {"chargingLimitSource": "SO", "isGridCritical": True}, "chargingSchedule": [schedule]}
        assert await one.call("NotifyChargingLimit", limit) == {}
        (outside,) = [found for found in (await client.profiles.list("CS")).items if found.source == "SO"]
        assert (outside.id < 0, outside.state, outside.grid_critical) == (True, "reported", True)
        wish = CompositeWish(evse_id=1, duration_s=3600)
        assert [found.limit for found in (await client.profiles.predict("CS", wish)).periods] == [7.0]
        assert await one.call("ClearedChargingLimit", {"chargingLimitSource": "SO"}) == {}
        assert [found.limit for found in (await client.profiles.predict("CS", wish)).periods] == [16.0]


@IN_EACH
@pytest.mark.requirement("K10.FR.02")
async def test_profiles_are_cleared_by_what_they_have_in_common_and_a_stations_unknown_is_believed(
    server: Running, version: str
) -> None:
    one = RawStation("CS", version, answers=dict(AGREES))
    async with server.client() as client, one.connected(server.ocpp_url):
        for level, evse in ((0, 0), (1, 0), (0, 1)):
            await client.profiles.set("CS", wanted(stack_level=level, evse=evse))
        cleared = await client.profiles.clear("CS", ClearProfilesInput(evse_id=0, purpose="TxDefaultProfile"))
        assert [found.state for found in cleared.profiles] == ["cleared", "cleared"]
        one.answers["ClearChargingProfile"] = {"status": "Unknown"}
        gone = await client.profiles.clear("CS", ClearProfilesInput(evse_id=1))
        assert ([found.state for found in gone.profiles], gone.noticed) == (
            ["missing"], ["the station knows no such profile"],
        )  # fmt: skip
        place = "connectorId" if version == "ocpp1.6" else "evseId"
        about = {place: 0, "chargingProfilePurpose": "TxDefaultProfile"}
        assert one.asked[3][1] == (about if version == "ocpp1.6" else {"chargingProfileCriteria": about})


@IN_EACH
async def test_a_refused_profile_leaves_the_one_in_whose_place_it_was_to_come(server: Running, version: str) -> None:
    one = RawStation("CS", version, answers=dict(AGREES))
    async with server.client() as client, one.connected(server.ocpp_url):
        (kept,) = (await client.profiles.set("CS", wanted())).profiles
        one.answers["SetChargingProfile"] = {"status": "Rejected"}
        answer = await client.profiles.set("CS", wanted(32.0, id=kept.id))
        assert (answer.status, answer.profiles[0].state) == ("Rejected", "accepted")
        assert answer.profiles[0].schedules[0]["periods"][0]["limit"] == 16.0
        refused = await client.profiles.set("CS", wanted(stack_level=3))
        assert refused.profiles[0].state == "refused"


async def test_a_profile_whose_time_has_passed_is_over(server: Running) -> None:
    one = RawStation("CS", "ocpp2.0.1", answers=dict(AGREES))
    soon = datetime.now(UTC) + timedelta(milliseconds=400)
    async with server.client() as client, one.connected(server.ocpp_url):
        assert (await client.profiles.set("CS", wanted(valid_to=soon))).profiles[0].state == "accepted"
        await asyncio.sleep(0.5)
        assert (await client.profiles.list("CS")).items[0].state == "over"


@IN_2X
@pytest.mark.requirement("K01.FR.20")
async def test_a_phase_is_chosen_only_of_an_evse_that_can(server: Running, version: str) -> None:
    one = RawStation("CS", version, answers=dict(AGREES))
    schedule = ScheduleInput(rate_unit="A", periods=(PeriodInput(start_s=0, limit=16.0, phases=1, phase_to_use=2),))
    profile = ChargingProfileInput(purpose="TxDefaultProfile", schedules=(schedule,))
    async with server.client() as client, one.connected(server.ocpp_url):
        with pytest.raises(ApiProblem, match="has not told that it can choose a phase") as refused:
            await client.profiles.set("CS", SetProfileInput(profile=profile, evse_id=1))
        pointers = [found.pointer for found in refused.value.problem.errors or ()]
        assert pointers == ["/profile/schedules/0/periods/0/phase_to_use"]
        assert one.asked == []
        answer = await client.profiles.set("CS", SetProfileInput(profile=profile, evse_id=1, force=True))
        assert (answer.status, len(answer.noticed)) == ("Accepted", 1)
