"""Id tokens as people see and enter them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pilotwire.cli.options import UsageError
from pilotwire.cli.tokens import TokenRules, input_of, token_facts, token_table
from pilotwire.client.codec import Instant, encode
from pilotwire.client.token import AdditionalId, Token

OnScreen = Callable[..., list[str]]
AT = Instant.of(datetime(2026, 3, 1, 12, 0, tzinfo=UTC))

PLAIN = Token(value="04A2", version="1", blocked=False, concurrent=False)
FULL = Token(
    value="DE8AA1",
    version="1",
    blocked=True,
    concurrent=True,
    type="eMAID",
    expires_at=AT,
    group_id="fleet",
    additional=[AdditionalId(value="7", type="card")],
    note="spare",
)


def test_tokens_are_one_a_line(on_screen: OnScreen) -> None:
    assert on_screen(token_table([PLAIN, FULL], UTC)) == [
        "Token   Type   Blocked  Expires               Group  Concurrent  Note",
        "04A2    any",
        "DE8AA1  eMAID  yes      2026-03-01 12:00:00Z  fleet  yes         spare",
    ]


def test_whether_a_token_may_charge_is_said_in_words(on_screen: OnScreen) -> None:
    assert on_screen(token_facts(PLAIN, UTC)) == ["Token       04A2", "Type        any", "May charge  yes"]
    lines = on_screen(token_facts(FULL, UTC))
    assert "May charge       no, it is blocked" in lines
    assert "More ids         7 (card)" in lines


def test_only_what_was_said_of_a_token_is_sent() -> None:
    assert encode(input_of(TokenRules())) == b"{}"
    body = input_of(TokenRules(type="ISO14443", group="fleet", expires="2027-01-01T00:00Z", concurrent=True))
    assert encode(body) == (
        b'{"type":"ISO14443","expires_at":"2027-01-01T00:00:00.000Z","group_id":"fleet","concurrent":true}'
    )


def test_a_rule_that_the_api_would_not_take_is_told_by_its_field() -> None:
    with pytest.raises(UsageError) as caught:
        input_of(TokenRules(group="g" * 37))
    assert caught.value.message.startswith("group_id: ")
