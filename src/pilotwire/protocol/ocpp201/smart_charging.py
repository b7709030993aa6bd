# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about charging profiles, limits and the needs of the car."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import (
    ChargingLimitSource,
    ChargingProfileStatus,
    ChargingRateUnit,
    ClearChargingProfileStatus,
    GenericStatus,
    GetChargingProfileStatus,
    NotifyEVChargingNeedsStatus,
)
from pilotwire.protocol.ocpp201.types.charging_needs import ChargingNeeds
from pilotwire.protocol.ocpp201.types.charging_profile import (
    ChargingLimit,
    ChargingProfile,
    ChargingProfileCriterion,
    ChargingSchedule,
    ClearChargingProfile,
    CompositeSchedule,
)
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class ClearChargingProfileRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "charging_profile_id": "chargingProfileId",
        "charging_profile_criteria": "chargingProfileCriteria",
    },
):
    """CSMS to station: removes the charging profiles that match. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    charging_profile_id: Maybe[int] = None
    charging_profile_criteria: Maybe[ClearChargingProfile] = None


class ClearChargingProfileResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to ClearChargingProfile. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    status: ClearChargingProfileStatus
    status_info: Maybe[StatusInfo] = None


class ClearedChargingLimitRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "charging_limit_source": "chargingLimitSource", "evse_id": "evseId"},
):
    """Station to CSMS: tells that a limit from outside is lifted. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    charging_limit_source: ChargingLimitSource
    evse_id: Maybe[int] = None


class ClearedChargingLimitResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to ClearedChargingLimit. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None


class GetChargingProfilesRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "request_id": "requestId",
        "evse_id": "evseId",
        "charging_profile": "chargingProfile",
    },
):
    """CSMS to station: asks for the installed charging profiles that match. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    request_id: int
    evse_id: Maybe[int] = None
    charging_profile: ChargingProfileCriterion


class GetChargingProfilesResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to GetChargingProfiles. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    status: GetChargingProfileStatus
    status_info: Maybe[StatusInfo] = None


class GetCompositeScheduleRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "charging_rate_unit": "chargingRateUnit", "evse_id": "evseId"},
):
    """CSMS to station: asks for the schedule that results from all profiles. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    duration: int
    charging_rate_unit: Maybe[ChargingRateUnit] = None
    evse_id: int


class GetCompositeScheduleResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to GetCompositeSchedule. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
    schedule: Maybe[CompositeSchedule] = None


class NotifyChargingLimitRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "charging_schedule": "chargingSchedule",
        "evse_id": "evseId",
        "charging_limit": "chargingLimit",
    },
):
    """Station to CSMS: tells of a limit set from outside. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    charging_schedule: Maybe[Annotated[tuple[ChargingSchedule, ...], Meta(min_length=1)]] = None
    evse_id: Maybe[int] = None
    charging_limit: ChargingLimit


class NotifyChargingLimitResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyChargingLimit. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None


class NotifyEVChargingNeedsRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "max_schedule_tuples": "maxScheduleTuples",
        "charging_needs": "chargingNeeds",
        "evse_id": "evseId",
    },
):
    """Station to CSMS: tells what the car needs. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    max_schedule_tuples: Maybe[int] = None
    charging_needs: ChargingNeeds
    evse_id: int


class NotifyEVChargingNeedsResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to NotifyEVChargingNeeds. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    status: NotifyEVChargingNeedsStatus
    status_info: Maybe[StatusInfo] = None


class NotifyEVChargingScheduleRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "time_base": "timeBase",
        "charging_schedule": "chargingSchedule",
        "evse_id": "evseId",
    },
):
    """Station to CSMS: tells the schedule that the car chose. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    time_base: Instant
    charging_schedule: ChargingSchedule
    evse_id: int


class NotifyEVChargingScheduleResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to NotifyEVChargingSchedule. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    status: GenericStatus
    status_info: Maybe[StatusInfo] = None


class ReportChargingProfilesRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "request_id": "requestId",
        "charging_limit_source": "chargingLimitSource",
        "charging_profile": "chargingProfile",
        "evse_id": "evseId",
    },
):
    """Station to CSMS: sends a part of the profiles that were asked for. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    request_id: int
    charging_limit_source: ChargingLimitSource
    charging_profile: Annotated[tuple[ChargingProfile, ...], Meta(min_length=1)]
    tbc: Maybe[bool] = None
    evse_id: int


class ReportChargingProfilesResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to ReportChargingProfiles. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None


class SetChargingProfileRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "evse_id": "evseId", "charging_profile": "chargingProfile"},
):
    """CSMS to station: sets a charging profile. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    evse_id: int
    charging_profile: ChargingProfile


class SetChargingProfileResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to SetChargingProfile. OCPP 2.0.1, block K."""

    custom_data: Maybe[CustomData] = None
    status: ChargingProfileStatus
    status_info: Maybe[StatusInfo] = None
