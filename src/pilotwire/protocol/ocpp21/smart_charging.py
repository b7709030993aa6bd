# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about charging profiles, limits and the needs of the car."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    ChargingProfileStatus,
    ChargingRateUnit,
    ClearChargingProfileStatus,
    GenericStatus,
    GetChargingProfileStatus,
    NotifyEVChargingNeedsStatus,
    PriorityChargingStatus,
)
from pilotwire.protocol.ocpp21.scalars import IntFrom0, IntFrom1, Text20, Text36
from pilotwire.protocol.ocpp21.types.charging_needs import ChargingNeeds
from pilotwire.protocol.ocpp21.types.charging_profile import (
    ChargingLimit,
    ChargingProfile,
    ChargingProfileCriterion,
    ChargingSchedule,
    ChargingScheduleUpdate,
    ClearChargingProfile,
    CompositeSchedule,
)
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class ClearChargingProfileRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "charging_profile_id": "chargingProfileId",
        "charging_profile_criteria": "chargingProfileCriteria",
        "custom_data": "customData",
    },
):
    """CSMS to station: removes the charging profiles that match. OCPP 2.1, block K."""

    charging_profile_id: Maybe[int] = None
    charging_profile_criteria: Maybe[ClearChargingProfile] = None
    custom_data: Maybe[CustomData] = None


class ClearChargingProfileResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to ClearChargingProfile. OCPP 2.1, block K."""

    status: ClearChargingProfileStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class ClearedChargingLimitRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"charging_limit_source": "chargingLimitSource", "evse_id": "evseId", "custom_data": "customData"},
):
    """Station to CSMS: tells that a limit from outside is lifted. OCPP 2.1, block K."""

    charging_limit_source: Text20
    evse_id: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None


class ClearedChargingLimitResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to ClearedChargingLimit. OCPP 2.1, block K."""

    custom_data: Maybe[CustomData] = None


class GetChargingProfilesRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "request_id": "requestId",
        "evse_id": "evseId",
        "charging_profile": "chargingProfile",
        "custom_data": "customData",
    },
):
    """CSMS to station: asks for the installed charging profiles that match. OCPP 2.1, block K."""

    request_id: int
    evse_id: Maybe[IntFrom0] = None
    charging_profile: ChargingProfileCriterion
    custom_data: Maybe[CustomData] = None


class GetChargingProfilesResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to GetChargingProfiles. OCPP 2.1, block K."""

    status: GetChargingProfileStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class GetCompositeScheduleRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"charging_rate_unit": "chargingRateUnit", "evse_id": "evseId", "custom_data": "customData"},
):
    """CSMS to station: asks for the schedule that results from all profiles. OCPP 2.1, block K."""

    duration: int
    charging_rate_unit: Maybe[ChargingRateUnit] = None
    evse_id: IntFrom0
    custom_data: Maybe[CustomData] = None


class GetCompositeScheduleResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to GetCompositeSchedule. OCPP 2.1, block K."""

    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
    schedule: Maybe[CompositeSchedule] = None
    custom_data: Maybe[CustomData] = None


class NotifyChargingLimitRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "charging_schedule": "chargingSchedule",
        "evse_id": "evseId",
        "charging_limit": "chargingLimit",
        "custom_data": "customData",
    },
):
    """Station to CSMS: tells of a limit set from outside. OCPP 2.1, block K."""

    charging_schedule: Maybe[Annotated[tuple[ChargingSchedule, ...], Meta(min_length=1)]] = None
    evse_id: Maybe[IntFrom0] = None
    charging_limit: ChargingLimit
    custom_data: Maybe[CustomData] = None


class NotifyChargingLimitResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyChargingLimit. OCPP 2.1, block K."""

    custom_data: Maybe[CustomData] = None


class NotifyEVChargingNeedsRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "evse_id": "evseId",
        "max_schedule_tuples": "maxScheduleTuples",
        "charging_needs": "chargingNeeds",
        "custom_data": "customData",
    },
):
    """Station to CSMS: tells what the car needs. OCPP 2.1, block K."""

    evse_id: IntFrom1
    max_schedule_tuples: Maybe[IntFrom0] = None
    charging_needs: ChargingNeeds
    timestamp: Maybe[Instant] = None
    custom_data: Maybe[CustomData] = None


class NotifyEVChargingNeedsResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to NotifyEVChargingNeeds. OCPP 2.1, block K."""

    status: NotifyEVChargingNeedsStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class NotifyEVChargingScheduleRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "time_base": "timeBase",
        "charging_schedule": "chargingSchedule",
        "evse_id": "evseId",
        "selected_charging_schedule_id": "selectedChargingScheduleId",
        "power_tolerance_acceptance": "powerToleranceAcceptance",
        "custom_data": "customData",
    },
):
    """Station to CSMS: tells the schedule that the car chose. OCPP 2.1, block K."""

    time_base: Instant
    charging_schedule: ChargingSchedule
    evse_id: IntFrom1
    selected_charging_schedule_id: Maybe[IntFrom0] = None
    power_tolerance_acceptance: Maybe[bool] = None
    custom_data: Maybe[CustomData] = None


class NotifyEVChargingScheduleResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to NotifyEVChargingSchedule. OCPP 2.1, block K."""

    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class NotifyPriorityChargingRequest(
    Payload, frozen=True, kw_only=True, rename={"transaction_id": "transactionId", "custom_data": "customData"}
):
    """Station to CSMS: tells that priority charging began or ended. OCPP 2.1, block K."""

    transaction_id: Text36
    activated: bool
    custom_data: Maybe[CustomData] = None


class NotifyPriorityChargingResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyPriorityCharging. OCPP 2.1, block K."""

    custom_data: Maybe[CustomData] = None


class PullDynamicScheduleUpdateRequest(
    Payload, frozen=True, kw_only=True, rename={"charging_profile_id": "chargingProfileId", "custom_data": "customData"}
):
    """Station to CSMS: asks for new values of a dynamic profile. OCPP 2.1, block K."""

    charging_profile_id: int
    custom_data: Maybe[CustomData] = None


class PullDynamicScheduleUpdateResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"schedule_update": "scheduleUpdate", "status_info": "statusInfo", "custom_data": "customData"},
):
    """The answer to PullDynamicScheduleUpdate. OCPP 2.1, block K."""

    schedule_update: Maybe[ChargingScheduleUpdate] = None
    status: ChargingProfileStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class ReportChargingProfilesRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "request_id": "requestId",
        "charging_limit_source": "chargingLimitSource",
        "charging_profile": "chargingProfile",
        "evse_id": "evseId",
        "custom_data": "customData",
    },
):
    """Station to CSMS: sends a part of the profiles that were asked for. OCPP 2.1, block K."""

    request_id: int
    charging_limit_source: Text20
    charging_profile: Annotated[tuple[ChargingProfile, ...], Meta(min_length=1)]
    tbc: Maybe[bool] = None
    evse_id: IntFrom0
    custom_data: Maybe[CustomData] = None


class ReportChargingProfilesResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to ReportChargingProfiles. OCPP 2.1, block K."""

    custom_data: Maybe[CustomData] = None


class SetChargingProfileRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"evse_id": "evseId", "charging_profile": "chargingProfile", "custom_data": "customData"},
):
    """CSMS to station: sets a charging profile. OCPP 2.1, block K."""

    evse_id: IntFrom0
    charging_profile: ChargingProfile
    custom_data: Maybe[CustomData] = None


class SetChargingProfileResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to SetChargingProfile. OCPP 2.1, block K."""

    status: ChargingProfileStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class UpdateDynamicScheduleRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "charging_profile_id": "chargingProfileId",
        "schedule_update": "scheduleUpdate",
        "custom_data": "customData",
    },
):
    """CSMS to station: sends new values of a dynamic profile. OCPP 2.1, block K."""

    charging_profile_id: int
    schedule_update: ChargingScheduleUpdate
    custom_data: Maybe[CustomData] = None


class UpdateDynamicScheduleResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to UpdateDynamicSchedule. OCPP 2.1, block K."""

    status: ChargingProfileStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class UsePriorityChargingRequest(
    Payload, frozen=True, kw_only=True, rename={"transaction_id": "transactionId", "custom_data": "customData"}
):
    """CSMS to station: begins or ends priority charging. OCPP 2.1, block K."""

    transaction_id: Text36
    activate: bool
    custom_data: Maybe[CustomData] = None


class UsePriorityChargingResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to UsePriorityCharging. OCPP 2.1, block K."""

    status: PriorityChargingStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
