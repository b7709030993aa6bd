# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: charging profile."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import (
    ChargingLimitSource,
    ChargingProfileKind,
    ChargingProfilePurpose,
    ChargingRateUnit,
    RecurrencyKind,
)
from pilotwire.protocol.ocpp201.scalars import Text36
from pilotwire.protocol.ocpp201.types.sales_tariff import SalesTariff


class ChargingLimit(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "charging_limit_source": "chargingLimitSource",
        "is_grid_critical": "isGridCritical",
    },
):
    """Who set a limit, and whether the grid needs it."""

    custom_data: Maybe[CustomData] = None
    charging_limit_source: ChargingLimitSource
    is_grid_critical: Maybe[bool] = None


class ChargingProfileCriterion(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "charging_profile_purpose": "chargingProfilePurpose",
        "stack_level": "stackLevel",
        "charging_profile_id": "chargingProfileId",
        "charging_limit_source": "chargingLimitSource",
    },
):
    """Which charging profiles are asked for."""

    custom_data: Maybe[CustomData] = None
    charging_profile_purpose: Maybe[ChargingProfilePurpose] = None
    stack_level: Maybe[int] = None
    charging_profile_id: Maybe[Annotated[tuple[int, ...], Meta(min_length=1)]] = None
    charging_limit_source: Maybe[Annotated[tuple[ChargingLimitSource, ...], Meta(min_length=1, max_length=4)]] = None


class ChargingProfile(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "stack_level": "stackLevel",
        "charging_profile_purpose": "chargingProfilePurpose",
        "charging_profile_kind": "chargingProfileKind",
        "recurrency_kind": "recurrencyKind",
        "valid_from": "validFrom",
        "valid_to": "validTo",
        "charging_schedule": "chargingSchedule",
        "transaction_id": "transactionId",
    },
):
    """Charging schedules with the purpose and the times for which they hold."""

    custom_data: Maybe[CustomData] = None
    id: int
    stack_level: int
    charging_profile_purpose: ChargingProfilePurpose
    charging_profile_kind: ChargingProfileKind
    recurrency_kind: Maybe[RecurrencyKind] = None
    valid_from: Maybe[Instant] = None
    valid_to: Maybe[Instant] = None
    charging_schedule: Annotated[tuple[ChargingSchedule, ...], Meta(min_length=1, max_length=3)]
    transaction_id: Maybe[Text36] = None


class ChargingSchedulePeriod(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "start_period": "startPeriod",
        "number_phases": "numberPhases",
        "phase_to_use": "phaseToUse",
    },
):
    """From `start_period` seconds on, this holds."""

    custom_data: Maybe[CustomData] = None
    start_period: int
    limit: float
    number_phases: Maybe[int] = None
    phase_to_use: Maybe[int] = None


class ChargingSchedule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "start_schedule": "startSchedule",
        "charging_rate_unit": "chargingRateUnit",
        "charging_schedule_period": "chargingSchedulePeriod",
        "min_charging_rate": "minChargingRate",
        "sales_tariff": "salesTariff",
    },
):
    """Limits over time, in A or W."""

    custom_data: Maybe[CustomData] = None
    id: int
    start_schedule: Maybe[Instant] = None
    duration: Maybe[int] = None
    charging_rate_unit: ChargingRateUnit
    charging_schedule_period: Annotated[tuple[ChargingSchedulePeriod, ...], Meta(min_length=1, max_length=1024)]
    min_charging_rate: Maybe[float] = None
    sales_tariff: Maybe[SalesTariff] = None


class ClearChargingProfile(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "evse_id": "evseId",
        "charging_profile_purpose": "chargingProfilePurpose",
        "stack_level": "stackLevel",
    },
):
    """Which charging profiles are to be removed."""

    custom_data: Maybe[CustomData] = None
    evse_id: Maybe[int] = None
    charging_profile_purpose: Maybe[ChargingProfilePurpose] = None
    stack_level: Maybe[int] = None


class CompositeSchedule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "charging_schedule_period": "chargingSchedulePeriod",
        "evse_id": "evseId",
        "schedule_start": "scheduleStart",
        "charging_rate_unit": "chargingRateUnit",
    },
):
    """The schedule that results from all profiles."""

    custom_data: Maybe[CustomData] = None
    charging_schedule_period: Annotated[tuple[ChargingSchedulePeriod, ...], Meta(min_length=1)]
    evse_id: int
    duration: int
    schedule_start: Instant
    charging_rate_unit: ChargingRateUnit
