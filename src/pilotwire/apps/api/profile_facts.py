"""What the routes of charging profiles say of themselves; part of the route table."""

from collections.abc import Mapping
from datetime import UTC
from typing import Final

from pilotwire.client import profiles as p
from pilotwire.client import resources as r
from pilotwire.client.charging_profile import ChargingProfileInput, PeriodInput, ScheduleInput
from pilotwire.client.codec import Instant

from . import examples as e
from .route import ACT, IDEMPOTENT, NOT_FOUND, RouteFacts

_AT: Final = Instant(2026, 3, 1, 12, 0, tzinfo=UTC)
_EVENING: Final = ScheduleInput(
    rate_unit="A", start_at=_AT, duration_s=86_400,
    periods=(PeriodInput(start_s=0, limit=32.0), PeriodInput(start_s=18_000, limit=10.0)),
)  # fmt: skip
_INPUT: Final = p.SetProfileInput(
    evse_id=0,
    profile=ChargingProfileInput(
        purpose="ChargingStationMaxProfile", kind="Recurring", recurrency="Daily", schedules=(_EVENING,)
    ),
)
_PROFILE: Final = p.InstalledProfile(
    station="CS-0042", evse_id=0, id=815, state="accepted", state_at=_AT, purpose="ChargingStationMaxProfile",
    kind="Recurring", stack_level=0, recurrency="Daily", source="CSO", actor="Grafana", status="Accepted",
    schedules=[{"rate_unit": "A", "periods": [{"start_s": 0, "limit": 32.0}, {"start_s": 18_000, "limit": 10.0}]}],
)  # fmt: skip
_ANSWER: Final = p.ProfileAnswer(status="Accepted", noticed=[], profiles=[_PROFILE])
_SCHEDULE: Final = p.CompositeSchedule(
    start_at=_AT, duration_s=86_400, rate_unit="A",
    periods=[p.CompositePeriod(start_s=0, limit=32.0, by=815), p.CompositePeriod(start_s=18_000, limit=10.0, by=815)],
)  # fmt: skip
_COMPARED: Final = p.CompositeAnswer(
    status="Accepted", noticed=[], station_schedule=_SCHEDULE, our_schedule=_SCHEDULE, differences=[]
)

_NEEDS: Final = p.ChargingNeeds(
    station="CS-0042", evse_id=1, received_at=_AT, energy_transfer="AC_three_phase", answer="NoChargingProfile",
    parameters={"requestedEnergyTransfer": "AC_three_phase", "acChargingParameters": {"energyAmount": 22000}},
    max_tuples=12,
)  # fmt: skip

PROFILES: Final[Mapping[str, RouteFacts]] = {
    "list_charging_profiles": RouteFacts(
        scope="read", tag="charging profiles", answer=p.InstalledProfileList,
        example=p.InstalledProfileList(items=[_PROFILE]), problems=NOT_FOUND,
    ),
    "set_charging_profile": RouteFacts(
        scope="operate", tag="charging profiles", headers=IDEMPOTENT, body=p.SetProfileInput, body_example=_INPUT,
        answer=p.ProfileAnswer, example=_ANSWER, problems=ACT,
    ),
    "clear_charging_profiles": RouteFacts(
        scope="operate", tag="charging profiles", headers=IDEMPOTENT, body=p.ClearProfilesInput,
        body_example=p.ClearProfilesInput(id=815), answer=p.ProfileAnswer, example=_ANSWER, problems=ACT,
    ),
    "read_charging_profiles": RouteFacts(
        scope="operate", tag="charging profiles", body=p.ReadProfilesInput,
        body_example=p.ReadProfilesInput(purpose="TxDefaultProfile"), answer=r.Operation, example=e.OPERATION,
        statuses=(202,), problems=("not-found", "conflict"),
    ),
    "predict_composite_schedule": RouteFacts(
        scope="read", tag="charging profiles", query=(p.CompositeWish,), answer=p.CompositeSchedule,
        example=_SCHEDULE, problems=("not-found", "conflict"),
    ),
    "list_charging_needs": RouteFacts(
        scope="read", tag="charging profiles", answer=p.ChargingNeedsList, problems=NOT_FOUND,
        example=p.ChargingNeedsList(items=[_NEEDS]),
    ),
    "compare_composite_schedule": RouteFacts(
        scope="operate", tag="charging profiles", headers=IDEMPOTENT, body=p.CompositeInput,
        body_example=p.CompositeInput(evse_id=0, duration_s=86_400, rate_unit="A"), answer=p.CompositeAnswer,
        example=_COMPARED, problems=ACT,
    ),
}  # fmt: skip
