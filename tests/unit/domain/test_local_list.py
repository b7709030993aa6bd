"""What a local list carries of its tokens, and what separates two lists."""

from datetime import UTC, datetime, timedelta

import pytest

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.local_list import Entry, HeldEntry, delta, desired_entries

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVENING = NOON + timedelta(hours=8)


def accepted(value: str, **more: object) -> Entry:
    return Entry(IdToken(value, "ISO14443"), Authorization("Accepted", **more))  # type: ignore[arg-type]


def test_an_entry_is_the_answer_that_the_station_would_get_online() -> None:
    van = Token("04A1", "ISO14443", group_id="FLEET", expires_at=EVENING, language="de", personal_message="Gute Fahrt")
    assert desired_entries([van], NOON) == (
        Entry(IdToken("04A1", "ISO14443"), Authorization("Accepted", "FLEET", EVENING, "de", "Gute Fahrt")),
    )


@pytest.mark.parametrize(
    ("token", "status"),
    [
        (Token("A", "ISO14443", blocked=True), "Blocked"),
        (Token("A", "Central", blocked=True), "Blocked"),
        (Token("A", expires_at=NOON - timedelta(seconds=1)), "Expired"),
        (Token("A", expires_at=NOON), "Accepted"),
        (Token("A"), "Accepted"),
    ],
)
def test_blocked_and_expired_tokens_are_on_the_list_as_such(token: Token, status: str) -> None:
    answer = desired_entries([token], NOON)[0].authorization
    assert answer is not None
    assert answer.status == status


@pytest.mark.requirement("D01.FR.06", "1.6 5.15 unique-tags")
def test_a_token_named_twice_is_on_the_list_once() -> None:
    tokens = [Token("b2"), Token("A1", group_id="FLEET"), Token("A1", group_id="FLEET")]
    assert [entry.id_token.value for entry in desired_entries(tokens, NOON)] == ["A1", "b2"]


def test_a_delta_names_what_is_new_what_differs_and_what_has_to_go() -> None:
    kept, changed, new = accepted("KEPT"), accepted("CHANGED", language="de"), accepted("NEW")
    held = [kept.held, accepted("CHANGED").held, HeldEntry("GONE", "eMAID", "0000000000000000")]
    found = delta(held, [changed, kept, new])
    assert (found.added, found.changed, found.removed) == ((new,), (changed,), (Entry(IdToken("GONE", "eMAID")),))
    assert [entry.id_token.value for entry in found.entries] == ["GONE", "CHANGED", "NEW"]
    assert not found.respelt


@pytest.mark.parametrize("before", [HeldEntry("a1", "ISO14443", "x"), HeldEntry("A1", "eMAID", "x")])
def test_another_spelling_or_type_is_told(before: HeldEntry) -> None:
    assert delta([before], [accepted("A1")]).respelt


def test_a_token_that_expires_makes_another_entry() -> None:
    van = Token("04A1", expires_at=NOON)
    before, after = desired_entries([van], NOON)[0], desired_entries([van], NOON + timedelta(seconds=1))[0]
    assert before.held != after.held
