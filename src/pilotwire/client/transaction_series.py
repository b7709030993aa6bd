"""Consumption of a transaction as one series over time, ready to draw."""

from decimal import Decimal
from typing import Literal

from .codec import Instant
from .shape import Resource


class SeriesPoint(Resource, frozen=True, kw_only=True):
    """How it stood at one instant, and how it went since the point before where points were joined.

    `energy_wh` counts from the start and never falls. `power_w` is the mean, beside its extremes; `power_from` says
    whether it was told or follows from the energy. `current_*_a` are the highest currents, `current_a` that of all
    lines together. `after_gap`: no reading came for long before it.
    """

    at: Instant
    energy_wh: Decimal
    power_w: Decimal | None = None
    power_min_w: Decimal | None = None
    power_max_w: Decimal | None = None
    power_from: Literal["meter", "energy"] | None = None
    current_a: Decimal | None = None
    current_l1_a: Decimal | None = None
    current_l2_a: Decimal | None = None
    current_l3_a: Decimal | None = None
    soc_percent: Decimal | None = None
    after_gap: bool = False


class SeriesGap(Resource, frozen=True, kw_only=True):
    """A time without readings, where they came more often before and after."""

    since: Instant
    until: Instant


class Series(Resource, frozen=True, kw_only=True):
    """A transaction's consumption, oldest first. `readings` went into it; `oddities` name what its register did.

    `complete` is false where there were more readings than are looked at.
    """

    station: str
    transaction_id: str
    points: list[SeriesPoint]
    gaps: list[SeriesGap]
    oddities: list[str]
    readings: int
    complete: bool
