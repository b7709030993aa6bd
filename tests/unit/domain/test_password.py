"""Passwords that every station can hold."""

import pytest

from pilotwire.domain.password import check_password, made_up
from pilotwire.kernel.errors import BadInputError


@pytest.mark.parametrize("text", ["x" * 16, "x" * 40, "with spaces and ~!@#$%"])
def test_sixteen_to_forty_printable_characters_are_a_password(text: str) -> None:
    assert check_password(text) == text


@pytest.mark.parametrize("text", ["", "x" * 15, "x" * 41])
def test_another_length_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="characters"):
        check_password(text)


@pytest.mark.requirement("A01.FR.07")
def test_a_made_up_password_is_the_hex_of_twenty_random_bytes() -> None:
    assert made_up(lambda count: bytes(range(count))) == "000102030405060708090a0b0c0d0e0f10111213"
