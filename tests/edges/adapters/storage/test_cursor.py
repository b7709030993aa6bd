"""Cursors."""

import pytest

from pilotwire.adapters.storage.cursor import cursor_at, place_of
from pilotwire.kernel.errors import BadInputError


def test_a_cursor_is_text_for_urls_and_leads_back_to_its_place() -> None:
    cursor = cursor_at(12, "Säule/1?")
    assert cursor == "WzEyLCJTw6R1bGUvMT8iXQ"
    assert place_of(cursor, tuple[int, str]) == (12, "Säule/1?")


def test_no_cursor_is_the_begin() -> None:
    assert place_of(None, tuple[int]) is None


@pytest.mark.parametrize("cursor", ["", "*", "WzEyXQ", "WyJhIl0", "bnVsbA", "e30", "W10", "\udc80", "WzEyLCJhIiwiYiJd"])
def test_a_cursor_of_another_list_is_bad_input_at_the_cursor(cursor: str) -> None:
    with pytest.raises(BadInputError) as raised:
        place_of(cursor, tuple[int, str])
    assert raised.value.pointer == "/cursor"
    assert raised.value.remedy == "leave it out, or pass on next_cursor as it came"


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1])
def test_a_number_that_no_database_compares_is_bad_input(number: int) -> None:
    with pytest.raises(BadInputError):
        place_of(cursor_at(number), tuple[int])
