"""Data about a kind of car, and what is refused."""

import msgspec
import pytest

from pilotwire.station.physics.car_model import CarModel, tables_of

PLAIN: dict[str, object] = {
    "name": "plain",
    "title": "Plain car",
    "battery_wh": 50_000,
    "charging_w": [[0, 100_000], [50, 100_000], [100, 10_000]],
    "pack_v": [[0, 300], [100, 400]],
    "ac_phases": 3,
    "ac_max_a": 16,
    "dc_max_w": 90_000,
    "dc_max_a": 250,
}


def model(**changes: object) -> CarModel:
    return msgspec.convert(PLAIN | changes, CarModel)


def test_the_tables_hold_each_whole_percent() -> None:
    tables = tables_of(model(charger_efficiency=0.9, derating=[[0, 0.5], [20, 1.0]]))
    assert [tables.charging_w[percent] for percent in (0, 50, 51, 75, 100)] == [
        100_000,
        100_000,
        98_200,
        55_000,
        10_000,
    ]
    assert [tables.pack_v[percent] for percent in (0, 50, 100)] == [300, 350, 400]
    assert tables.efficiency_permille == 900
    assert [tables.derating_permille[degree + 40] for degree in (-40, 0, 10, 20, 80)] == [500, 500, 750, 1000, 1000]


def test_by_dc_the_cars_power_and_its_current_hold() -> None:
    # 250 A at 300 V are 75 kW, at 350 V 87.5 kW; from 360 V on the car's 90 kW hold.
    tables = tables_of(model())
    assert [tables.dc_w[percent] for percent in (0, 50, 55, 100)] == [75_000, 87_500, 88_750, 10_000]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "No Slug"}, "at `$.name`"),
        ({"battery_wh": 0}, "at `$.battery_wh`"),
        ({"ac_phases": 4}, "at `$.ac_phases`"),
        ({"ac_min_a": 5}, "at `$.ac_min_a`"),
        ({"charging_w": [[0, 5]]}, "at `$.charging_w`"),
        ({"charging_w": [[0, 5], [0, 4]]}, "charging_w: percents must rise"),
        ({"charging_w": [[0, 5], [100, 5]]}, "charging_w: the last point must be lower"),
        ({"charging_w": [[0, 5], [100, 0]]}, "charging_w: powers must be above 0 W"),
        ({"derating": [[20, 1.2]]}, "derating: parts must be"),
        ({"derating": []}, "derating: at least one point"),
        ({"pack_v": [[0, 300], [100, -1]]}, "pack_v: voltages must be above 0 V"),
        ({"pack_v": []}, "pack_v: a car that takes DC"),
        ({"ac_max_a": 5.0}, "ac_max_a: must be at least ac_min_a"),
        ({"ac_phases": 0}, "ac_max_a: a car without AC phases"),
        ({"ac_shares": [1.0, 0.5]}, "ac_shares: needs one part for each"),
        ({"ac_shares": [0.5, 0.5, 0.5]}, "ac_shares: the largest part must be 1"),
        ({"dc_max_a": 0}, "dc_max_a: dc_max_w and dc_max_a belong together"),
        ({"ac_phases": 0, "ac_max_a": 0, "dc_max_w": 0, "dc_max_a": 0}, "ac_phases: the car takes neither"),
        ({"discharge_over": "DC"}, "discharge_max_w: discharge_over and"),
        ({"wheels": 4}, "unknown field `wheels`"),
    ],
)
def test_data_that_cannot_be_is_refused_with_its_field(changes: dict[str, object], said: str) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        model(**changes)
    assert said in str(caught.value)
