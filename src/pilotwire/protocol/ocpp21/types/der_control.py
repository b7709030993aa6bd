# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: der control."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import DERControlKind, DERUnit, PowerDuringCessation
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text36


class DERCurveGet(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "curve_type": "curveType",
        "is_default": "isDefault",
        "is_superseded": "isSuperseded",
        "custom_data": "customData",
    },
):
    """A curve as installed."""

    curve: DERCurve
    id: Text36
    curve_type: DERControlKind
    is_default: bool
    is_superseded: bool
    custom_data: Maybe[CustomData] = None


class DERCurvePoints(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A point of a curve."""

    x: float
    y: float
    custom_data: Maybe[CustomData] = None


class DERCurve(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "curve_data": "curveData",
        "reactive_power_params": "reactivePowerParams",
        "voltage_params": "voltageParams",
        "y_unit": "yUnit",
        "response_time": "responseTime",
        "start_time": "startTime",
        "custom_data": "customData",
    },
):
    """A curve that the inverter is to follow."""

    curve_data: Annotated[tuple[DERCurvePoints, ...], Meta(min_length=1, max_length=10)]
    hysteresis: Maybe[Hysteresis] = None
    priority: IntFrom0
    reactive_power_params: Maybe[ReactivePowerParams] = None
    voltage_params: Maybe[VoltageParams] = None
    y_unit: DERUnit
    response_time: Maybe[float] = None
    start_time: Maybe[Instant] = None
    duration: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class EnterServiceGet(
    Payload, frozen=True, kw_only=True, rename={"enter_service": "enterService", "custom_data": "customData"}
):
    """A rule for coming back as installed."""

    enter_service: EnterService
    id: Text36
    custom_data: Maybe[CustomData] = None


class EnterService(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "high_voltage": "highVoltage",
        "low_voltage": "lowVoltage",
        "high_freq": "highFreq",
        "low_freq": "lowFreq",
        "random_delay": "randomDelay",
        "ramp_rate": "rampRate",
        "custom_data": "customData",
    },
):
    """When the inverter may come back to the grid."""

    priority: IntFrom0
    high_voltage: float
    low_voltage: float
    high_freq: float
    low_freq: float
    delay: Maybe[float] = None
    random_delay: Maybe[float] = None
    ramp_rate: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class FixedPFGet(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "fixed_pf": "fixedPF",
        "is_default": "isDefault",
        "is_superseded": "isSuperseded",
        "custom_data": "customData",
    },
):
    """A fixed power factor as installed."""

    fixed_pf: FixedPF
    id: Text36
    is_default: bool
    is_superseded: bool
    custom_data: Maybe[CustomData] = None


class FixedPF(Payload, frozen=True, kw_only=True, rename={"start_time": "startTime", "custom_data": "customData"}):
    """A fixed power factor."""

    priority: IntFrom0
    displacement: float
    excitation: bool
    start_time: Maybe[Instant] = None
    duration: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class FixedVarGet(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "fixed_var": "fixedVar",
        "is_default": "isDefault",
        "is_superseded": "isSuperseded",
        "custom_data": "customData",
    },
):
    """A fixed reactive power as installed."""

    fixed_var: FixedVar
    id: Text36
    is_default: bool
    is_superseded: bool
    custom_data: Maybe[CustomData] = None


class FixedVar(Payload, frozen=True, kw_only=True, rename={"start_time": "startTime", "custom_data": "customData"}):
    """A fixed reactive power."""

    priority: IntFrom0
    setpoint: float
    unit: DERUnit
    start_time: Maybe[Instant] = None
    duration: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class FreqDroopGet(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "freq_droop": "freqDroop",
        "is_default": "isDefault",
        "is_superseded": "isSuperseded",
        "custom_data": "customData",
    },
):
    """A frequency droop as installed."""

    freq_droop: FreqDroop
    id: Text36
    is_default: bool
    is_superseded: bool
    custom_data: Maybe[CustomData] = None


class FreqDroop(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "over_freq": "overFreq",
        "under_freq": "underFreq",
        "over_droop": "overDroop",
        "under_droop": "underDroop",
        "response_time": "responseTime",
        "start_time": "startTime",
        "custom_data": "customData",
    },
):
    """How power follows the frequency."""

    priority: IntFrom0
    over_freq: float
    under_freq: float
    over_droop: float
    under_droop: float
    response_time: float
    start_time: Maybe[Instant] = None
    duration: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class GradientGet(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A gradient as installed."""

    gradient: Gradient
    id: Text36
    custom_data: Maybe[CustomData] = None


class Gradient(
    Payload, frozen=True, kw_only=True, rename={"soft_gradient": "softGradient", "custom_data": "customData"}
):
    """How fast power may change."""

    priority: IntFrom0
    gradient: float
    soft_gradient: float
    custom_data: Maybe[CustomData] = None


class Hysteresis(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "hysteresis_high": "hysteresisHigh",
        "hysteresis_low": "hysteresisLow",
        "hysteresis_delay": "hysteresisDelay",
        "hysteresis_gradient": "hysteresisGradient",
        "custom_data": "customData",
    },
):
    """When a curve is left again."""

    hysteresis_high: Maybe[float] = None
    hysteresis_low: Maybe[float] = None
    hysteresis_delay: Maybe[float] = None
    hysteresis_gradient: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class LimitMaxDischargeGet(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "is_default": "isDefault",
        "is_superseded": "isSuperseded",
        "limit_max_discharge": "limitMaxDischarge",
        "custom_data": "customData",
    },
):
    """A ceiling for discharging as installed."""

    id: Text36
    is_default: bool
    is_superseded: bool
    limit_max_discharge: LimitMaxDischarge
    custom_data: Maybe[CustomData] = None


class LimitMaxDischarge(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "pct_max_discharge_power": "pctMaxDischargePower",
        "power_monitoring_must_trip": "powerMonitoringMustTrip",
        "start_time": "startTime",
        "custom_data": "customData",
    },
):
    """A ceiling for discharging, in percent."""

    priority: IntFrom0
    pct_max_discharge_power: Maybe[float] = None
    power_monitoring_must_trip: Maybe[DERCurve] = None
    start_time: Maybe[Instant] = None
    duration: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class ReactivePowerParams(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "v_ref": "vRef",
        "autonomous_v_ref_enable": "autonomousVRefEnable",
        "autonomous_v_ref_time_constant": "autonomousVRefTimeConstant",
        "custom_data": "customData",
    },
):
    """More about a curve of reactive power."""

    v_ref: Maybe[float] = None
    autonomous_v_ref_enable: Maybe[bool] = None
    autonomous_v_ref_time_constant: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class VoltageParams(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "hv10_min_mean_value": "hv10MinMeanValue",
        "hv10_min_mean_trip_delay": "hv10MinMeanTripDelay",
        "power_during_cessation": "powerDuringCessation",
        "custom_data": "customData",
    },
):
    """More about a curve of voltage."""

    hv10_min_mean_value: Maybe[float] = None
    hv10_min_mean_trip_delay: Maybe[float] = None
    power_during_cessation: Maybe[PowerDuringCessation] = None
    custom_data: Maybe[CustomData] = None
