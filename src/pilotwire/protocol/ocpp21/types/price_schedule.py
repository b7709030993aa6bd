# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: price schedule."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.scalars import (
    Int0To100,
    IntFrom0,
    Text3,
    Text8,
    Text32,
    Text80,
    Text100,
    Text160,
    Text2000,
)


class AbsolutePriceSchedule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "time_anchor": "timeAnchor",
        "price_schedule_id": "priceScheduleID",
        "price_schedule_description": "priceScheduleDescription",
        "price_algorithm": "priceAlgorithm",
        "minimum_cost": "minimumCost",
        "maximum_cost": "maximumCost",
        "price_rule_stacks": "priceRuleStacks",
        "tax_rules": "taxRules",
        "overstay_rule_list": "overstayRuleList",
        "additional_selected_services": "additionalSelectedServices",
        "custom_data": "customData",
    },
):
    """Prices over time for the car (ISO 15118-20)."""

    time_anchor: Instant
    price_schedule_id: IntFrom0
    price_schedule_description: Maybe[Text160] = None
    currency: Text3
    language: Text8
    price_algorithm: Text2000
    minimum_cost: Maybe[RationalNumber] = None
    maximum_cost: Maybe[RationalNumber] = None
    price_rule_stacks: Annotated[tuple[PriceRuleStack, ...], Meta(min_length=1, max_length=1024)]
    tax_rules: Maybe[Annotated[tuple[TaxRule, ...], Meta(min_length=1, max_length=10)]] = None
    overstay_rule_list: Maybe[OverstayRuleList] = None
    additional_selected_services: Maybe[
        Annotated[tuple[AdditionalSelectedServices, ...], Meta(min_length=1, max_length=5)]
    ] = None
    custom_data: Maybe[CustomData] = None


class AdditionalSelectedServices(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"service_fee": "serviceFee", "service_name": "serviceName", "custom_data": "customData"},
):
    """A service with a price of its own (ISO 15118-20)."""

    service_fee: RationalNumber
    service_name: Text80
    custom_data: Maybe[CustomData] = None


class OverstayRuleList(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "overstay_power_threshold": "overstayPowerThreshold",
        "overstay_rule": "overstayRule",
        "overstay_time_threshold": "overstayTimeThreshold",
        "custom_data": "customData",
    },
):
    """When staying too long costs (ISO 15118-20)."""

    overstay_power_threshold: Maybe[RationalNumber] = None
    overstay_rule: Annotated[tuple[OverstayRule, ...], Meta(min_length=1, max_length=5)]
    overstay_time_threshold: Maybe[int] = None
    custom_data: Maybe[CustomData] = None


class OverstayRule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "overstay_fee": "overstayFee",
        "overstay_rule_description": "overstayRuleDescription",
        "start_time": "startTime",
        "overstay_fee_period": "overstayFeePeriod",
        "custom_data": "customData",
    },
):
    """What staying too long costs from a time on (ISO 15118-20)."""

    overstay_fee: RationalNumber
    overstay_rule_description: Maybe[Text32] = None
    start_time: int
    overstay_fee_period: int
    custom_data: Maybe[CustomData] = None


class PriceLevelScheduleEntry(
    Payload, frozen=True, kw_only=True, rename={"price_level": "priceLevel", "custom_data": "customData"}
):
    """The price level of one interval (ISO 15118-20)."""

    duration: int
    price_level: IntFrom0
    custom_data: Maybe[CustomData] = None


class PriceLevelSchedule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "price_level_schedule_entries": "priceLevelScheduleEntries",
        "time_anchor": "timeAnchor",
        "price_schedule_id": "priceScheduleId",
        "price_schedule_description": "priceScheduleDescription",
        "number_of_price_levels": "numberOfPriceLevels",
        "custom_data": "customData",
    },
):
    """Price levels over time for the car (ISO 15118-20)."""

    price_level_schedule_entries: Annotated[tuple[PriceLevelScheduleEntry, ...], Meta(min_length=1, max_length=100)]
    time_anchor: Instant
    price_schedule_id: IntFrom0
    price_schedule_description: Maybe[Text32] = None
    number_of_price_levels: IntFrom0
    custom_data: Maybe[CustomData] = None


class PriceRuleStack(
    Payload, frozen=True, kw_only=True, rename={"price_rule": "priceRule", "custom_data": "customData"}
):
    """The price rules of one interval (ISO 15118-20)."""

    duration: int
    price_rule: Annotated[tuple[PriceRule, ...], Meta(min_length=1, max_length=8)]
    custom_data: Maybe[CustomData] = None


class PriceRule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "parking_fee_period": "parkingFeePeriod",
        "carbon_dioxide_emission": "carbonDioxideEmission",
        "renewable_generation_percentage": "renewableGenerationPercentage",
        "energy_fee": "energyFee",
        "parking_fee": "parkingFee",
        "power_range_start": "powerRangeStart",
        "custom_data": "customData",
    },
):
    """Prices above a power (ISO 15118-20)."""

    parking_fee_period: Maybe[int] = None
    carbon_dioxide_emission: Maybe[IntFrom0] = None
    renewable_generation_percentage: Maybe[Int0To100] = None
    energy_fee: RationalNumber
    parking_fee: Maybe[RationalNumber] = None
    power_range_start: RationalNumber
    custom_data: Maybe[CustomData] = None


class RationalNumber(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """`value` times ten to the power of `exponent` (ISO 15118-20)."""

    exponent: int
    value: int
    custom_data: Maybe[CustomData] = None


class TaxRule(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "tax_rule_id": "taxRuleID",
        "tax_rule_name": "taxRuleName",
        "tax_included_in_price": "taxIncludedInPrice",
        "applies_to_energy_fee": "appliesToEnergyFee",
        "applies_to_parking_fee": "appliesToParkingFee",
        "applies_to_overstay_fee": "appliesToOverstayFee",
        "applies_to_minimum_maximum_cost": "appliesToMinimumMaximumCost",
        "tax_rate": "taxRate",
        "custom_data": "customData",
    },
):
    """A tax and what it applies to (ISO 15118-20)."""

    tax_rule_id: IntFrom0
    tax_rule_name: Maybe[Text100] = None
    tax_included_in_price: Maybe[bool] = None
    applies_to_energy_fee: bool
    applies_to_parking_fee: bool
    applies_to_overstay_fee: bool
    applies_to_minimum_maximum_cost: bool
    tax_rate: RationalNumber
    custom_data: Maybe[CustomData] = None
