import pytest

from pilotwire.protocol.coercion import UNUSABLE, as_flag, as_number, as_text, as_whole, is_number


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (16, 16),
        (16.0, 16),
        (16.4, 16),
        ("16", 16),
        (" 16 ", 16),
        ("16.6", 17),
        ("-3", -3),
        ("1e2", 100),
        (10**30, 10**30),
    ],
)
def test_a_whole_number_is_found_in_numbers_and_texts(value: object, whole: int) -> None:
    assert as_whole(value) == whole


@pytest.mark.parametrize(
    "value", ["", "16 A", "1_000", "0x10", "NaN", "1e999", float("nan"), float("inf"), True, None, [], {}]
)
def test_what_is_no_number_is_unusable_as_one(value: object) -> None:
    assert as_whole(value) is UNUSABLE
    assert as_number(value) is UNUSABLE


@pytest.mark.parametrize(
    ("value", "number"), [(16, 16.0), (21.4, 21.4), ("21.4", 21.4), ("+.5", UNUSABLE), ("5.", 5.0)]
)
def test_a_number_is_found_in_numbers_and_texts(value: object, number: object) -> None:
    assert as_number(value) == number


def test_an_integer_too_large_for_a_float_stays_what_it_is() -> None:
    assert as_number(10**400) == 10**400


@pytest.mark.parametrize(
    ("value", "text"), [(16, "16"), (16.5, "16.5"), (16.0, "16.0"), (True, "true"), (False, "false"), (-1, "-1")]
)
def test_a_text_is_made_of_numbers_and_flags(value: object, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize("value", [None, [], {}, ["16"], float("nan"), pytest.param(10**5000, id="huge")])
def test_no_text_is_made_of_anything_else(value: object) -> None:
    assert as_text(value) is UNUSABLE


@pytest.mark.parametrize(
    ("value", "flag"),
    [
        (True, True),
        (False, False),
        (1, True),
        (0, False),
        ("true", True),
        (" False ", False),
        ("1", True),
        ("0", False),
    ],
)
def test_a_flag_is_found_in_flags_digits_and_texts(value: object, flag: bool) -> None:
    assert as_flag(value) is flag


@pytest.mark.parametrize("value", [2, "yes", "", None, [], 1.0])
def test_what_is_no_flag_is_unusable_as_one(value: object) -> None:
    assert as_flag(value) is UNUSABLE


@pytest.mark.parametrize(
    ("value", "verdict"), [(1, True), (1.5, True), (True, False), (float("inf"), False), ("1", False)]
)
def test_only_finite_numbers_are_json_numbers(value: object, verdict: bool) -> None:
    assert is_number(value) is verdict
