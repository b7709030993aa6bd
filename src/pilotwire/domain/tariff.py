"""Tariffs in the shapes of OCPI: elements that hold while their restrictions do, each with prices per dimension."""

from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

Dimension = Literal["ENERGY", "TIME", "PARKING_TIME", "FLAT"]
"""Energy per kWh; time charging per hour; time in which the vehicle asks for nothing, per hour; once."""
Day = Literal["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
DAYS: Final[tuple[Day, ...]] = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
TaxIncluded = Literal["YES", "NO", "N/A"]
"""Prices hold taxes; taxes come on top; there are none."""
Reserved = Literal["RESERVATION", "RESERVATION_EXPIRES"]


class TaxRate(msgspec.Struct, frozen=True):
    """A tax by name, in percent of the price before taxes."""

    name: str
    percent: Decimal


class PriceComponent(msgspec.Struct, frozen=True, omit_defaults=True):
    """The price of one dimension, per kWh, hour or transaction.

    What was used is billed in blocks of `step_size` Wh or seconds; 0 and 1 bill as exactly as it was measured, 1 to
    the next whole Wh or second. `vat_percent` is a single tax, `taxes` are several; none of both says nothing of taxes.
    """

    type: Dimension
    price: Decimal
    vat_percent: Decimal | None = None
    taxes: tuple[TaxRate, ...] = ()
    step_size: int = 1

    @property
    def tax_rates(self) -> tuple[TaxRate, ...]:
        """All taxes on it."""
        return self.taxes if self.vat_percent is None else (TaxRate("VAT", self.vat_percent),)


class Restrictions(msgspec.Struct, frozen=True, omit_defaults=True):
    """When an element holds: all that is said must be so. From `min_` and `start_` on, until before `max_` and `end_`.

    Times of day (HH:MM) and dates (YYYY-MM-DD) are local ones of the station; an `end_time` before `start_time` is on
    the next day, and 00:00 is the day's end. Energy and duration count from the start of the transaction; current is
    the sum of all phases. `reservation`: the element is for reserved time, and for nothing else.
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
    day_of_week: tuple[Day, ...] = ()
    reservation: Reserved | None = None


ALWAYS: Final = Restrictions()


class Element(msgspec.Struct, frozen=True, omit_defaults=True):
    """Prices that hold under the same restrictions. The first element that holds gives the price of a dimension."""

    price_components: tuple[PriceComponent, ...]
    restrictions: Restrictions = ALWAYS


class PriceLimit(msgspec.Struct, frozen=True, omit_defaults=True):
    """The least or the most that a transaction costs, before and after taxes, each for itself."""

    before_taxes: Decimal
    after_taxes: Decimal | None = None


class AltText(msgspec.Struct, frozen=True):
    """The tariff in words for drivers of one language."""

    language: str
    text: str


class Tariff(msgspec.Struct, frozen=True, omit_defaults=True):
    """What charging costs. A dimension for which no element holds is free.

    It may be chosen for transactions that start from `valid_from` until before `valid_until`, and holds for them to
    their end, in the `version` of then: no version ever changes or goes. Source: OCPI 2.2.1 and 2.3.0, module tariffs.
    """

    id: str
    created_at: datetime
    updated_at: datetime
    currency: str
    elements: tuple[Element, ...]
    tax_included: TaxIncluded = "NO"
    min_price: PriceLimit | None = None
    max_price: PriceLimit | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    alt_texts: tuple[AltText, ...] = ()
    alt_url: str | None = None
    note: str | None = None
    version: str = ""

    @property
    def reference(self) -> str:
        """Names this version of the tariff for ever: what a transaction keeps of it."""
        return f"{self.id}@{self.version}"

    @property
    def states_taxes(self) -> bool:
        """Whether any component names a tax: then those without one are untaxed, else nothing is known of taxes."""
        return any(component.tax_rates for element in self.elements for component in element.price_components)

    @property
    def is_plain(self) -> bool:
        """Whether its prices are the same at all times and for any flow: most tariffs are so."""
        return all(one.restrictions == Restrictions(reservation=one.restrictions.reservation) for one in self.elements)

    @property
    def prices_time(self) -> bool:
        """Whether time costs something, so that it matters when the vehicle charges and when it only stands there."""
        components = (component for element in self.elements for component in element.price_components)
        return any(component.type in ("TIME", "PARKING_TIME") for component in components)


def is_valid_at(tariff: Tariff, at: datetime) -> bool:
    """Whether a transaction that starts at this instant may have the tariff."""
    return (tariff.valid_from is None or tariff.valid_from <= at) and (
        tariff.valid_until is None or at < tariff.valid_until
    )
