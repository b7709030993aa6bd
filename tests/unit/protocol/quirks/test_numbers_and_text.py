"""Values of another JSON type than they should have."""

import pytest

from pilotwire.protocol.quirks.numbers_and_text import (
    empty_left_out,
    null_left_out,
    number_to_text,
    rounded,
    scalar_to_text,
    text_to_number,
    to_flag,
)
from pilotwire.protocol.quirks.policy import TOLERANT
from pilotwire.protocol.quirks.record import Outcome


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (10, "10"),
        (0.3, "0.3"),
        (-0.97, "-0.97"),
        (48210.5, "48210.5"),
        (True, Outcome.NOT_MINE),
        ("10", Outcome.NOT_MINE),
        ({}, Outcome.NOT_MINE),
    ],
)
def test_a_number_becomes_its_shortest_text(value: object, text: object) -> None:
    assert number_to_text(value, TOLERANT) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (60, "60"),
        (True, "true"),
        (False, "false"),
        ("60", Outcome.NOT_MINE),
        (None, Outcome.NOT_MINE),
        ([], Outcome.NOT_MINE),
    ],
)
def test_a_number_true_or_false_becomes_a_text_and_nothing_else_does(value: object, text: object) -> None:
    assert scalar_to_text(value, TOLERANT) == text


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("118300", 118300),
        ("230.4", 230.4),
        (" 12 ", 12),
        ("", Outcome.NOT_MINE),
        ("n/a", Outcome.NOT_MINE),
        ("nan", Outcome.NOT_MINE),
        (7, Outcome.NOT_MINE),
    ],
)
def test_a_text_that_is_a_number_becomes_it(value: object, number: object) -> None:
    assert text_to_number(value, TOLERANT) == number


def test_a_text_that_is_a_whole_number_becomes_an_integer() -> None:
    assert isinstance(text_to_number("118300", TOLERANT), int)


@pytest.mark.parametrize(
    ("value", "whole"), [(118300.7, 118301), (118300.0, 118300), (5, Outcome.NOT_MINE), ("5.2", Outcome.NOT_MINE)]
)
def test_decimals_are_rounded_away(value: object, whole: object) -> None:
    assert rounded(value, TOLERANT) == whole


@pytest.mark.parametrize(
    ("value", "flag"),
    [("true", True), ("False", False), (1, True), (0, False), (True, Outcome.NOT_MINE), ("yes", Outcome.NOT_MINE)],
)
def test_texts_and_digits_of_true_and_false_are_read(value: object, flag: object) -> None:
    assert to_flag(value, TOLERANT) is flag


def test_null_and_the_empty_text_are_left_out_and_nothing_else_is() -> None:
    assert null_left_out(None, TOLERANT) is Outcome.ABSENT
    assert null_left_out(0, TOLERANT) is Outcome.NOT_MINE
    assert empty_left_out("", TOLERANT) is Outcome.ABSENT
    assert empty_left_out(" ", TOLERANT) is Outcome.NOT_MINE
