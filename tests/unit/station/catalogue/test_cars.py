"""The catalogue of cars."""

import pytest

from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.station.catalogue.cars import car, cars, read_cars

GOOD = """
[plain]
title = "Plain car"
battery_wh = 50_000
charging_w = [[0, 100_000], [100, 10_000]]
ac_phases = 3
ac_max_a = 16
"""


def test_the_catalogue_has_cars_of_every_kind() -> None:
    models = cars().values()
    assert len(models) == 22
    assert {model.ac_phases for model in models} == {0, 1, 2, 3}
    assert {model.discharge_over for model in models} == {None, "AC", "DC"}
    assert max(model.dc_max_w for model in models) == 1_000_000
    for has in (
        lambda model: model.sleeps_after_min,
        lambda model: model.ac_min_a == 10,
        lambda model: model.ac_shares,
        lambda model: model.needs_ventilation,
        lambda model: max(volts for _, volts in model.pack_v) > 800,
    ):
        assert any(map(has, models))


def test_a_car_is_found_by_its_name() -> None:
    assert car("hatch-11kw").battery_wh == 58_000


def test_an_unknown_car_is_answered_with_the_nearest_names() -> None:
    with pytest.raises(NotFoundError) as caught:
        car("Van-22kw")
    assert caught.value.message == "There is no car 'Van-22kw' in the catalogue."
    assert caught.value.remedy.startswith("Did you mean van-11kw")


def test_a_name_like_no_other_is_answered_with_all_names() -> None:
    with pytest.raises(NotFoundError) as caught:
        car("!!")
    assert caught.value.remedy.startswith("Take one of city-one-phase, microcar-ventilated, ")


def test_cars_are_read_from_toml_of_ones_own() -> None:
    assert read_cars(GOOD)["plain"].title == "Plain car"


@pytest.mark.parametrize(
    ("text", "pointer", "said"),
    [
        (GOOD.replace("= 3", "= 7"), "/plain/ac_phases", "Expected `int` <= 3"),
        (GOOD.replace("100_000]", "'much']"), "/plain/charging_w/0/1", "Expected `float`, got `str`"),
        (GOOD.replace("[100,", "[0,"), "/plain/charging_w", "percents must rise"),
        (GOOD.replace("16", "nan"), "/plain/ac_max_a", "Expected `float`"),
        (GOOD + "wheels = 4", "/plain/wheels", "unknown field `wheels`"),
        (GOOD + 'name = "other"', "/plain/name", "has its name twice"),
        (GOOD.replace("battery_wh = 50_000", ""), "/plain/battery_wh", "missing required field `battery_wh`"),
        (GOOD.replace("[plain]", "[Plain]"), "/Plain/name", "matching regex"),
        ("plain = 3", "/plain", "'plain' is no car"),
        ("[plain", "", "not valid TOML"),
    ],
)
def test_bad_data_is_refused_with_the_path_of_its_field(text: str, pointer: str, said: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_cars(text)
    assert caught.value.pointer == pointer
    assert said in caught.value.message
    assert caught.value.remedy
