"""Passwords that every station can hold."""

import pytest

from pilotwire.domain.password import check_password, longest_password, made_up
from pilotwire.kernel.errors import BadInputError


@pytest.mark.requirement("A00.FR.205", "A00.FR.304")
@pytest.mark.parametrize("text", ["0123456789abcdef", "0123456789" * 4, "with spaces and ~!@#$%"])
def test_sixteen_to_forty_printable_characters_are_a_password(text: str) -> None:
    assert check_password(text) == text


@pytest.mark.requirement("A00.FR.205", "A00.FR.304")
@pytest.mark.parametrize("text", ["", "0123456789abcde", "0123456789" * 4 + "x"])
def test_another_length_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="characters"):
        check_password(text)


@pytest.mark.requirement("A01.FR.07")
def test_a_made_up_password_is_the_hex_of_twenty_random_bytes() -> None:
    assert made_up(lambda count: bytes(range(count))) == "000102030405060708090a0b0c0d0e0f10111213"


@pytest.mark.parametrize(
    ("told", "longest"), [(None, 40), (40.0, 40), (52.0, 52), (64.0, 64), (500.0, 64), (20.0, 20), (0.0, 16)]
)
def test_a_station_may_take_longer_ones_and_says_so(told: float | None, longest: int) -> None:
    assert longest_password(told) == longest
    assert len(check_password(("0123456789" * 7)[:longest], longest)) == longest


def test_a_password_of_a_few_characters_over_and_over_is_refused() -> None:
    with pytest.raises(BadInputError, match="repeats the same few characters") as refused:
        check_password("abcd" * 5)
    assert refused.value.pointer == "/password"
    assert "abcd" not in str(refused.value)
