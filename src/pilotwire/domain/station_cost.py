"""What a station has reckoned by itself, and whether that is what it should come to."""

from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

from .cost import Cost
from .currency import smallest_unit
from .station_tariff import reference_of

CostKind = Literal["NormalCost", "MinCost", "MaxCost"]
COST_DIFFERS: Final = "station-cost-differs"
TARIFF_DIFFERS: Final = "station-tariff-differs"
COST_FAILED: Final = "station-cost-failed"


class StationCost(msgspec.Struct, frozen=True, omit_defaults=True):
    """The cost as the station told it `at` its own time; what it did not tell is None.

    `failure` is why it could not reckon all of it ("" where it does not say); None: it could. `tariffs` are the names
    under which it holds those by which it reckoned. Source: OCPP 2.1 part 2, I12 and CostDetailsType.
    """

    at: datetime
    currency: str
    kind: CostKind = "NormalCost"
    before_taxes: Decimal | None = None
    after_taxes: Decimal | None = None
    energy_wh: Decimal | None = None
    charging_s: int | None = None
    idle_s: int | None = None
    reserved_s: int | None = None
    tariffs: tuple[str, ...] = ()
    failure: str | None = None


def difference(told: StationCost, ours: Cost, tariff: str | None) -> tuple[str, str] | None:
    """The finding and its words where a station's cost is not what the transaction's tariff comes to; None where it is.

    Both round once, so amounts may differ by the smallest unit of the currency. `tariff` is the reference of the
    version that the transaction has here.
    """
    if told.failure is not None:
        return COST_FAILED, f"the station could not reckon the cost: {told.failure or 'it does not say why'}"
    used = {reference_of(name) for name in told.tariffs}
    if used and tariff is not None and tariff not in used:
        return TARIFF_DIFFERS, f"the station reckoned by {', '.join(sorted(used))}, the transaction has {tariff}"
    if told.currency != ours.currency:
        return COST_DIFFERS, f"the station reckoned in {told.currency}, its tariff is in {ours.currency}"
    unit = smallest_unit(ours.currency)
    for words, its, own in (
        ("before taxes", told.before_taxes, ours.before_taxes), ("after taxes", told.after_taxes, ours.after_taxes)
    ):  # fmt: skip
        if its is not None and own is not None and abs(its - own) > unit:
            return COST_DIFFERS, f"the station reckoned {its:f} {told.currency} {words}, it comes to {own:f}"
    return None
