"""Tariffs that a station reckons by itself: what of ours it can be told, and which it holds.

Source: OCPP 2.1 part 2, block I and TariffType.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, Literal, NamedTuple

import msgspec

from pilotwire.kernel.ids import EvseId

from .pricing_ability import PricingAbility
from .tariff import Dimension, Element, PriceComponent, Restrictions, Tariff

Part = Literal["energy", "charging_time", "idle_time", "fixed", "reservation_time", "reservation_fixed"]
PARTS: Final[Mapping[tuple[Dimension, bool], Part]] = {
    ("ENERGY", False): "energy",
    ("TIME", False): "charging_time",
    ("PARKING_TIME", False): "idle_time",
    ("FLAT", False): "fixed",
    ("TIME", True): "reservation_time",
    ("FLAT", True): "reservation_fixed",
}
"""Which list of a station's tariff each of our prices is in; the second key: for reserved time."""


class InstalledTariff(msgspec.Struct, frozen=True, omit_defaults=True):
    """A tariff that a station says to hold: `evse_ids` where it holds by default or is used, `id_tokens` for whom."""

    name: str
    kind: Literal["DefaultTariff", "DriverTariff"]
    evse_ids: tuple[EvseId, ...] = ()
    id_tokens: tuple[str, ...] = ()
    valid_from: datetime | None = None


class HeldTariffs(msgspec.Struct, frozen=True, omit_defaults=True):
    """All tariffs that a station said to hold, at this time."""

    at: datetime
    tariffs: tuple[InstalledTariff, ...] = ()

    def default_at(self, evse_id: EvseId) -> str | None:
        """The name of the default tariff of an EVSE."""
        found = (one.name for one in self.tariffs if one.kind == "DefaultTariff" and evse_id in one.evse_ids)
        return next(found, None)


class Obstacle(NamedTuple):
    """Why a station cannot be told a tariff: the field of the tariff (RFC 6901), what is the matter, what to do."""

    pointer: str
    message: str
    remedy: str


class Priced(NamedTuple):
    """A price of one list of a station's tariff, with its conditions (None: always), and its place in ours."""

    component: PriceComponent
    restrictions: Restrictions | None
    pointer: str


def lists_of(tariff: Tariff) -> dict[Part, list[Priced]]:
    """Our prices sorted into the lists of a station's tariff, each in our order: there too the first that holds counts.

    What an expired reservation costs is left out: no transaction comes of one.
    """
    found: dict[Part, list[Priced]] = {}
    for number, element in enumerate(tariff.elements):
        said = element.restrictions
        if said.reservation == "RESERVATION_EXPIRES":
            continue
        plain = msgspec.structs.replace(said, reservation=None)
        for place, component in enumerate(element.price_components):
            part = PARTS[component.type, said.reservation is not None]
            conditions = None if plain == Restrictions() else plain
            row = Priced(component, conditions, f"/elements/{number}/price_components/{place}")
            found.setdefault(part, []).append(row)
    if "fixed" in found:
        found["fixed"] = _at_the_start(found["fixed"])
    return found


def obstacles(tariff: Tariff, ability: PricingAbility | None) -> Iterator[Obstacle]:
    """Everything that keeps a station from being told this tariff, in the order of its fields.

    Source: OCPP 2.1 part 2, I07.FR.02 and FR.03, 2.12.12 and 2.12.13.
    """
    if tariff.tax_included == "YES" and not tariff.states_taxes:
        yield Obstacle(
            "/tax_included", "Stations reckon with prices before taxes, and this tariff names no tax.",
            "Name the tax of each price, or say N/A where there is none.",
        )  # fmt: skip
    for number, element in enumerate(tariff.elements):
        yield from _of_element(number, element)
    for rows in lists_of(tariff).values():
        yield from _of_list(rows, ability)
    yield from _of_fixed(tariff)


def _of_element(number: int, element: Element) -> Iterator[Obstacle]:
    said = element.restrictions
    if said.reservation == "RESERVATION" and said != Restrictions(reservation="RESERVATION"):
        yield Obstacle(
            f"/elements/{number}/restrictions", "A station looks at prices of reserved time once, at the start.",
            "Let the element hold for all reserved time.",
        )  # fmt: skip
    for place, component in enumerate(element.price_components):
        if component.step_size > 1 and component.type != "FLAT" and said.reservation != "RESERVATION_EXPIRES":
            yield Obstacle(
                f"/elements/{number}/price_components/{place}/step_size",
                f"A station bills what was used, and not whole blocks of {component.step_size}.",
                "Use a step size of 0 or 1, or let this server reckon alone.",
            )


def _of_list(rows: list[Priced], ability: PricingAbility | None) -> Iterator[Obstacle]:
    first = rows[0]
    for row in rows[1:]:
        if row.component.tax_rates != first.component.tax_rates:
            yield Obstacle(
                row.pointer, f"A station knows one set of taxes for all prices of {row.component.type}.",
                "Give it the taxes of the first one.",
            )  # fmt: skip
    if ability is None:
        return
    if ability.max_elements is not None and len(rows) > ability.max_elements:
        yield Obstacle(
            "/elements", f"The station takes {ability.max_elements} prices of {first.component.type}, not {len(rows)}.",
            "Use fewer elements.",
        )  # fmt: skip
    if ability.conditions is False:
        limited = next((row for row in rows if row.restrictions is not None), None)
        if limited is not None:
            yield Obstacle(
                limited.pointer.partition("/price_components")[0] + "/restrictions",
                "The station takes no prices that hold only at times (ConditionsSupported is false).",
                "Use a tariff without restrictions there.",
            )


def _of_fixed(tariff: Tariff) -> Iterator[Obstacle]:
    """A station looks at fixed prices at the start and never again: ours must be decided then too."""
    rows = [
        (f"/elements/{number}/restrictions", element.restrictions)
        for number, element in enumerate(tariff.elements)
        if element.restrictions.reservation is None and any(one.type == "FLAT" for one in element.price_components)
    ]
    if not rows:
        return
    for pointer, said in rows:
        if (said.min_power_kw, said.max_power_kw, said.min_current_a, said.max_current_a) != (None,) * 4:
            yield Obstacle(
                pointer, "A station looks at a fixed price (FLAT) at the start, when nothing flows yet.",
                "Restrict it by time or day, or not at all.",
            )  # fmt: skip
            return
    if not any(_clock_alone(said) == Restrictions() and _holds_at_start(said) for _, said in rows):
        yield Obstacle(
            rows[-1][0], "A fixed price (FLAT) that does not hold at the start could become due later; a station looks "
            "at it at the start alone.", "Add one without restrictions behind it; 0 is free.",
        )  # fmt: skip


def _at_the_start(rows: list[Priced]) -> list[Priced]:
    """Fixed prices by what is left to ask at the start, where no energy was used and no time has passed."""
    left = list[Priced]()
    for row in rows:
        said = row.restrictions or Restrictions()
        if _holds_at_start(said):
            clock = _clock_alone(said)
            left.append(Priced(row.component, None if clock == Restrictions() else clock, row.pointer))
            if clock == Restrictions():
                break
    return left or rows


def _holds_at_start(said: Restrictions) -> bool:
    return not said.min_kwh and not said.min_duration_s


def _clock_alone(said: Restrictions) -> Restrictions:
    return Restrictions(said.start_time, said.end_time, said.start_date, said.end_date, day_of_week=said.day_of_week)


def name_at(reference: str, evse_id: EvseId | None = None) -> str:
    """What a tariff is called at a station: the reference of our version; with the EVSE where it is one's own copy.

    A station takes each name once. Source: OCPP 2.1 part 2, I07.FR.04 and I08.FR.08.
    """
    return reference if evse_id is None else f"{reference}#{evse_id}"


def reference_of(name: str) -> str:
    """The reference of our version of which a station's tariff was made."""
    copy = _COPY.fullmatch(name)
    return name if copy is None else copy[1]


_COPY: Final = re.compile(r"(.+@[0-9a-f]{16})#[0-9]+")
