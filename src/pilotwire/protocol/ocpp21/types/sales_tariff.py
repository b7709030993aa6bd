# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: sales tariff."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import CostKind
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text32


class ConsumptionCost(
    Payload, frozen=True, kw_only=True, rename={"start_value": "startValue", "custom_data": "customData"}
):
    """Cost above a power (ISO 15118-2)."""

    start_value: float
    cost: Annotated[tuple[Cost, ...], Meta(min_length=1, max_length=3)]
    custom_data: Maybe[CustomData] = None


class Cost(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"cost_kind": "costKind", "amount_multiplier": "amountMultiplier", "custom_data": "customData"},
):
    """One kind of cost (ISO 15118-2)."""

    cost_kind: CostKind
    amount: int
    amount_multiplier: Maybe[int] = None
    custom_data: Maybe[CustomData] = None


class RelativeTimeInterval(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """Start and length in seconds from the schedule's start (ISO 15118-2)."""

    start: int
    duration: Maybe[int] = None
    custom_data: Maybe[CustomData] = None


class SalesTariffEntry(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "relative_time_interval": "relativeTimeInterval",
        "e_price_level": "ePriceLevel",
        "consumption_cost": "consumptionCost",
        "custom_data": "customData",
    },
):
    """The price level of one interval (ISO 15118-2)."""

    relative_time_interval: RelativeTimeInterval
    e_price_level: Maybe[IntFrom0] = None
    consumption_cost: Maybe[Annotated[tuple[ConsumptionCost, ...], Meta(min_length=1, max_length=3)]] = None
    custom_data: Maybe[CustomData] = None


class SalesTariff(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "sales_tariff_description": "salesTariffDescription",
        "num_e_price_levels": "numEPriceLevels",
        "sales_tariff_entry": "salesTariffEntry",
        "custom_data": "customData",
    },
):
    """Price levels over time for the car (ISO 15118-2)."""

    id: IntFrom0
    sales_tariff_description: Maybe[Text32] = None
    num_e_price_levels: Maybe[IntFrom0] = None
    sales_tariff_entry: Annotated[tuple[SalesTariffEntry, ...], Meta(min_length=1, max_length=1024)]
    custom_data: Maybe[CustomData] = None
