"""What is wrong with a tariff, by field: rules that no type can hold."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from .currency import is_currency
from .tariff import DAYS, Element, PriceComponent, PriceLimit, Restrictions, Tariff

MOST_ELEMENTS: Final = 100
MOST_TAXES: Final = 5
MOST_TEXTS: Final = 20
HIGHEST: Final = Decimal(1_000_000_000)
DECIMALS: Final = 4
"""Of a number of OCPI."""
LONGEST_STEP: Final = 10_000_000

_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DATE: Final = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_RESERVABLE: Final = frozenset({"FLAT", "TIME"})


class Flaw(NamedTuple):
    """What is wrong with the field at `pointer` (RFC 6901), and what to do."""

    pointer: str
    message: str
    remedy: str


def flaws(tariff: Tariff) -> Iterator[Flaw]:
    """All that is wrong with a tariff, in the order of its fields."""
    if not is_currency(tariff.currency):
        yield Flaw(
            "/currency", f"{tariff.currency[:10]!a} is no currency.", "Write three letters, like EUR (ISO 4217)."
        )
    if not 1 <= len(tariff.elements) <= MOST_ELEMENTS:
        yield Flaw("/elements", f"A tariff has 1 to {MOST_ELEMENTS} elements.", "Add one; a price of 0 is free.")
    for number, element in enumerate(tariff.elements):
        yield from _element(f"/elements/{number}", element)
        yield from _hidden(f"/elements/{number}", element, tariff.elements[:number])
    for name, limit in (("min_price", tariff.min_price), ("max_price", tariff.max_price)):
        if limit is not None:
            yield from _limit(f"/{name}", limit)
    yield from _order_of_limits(tariff)
    if tariff.valid_from is not None and tariff.valid_until is not None and tariff.valid_from >= tariff.valid_until:
        yield Flaw("/valid_until", "The tariff would never be valid.", "Let it end after it begins.")
    if len(tariff.alt_texts) > MOST_TEXTS:
        yield Flaw("/alt_texts", f"There are more than {MOST_TEXTS} texts.", "Leave some out.")
    languages = [one.language.casefold() for one in tariff.alt_texts]
    for number, language in enumerate(languages):
        if language in languages[:number]:
            yield Flaw(f"/alt_texts/{number}/language", "This language has a text already.", "Keep one of them.")


def _element(at: str, element: Element) -> Iterator[Flaw]:
    if not element.price_components:
        yield Flaw(f"{at}/price_components", "The element prices nothing.", "Add a component, or take it out.")
    seen = set[str]()
    for number, component in enumerate(element.price_components):
        here = f"{at}/price_components/{number}"
        if component.type in seen:
            yield Flaw(f"{here}/type", f"{component.type} has a price in this element already.", "Keep one of them.")
        seen.add(component.type)
        if element.restrictions.reservation is not None and component.type not in _RESERVABLE:
            yield Flaw(f"{here}/type", "Reserved time is priced by FLAT and TIME alone.", "Use one of them.")
        yield from _component(here, component)
    yield from _restrictions(f"{at}/restrictions", element.restrictions)


def _component(at: str, component: PriceComponent) -> Iterator[Flaw]:
    yield from _number(f"{at}/price", component.price, -HIGHEST, HIGHEST)
    if not 0 <= component.step_size <= LONGEST_STEP:
        yield Flaw(f"{at}/step_size", f"A step size is from 0 to {LONGEST_STEP}.", "Give it in Wh or seconds.")
    if component.vat_percent is not None:
        yield from _number(f"{at}/vat_percent", component.vat_percent, Decimal(), Decimal(100))
        if component.taxes:
            yield Flaw(f"{at}/taxes", "There is vat_percent and taxes.", "Give one of them.")
    if len(component.taxes) > MOST_TAXES:
        yield Flaw(f"{at}/taxes", f"There are more than {MOST_TAXES} taxes.", "Join some of them.")
    for number, rate in enumerate(component.taxes):
        yield from _number(f"{at}/taxes/{number}/percent", rate.percent, Decimal(), Decimal(100))


def _restrictions(at: str, said: Restrictions) -> Iterator[Flaw]:
    for name, text, form, like in (
        ("start_time", said.start_time, _TIME, "08:30"), ("end_time", said.end_time, _TIME, "17:00"),
        ("start_date", said.start_date, _DATE, "2026-03-01"), ("end_date", said.end_date, _DATE, "2026-04-01"),
    ):  # fmt: skip
        if text is not None and not (form.fullmatch(text) and (form is _TIME or _is_date(text))):
            yield Flaw(f"{at}/{name}", f"{text[:20]!a} is not such a time.", f"Write it like {like}.")
    if said.start_date is not None and said.end_date is not None and said.start_date >= said.end_date:
        yield Flaw(f"{at}/end_date", "The element would never hold.", "It ends before this day: choose a later one.")
    for name, least, below in (
        ("kwh", said.min_kwh, said.max_kwh), ("current_a", said.min_current_a, said.max_current_a),
        ("power_kw", said.min_power_kw, said.max_power_kw),
        ("duration_s", said.min_duration_s, said.max_duration_s),
    ):  # fmt: skip
        for end, value in (("min", least), ("max", below)):
            if value is not None:
                yield from _number(f"{at}/{end}_{name}", Decimal(value), Decimal(), HIGHEST)
        if below is not None and below == 0:
            yield Flaw(f"{at}/max_{name}", "The element would never hold.", "Let it be more than 0, or leave it out.")
        elif least is not None and below is not None and least >= below:
            yield Flaw(f"{at}/max_{name}", "The element would never hold.", f"Let it be more than min_{name}.")
    yield from _days(at, said)
    yield from _reserved(at, said)


def _days(at: str, said: Restrictions) -> Iterator[Flaw]:
    for number, day in enumerate(said.day_of_week):
        if day in said.day_of_week[:number]:
            yield Flaw(f"{at}/day_of_week/{number}", f"{day} is there already.", "Name each day once.")
    if not said.day_of_week or said.start_date is None or said.end_date is None:
        return
    if not (_is_date(said.start_date) and _is_date(said.end_date)):
        return
    first, end = date.fromisoformat(said.start_date), date.fromisoformat(said.end_date)
    dates = (first + timedelta(days=count) for count in range(min((end - first).days, len(DAYS))))
    if first < end and not any(DAYS[one.weekday()] in said.day_of_week for one in dates):
        yield Flaw(
            f"{at}/day_of_week", "The element would never hold: none of these days lies between its dates.",
            "Choose other days or dates.",
        )  # fmt: skip


def _reserved(at: str, said: Restrictions) -> Iterator[Flaw]:
    """While an EVSE is only kept free nothing flows."""
    if said.reservation is None:
        return
    for name in ("min_kwh", "min_power_kw", "min_current_a"):
        if getattr(said, name):
            yield Flaw(
                f"{at}/{name}", "The element would never hold: in reserved time no energy flows.", "Leave it out."
            )


def _hidden(at: str, element: Element, earlier: tuple[Element, ...]) -> Iterator[Flaw]:
    """A component behind one that always holds for its dimension is a mistake: it never comes into play."""
    purpose = element.restrictions.reservation
    for number, before in enumerate(earlier):
        is_same = before.restrictions == element.restrictions
        if is_same or before.restrictions == Restrictions(reservation=purpose):
            how = "with the same restrictions" if is_same else "without restrictions"
            priced = {component.type for component in before.price_components}
            for place, component in enumerate(element.price_components):
                if component.type in priced:
                    yield Flaw(
                        f"{at}/price_components/{place}",
                        f"It never holds: element {number} prices {component.type} {how}.",
                        "Take one of them out, or give them different ones; one without restrictions stands last.",
                    )


def _limit(at: str, limit: PriceLimit) -> Iterator[Flaw]:
    yield from _number(f"{at}/before_taxes", limit.before_taxes, Decimal(), HIGHEST)
    if limit.after_taxes is not None:
        yield from _number(f"{at}/after_taxes", limit.after_taxes, Decimal(), HIGHEST)
        if limit.after_taxes < limit.before_taxes:
            yield Flaw(f"{at}/after_taxes", "It is less than before taxes.", "Give the price with its taxes.")


def _order_of_limits(tariff: Tariff) -> Iterator[Flaw]:
    least, most = tariff.min_price, tariff.max_price
    if least is None or most is None:
        return
    if least.before_taxes > most.before_taxes:
        yield Flaw("/max_price/before_taxes", "It is less than min_price.", "Let the highest price be the higher one.")
    if least.after_taxes is not None and most.after_taxes is not None and least.after_taxes > most.after_taxes:
        yield Flaw("/max_price/after_taxes", "It is less than min_price.", "Let the highest price be the higher one.")


def _number(at: str, value: Decimal, least: Decimal, most: Decimal) -> Iterator[Flaw]:
    if not value.is_finite() or not least <= value <= most:
        yield Flaw(at, f"It is from {least} to {most}.", "Choose another number.")
    elif int(value.as_tuple().exponent) < -DECIMALS:
        yield Flaw(at, f"It has more than {DECIMALS} decimals.", "Round it.")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
