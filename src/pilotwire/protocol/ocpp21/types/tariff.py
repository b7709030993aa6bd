# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: tariff."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import DayOfWeek, EvseKind, TariffClearStatus, TariffKind
from pilotwire.protocol.ocpp21.scalars import Day, IntFrom0, Text3, Text20, Text60, Text255, TimeOfDay
from pilotwire.protocol.ocpp21.types.message_content import MessageContent
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class ClearTariffsResult(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"status_info": "statusInfo", "tariff_id": "tariffId", "custom_data": "customData"},
):
    """Whether a tariff was removed."""

    status_info: Maybe[StatusInfo] = None
    tariff_id: Maybe[Text60] = None
    status: TariffClearStatus
    custom_data: Maybe[CustomData] = None


class Price(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"excl_tax": "exclTax", "incl_tax": "inclTax", "tax_rates": "taxRates", "custom_data": "customData"},
):
    """An amount with and without its taxes."""

    excl_tax: Maybe[float] = None
    incl_tax: Maybe[float] = None
    tax_rates: Maybe[Annotated[tuple[TaxRate, ...], Meta(min_length=1, max_length=5)]] = None
    custom_data: Maybe[CustomData] = None


class TariffAssignment(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "tariff_id": "tariffId",
        "tariff_kind": "tariffKind",
        "valid_from": "validFrom",
        "evse_ids": "evseIds",
        "id_tokens": "idTokens",
        "custom_data": "customData",
    },
):
    """A tariff, and where it is installed."""

    tariff_id: Text60
    tariff_kind: TariffKind
    valid_from: Maybe[Instant] = None
    evse_ids: Maybe[Annotated[tuple[IntFrom0, ...], Meta(min_length=1)]] = None
    id_tokens: Maybe[Annotated[tuple[Text255, ...], Meta(min_length=1)]] = None
    custom_data: Maybe[CustomData] = None


class TariffConditionsFixed(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "start_time_of_day": "startTimeOfDay",
        "end_time_of_day": "endTimeOfDay",
        "day_of_week": "dayOfWeek",
        "valid_from_date": "validFromDate",
        "valid_to_date": "validToDate",
        "evse_kind": "evseKind",
        "payment_brand": "paymentBrand",
        "payment_recognition": "paymentRecognition",
        "custom_data": "customData",
    },
):
    """When a fixed price holds."""

    start_time_of_day: Maybe[TimeOfDay] = None
    end_time_of_day: Maybe[TimeOfDay] = None
    day_of_week: Maybe[Annotated[tuple[DayOfWeek, ...], Meta(min_length=1, max_length=7)]] = None
    valid_from_date: Maybe[Day] = None
    valid_to_date: Maybe[Day] = None
    evse_kind: Maybe[EvseKind] = None
    payment_brand: Maybe[Text20] = None
    payment_recognition: Maybe[Text20] = None
    custom_data: Maybe[CustomData] = None


class TariffConditions(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "start_time_of_day": "startTimeOfDay",
        "end_time_of_day": "endTimeOfDay",
        "day_of_week": "dayOfWeek",
        "valid_from_date": "validFromDate",
        "valid_to_date": "validToDate",
        "evse_kind": "evseKind",
        "min_energy": "minEnergy",
        "max_energy": "maxEnergy",
        "min_current": "minCurrent",
        "max_current": "maxCurrent",
        "min_power": "minPower",
        "max_power": "maxPower",
        "min_time": "minTime",
        "max_time": "maxTime",
        "min_charging_time": "minChargingTime",
        "max_charging_time": "maxChargingTime",
        "min_idle_time": "minIdleTime",
        "max_idle_time": "maxIdleTime",
        "custom_data": "customData",
    },
):
    """When a price per energy or time holds."""

    start_time_of_day: Maybe[TimeOfDay] = None
    end_time_of_day: Maybe[TimeOfDay] = None
    day_of_week: Maybe[Annotated[tuple[DayOfWeek, ...], Meta(min_length=1, max_length=7)]] = None
    valid_from_date: Maybe[Day] = None
    valid_to_date: Maybe[Day] = None
    evse_kind: Maybe[EvseKind] = None
    min_energy: Maybe[float] = None
    max_energy: Maybe[float] = None
    min_current: Maybe[float] = None
    max_current: Maybe[float] = None
    min_power: Maybe[float] = None
    max_power: Maybe[float] = None
    min_time: Maybe[int] = None
    max_time: Maybe[int] = None
    min_charging_time: Maybe[int] = None
    max_charging_time: Maybe[int] = None
    min_idle_time: Maybe[int] = None
    max_idle_time: Maybe[int] = None
    custom_data: Maybe[CustomData] = None


class TariffEnergyPrice(
    Payload, frozen=True, kw_only=True, rename={"price_kwh": "priceKwh", "custom_data": "customData"}
):
    """A price per kWh with its conditions."""

    price_kwh: float
    conditions: Maybe[TariffConditions] = None
    custom_data: Maybe[CustomData] = None


class TariffEnergy(Payload, frozen=True, kw_only=True, rename={"tax_rates": "taxRates", "custom_data": "customData"}):
    """Prices per kWh."""

    prices: Annotated[tuple[TariffEnergyPrice, ...], Meta(min_length=1)]
    tax_rates: Maybe[Annotated[tuple[TaxRate, ...], Meta(min_length=1, max_length=5)]] = None
    custom_data: Maybe[CustomData] = None


class TariffFixedPrice(
    Payload, frozen=True, kw_only=True, rename={"price_fixed": "priceFixed", "custom_data": "customData"}
):
    """A fixed price with its conditions."""

    conditions: Maybe[TariffConditionsFixed] = None
    price_fixed: float
    custom_data: Maybe[CustomData] = None


class TariffFixed(Payload, frozen=True, kw_only=True, rename={"tax_rates": "taxRates", "custom_data": "customData"}):
    """Fixed prices."""

    prices: Annotated[tuple[TariffFixedPrice, ...], Meta(min_length=1)]
    tax_rates: Maybe[Annotated[tuple[TaxRate, ...], Meta(min_length=1, max_length=5)]] = None
    custom_data: Maybe[CustomData] = None


class TariffTimePrice(
    Payload, frozen=True, kw_only=True, rename={"price_minute": "priceMinute", "custom_data": "customData"}
):
    """A price per minute with its conditions."""

    price_minute: float
    conditions: Maybe[TariffConditions] = None
    custom_data: Maybe[CustomData] = None


class TariffTime(Payload, frozen=True, kw_only=True, rename={"tax_rates": "taxRates", "custom_data": "customData"}):
    """Prices per minute."""

    prices: Annotated[tuple[TariffTimePrice, ...], Meta(min_length=1)]
    tax_rates: Maybe[Annotated[tuple[TaxRate, ...], Meta(min_length=1, max_length=5)]] = None
    custom_data: Maybe[CustomData] = None


class Tariff(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "tariff_id": "tariffId",
        "valid_from": "validFrom",
        "charging_time": "chargingTime",
        "idle_time": "idleTime",
        "fixed_fee": "fixedFee",
        "reservation_time": "reservationTime",
        "reservation_fixed": "reservationFixed",
        "min_cost": "minCost",
        "max_cost": "maxCost",
        "custom_data": "customData",
    },
):
    """What charging costs."""

    tariff_id: Text60
    description: Maybe[Annotated[tuple[MessageContent, ...], Meta(min_length=1, max_length=10)]] = None
    currency: Text3
    energy: Maybe[TariffEnergy] = None
    valid_from: Maybe[Instant] = None
    charging_time: Maybe[TariffTime] = None
    idle_time: Maybe[TariffTime] = None
    fixed_fee: Maybe[TariffFixed] = None
    reservation_time: Maybe[TariffTime] = None
    reservation_fixed: Maybe[TariffFixed] = None
    min_cost: Maybe[Price] = None
    max_cost: Maybe[Price] = None
    custom_data: Maybe[CustomData] = None


class TaxRate(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A tax in percent."""

    type: Text20
    tax: float
    stack: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None
