"""Who may charge, and who may stop."""

from datetime import UTC, datetime, timedelta

import pytest

from pilotwire.domain.authorization import Authorization, check, check_start, may_stop
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CARD = IdToken("04A2B3", "ISO14443")


def running(station: str = "CP01", transaction: str = "t-1", group: str | None = None) -> Transaction:
    return Transaction(
        StationId(station), TransactionId(transaction), NOON, NOON, NOON, NOON, id_token=CARD, group_id=group
    )


def test_a_known_token_is_accepted_with_its_group_and_expiry() -> None:
    tomorrow = NOON + timedelta(days=1)
    known = Token("04A2B3", "ISO14443", expires_at=tomorrow, group_id="fleet")
    assert check(CARD, known, NOON) == Authorization("Accepted", "fleet", tomorrow)


def test_an_unknown_token_is_unknown() -> None:
    assert check(CARD, None, NOON).status == "Unknown"


@pytest.mark.requirement("C04.FR.01")
def test_a_key_code_that_nobody_has_is_invalid() -> None:
    assert check(IdToken("1234", "KeyCode"), None, NOON).status == "Invalid"
    assert check(IdToken("1234", "KeyCode"), None, NOON, accept_unknown=True).status == "Accepted"


def test_an_unknown_token_is_accepted_where_the_deployment_says_so() -> None:
    assert check(CARD, None, NOON, accept_unknown=True).status == "Accepted"


def test_a_blocked_token_is_blocked_even_when_expired() -> None:
    known = Token("04A2B3", blocked=True, expires_at=NOON - timedelta(days=1))
    assert check(CARD, known, NOON).status == "Blocked"


def test_a_token_is_valid_up_to_its_last_instant() -> None:
    known = Token("04A2B3", expires_at=NOON)
    assert check(CARD, known, NOON).status == "Accepted"
    assert check(CARD, known, NOON + timedelta(seconds=1)).status == "Expired"


@pytest.mark.requirement("C01.FR.25")
def test_a_token_of_another_type_is_invalid() -> None:
    assert check(CARD, Token("04A2B3", "KeyCode"), NOON).status == "Invalid"


def test_a_token_without_type_matches_any_type() -> None:
    assert check(IdToken("04A2B3"), Token("04A2B3", "ISO14443"), NOON).status == "Accepted"
    assert check(CARD, Token("04A2B3"), NOON).status == "Accepted"


@pytest.mark.requirement("C02.FR.02")
@pytest.mark.parametrize("type_", ["NoAuthorization", "Central"])
def test_types_without_identity_are_not_looked_up(type_: str) -> None:
    assert check(IdToken("", type_), None, NOON).status == "Accepted"


def test_identifiers_are_compared_without_regard_to_case() -> None:
    assert IdToken("04a2b3").key == Token("04A2B3").key


def test_a_token_that_runs_another_transaction_is_concurrent() -> None:
    answer = check_start(Authorization("Accepted"), CARD, Token("04A2B3"), [running("CP02")], "CP01/t-9")
    assert answer.status == "ConcurrentTx"


def test_its_own_transaction_does_not_stand_in_a_tokens_way() -> None:
    answer = check_start(Authorization("Accepted"), CARD, Token("04A2B3"), [running()], "CP01/t-1")
    assert answer.status == "Accepted"


def test_a_token_that_may_run_several_is_accepted() -> None:
    known = Token("04A2B3", concurrent=True)
    assert check_start(Authorization("Accepted"), CARD, known, [running()], "CP01/t-9").status == "Accepted"


def test_a_refused_token_stays_refused() -> None:
    assert check_start(Authorization("Blocked"), CARD, None, [running()], "CP01/t-9").status == "Blocked"


def test_the_starting_token_may_stop() -> None:
    assert may_stop(running(), IdToken("04a2b3"), None)


def test_a_token_of_the_same_group_may_stop() -> None:
    assert may_stop(running(group="fleet"), IdToken("0BEEF"), Token("0BEEF", group_id="fleet"))


def test_a_token_of_another_group_may_not_stop() -> None:
    assert not may_stop(running(group="fleet"), IdToken("0BEEF"), Token("0BEEF", group_id="guests"))
    assert not may_stop(running(), IdToken("0BEEF"), Token("0BEEF"))
