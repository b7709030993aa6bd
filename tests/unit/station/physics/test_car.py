"""What a car draws from an offer."""

import pytest

from pilotwire.station.catalogue.cars import car
from pilotwire.station.physics.car import Car

MINUTE_MS = 60_000


def draw(name: str, offered_a: float, phases: int = 3, soc: float = 40) -> tuple[int, int, int]:
    return Car(car(name), soc).ac_draw_w(offered_a, phases, 230)


def test_a_three_phase_car_draws_what_is_offered_up_to_its_own_most() -> None:
    assert draw("hatch-11kw", 16) == (3_680, 3_680, 3_680)
    assert draw("hatch-11kw", 10) == (2_300, 2_300, 2_300)
    assert draw("hatch-11kw", 32) == (3_680, 3_680, 3_680)
    assert draw("hatch-11kw", 16, phases=1) == (3_680, 0, 0)


def test_cars_with_fewer_phases_leave_the_others_alone() -> None:
    assert draw("phev-one-phase", 32) == (3_680, 0, 0)
    assert draw("hatch-two-phase", 16) == (3_680, 3_680, 0)


def test_a_car_may_draw_unevenly_and_with_a_power_factor() -> None:
    # 230 V x 16 A x 0.99, the third phase half of it
    assert draw("coupe-unbalanced", 16) == (3_643, 3_643, 1_821)


def test_below_its_least_current_a_car_pauses() -> None:
    assert draw("hatch-11kw", 5.9) == (0, 0, 0)
    assert draw("hatch-11kw", 6) == (1_380, 1_380, 1_380)
    assert draw("crossover-ten-amperes", 9.9) == (0, 0, 0)
    assert draw("crossover-ten-amperes", 10) == (2_300, 2_300, 2_300)


def test_a_nearly_full_battery_takes_less_than_the_charger_could() -> None:
    # 100 Wh per percent up to 900 W at 100 %: at 95 % 3,950 W in the pack, 4,488 W before a charger that keeps 88 %.
    assert draw("city-one-phase", 20, soc=95) == (4_488, 0, 0)
    assert draw("city-one-phase", 20, soc=50) == (4_600, 0, 0)


def test_dc_is_limited_by_offer_pack_and_current() -> None:
    assert Car(car("hatch-11kw"), 10).dc_draw_w(50_000) == 50_000
    assert Car(car("hatch-11kw"), 80).dc_draw_w(150_000) == 46_000
    assert Car(car("giver-chademo"), 10).dc_draw_w(50_000) == 35_650  # 115 A x 310 V
    assert Car(car("phev-one-phase"), 10).dc_draw_w(50_000) == 0
    assert Car(car("bus-depot"), 10).ac_draw_w(32, 3, 230) == (0, 0, 0)


def test_the_driver_may_want_less() -> None:
    one = Car(car("hatch-11kw"), 40)
    one.own_limit_a = 8
    assert one.ac_draw_w(16, 3, 230) == (1_840, 1_840, 1_840)
    one.own_limit_a = 5
    assert one.ac_draw_w(16, 3, 230) == (0, 0, 0)
    one.own_limit_a, one.own_limit_w = None, 3_000
    assert one.ac_draw_w(16, 3, 230) == (1_000, 1_000, 1_000)
    assert one.dc_draw_w(50_000) == 3_000
    one.own_limit_w = 0
    assert one.dc_draw_w(50_000) == 0


def test_at_its_target_a_car_draws_nothing_until_more_is_wanted() -> None:
    one = Car(car("hatch-11kw"), 80, target_soc=80)
    assert one.ac_draw_w(16, 3, 230) == (0, 0, 0)
    one.target_soc = 90
    assert one.ac_draw_w(16, 3, 230) == (3_680, 3_680, 3_680)


def test_a_car_that_sleeps_needs_to_be_woken() -> None:
    one = Car(car("hatch-sleeper"), 40)
    one.rest(10 * MINUTE_MS - 1)
    assert one.ac_draw_w(32, 1, 230) == (7_360, 0, 0)
    one.rest(1)
    assert one.ac_draw_w(32, 1, 230) == (0, 0, 0)
    assert one.asleep
    one.wake()
    assert one.ac_draw_w(32, 1, 230) == (7_360, 0, 0)


def test_other_cars_never_sleep() -> None:
    one = Car(car("hatch-11kw"), 40)
    one.rest(10_000 * MINUTE_MS)
    assert not one.asleep


def test_the_soft_start_rises_each_second_of_energy() -> None:
    one = Car(car("van-11kw"), 40)  # 3,000 W/s
    assert one.ramped((3_680, 3_680, 3_680)) == (1_000, 1_000, 1_000)
    one.charge(3_000, 400, dc=False)
    assert one.ramp_rises_in_ms == 600
    one.charge(3_000, 600, dc=False)
    assert one.ramped((3_680, 3_680, 3_680)) == (2_000, 2_000, 2_000)
    one.charge(6_000, 2_000, dc=False)
    assert one.ramped((3_680, 3_680, 3_680)) == (3_680, 3_680, 3_680)
    one.rest(1)
    assert one.ramp_w == 3_000


def test_only_cars_that_can_give_energy_back() -> None:
    assert Car(car("giver-dc-20"), 80).give_w(30_000, dc=True) == 22_000
    assert Car(car("giver-dc-20"), 80).give_w(5_000, dc=True) == 5_000
    assert Car(car("giver-dc-20"), 80).give_w(5_000, dc=False) == 0
    assert Car(car("giver-dc-20"), 20).give_w(5_000, dc=True) == 0
    assert Car(car("hatch-11kw"), 80).give_w(5_000, dc=True) == 0


def test_a_target_outside_0_to_100_is_refused() -> None:
    with pytest.raises(ValueError, match=r"target of 120 % is not within 0\.\.100"):
        Car(car("hatch-11kw"), 40, target_soc=120)
