# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""The messages about charging profiles and composite schedules."""

from __future__ import annotations

from typing import ClassVar

from pilotwire.protocol.message import Instant, Maybe, Payload
from pilotwire.protocol.ocpp16.enums import (
    ChargingProfilePurpose,
    ChargingProfileStatus,
    ChargingRateUnit,
    ClearChargingProfileStatus,
    GetCompositeScheduleStatus,
)
from pilotwire.protocol.ocpp16.types import ChargingProfile, ChargingSchedule


class ClearChargingProfileRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "connector_id": "connectorId",
        "charging_profile_purpose": "chargingProfilePurpose",
        "stack_level": "stackLevel",
    },
):
    """CSMS to station: removes the charging profiles that match. OCPP 1.6, Smart Charging profile."""

    schema_draft: ClassVar[int] = 4

    id: Maybe[int] = None
    connector_id: Maybe[int] = None
    charging_profile_purpose: Maybe[ChargingProfilePurpose] = None
    stack_level: Maybe[int] = None


class ClearChargingProfileResponse(Payload, frozen=True, kw_only=True):
    """The answer to ClearChargingProfile. OCPP 1.6, Smart Charging profile."""

    schema_draft: ClassVar[int] = 4

    status: ClearChargingProfileStatus


class GetCompositeScheduleRequest(
    Payload, frozen=True, kw_only=True, rename={"connector_id": "connectorId", "charging_rate_unit": "chargingRateUnit"}
):
    """CSMS to station: asks for the schedule that results from all profiles. OCPP 1.6, Smart Charging profile."""

    schema_draft: ClassVar[int] = 4

    connector_id: int
    duration: int
    charging_rate_unit: Maybe[ChargingRateUnit] = None


class GetCompositeScheduleResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"connector_id": "connectorId", "schedule_start": "scheduleStart", "charging_schedule": "chargingSchedule"},
):
    """The answer to GetCompositeSchedule. OCPP 1.6, Smart Charging profile."""

    schema_draft: ClassVar[int] = 4

    status: GetCompositeScheduleStatus
    connector_id: Maybe[int] = None
    schedule_start: Maybe[Instant] = None
    charging_schedule: Maybe[ChargingSchedule] = None


class SetChargingProfileRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"connector_id": "connectorId", "cs_charging_profiles": "csChargingProfiles"},
):
    """CSMS to station: sets a charging profile. OCPP 1.6, Smart Charging profile."""

    schema_draft: ClassVar[int] = 4

    connector_id: int
    cs_charging_profiles: ChargingProfile


class SetChargingProfileResponse(Payload, frozen=True, kw_only=True):
    """The answer to SetChargingProfile. OCPP 1.6, Smart Charging profile."""

    schema_draft: ClassVar[int] = 4

    status: ChargingProfileStatus
