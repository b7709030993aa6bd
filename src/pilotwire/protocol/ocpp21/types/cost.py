# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: cost."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import CostDimensionKind, TariffCostKind
from pilotwire.protocol.ocpp21.scalars import Text3, Text20, Text50, Text60, Text100, Text500
from pilotwire.protocol.ocpp21.types.tariff import Price


class Address(Payload, frozen=True, kw_only=True, rename={"postal_code": "postalCode", "custom_data": "customData"}):
    """A postal address."""

    name: Text50
    address1: Text100
    address2: Maybe[Text100] = None
    city: Text100
    postal_code: Maybe[Text20] = None
    country: Text50
    custom_data: Maybe[CustomData] = None


class ChargingPeriod(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"tariff_id": "tariffId", "start_period": "startPeriod", "custom_data": "customData"},
):
    """A part of a transaction under one tariff."""

    dimensions: Maybe[Annotated[tuple[CostDimension, ...], Meta(min_length=1)]] = None
    tariff_id: Maybe[Text60] = None
    start_period: Instant
    custom_data: Maybe[CustomData] = None


class CostDetails(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "charging_periods": "chargingPeriods",
        "total_cost": "totalCost",
        "total_usage": "totalUsage",
        "failure_to_calculate": "failureToCalculate",
        "failure_reason": "failureReason",
        "custom_data": "customData",
    },
):
    """The cost of a transaction with its periods."""

    charging_periods: Maybe[Annotated[tuple[ChargingPeriod, ...], Meta(min_length=1)]] = None
    total_cost: TotalCost
    total_usage: TotalUsage
    failure_to_calculate: Maybe[bool] = None
    failure_reason: Maybe[Text500] = None
    custom_data: Maybe[CustomData] = None


class CostDimension(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """An amount of what is paid for: energy, time, a current."""

    type: CostDimensionKind
    volume: float
    custom_data: Maybe[CustomData] = None


class TotalCost(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "type_of_cost": "typeOfCost",
        "charging_time": "chargingTime",
        "idle_time": "idleTime",
        "reservation_time": "reservationTime",
        "reservation_fixed": "reservationFixed",
        "custom_data": "customData",
    },
):
    """The cost of a transaction by what is paid for."""

    currency: Text3
    type_of_cost: TariffCostKind
    fixed: Maybe[Price] = None
    energy: Maybe[Price] = None
    charging_time: Maybe[Price] = None
    idle_time: Maybe[Price] = None
    reservation_time: Maybe[Price] = None
    reservation_fixed: Maybe[Price] = None
    total: TotalPrice
    custom_data: Maybe[CustomData] = None


class TotalPrice(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"excl_tax": "exclTax", "incl_tax": "inclTax", "custom_data": "customData"},
):
    """A sum with and without taxes."""

    excl_tax: Maybe[float] = None
    incl_tax: Maybe[float] = None
    custom_data: Maybe[CustomData] = None


class TotalUsage(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "charging_time": "chargingTime",
        "idle_time": "idleTime",
        "reservation_time": "reservationTime",
        "custom_data": "customData",
    },
):
    """Energy and times of a transaction."""

    energy: float
    charging_time: int
    idle_time: int
    reservation_time: Maybe[int] = None
    custom_data: Maybe[CustomData] = None
