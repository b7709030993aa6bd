"""Lists that are none, or have nothing in them."""

from pilotwire.protocol.quirks.policy import TOLERANT
from pilotwire.protocol.quirks.record import Outcome
from pilotwire.protocol.quirks.shapes import emptied, owner_left_out, set_aside, wrapped


def test_an_object_becomes_a_list_of_one() -> None:
    assert wrapped({"value": "1"}, TOLERANT) == [{"value": "1"}]
    assert wrapped("text", TOLERANT) is Outcome.NOT_MINE
    assert wrapped([{"value": "1"}], TOLERANT) is Outcome.NOT_MINE


def test_only_an_empty_list_takes_its_owner_along() -> None:
    assert owner_left_out([], TOLERANT) is Outcome.OWNER_ABSENT
    assert owner_left_out([1], TOLERANT) is Outcome.NOT_MINE


def test_an_empty_list_may_stay() -> None:
    assert emptied([], TOLERANT) is Outcome.KEPT
    assert emptied([1], TOLERANT) is Outcome.NOT_MINE


def test_an_unknown_field_is_kept_whatever_it_is() -> None:
    assert set_aside(None, TOLERANT) is Outcome.KEPT
