import pytest

from pilotwire.protocol.wording import kind_of, list_of_words, shortened


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (True, "a boolean"),
        (1, "a number"),
        (1.5, "a number"),
        ("x", "a text"),
        ([], "a list"),
        ({}, "an object"),
        (b"x", "a bytes"),
    ],
)
def test_a_value_is_named_by_its_kind(value: object, words: str) -> None:
    assert kind_of(value) == words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Solar", "'Solar'"),
        ("a\nb", "'a\\nb'"),
        (21.45, "21.45"),
        ("x" * 40, "'" + "x" * 40 + "'"),
        ("x" * 5000, "'" + "x" * 39 + "..."),
        pytest.param(10**5000, "the number", id="huge"),
    ],
)
def test_a_value_is_shown_on_one_line_and_cut(value: str | float, shown: str) -> None:
    assert shortened(value) == shown


def test_a_long_list_of_words_is_cut_and_counted() -> None:
    words = tuple("abcdefghijklmnop")
    assert list_of_words(words[:3]) == "a, b, c"
    assert list_of_words(words) == "a, b, c, d, e, f, g, h, i, j, k, l ... (16 in all)"
