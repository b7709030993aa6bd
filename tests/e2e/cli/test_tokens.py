"""`pilotwire tokens` against a server."""

import json

from .conftest import Run


def test_a_token_is_entered_blocked_and_unblocked_with_the_rest_of_it_kept(pilotwire: Run) -> None:
    added = pilotwire(
        "tokens", "add", "04A2", "--type", "ISO14443", "--group", "fleet", "--expires", "2027-01-01T00:00Z"
    )
    assert "May charge  yes" in added.out
    assert "no, it is blocked" in pilotwire("tokens", "block", "04A2").out
    listed = [json.loads(line) for line in pilotwire("tokens", "list", "--json").out.splitlines()]
    assert [(one["value"], one["blocked"], one["group_id"]) for one in listed] == [("04A2", True, "fleet")]
    assert pilotwire("tokens", "unblock", "04a2").code == 0
    token = json.loads(pilotwire("tokens", "show", "04A2", "--json").out)
    assert (token["blocked"], token["type"], token["expires_at"]) == (False, "ISO14443", "2027-01-01T00:00:00.000Z")


def test_a_token_cannot_be_added_twice(pilotwire: Run) -> None:
    pilotwire("tokens", "add", "04A2")
    again = pilotwire("tokens", "add", "04A2")
    assert (again.code, again.err.splitlines()[0]) == (1, "pilotwire: There is a token 04A2 already.")


def test_a_removed_token_is_unknown(pilotwire: Run) -> None:
    pilotwire("tokens", "add", "04A2")
    assert pilotwire("tokens", "remove", "04A2", "-y").code == 0
    assert pilotwire("tokens", "block", "04A2").code == 1
