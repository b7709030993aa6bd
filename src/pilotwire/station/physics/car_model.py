"""What is known about a kind of car: the data of the catalogue, its rules, and the tables made of it."""

import functools
from typing import Annotated, Final, Literal, NamedTuple

import msgspec
from msgspec import Meta

from pilotwire.station.physics.curve import Curve, rises, table

Current = Literal["AC", "DC"]

COLDEST_C: Final = -40
HOTTEST_C: Final = 80
_PERMILLE: Final = 1000


class CarModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of car. Raises ValueError, "field: what is wrong", when fields contradict each other.

    `charging_w` is what the pack takes at each state of charge (percent, W), whatever the connection; `pack_v` its
    voltage (percent, V); `derating` the part of `charging_w` that is left at a temperature of the pack (degrees, 0..1).
    """

    name: Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    title: Annotated[str, Meta(min_length=1, max_length=80)]
    maker: Annotated[str, Meta(min_length=1, max_length=40)] = "generic"
    battery_wh: Annotated[int, Meta(ge=200, le=2_000_000)]
    charging_w: Annotated[Curve, Meta(min_length=2)]
    pack_v: Curve = ()
    derating: Curve = ((20.0, 1.0),)
    warming_wh_per_c: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    """Energy by DC that warms the pack by one degree; 0: it keeps its temperature."""
    ac_phases: Annotated[int, Meta(ge=0, le=3)] = 0
    ac_max_a: Annotated[float, Meta(ge=0, le=80)] = 0.0
    ac_min_a: Annotated[float, Meta(ge=6, le=32)] = 6.0
    """Offered less than this, the car pauses."""
    ac_shares: tuple[Annotated[float, Meta(gt=0, le=1)], ...] = ()
    """The part of the current that is drawn from each phase, for cars that draw unevenly; empty: evenly."""
    charger_efficiency: Annotated[float, Meta(ge=0.5, le=1)] = 1.0
    """Of the charger on board: the part of the energy from the wall that reaches the pack."""
    power_factor: Annotated[float, Meta(ge=0.8, le=1)] = 1.0
    dc_max_w: Annotated[int, Meta(ge=0, le=4_000_000)] = 0
    dc_max_a: Annotated[float, Meta(ge=0, le=3000)] = 0.0
    start_delay_s: Annotated[int, Meta(ge=0, le=120)] = 0
    """From the offer to the first ampere."""
    ramp_w_per_s: Annotated[int, Meta(ge=1)] | None = None
    """Soft start: how fast the power rises after a pause; none: at once."""
    sleeps_after_min: Annotated[int, Meta(ge=1, le=1440)] | None = None
    """After so long without energy the car sleeps, and offers alone do not wake it: the pilot must be toggled."""
    needs_ventilation: bool = False
    iso15118: tuple[Literal["2", "20"], ...] = ()
    discharge_over: Current | None = None
    """On which current the car gives energy back, if it does."""
    discharge_max_w: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    reserve_soc: Annotated[float, Meta(ge=0, le=100)] = 20.0
    """Below this the car gives nothing back."""

    def __post_init__(self) -> None:
        for field, broken, text in self._rules():
            if broken:
                raise ValueError(f"{field}: {text}")

    def _rules(self) -> tuple[tuple[str, bool, str], ...]:
        highest_w = max(watts for _, watts in self.charging_w)
        return (
            ("charging_w", not rises(self.charging_w, 0, 100), "percents must rise, from 0 to 100"),
            ("charging_w", min(watts for _, watts in self.charging_w) <= 0, "powers must be above 0 W"),
            ("charging_w", self.charging_w[-1][1] >= highest_w, "the last point must be lower than the highest"),
            ("pack_v", not rises(self.pack_v, 0, 100), "percents must rise, from 0 to 100"),
            ("pack_v", any(volts <= 0 for _, volts in self.pack_v), "voltages must be above 0 V"),
            ("derating", not rises(self.derating, COLDEST_C, HOTTEST_C), "temperatures must rise, from -40 to 80"),
            ("derating", any(not 0 < part <= 1 for _, part in self.derating), "parts must be above 0 and up to 1"),
            ("derating", not self.derating, "at least one point is needed"),
            ("ac_max_a", self.ac_phases > 0 and self.ac_max_a < self.ac_min_a, "must be at least ac_min_a"),
            ("ac_max_a", self.ac_phases == 0 and self.ac_max_a > 0, "a car without AC phases takes no AC"),
            ("ac_shares", len(self.ac_shares) not in (0, self.ac_phases), "needs one part for each of ac_phases"),
            ("ac_shares", bool(self.ac_shares) and max(self.ac_shares) < 1, "the largest part must be 1"),
            ("ac_phases", self.ac_phases == 0 and self.dc_max_w == 0, "the car takes neither AC nor DC"),
            ("dc_max_a", (self.dc_max_w > 0) != (self.dc_max_a > 0), "dc_max_w and dc_max_a belong together"),
            ("pack_v", self.dc_max_w > 0 and not self.pack_v, "a car that takes DC needs the voltage of its pack"),
            ("discharge_max_w", (self.discharge_max_w > 0) != (self.discharge_over is not None),
             "discharge_over and discharge_max_w belong together"),
            ("discharge_over", self.discharge_over == "DC" and self.dc_max_w == 0, "the car has no DC"),
            ("discharge_over", self.discharge_over == "AC" and self.ac_phases == 0, "the car has no AC"),
        )  # fmt: skip

    def takes(self, current: Current) -> bool:
        """Whether the car charges by this current."""
        return self.ac_phases > 0 if current == "AC" else self.dc_max_w > 0


class CarTables(NamedTuple):
    """What a model says at each whole percent (0..100) and each whole degree (from `COLDEST_C`), in whole numbers."""

    charging_w: tuple[int, ...]
    pack_v: tuple[int, ...]
    dc_w: tuple[int, ...]
    derating_permille: tuple[int, ...]
    efficiency_permille: int


@functools.cache
def tables_of(model: CarModel) -> CarTables:
    """The tables of a model; all cars of the model share them."""
    charging_w = table(model.charging_w, 0, 100)
    pack_v = table(model.pack_v, 0, 100) if model.pack_v else (0,) * 101
    return CarTables(
        charging_w,
        pack_v,
        tuple(
            min(watts, model.dc_max_w, int(model.dc_max_a * volts))
            for watts, volts in zip(charging_w, pack_v, strict=True)
        ),
        table(model.derating, COLDEST_C, HOTTEST_C, _PERMILLE),
        round(model.charger_efficiency * _PERMILLE),
    )
