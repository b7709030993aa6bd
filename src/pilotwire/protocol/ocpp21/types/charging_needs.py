# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: charging needs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    ControlMode,
    DERControlKind,
    EnergyTransferMode,
    IslandingDetection,
    MobilityNeedsMode,
)
from pilotwire.protocol.ocpp21.scalars import Int0To100, Text3, Text50, Text2000


class ACChargingParameters(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "energy_amount": "energyAmount",
        "ev_min_current": "evMinCurrent",
        "ev_max_current": "evMaxCurrent",
        "ev_max_voltage": "evMaxVoltage",
        "custom_data": "customData",
    },
):
    """What a car needs for AC charging."""

    energy_amount: float
    ev_min_current: float
    ev_max_current: float
    ev_max_voltage: float
    custom_data: Maybe[CustomData] = None


class ChargingNeeds(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "ac_charging_parameters": "acChargingParameters",
        "der_charging_parameters": "derChargingParameters",
        "ev_energy_offer": "evEnergyOffer",
        "requested_energy_transfer": "requestedEnergyTransfer",
        "dc_charging_parameters": "dcChargingParameters",
        "v2x_charging_parameters": "v2xChargingParameters",
        "available_energy_transfer": "availableEnergyTransfer",
        "control_mode": "controlMode",
        "mobility_needs_mode": "mobilityNeedsMode",
        "departure_time": "departureTime",
        "custom_data": "customData",
    },
):
    """What a car needs, and by when."""

    ac_charging_parameters: Maybe[ACChargingParameters] = None
    der_charging_parameters: Maybe[DERChargingParameters] = None
    ev_energy_offer: Maybe[EVEnergyOffer] = None
    requested_energy_transfer: EnergyTransferMode
    dc_charging_parameters: Maybe[DCChargingParameters] = None
    v2x_charging_parameters: Maybe[V2XChargingParameters] = None
    available_energy_transfer: Maybe[Annotated[tuple[EnergyTransferMode, ...], Meta(min_length=1)]] = None
    control_mode: Maybe[ControlMode] = None
    mobility_needs_mode: Maybe[MobilityNeedsMode] = None
    departure_time: Maybe[Instant] = None
    custom_data: Maybe[CustomData] = None


class DCChargingParameters(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "ev_max_current": "evMaxCurrent",
        "ev_max_voltage": "evMaxVoltage",
        "ev_max_power": "evMaxPower",
        "ev_energy_capacity": "evEnergyCapacity",
        "energy_amount": "energyAmount",
        "state_of_charge": "stateOfCharge",
        "full_soc": "fullSoC",
        "bulk_soc": "bulkSoC",
        "custom_data": "customData",
    },
):
    """What a car needs for DC charging."""

    ev_max_current: float
    ev_max_voltage: float
    ev_max_power: Maybe[float] = None
    ev_energy_capacity: Maybe[float] = None
    energy_amount: Maybe[float] = None
    state_of_charge: Maybe[Int0To100] = None
    full_soc: Maybe[Int0To100] = None
    bulk_soc: Maybe[Int0To100] = None
    custom_data: Maybe[CustomData] = None


class DERChargingParameters(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "ev_supported_der_control": "evSupportedDERControl",
        "ev_over_excited_max_discharge_power": "evOverExcitedMaxDischargePower",
        "ev_over_excited_power_factor": "evOverExcitedPowerFactor",
        "ev_under_excited_max_discharge_power": "evUnderExcitedMaxDischargePower",
        "ev_under_excited_power_factor": "evUnderExcitedPowerFactor",
        "max_apparent_power": "maxApparentPower",
        "max_charge_apparent_power": "maxChargeApparentPower",
        "max_charge_apparent_power_l2": "maxChargeApparentPower_L2",
        "max_charge_apparent_power_l3": "maxChargeApparentPower_L3",
        "max_discharge_apparent_power": "maxDischargeApparentPower",
        "max_discharge_apparent_power_l2": "maxDischargeApparentPower_L2",
        "max_discharge_apparent_power_l3": "maxDischargeApparentPower_L3",
        "max_charge_reactive_power": "maxChargeReactivePower",
        "max_charge_reactive_power_l2": "maxChargeReactivePower_L2",
        "max_charge_reactive_power_l3": "maxChargeReactivePower_L3",
        "min_charge_reactive_power": "minChargeReactivePower",
        "min_charge_reactive_power_l2": "minChargeReactivePower_L2",
        "min_charge_reactive_power_l3": "minChargeReactivePower_L3",
        "max_discharge_reactive_power": "maxDischargeReactivePower",
        "max_discharge_reactive_power_l2": "maxDischargeReactivePower_L2",
        "max_discharge_reactive_power_l3": "maxDischargeReactivePower_L3",
        "min_discharge_reactive_power": "minDischargeReactivePower",
        "min_discharge_reactive_power_l2": "minDischargeReactivePower_L2",
        "min_discharge_reactive_power_l3": "minDischargeReactivePower_L3",
        "nominal_voltage": "nominalVoltage",
        "nominal_voltage_offset": "nominalVoltageOffset",
        "max_nominal_voltage": "maxNominalVoltage",
        "min_nominal_voltage": "minNominalVoltage",
        "ev_inverter_manufacturer": "evInverterManufacturer",
        "ev_inverter_model": "evInverterModel",
        "ev_inverter_serial_number": "evInverterSerialNumber",
        "ev_inverter_sw_version": "evInverterSwVersion",
        "ev_inverter_hw_version": "evInverterHwVersion",
        "ev_islanding_detection_method": "evIslandingDetectionMethod",
        "ev_islanding_trip_time": "evIslandingTripTime",
        "ev_maximum_level1_dc_injection": "evMaximumLevel1DCInjection",
        "ev_duration_level1_dc_injection": "evDurationLevel1DCInjection",
        "ev_maximum_level2_dc_injection": "evMaximumLevel2DCInjection",
        "ev_duration_level2_dc_injection": "evDurationLevel2DCInjection",
        "ev_reactive_susceptance": "evReactiveSusceptance",
        "ev_session_total_discharge_energy_available": "evSessionTotalDischargeEnergyAvailable",
        "custom_data": "customData",
    },
):
    """What a car can do for the grid as an inverter."""

    ev_supported_der_control: Maybe[Annotated[tuple[DERControlKind, ...], Meta(min_length=1)]] = None
    ev_over_excited_max_discharge_power: Maybe[float] = None
    ev_over_excited_power_factor: Maybe[float] = None
    ev_under_excited_max_discharge_power: Maybe[float] = None
    ev_under_excited_power_factor: Maybe[float] = None
    max_apparent_power: Maybe[float] = None
    max_charge_apparent_power: Maybe[float] = None
    max_charge_apparent_power_l2: Maybe[float] = None
    max_charge_apparent_power_l3: Maybe[float] = None
    max_discharge_apparent_power: Maybe[float] = None
    max_discharge_apparent_power_l2: Maybe[float] = None
    max_discharge_apparent_power_l3: Maybe[float] = None
    max_charge_reactive_power: Maybe[float] = None
    max_charge_reactive_power_l2: Maybe[float] = None
    max_charge_reactive_power_l3: Maybe[float] = None
    min_charge_reactive_power: Maybe[float] = None
    min_charge_reactive_power_l2: Maybe[float] = None
    min_charge_reactive_power_l3: Maybe[float] = None
    max_discharge_reactive_power: Maybe[float] = None
    max_discharge_reactive_power_l2: Maybe[float] = None
    max_discharge_reactive_power_l3: Maybe[float] = None
    min_discharge_reactive_power: Maybe[float] = None
    min_discharge_reactive_power_l2: Maybe[float] = None
    min_discharge_reactive_power_l3: Maybe[float] = None
    nominal_voltage: Maybe[float] = None
    nominal_voltage_offset: Maybe[float] = None
    max_nominal_voltage: Maybe[float] = None
    min_nominal_voltage: Maybe[float] = None
    ev_inverter_manufacturer: Maybe[Text50] = None
    ev_inverter_model: Maybe[Text50] = None
    ev_inverter_serial_number: Maybe[Text50] = None
    ev_inverter_sw_version: Maybe[Text50] = None
    ev_inverter_hw_version: Maybe[Text50] = None
    ev_islanding_detection_method: Maybe[Annotated[tuple[IslandingDetection, ...], Meta(min_length=1)]] = None
    ev_islanding_trip_time: Maybe[float] = None
    ev_maximum_level1_dc_injection: Maybe[float] = None
    ev_duration_level1_dc_injection: Maybe[float] = None
    ev_maximum_level2_dc_injection: Maybe[float] = None
    ev_duration_level2_dc_injection: Maybe[float] = None
    ev_reactive_susceptance: Maybe[float] = None
    ev_session_total_discharge_energy_available: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class EVAbsolutePriceScheduleEntry(
    Payload, frozen=True, kw_only=True, rename={"ev_price_rule": "evPriceRule", "custom_data": "customData"}
):
    """The prices of one interval of a car's offer."""

    duration: int
    ev_price_rule: Annotated[tuple[EVPriceRule, ...], Meta(min_length=1, max_length=8)]
    custom_data: Maybe[CustomData] = None


class EVAbsolutePriceSchedule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "time_anchor": "timeAnchor",
        "ev_absolute_price_schedule_entries": "evAbsolutePriceScheduleEntries",
        "price_algorithm": "priceAlgorithm",
        "custom_data": "customData",
    },
):
    """Prices at which a car offers energy."""

    time_anchor: Instant
    currency: Text3
    ev_absolute_price_schedule_entries: Annotated[
        tuple[EVAbsolutePriceScheduleEntry, ...], Meta(min_length=1, max_length=1024)
    ]
    price_algorithm: Text2000
    custom_data: Maybe[CustomData] = None


class EVEnergyOffer(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "ev_absolute_price_schedule": "evAbsolutePriceSchedule",
        "ev_power_schedule": "evPowerSchedule",
        "custom_data": "customData",
    },
):
    """Energy that a car offers, with its prices."""

    ev_absolute_price_schedule: Maybe[EVAbsolutePriceSchedule] = None
    ev_power_schedule: EVPowerSchedule
    custom_data: Maybe[CustomData] = None


class EVPowerScheduleEntry(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The power of one interval of a car's offer."""

    duration: int
    power: float
    custom_data: Maybe[CustomData] = None


class EVPowerSchedule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "ev_power_schedule_entries": "evPowerScheduleEntries",
        "time_anchor": "timeAnchor",
        "custom_data": "customData",
    },
):
    """Power that a car offers over time."""

    ev_power_schedule_entries: Annotated[tuple[EVPowerScheduleEntry, ...], Meta(min_length=1, max_length=1024)]
    time_anchor: Instant
    custom_data: Maybe[CustomData] = None


class EVPriceRule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"energy_fee": "energyFee", "power_range_start": "powerRangeStart", "custom_data": "customData"},
):
    """The price of a car's energy above a power."""

    energy_fee: float
    power_range_start: float
    custom_data: Maybe[CustomData] = None


class V2XChargingParameters(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "min_charge_power": "minChargePower",
        "min_charge_power_l2": "minChargePower_L2",
        "min_charge_power_l3": "minChargePower_L3",
        "max_charge_power": "maxChargePower",
        "max_charge_power_l2": "maxChargePower_L2",
        "max_charge_power_l3": "maxChargePower_L3",
        "min_discharge_power": "minDischargePower",
        "min_discharge_power_l2": "minDischargePower_L2",
        "min_discharge_power_l3": "minDischargePower_L3",
        "max_discharge_power": "maxDischargePower",
        "max_discharge_power_l2": "maxDischargePower_L2",
        "max_discharge_power_l3": "maxDischargePower_L3",
        "min_charge_current": "minChargeCurrent",
        "max_charge_current": "maxChargeCurrent",
        "min_discharge_current": "minDischargeCurrent",
        "max_discharge_current": "maxDischargeCurrent",
        "min_voltage": "minVoltage",
        "max_voltage": "maxVoltage",
        "ev_target_energy_request": "evTargetEnergyRequest",
        "ev_min_energy_request": "evMinEnergyRequest",
        "ev_max_energy_request": "evMaxEnergyRequest",
        "ev_min_v2x_energy_request": "evMinV2XEnergyRequest",
        "ev_max_v2x_energy_request": "evMaxV2XEnergyRequest",
        "target_soc": "targetSoC",
        "custom_data": "customData",
    },
):
    """What a car needs for charging in both directions."""

    min_charge_power: Maybe[float] = None
    min_charge_power_l2: Maybe[float] = None
    min_charge_power_l3: Maybe[float] = None
    max_charge_power: Maybe[float] = None
    max_charge_power_l2: Maybe[float] = None
    max_charge_power_l3: Maybe[float] = None
    min_discharge_power: Maybe[float] = None
    min_discharge_power_l2: Maybe[float] = None
    min_discharge_power_l3: Maybe[float] = None
    max_discharge_power: Maybe[float] = None
    max_discharge_power_l2: Maybe[float] = None
    max_discharge_power_l3: Maybe[float] = None
    min_charge_current: Maybe[float] = None
    max_charge_current: Maybe[float] = None
    min_discharge_current: Maybe[float] = None
    max_discharge_current: Maybe[float] = None
    min_voltage: Maybe[float] = None
    max_voltage: Maybe[float] = None
    ev_target_energy_request: Maybe[float] = None
    ev_min_energy_request: Maybe[float] = None
    ev_max_energy_request: Maybe[float] = None
    ev_min_v2x_energy_request: Maybe[float] = None
    ev_max_v2x_energy_request: Maybe[float] = None
    target_soc: Maybe[Int0To100] = None
    custom_data: Maybe[CustomData] = None
