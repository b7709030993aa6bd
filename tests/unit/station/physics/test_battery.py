"""What a battery holds, takes and gives."""

import msgspec
import pytest

from pilotwire.station.physics.battery import Battery
from pilotwire.station.physics.car_model import CarModel

HOUR_MS = 3_600_000
MINUTE_MS = 60_000

MODEL = msgspec.convert(
    {
        "name": "plain",
        "title": "Plain car",
        "battery_wh": 10_000,
        "charging_w": [[0, 10_000], [50, 10_000], [100, 5_000]],
        "pack_v": [[0, 300], [100, 400]],
        "derating": [[20, 0.5], [21, 1.0], [40, 1.0]],
        "warming_wh_per_c": 1_000,
        "ac_phases": 1,
        "ac_max_a": 32,
        "charger_efficiency": 0.8,
        "dc_max_w": 8_000,
        "dc_max_a": 100,
    },
    CarModel,
)


def test_an_hour_of_dc_fills_by_its_energy() -> None:
    battery = Battery(MODEL, 10)
    battery.charge(5_000, HOUR_MS, dc=True)
    assert battery.soc == 60.0
    assert battery.stored_mj == 21_600_000_000


def test_by_ac_the_chargers_loss_is_missing() -> None:
    battery = Battery(MODEL, 10)
    battery.charge(5_000, HOUR_MS, dc=False)
    assert battery.soc == 50.0


def test_giving_back_by_ac_costs_the_chargers_loss() -> None:
    battery = Battery(MODEL, 90)
    battery.discharge(4_000, HOUR_MS, dc=False)
    assert battery.soc == 40.0
    battery.discharge(2_000, HOUR_MS, dc=True)
    assert battery.soc == 20.0


def test_full_is_full_and_empty_is_empty() -> None:
    battery = Battery(MODEL, 99)
    battery.charge(8_000, HOUR_MS, dc=True)
    assert battery.soc == 100.0
    battery.discharge(8_000, 5 * HOUR_MS, dc=True)
    assert battery.soc == 0.0


def test_what_is_taken_follows_charge_temperature_and_connection() -> None:
    assert Battery(MODEL, 30, 25).accepted_w(dc=True) == 8_000
    assert Battery(MODEL, 30, 25).accepted_w(dc=False) == 12_500  # 10 kW behind a charger that keeps 80 %
    assert Battery(MODEL, 75, 25).accepted_w(dc=True) == 7_500
    assert Battery(MODEL, 75, 10).accepted_w(dc=True) == 3_750
    assert Battery(MODEL, 75, -90).accepted_w(dc=True) == 3_750


def test_dc_warms_and_rest_cools_towards_the_air() -> None:
    battery = Battery(MODEL, 0, 21)
    battery.ambient_c = 15
    battery.charge(4_000, HOUR_MS, dc=True)
    assert battery.temperature_c == 25.0
    battery.charge(4_000, 15 * MINUTE_MS, dc=False)
    assert battery.temperature_c == 25.0
    battery.cool(30 * MINUTE_MS)
    assert battery.temperature_c == 19.0
    battery.cool(HOUR_MS)
    assert battery.temperature_c == 15.0


def test_a_power_stays_right_until_the_pack_takes_less() -> None:
    # The pack takes less than 6 kW from 91 % on: 81 % of 10 kWh away.
    battery = Battery(MODEL, 10, 30)
    assert battery.ms_to_change(6_000, dc=True, until_mj=battery.mj_at(100), at_limit=False) == 4_860_000
    assert battery.ms_to_change(6_000, dc=True, until_mj=battery.mj_at(40), at_limit=False) == 1_800_000


def test_at_the_packs_limit_each_other_value_counts() -> None:
    # From 50 % to 51 % are 100 Wh: 36 s at 10 kW before the charger, 45 s with its loss.
    battery = Battery(MODEL, 50, 30)
    assert battery.ms_to_change(10_000, dc=False, until_mj=battery.mj_at(100), at_limit=True) == 45_000


def test_a_warming_pack_takes_more_after_a_whole_degree() -> None:
    # 4 kW are taken at 20 degrees, 8 kW at 21: 1 kWh away, a quarter of an hour at 4 kW.
    battery = Battery(MODEL, 0, 20)
    assert battery.accepted_w(dc=True) == 4_000
    assert battery.ms_to_change(4_000, dc=True, until_mj=battery.mj_at(100), at_limit=True) == 900_000


def test_how_long_it_can_give() -> None:
    battery = Battery(MODEL, 50)
    assert battery.ms_to_empty(2_000, dc=True, until_mj=battery.mj_at(20)) == 5_400_000
    assert battery.ms_to_empty(2_000, dc=False, until_mj=battery.mj_at(20)) == 4_320_000


@pytest.mark.parametrize("cut", [[HOUR_MS], [1] * 100 + [HOUR_MS - 100], [333] * 10_810 + [270]])
def test_how_a_time_is_cut_changes_nothing(cut: list[int]) -> None:
    assert sum(cut) == HOUR_MS
    battery = Battery(MODEL, 10)
    for dt_ms in cut:
        battery.charge(1_003, dt_ms, dc=False)
        battery.discharge(701, dt_ms, dc=False)
    # 1,003 W x 0.8 go in, 701 W / 0.8 go out.
    assert battery.stored_mj == 3_600_000_000 + 2_888_640_000 - 3_154_500_000


def test_a_state_of_charge_outside_0_to_100_is_refused() -> None:
    with pytest.raises(ValueError, match=r"101 % is not within 0\.\.100"):
        Battery(MODEL, 101)
