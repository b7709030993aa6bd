"""What every list shares."""

import pytest

from pilotwire.adapters.storage.listing import length_of, page_of, search_text, searched
from pilotwire.kernel.errors import BadInputError
from pilotwire.services.ports import Page, Slice


def _page(rows: list[int]) -> Page[int]:
    return page_of(rows, Slice(limit=2), lambda row: row * 10, str)


def test_a_page_shows_as_many_as_were_asked_for_and_where_to_go_on() -> None:
    assert _page([1, 2, 3]) == Page([10, 20], "2")


def test_the_last_page_has_no_cursor() -> None:
    assert _page([1, 2]) == Page([10, 20], None)
    assert _page([]) == Page([], None)


def test_a_part_is_at_most_a_thousand_long() -> None:
    assert length_of(Slice(limit=1_000_000)) == 1000


@pytest.mark.parametrize("limit", [0, -1])
def test_a_part_of_nothing_is_bad_input(limit: int) -> None:
    with pytest.raises(BadInputError) as raised:
        length_of(Slice(limit=limit))
    assert raised.value.pointer == "/limit"


def test_a_search_knows_no_case_and_no_characters_that_cannot_be_stored() -> None:
    assert searched("STRASSE ẞ\0") == "strasse ss\ufffd"
    assert search_text("Säule", None, "", "ABC") == "säule\nabc"


def test_a_search_has_a_longest_length() -> None:
    assert searched("x" * 200) == "x" * 200
    with pytest.raises(BadInputError) as raised:
        searched("x" * 201)
    assert raised.value.pointer == "/q"
