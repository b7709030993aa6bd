"""A car's battery: energy in whole millijoules, and a temperature that DC raises and time brings back."""

from typing import Final

from pilotwire.station.physics.car_model import COLDEST_C, HOTTEST_C, CarModel, tables_of

MJ_PER_WH: Final = 3_600_000
_PERMILLE: Final = 1000
_COOLING_MS_PER_MC: Final = 300
"""An idle pack comes nearer to the air around it by one degree in five minutes."""


class Battery:
    """What a battery holds, and what it takes now. Cutting a time into other steps gives the same result.

    What it takes is constant within a whole percent and a whole degree; `ms_to_change` says when that ends.
    """

    __slots__ = (
        "_cool_carry", "_gain_carry", "_heat_carry", "_loss_carry", "_model", "_stored_mj", "_tables",
        "_temperature_mc", "ambient_c", "capacity_mj",
    )  # fmt: skip

    def __init__(self, model: CarModel, soc: float = 20.0, temperature_c: float = 20.0) -> None:
        if not 0 <= soc <= 100:
            raise ValueError(f"a state of charge of {soc} % is not within 0..100")
        self._model = model
        self._tables = tables_of(model)
        self.capacity_mj = model.battery_wh * MJ_PER_WH
        self._stored_mj = round(soc * self.capacity_mj / 100)
        self.ambient_c = temperature_c
        self._temperature_mc = _in_mc(temperature_c)
        self._gain_carry = self._loss_carry = self._heat_carry = self._cool_carry = 0

    @property
    def stored_mj(self) -> int:
        """What it holds now."""
        return self._stored_mj

    @property
    def soc(self) -> float:
        """State of charge in percent, 0..100."""
        return 100 * self._stored_mj / self.capacity_mj

    @property
    def temperature_c(self) -> float:
        """Of the pack, in degrees Celsius."""
        return self._temperature_mc / 1000

    @property
    def voltage_v(self) -> int:
        """Of the pack at its present state of charge; 0 when the model says nothing about it."""
        return self._tables.pack_v[self._percent]

    @property
    def _percent(self) -> int:
        return self._stored_mj * 100 // self.capacity_mj

    @property
    def _degree(self) -> int:
        return self._temperature_mc // 1000 - COLDEST_C

    def accepted_w(self, *, dc: bool) -> int:
        """The most that it takes from outside: by DC within the car's DC limits, by AC before the charger's loss."""
        return self._accepted(self._percent, self._degree, dc)

    def mj_at(self, soc: float) -> int:
        """What it holds at a state of charge in percent."""
        return round(soc * self.capacity_mj / 100)

    def charge(self, power_w: int, dt_ms: int, *, dc: bool) -> None:
        """Take constant power from outside; AC loses what the charger on board loses. Full is full."""
        energy_mj = power_w * dt_ms
        gained = energy_mj * self._kept(dc) + self._gain_carry
        self._stored_mj += gained // _PERMILLE
        self._gain_carry = gained % _PERMILLE
        if self._stored_mj >= self.capacity_mj:
            self._stored_mj, self._gain_carry = self.capacity_mj, 0
        if dc and self._model.warming_wh_per_c:
            heat = energy_mj + self._heat_carry
            per_mc = self._heat_mj_per_mc
            self._temperature_mc = min(self._temperature_mc + heat // per_mc, HOTTEST_C * 1000)
            self._heat_carry = heat % per_mc

    def discharge(self, power_w: int, dt_ms: int, *, dc: bool) -> None:
        """Give constant power (above 0) to the outside; AC costs the pack what the charger on board loses."""
        kept = self._kept(dc)
        lost = power_w * dt_ms * _PERMILLE + self._loss_carry
        self._stored_mj = max(0, self._stored_mj - lost // kept)
        self._loss_carry = lost % kept

    def cool(self, dt_ms: int) -> None:
        """Come nearer to the temperature around."""
        gap = _in_mc(self.ambient_c) - self._temperature_mc
        if gap == 0:
            self._cool_carry = 0
            return
        ms = dt_ms + self._cool_carry
        nearer = min(ms // _COOLING_MS_PER_MC, abs(gap))
        self._temperature_mc += nearer if gap > 0 else -nearer
        self._cool_carry = ms % _COOLING_MS_PER_MC

    def ms_to_change(self, power_w: int, *, dc: bool, until_mj: int, at_limit: bool) -> int:
        """The milliseconds for which this charging power stays right: until `until_mj` is held or the pack takes other.

        `at_limit`: the power is what the pack takes, so any change counts; otherwise only one to less than `power_w`.
        """
        percent, degree = self._percent, self._degree
        now = self._accepted(percent, degree, dc)
        goal_mj = until_mj
        for later in range(percent + 1, 101):
            if self._is_other(self._accepted(later, degree, dc), now, power_w, at_limit):
                goal_mj = min(goal_mj, -(-later * self.capacity_mj // 100))
                break
        missing = (goal_mj - self._stored_mj) * _PERMILLE - self._gain_carry
        ms = max(1, -(-missing // (power_w * self._kept(dc))))
        warm_mc = self._mc_to_change(percent, degree, now, power_w, at_limit) if dc else None
        if warm_mc is None:
            return ms
        return min(ms, max(1, -(-(warm_mc * self._heat_mj_per_mc - self._heat_carry) // power_w)))

    def ms_to_empty(self, power_w: int, *, dc: bool, until_mj: int) -> int:
        """The milliseconds until discharging by this power leaves only `until_mj`."""
        spare = (self._stored_mj - until_mj) * self._kept(dc) - self._loss_carry
        return max(1, -(-spare // (power_w * _PERMILLE)))

    def _accepted(self, percent: int, degree: int, dc: bool) -> int:
        tables = self._tables
        derating = tables.derating_permille[degree]
        if dc:
            return tables.dc_w[percent] * derating // _PERMILLE
        return tables.charging_w[percent] * derating // tables.efficiency_permille

    def _mc_to_change(self, percent: int, degree: int, now: int, power_w: int, at_limit: bool) -> int | None:
        if not self._model.warming_wh_per_c:
            return None
        for later in range(degree + 1, len(self._tables.derating_permille)):
            if self._is_other(self._accepted(percent, later, True), now, power_w, at_limit):
                return (later + COLDEST_C) * 1000 - self._temperature_mc
        return None

    @staticmethod
    def _is_other(later_w: int, now_w: int, power_w: int, at_limit: bool) -> bool:
        return later_w != now_w if at_limit else later_w < power_w

    def _kept(self, dc: bool) -> int:
        return _PERMILLE if dc else self._tables.efficiency_permille

    @property
    def _heat_mj_per_mc(self) -> int:
        return self._model.warming_wh_per_c * MJ_PER_WH // 1000


def _in_mc(temperature_c: float) -> int:
    return round(1000 * min(max(temperature_c, COLDEST_C), HOTTEST_C))
