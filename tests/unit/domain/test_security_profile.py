"""Which way a security profile may go, and where a station keeps its new way."""

import pytest

from pilotwire.domain.security_profile import (
    ProfileChangeError,
    check_direction,
    check_may_downgrade,
    priority_with,
    slot_for,
    slots_in,
)


@pytest.mark.requirement("A00.FR.005")
def test_only_3_may_become_2_again() -> None:
    downward = [(present, wanted) for present in range(4) for wanted in range(1, present)]
    refused = []
    for present, wanted in downward:
        try:
            check_direction(present, wanted)
        except ProfileChangeError as error:
            refused.append((present, wanted, error.state))
    assert refused == [(2, 1, "no-downgrade"), (3, 1, "no-downgrade")]
    for present, wanted in [(0, 1), (0, 3), (1, 2), (2, 3), (2, 2)]:
        check_direction(present, wanted)


@pytest.mark.parametrize("value", [None, "false", "", "1"])
def test_a_station_that_does_not_say_true_does_not_allow_it(value: str | None) -> None:
    with pytest.raises(ProfileChangeError, match=r"^profile\.no-downgrade: "):
        check_may_downgrade(value)
    check_may_downgrade("True")


def test_the_slots_of_a_list_are_its_numbers() -> None:
    assert slots_in("2, 1,x,,-3") == (2, 1)
    assert slots_in(None) == ()


@pytest.mark.parametrize(
    ("asked", "used", "there", "slot"),
    [
        (None, (1,), (), 2),
        (None, (0,), (), 1),
        (None, (), (), 1),
        (None, (2, 1), ("0", "1", "2"), 0),
        (3, (2, 1), ("0", "1", "2"), 3),
    ],
)
def test_the_new_way_goes_into_a_slot_that_is_not_in_use(
    asked: int | None, used: tuple[int, ...], there: tuple[str, ...], slot: int
) -> None:
    assert slot_for(asked, used, there) == slot


@pytest.mark.parametrize(("asked", "used", "there"), [(1, (1,), ()), (None, (1, 2), ("1", "2"))])
def test_the_present_way_is_never_overwritten(asked: int | None, used: tuple[int, ...], there: tuple[str, ...]) -> None:
    with pytest.raises(ProfileChangeError, match=r"^profile\.no-slot: "):
        slot_for(asked, used, there)


def test_the_new_way_comes_first_and_the_present_ones_stay_behind_it() -> None:
    assert priority_with(2, (1, 3)) == "2,1,3"
    assert priority_with(2, (2, 1)) == "2,1"
