"""Who may charge, and who may stop."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from pilotwire.domain.account import Account
from pilotwire.domain.authorization import (
    Authorization,
    cached,
    check,
    check_start,
    in_the_way,
    may_stop,
    most_transactions,
    with_credit,
)
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.token_limits import Limits
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import EvseId, StationId, TransactionId

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


def test_a_payment_at_the_terminal_is_accepted_unless_somebody_has_blocked_its_reference() -> None:
    paid = IdToken("psp-7", "DirectPayment")
    assert check(paid, None, NOON).status == "Accepted"
    assert check(paid, Token("psp-7", blocked=True), NOON).status == "Blocked"


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
    answer = check_start(Authorization("Accepted"), [running("CP02")], "CP01/t-9")
    assert answer.status == "ConcurrentTx"


def test_its_own_transaction_does_not_stand_in_a_tokens_way() -> None:
    answer = check_start(Authorization("Accepted"), [running()], "CP01/t-1")
    assert answer.status == "Accepted"


def test_a_token_that_may_run_several_is_accepted() -> None:
    most = most_transactions(Token("04A2B3", concurrent=True), None, allow_concurrent=False)
    assert check_start(Authorization("Accepted"), [running()], "CP01/t-9", most).status == "Accepted"


def test_as_many_transactions_run_as_the_token_or_else_its_group_allows() -> None:
    two = Token("04A2B3", concurrent=True, limits=Limits(most_transactions=2))
    group = TokenGroup("fleet", NOON, NOON, limits=Limits(most_transactions=3))
    assert most_transactions(two, group, allow_concurrent=True) == 2
    assert most_transactions(Token("04A2B3"), group, allow_concurrent=False) == 3
    assert most_transactions(Token("04A2B3"), None, allow_concurrent=False) == 1
    assert check_start(Authorization("Accepted"), [running("CP02")], "CP01/t-9", 2).status == "Accepted"
    both = [running("CP02"), running("CP03", "t-2")]
    refused = check_start(Authorization("Accepted"), both, "CP01/t-9", 2)
    assert (refused.status, refused.reason) == ("ConcurrentTx", "the token runs transaction t-1 at CP02, t-2 at CP03")


def test_a_refused_token_stays_refused() -> None:
    assert check_start(Authorization("Blocked"), [running()], "CP01/t-9").status == "Blocked"


def test_the_starting_token_may_stop() -> None:
    assert may_stop(running(), IdToken("04a2b3"), None)


def test_a_token_of_the_same_group_may_stop() -> None:
    assert may_stop(running(group="fleet"), IdToken("0BEEF"), Token("0BEEF", group_id="fleet"))


def test_a_token_of_another_group_may_not_stop() -> None:
    assert not may_stop(running(group="fleet"), IdToken("0BEEF"), Token("0BEEF", group_id="guests"))
    assert not may_stop(running(), IdToken("0BEEF"), Token("0BEEF"))


@pytest.mark.requirement("C16.FR.03", "C12.FR.09")
def test_a_master_pass_stops_any_transaction_and_starts_none() -> None:
    group = TokenGroup("guards", NOON, NOON, master_pass=True)
    known = Token("0BEEF", group_id="guards")
    answer = check(IdToken("0BEEF"), known, NOON, group=group)
    assert (answer.status, answer.group_id, answer.master_pass) == ("Accepted", "guards", True)
    assert check_start(answer, [], "CP01/t-9", None).status == "Invalid"
    assert may_stop(running(group="fleet"), IdToken("0BEEF"), known, group)


def test_a_group_blocks_all_its_tokens_and_speaks_where_they_say_nothing() -> None:
    group = TokenGroup("fleet", NOON, NOON, blocked=True, personal_message="Fleet", language="en", charging_priority=2)
    answer = check(CARD, Token("04A2B3", group_id="fleet", language="de"), NOON, group=group)
    assert (answer.status, answer.reason) == ("Blocked", "its group fleet is blocked")
    assert (answer.language, answer.personal_message, answer.charging_priority) == ("de", "Fleet", 2)


def test_a_token_is_not_valid_before_its_time() -> None:
    known = Token("04A2B3", valid_from=NOON + timedelta(minutes=1))
    answer = check(CARD, known, NOON)
    assert (answer.status, answer.reason) == ("NotAtThisTime", "the token is valid from 2026-03-01 12:01:00 UTC")
    assert check(CARD, known, NOON + timedelta(minutes=1)).status == "Accepted"


def test_how_long_an_answer_is_remembered_is_the_tokens_then_the_groups_then_the_deployments_rule() -> None:
    group = TokenGroup("fleet", NOON, NOON, cache_s=60)
    own = Token("04A2B3", group_id="fleet", cache_s=0, expires_at=NOON + timedelta(hours=1))
    answer = check(CARD, own, NOON)
    assert cached(answer, own, group, NOON, 3600).expires_at == NOON
    assert cached(answer, Token("04A2B3"), group, NOON, 3600).expires_at == NOON + timedelta(seconds=60)
    assert cached(answer, Token("04A2B3"), None, NOON, 7200).expires_at == NOON + timedelta(hours=1)
    assert cached(Authorization("Accepted"), None, None, NOON, None).expires_at is None


@pytest.mark.requirement("C17.FR.01", "C17.FR.02")
@pytest.mark.parametrize(
    ("left", "status"),
    [
        (Account("a", NOON, NOON, Decimal("0.01"), "EUR"), "Accepted"),
        (Account("a", NOON, NOON, Decimal(0), "EUR"), "NoCredit"),
        (Account("a", NOON, NOON, Decimal(5), "EUR", Decimal(0)), "NoCredit"),
        (Account("a", NOON, NOON, time_s=-3), "NoCredit"),
        (None, "NoCredit"),
    ],
)
def test_a_prepaid_token_charges_while_something_is_left_and_is_never_remembered(
    left: Account | None, status: str
) -> None:
    answer = with_credit(Authorization("Accepted"), "a", left, NOON)
    assert (answer.status, answer.expires_at) == (status, NOON)
    assert (answer.allowance is not None) is (status == "Accepted")


@pytest.mark.requirement("C01.FR.24")
def test_another_token_has_to_wait_while_a_released_transaction_holds_the_only_evse() -> None:
    left = msgspec.structs.replace(running(), evse_id=EvseId(1), released=True)
    other = IdToken("0BEEF")
    assert in_the_way(Authorization("Accepted"), other, [left], evses=1).status == "NotAtThisTime"
    assert in_the_way(Authorization("Accepted"), CARD, [left], evses=1).status == "Accepted"
    assert in_the_way(Authorization("Accepted"), other, [left], evses=2).status == "Accepted"
    held = msgspec.structs.replace(left, released=False)
    assert in_the_way(Authorization("Accepted"), other, [held], evses=1).status == "Accepted"
