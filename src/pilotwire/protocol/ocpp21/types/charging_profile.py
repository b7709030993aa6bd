# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: charging profile."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    ChargingProfileKind,
    ChargingProfilePurpose,
    ChargingRateUnit,
    OperationMode,
    RecurrencyKind,
)
from pilotwire.protocol.ocpp21.scalars import Int0To3, Int0To100, IntFrom0, NumberUpTo0, Text20, Text36, Text88, Text256
from pilotwire.protocol.ocpp21.types.price_schedule import AbsolutePriceSchedule, PriceLevelSchedule
from pilotwire.protocol.ocpp21.types.sales_tariff import SalesTariff


class ChargingLimit(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "charging_limit_source": "chargingLimitSource",
        "is_local_generation": "isLocalGeneration",
        "is_grid_critical": "isGridCritical",
        "custom_data": "customData",
    },
):
    """Who set a limit, and whether the grid needs it."""

    charging_limit_source: Text20
    is_local_generation: Maybe[bool] = None
    is_grid_critical: Maybe[bool] = None
    custom_data: Maybe[CustomData] = None


class ChargingProfileCriterion(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "charging_profile_purpose": "chargingProfilePurpose",
        "stack_level": "stackLevel",
        "charging_profile_id": "chargingProfileId",
        "charging_limit_source": "chargingLimitSource",
        "custom_data": "customData",
    },
):
    """Which charging profiles are asked for."""

    charging_profile_purpose: Maybe[ChargingProfilePurpose] = None
    stack_level: Maybe[IntFrom0] = None
    charging_profile_id: Maybe[Annotated[tuple[int, ...], Meta(min_length=1)]] = None
    charging_limit_source: Maybe[Annotated[tuple[Text20, ...], Meta(min_length=1, max_length=4)]] = None
    custom_data: Maybe[CustomData] = None


class ChargingProfile(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "stack_level": "stackLevel",
        "charging_profile_purpose": "chargingProfilePurpose",
        "charging_profile_kind": "chargingProfileKind",
        "recurrency_kind": "recurrencyKind",
        "valid_from": "validFrom",
        "valid_to": "validTo",
        "transaction_id": "transactionId",
        "max_offline_duration": "maxOfflineDuration",
        "charging_schedule": "chargingSchedule",
        "invalid_after_offline_duration": "invalidAfterOfflineDuration",
        "dyn_update_interval": "dynUpdateInterval",
        "dyn_update_time": "dynUpdateTime",
        "price_schedule_signature": "priceScheduleSignature",
        "custom_data": "customData",
    },
):
    """Charging schedules with the purpose and the times for which they hold."""

    id: int
    stack_level: IntFrom0
    charging_profile_purpose: ChargingProfilePurpose
    charging_profile_kind: ChargingProfileKind
    recurrency_kind: Maybe[RecurrencyKind] = None
    valid_from: Maybe[Instant] = None
    valid_to: Maybe[Instant] = None
    transaction_id: Maybe[Text36] = None
    max_offline_duration: Maybe[int] = None
    charging_schedule: Annotated[tuple[ChargingSchedule, ...], Meta(min_length=1, max_length=3)]
    invalid_after_offline_duration: Maybe[bool] = None
    dyn_update_interval: Maybe[int] = None
    dyn_update_time: Maybe[Instant] = None
    price_schedule_signature: Maybe[Text256] = None
    custom_data: Maybe[CustomData] = None


class ChargingSchedulePeriod(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "start_period": "startPeriod",
        "limit_l2": "limit_L2",
        "limit_l3": "limit_L3",
        "number_phases": "numberPhases",
        "phase_to_use": "phaseToUse",
        "discharge_limit": "dischargeLimit",
        "discharge_limit_l2": "dischargeLimit_L2",
        "discharge_limit_l3": "dischargeLimit_L3",
        "setpoint_l2": "setpoint_L2",
        "setpoint_l3": "setpoint_L3",
        "setpoint_reactive": "setpointReactive",
        "setpoint_reactive_l2": "setpointReactive_L2",
        "setpoint_reactive_l3": "setpointReactive_L3",
        "preconditioning_request": "preconditioningRequest",
        "evse_sleep": "evseSleep",
        "v2x_baseline": "v2xBaseline",
        "operation_mode": "operationMode",
        "v2x_freq_watt_curve": "v2xFreqWattCurve",
        "v2x_signal_watt_curve": "v2xSignalWattCurve",
        "custom_data": "customData",
    },
):
    """From `start_period` seconds on, this holds."""

    start_period: int
    limit: Maybe[float] = None
    limit_l2: Maybe[float] = None
    limit_l3: Maybe[float] = None
    number_phases: Maybe[Int0To3] = None
    phase_to_use: Maybe[Int0To3] = None
    discharge_limit: Maybe[NumberUpTo0] = None
    discharge_limit_l2: Maybe[NumberUpTo0] = None
    discharge_limit_l3: Maybe[NumberUpTo0] = None
    setpoint: Maybe[float] = None
    setpoint_l2: Maybe[float] = None
    setpoint_l3: Maybe[float] = None
    setpoint_reactive: Maybe[float] = None
    setpoint_reactive_l2: Maybe[float] = None
    setpoint_reactive_l3: Maybe[float] = None
    preconditioning_request: Maybe[bool] = None
    evse_sleep: Maybe[bool] = None
    v2x_baseline: Maybe[float] = None
    operation_mode: Maybe[OperationMode] = None
    v2x_freq_watt_curve: Maybe[Annotated[tuple[V2XFreqWattPoint, ...], Meta(min_length=1, max_length=20)]] = None
    v2x_signal_watt_curve: Maybe[Annotated[tuple[V2XSignalWattPoint, ...], Meta(min_length=1, max_length=20)]] = None
    custom_data: Maybe[CustomData] = None


class ChargingSchedule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "limit_at_soc": "limitAtSoC",
        "start_schedule": "startSchedule",
        "charging_rate_unit": "chargingRateUnit",
        "min_charging_rate": "minChargingRate",
        "power_tolerance": "powerTolerance",
        "signature_id": "signatureId",
        "digest_value": "digestValue",
        "use_local_time": "useLocalTime",
        "charging_schedule_period": "chargingSchedulePeriod",
        "randomized_delay": "randomizedDelay",
        "sales_tariff": "salesTariff",
        "absolute_price_schedule": "absolutePriceSchedule",
        "price_level_schedule": "priceLevelSchedule",
        "custom_data": "customData",
    },
):
    """Limits over time, in A or W."""

    id: int
    limit_at_soc: Maybe[LimitAtSoC] = None
    start_schedule: Maybe[Instant] = None
    duration: Maybe[int] = None
    charging_rate_unit: ChargingRateUnit
    min_charging_rate: Maybe[float] = None
    power_tolerance: Maybe[float] = None
    signature_id: Maybe[IntFrom0] = None
    digest_value: Maybe[Text88] = None
    use_local_time: Maybe[bool] = None
    charging_schedule_period: Annotated[tuple[ChargingSchedulePeriod, ...], Meta(min_length=1, max_length=1024)]
    randomized_delay: Maybe[IntFrom0] = None
    sales_tariff: Maybe[SalesTariff] = None
    absolute_price_schedule: Maybe[AbsolutePriceSchedule] = None
    price_level_schedule: Maybe[PriceLevelSchedule] = None
    custom_data: Maybe[CustomData] = None


class ChargingScheduleUpdate(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "limit_l2": "limit_L2",
        "limit_l3": "limit_L3",
        "discharge_limit": "dischargeLimit",
        "discharge_limit_l2": "dischargeLimit_L2",
        "discharge_limit_l3": "dischargeLimit_L3",
        "setpoint_l2": "setpoint_L2",
        "setpoint_l3": "setpoint_L3",
        "setpoint_reactive": "setpointReactive",
        "setpoint_reactive_l2": "setpointReactive_L2",
        "setpoint_reactive_l3": "setpointReactive_L3",
        "custom_data": "customData",
    },
):
    """New values of a dynamic schedule."""

    limit: Maybe[float] = None
    limit_l2: Maybe[float] = None
    limit_l3: Maybe[float] = None
    discharge_limit: Maybe[NumberUpTo0] = None
    discharge_limit_l2: Maybe[NumberUpTo0] = None
    discharge_limit_l3: Maybe[NumberUpTo0] = None
    setpoint: Maybe[float] = None
    setpoint_l2: Maybe[float] = None
    setpoint_l3: Maybe[float] = None
    setpoint_reactive: Maybe[float] = None
    setpoint_reactive_l2: Maybe[float] = None
    setpoint_reactive_l3: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class ClearChargingProfile(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "evse_id": "evseId",
        "charging_profile_purpose": "chargingProfilePurpose",
        "stack_level": "stackLevel",
        "custom_data": "customData",
    },
):
    """Which charging profiles are to be removed."""

    evse_id: Maybe[IntFrom0] = None
    charging_profile_purpose: Maybe[ChargingProfilePurpose] = None
    stack_level: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None


class CompositeSchedule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "evse_id": "evseId",
        "schedule_start": "scheduleStart",
        "charging_rate_unit": "chargingRateUnit",
        "charging_schedule_period": "chargingSchedulePeriod",
        "custom_data": "customData",
    },
):
    """The schedule that results from all profiles."""

    evse_id: IntFrom0
    duration: int
    schedule_start: Instant
    charging_rate_unit: ChargingRateUnit
    charging_schedule_period: Annotated[tuple[ChargingSchedulePeriod, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class LimitAtSoC(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A limit that holds from a state of charge on."""

    soc: Int0To100
    limit: float
    custom_data: Maybe[CustomData] = None


class V2XFreqWattPoint(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A point of the curve from frequency to power."""

    frequency: float
    power: float
    custom_data: Maybe[CustomData] = None


class V2XSignalWattPoint(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A point of the curve from reserve signal to power."""

    signal: int
    power: float
    custom_data: Maybe[CustomData] = None
