"""A car at the other end of the cable: what it draws from an offer, and what that does to it."""

from typing import Final

from pilotwire.station.physics.battery import Battery
from pilotwire.station.physics.car_model import CarModel
from pilotwire.station.physics.pilot import MIN_A

Lines = tuple[int, int, int]
"""Watts by the phases of the EVSE: L1, L2, L3."""
NOTHING: Final[Lines] = (0, 0, 0)
_RAMP_MS: Final = 1000
_MS_PER_MIN: Final = 60_000


class Car:
    """One car: its battery, what its driver wants, whether it sleeps.

    Set `target_soc`, `own_limit_a` (AC) and `own_limit_w` (all phases, or DC) as the driver would; the EVSE looks at
    them when it is told (`Evse.look_again`). `mac` and `emaid` are its address and contract for Plug & Charge.
    """

    __slots__ = (
        "_flowed_ms", "_idle_ms", "_waited_ms", "battery", "emaid", "mac", "model", "own_limit_a", "own_limit_w",
        "target_soc",
    )  # fmt: skip

    def __init__(
        self, model: CarModel, soc: float = 20.0, target_soc: float = 100.0, temperature_c: float = 20.0,
        *, mac: str | None = None, emaid: str | None = None,
    ) -> None:  # fmt: skip
        """Raises ValueError when a state of charge is not within 0..100."""
        if not 0 <= target_soc <= 100:
            raise ValueError(f"a target of {target_soc} % is not within 0..100")
        self.model = model
        self.battery = Battery(model, soc, temperature_c)
        self.target_soc = target_soc
        self.own_limit_a: float | None = None
        self.own_limit_w: int | None = None
        self.mac = mac
        self.emaid = emaid
        self._idle_ms = self._waited_ms = self._flowed_ms = 0

    @property
    def soc(self) -> float:
        """State of charge in percent."""
        return self.battery.soc

    @property
    def temperature_c(self) -> float:
        """Of the pack, in degrees Celsius."""
        return self.battery.temperature_c

    @property
    def asleep(self) -> bool:
        """Whether offers are not noticed, as no energy came for too long."""
        after = self.model.sleeps_after_min
        return after is not None and self._idle_ms >= after * _MS_PER_MIN

    @property
    def wants_energy(self) -> bool:
        """Whether the car is awake, below its target, and not held back by its driver."""
        if self.own_limit_w == 0 or self.own_limit_a == 0 or self.asleep:
            return False
        return self.battery.stored_mj < self.battery.mj_at(self.target_soc)

    def wake(self) -> None:
        """Plugged in, unlocked, or its pilot toggled: the car pays attention again."""
        self._idle_ms = 0

    @property
    def min_a(self) -> float:
        """The least that it charges by, in A per phase."""
        return max(self.model.ac_min_a, MIN_A)

    def accepts_a(self, offered_a: float) -> bool:
        """Whether an AC offer in A per phase is enough to begin."""
        return offered_a >= self.min_a and (self.own_limit_a is None or self.own_limit_a >= MIN_A)

    def ac_draw_w(self, offered_a: float, phases: int, voltage_v: int) -> Lines:
        """The power by phase, in W, from an offer of A per phase: never more than it. Nothing below the car's minimum.

        Delay and soft start are left out: see `ramped`.
        """
        model = self.model
        if not self.wants_energy or not self.accepts_a(offered_a) or model.ac_phases == 0:
            return NOTHING
        amperes = min(offered_a, model.ac_max_a)
        if self.own_limit_a is not None:
            amperes = min(amperes, self.own_limit_a)
        used = min(phases, model.ac_phases)
        each_w = int(voltage_v * amperes * model.power_factor + 1e-6)
        return self._spread(each_w, used, self._own_most_w(dc=False))

    def dc_draw_w(self, offered_w: int) -> int:
        """The power in W from an offer of W: never more than it. Delay and soft start are left out."""
        if not self.wants_energy or self.model.dc_max_w == 0:
            return 0
        return max(0, min(offered_w, self._own_most_w(dc=True)))

    def give_w(self, asked_w: int, *, dc: bool) -> int:
        """What it gives back of the power asked for, in W; 0 when it cannot, sleeps, or is down to its reserve."""
        model = self.model
        if model.discharge_over != ("DC" if dc else "AC") or self.asleep or self.own_limit_w == 0:
            return 0
        if self.battery.stored_mj <= self.battery.mj_at(model.reserve_soc):
            return 0
        return min(asked_w, model.discharge_max_w)

    @property
    def still_waits_ms(self) -> int:
        """How long an offer must still last until the first ampere."""
        return max(0, self.model.start_delay_s * 1000 - self._waited_ms)

    @property
    def ramp_w(self) -> int | None:
        """The most that the soft start allows now; None without one."""
        per_s = self.model.ramp_w_per_s
        return None if per_s is None else per_s * (1 + self._flowed_ms // _RAMP_MS)

    @property
    def ramp_rises_in_ms(self) -> int:
        """When the soft start allows more."""
        return _RAMP_MS - self._flowed_ms % _RAMP_MS

    def ramped(self, lines: Lines) -> Lines:
        """The power by phase that the soft start leaves of this."""
        most, total = self.ramp_w, sum(lines)
        if most is None or total <= most:
            return lines
        return lines[0] * most // total, lines[1] * most // total, lines[2] * most // total

    def is_at_limit(self, power_w: int, *, dc: bool) -> bool:
        """Whether the pack, and nothing else, keeps the power from being higher."""
        # Spreading over phases rounds down, so an AC car at its limit may be some watts below it.
        return power_w >= self.battery.accepted_w(dc=dc) - (0 if dc else 3)

    def charge(self, power_w: int, dt_ms: int, *, dc: bool) -> None:
        """Take constant power for a time in which nothing changes."""
        self.battery.charge(power_w, dt_ms, dc=dc)
        self._idle_ms = 0
        self._flowed_ms += dt_ms

    def discharge(self, power_w: int, dt_ms: int, *, dc: bool) -> None:
        """Give constant power for a time in which nothing changes."""
        self.battery.discharge(power_w, dt_ms, dc=dc)
        self._idle_ms = 0

    def wait(self, dt_ms: int) -> None:
        """Let an offer last, before the first ampere."""
        self._waited_ms += dt_ms
        self._idle_ms = 0
        self.battery.cool(dt_ms)

    def rest(self, dt_ms: int) -> None:
        """Spend time without energy and without an offer to take up."""
        self._idle_ms += dt_ms
        self._waited_ms = self._flowed_ms = 0
        self.battery.cool(dt_ms)

    def ms_to_change(self, power_w: int, *, dc: bool) -> int:
        """How long this charging power stays right, as far as the car is concerned."""
        until_mj = self.battery.mj_at(self.target_soc)
        at_limit = self.is_at_limit(power_w, dc=dc)
        return self.battery.ms_to_change(power_w, dc=dc, until_mj=until_mj, at_limit=at_limit)

    def ms_to_reserve(self, power_w: int, *, dc: bool) -> int:
        """How long it can give this power."""
        return self.battery.ms_to_empty(power_w, dc=dc, until_mj=self.battery.mj_at(self.model.reserve_soc))

    def _own_most_w(self, *, dc: bool) -> int:
        most = self.battery.accepted_w(dc=dc)
        return most if self.own_limit_w is None else min(most, self.own_limit_w)

    def _spread(self, each_w: int, used: int, most_w: int) -> Lines:
        shares = self.model.ac_shares[:used] or (1.0,) * used
        weight = sum(shares)
        by_phase = [int(min(each_w, most_w / weight) * share + 1e-6) for share in shares] + [0, 0]
        return by_phase[0], by_phase[1], by_phase[2]
