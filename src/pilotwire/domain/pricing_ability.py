"""What a station says of itself about prices and costs: what it can show, and what it reckons by itself."""

from collections.abc import Iterable
from typing import Final

import msgspec

from .capability import Capability, Feature
from .configuration_keys import VENDOR
from .device_model import Address, Component, Variable


class PricingAbility(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a station has told; None: not yet, or it has no such variable.

    `currency` is that of the amounts it shows. `max_elements` prices fit into each list of a tariff that it reckons by,
    and `conditions` says whether these may have conditions. `reckons_by_tariff` and `reckons`: it has been told to
    do so. `takes_cost_messages`: a station of OCPP 1.6 shows prices and costs that come as vendor data.
    Source: OCPP 2.1 part 2, 2.12 (TariffCostCtrlr).
    """

    currency: str | None = None
    max_elements: int | None = None
    conditions: bool | None = None
    reckons_by_tariff: bool | None = None
    reckons: bool | None = None
    takes_cost_messages: bool | None = None


NOTHING_TOLD: Final = PricingAbility()


def ability_after(known: PricingAbility | None, told: Iterable[Variable]) -> PricingAbility | None:
    """What is known once these variables were told; the same object where they say nothing of it."""
    news: dict[str, object] = {}
    for variable in told:
        name = _NAMES.get(variable.address.key)
        actual = variable.attribute("Actual")
        if name is not None and actual is not None and actual.value is not None:
            news[name] = _READ[name](actual.value.strip())
    if not news:
        return known
    before = known or NOTHING_TOLD
    after = msgspec.structs.replace(before, **news)
    return known if after == before and known is not None else after


def shows_costs(ability: PricingAbility | None, capabilities: Iterable[Capability]) -> bool:
    """Whether the station is known to show its driver what is told of costs: by what it has told, or has answered.

    Source: OCPP 2.0.1 part 2, I01.FR.02.
    """
    known = {one.feature: one for one in capabilities}
    own = known.get("cost-updates")
    if own is not None and own.source != "told":
        return own.supported
    if ability is not None and ability.takes_cost_messages is not None:
        return ability.takes_cost_messages
    return any(name in known and known[name].supported for name in _SHOWING)


def takes_tariffs(ability: PricingAbility | None, capabilities: Iterable[Capability]) -> bool:
    """Whether the station is known to reckon by tariffs that it is given, and has not been told not to."""
    has = any(one.feature == "tariffs" and one.supported for one in capabilities)
    return has and (ability is None or ability.reckons_by_tariff is not False)


def _yes(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text.casefold())


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _word(text: str) -> str | None:
    return text[:3].upper() or None


_SHOWING: Final[tuple[Feature, ...]] = ("cost-updates", "tariffs", "display-messages")
_CONTROLLER: Final = Component("TariffCostCtrlr")
_NAMES: Final = {
    Address(_CONTROLLER, "Currency").key: "currency",
    Address(_CONTROLLER, "MaxElements", "Tariff").key: "max_elements",
    Address(_CONTROLLER, "ConditionsSupported", "Tariff").key: "conditions",
    Address(_CONTROLLER, "Enabled", "Tariff").key: "reckons_by_tariff",
    Address(_CONTROLLER, "Enabled", "Cost").key: "reckons",
    Address(Component(VENDOR), "CustomDisplayCostAndPrice").key: "takes_cost_messages",
}
_READ: Final = {
    "currency": _word, "max_elements": _whole, "conditions": _yes, "reckons_by_tariff": _yes, "reckons": _yes,
    "takes_cost_messages": _yes,
}  # fmt: skip
