"""Tariffs in OCPI's shapes, and what they are assigned to."""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from .codec import Instant
from .shape import PLAIN, Input, Name, Resource, Text

Dimension = Literal["ENERGY", "TIME", "PARKING_TIME", "FLAT"]
Day = Literal["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
TaxIncluded = Literal["YES", "NO", "N/A"]
Reserved = Literal["RESERVATION", "RESERVATION_EXPIRES"]
Price = Annotated[str, Meta(pattern=r"^-?[0-9]{1,9}(\.[0-9]{1,4})?$(?!\n)")]
"""An exact amount as text, in the tariff's currency."""
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$(?!\n)")]
Percent = Annotated[float, Meta(ge=0, le=100)]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)")]
Date = Annotated[str, Meta(pattern=r"^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$(?!\n)")]
Quantity = Annotated[float, Meta(ge=0, le=1_000_000_000)]
Seconds = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Step = Annotated[int, Meta(ge=0, le=10_000_000)]
Url = Annotated[str, Meta(min_length=8, max_length=255, pattern=r"^https?://[!-~]+$(?!\n)")]
LanguageTag = Annotated[str, Meta(pattern=r"^[A-Za-z]{2}(-[A-Za-z]{2})?$(?!\n)")]
TariffId = Annotated[str, Meta(min_length=1, max_length=36, pattern=PLAIN)]


class TaxRate(Resource, frozen=True, kw_only=True):
    """A tax by name, in percent of the price before taxes."""

    name: str
    percent: Decimal


class TaxRateInput(Input, frozen=True, kw_only=True):
    """The same as it can be set."""

    name: Name
    percent: Percent


class PriceComponent(Resource, frozen=True, kw_only=True):
    """The price of one dimension: per kWh, per hour, or once. Billed in blocks of `step_size` Wh or seconds."""

    type: Dimension
    price: Price
    step_size: int
    vat_percent: Decimal | None = None
    taxes: list[TaxRate] | None = None


class PriceComponentInput(Input, frozen=True, kw_only=True):
    """The same as it can be set. One tax as `vat_percent` or several as `taxes`; none of both says nothing of taxes."""

    type: Dimension
    price: Price
    step_size: Step = 1
    vat_percent: Percent | None = None
    taxes: Annotated[list[TaxRateInput], Meta(max_length=5)] | None = None


class Restrictions(Resource, frozen=True, kw_only=True):
    """When the prices of an element hold: all that is said must be so, from `min_` and `start_` until before the rest.

    Times and dates are in the deployment's time zone; energy and duration count from the transaction's start; current
    is the sum of all phases.
    """

    start_time: str | None = None
    end_time: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    min_kwh: Decimal | None = None
    max_kwh: Decimal | None = None
    min_current_a: Decimal | None = None
    max_current_a: Decimal | None = None
    min_power_kw: Decimal | None = None
    max_power_kw: Decimal | None = None
    min_duration_s: int | None = None
    max_duration_s: int | None = None
    day_of_week: list[Day] | None = None
    reservation: Reserved | None = None


class RestrictionsInput(Input, frozen=True, kw_only=True):
    """The same as it can be set."""

    start_time: Clock | None = None
    end_time: Clock | None = None
    start_date: Date | None = None
    end_date: Date | None = None
    min_kwh: Quantity | None = None
    max_kwh: Quantity | None = None
    min_current_a: Quantity | None = None
    max_current_a: Quantity | None = None
    min_power_kw: Quantity | None = None
    max_power_kw: Quantity | None = None
    min_duration_s: Seconds | None = None
    max_duration_s: Seconds | None = None
    day_of_week: Annotated[list[Day], Meta(max_length=7)] | None = None
    reservation: Reserved | None = None


class TariffElement(Resource, frozen=True, kw_only=True):
    """Prices that hold under the same restrictions; of all elements that hold the first one prices a dimension."""

    price_components: list[PriceComponent]
    restrictions: Restrictions | None = None


class TariffElementInput(Input, frozen=True, kw_only=True):
    """The same as it can be set."""

    price_components: Annotated[list[PriceComponentInput], Meta(min_length=1, max_length=4)]
    restrictions: RestrictionsInput | None = None


class PriceLimit(Resource, frozen=True, kw_only=True):
    """The least or the most that a transaction costs, before and after taxes."""

    before_taxes: Price
    after_taxes: Price | None = None


class PriceLimitInput(PriceLimit, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as it can be set."""


class AltText(Resource, frozen=True, kw_only=True):
    """The tariff in words for drivers of one language."""

    language: LanguageTag
    text: Text


class AltTextInput(AltText, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as it can be set."""


class Tariff(Resource, frozen=True, kw_only=True):
    """What charging costs; `version` is its ETag, and stays with the transactions that started under it."""

    id: str
    version: str
    currency: Currency
    tax_included: TaxIncluded
    elements: list[TariffElement]
    created_at: Instant
    updated_at: Instant
    min_price: PriceLimit | None = None
    max_price: PriceLimit | None = None
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    alt_texts: list[AltText] | None = None
    alt_url: str | None = None
    note: str | None = None


class TariffInput(Input, frozen=True, kw_only=True):
    """A tariff as it is put: OCPI's shape, with units in the names, and prices as text so that they stay exact."""

    currency: Currency
    elements: Annotated[list[TariffElementInput], Meta(min_length=1, max_length=100)]
    tax_included: TaxIncluded = "NO"
    min_price: PriceLimitInput | None = None
    max_price: PriceLimitInput | None = None
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    alt_texts: Annotated[list[AltTextInput], Meta(max_length=20)] | None = None
    alt_url: Url | None = None
    note: Text | None = None


class TariffList(Resource, frozen=True, kw_only=True):
    """Tariffs by id, rising."""

    items: list[Tariff]
    next_cursor: str | None


class TariffAssignment(Resource, frozen=True, kw_only=True):
    """Tariffs of a target; the first one that is valid when a transaction starts is its tariff.

    Of the targets that a transaction has, the nearest counts: token:VALUE, group:NAME, evse:STATION:NUMBER, station:ID,
    label:LABEL, default.
    """

    target: str
    version: str
    tariffs: list[str]
    created_at: Instant
    updated_at: Instant
    note: str | None = None


class TariffAssignmentInput(Input, frozen=True, kw_only=True):
    """An assignment as it is put; several tariffs take turns by their times of validity."""

    tariffs: Annotated[list[TariffId], Meta(min_length=1, max_length=20)]
    note: Text | None = None


class TariffAssignmentList(Resource, frozen=True, kw_only=True):
    """Assignments by target, rising."""

    items: list[TariffAssignment]
    next_cursor: str | None
