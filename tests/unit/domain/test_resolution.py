"""Which transaction is meant when the id says nothing."""

from datetime import UTC, datetime, timedelta

from pilotwire.domain.id_token import IdToken
from pilotwire.domain.resolution import best_match
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import EvseId, StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANNE, BERT = IdToken("ANNE"), IdToken("BERT")


def running(id_: str, evse: int, token: IdToken, hours: int = 0, ended: bool = False) -> Transaction:
    at = NOON + timedelta(hours=hours)
    return Transaction(
        StationId("CP01"), TransactionId(id_), at, at, at, at, evse_id=EvseId(evse), id_token=token, ended=ended
    )


FIRST, SECOND = running("1", 1, ANNE), running("2", 2, BERT)


def test_the_evse_decides() -> None:
    assert best_match([FIRST, SECOND], EvseId(2), None, NOON) is SECOND


def test_the_token_decides() -> None:
    assert best_match([FIRST, SECOND], None, IdToken("anne"), NOON) is FIRST


def test_the_only_open_transaction_is_meant_when_nothing_is_named() -> None:
    assert best_match([FIRST], None, None, NOON) is FIRST


def test_nothing_is_guessed_between_two() -> None:
    assert best_match([FIRST, SECOND], None, None, NOON) is None


def test_an_ended_transaction_is_not_meant() -> None:
    assert best_match([running("1", 1, ANNE, ended=True)], EvseId(1), None, NOON) is None


def test_another_token_does_not_fit() -> None:
    assert best_match([FIRST], EvseId(1), BERT, NOON) is None


def test_the_latest_that_began_before_is_meant() -> None:
    old, new, future = running("1", 1, ANNE), running("2", 1, ANNE, hours=2), running("3", 1, ANNE, hours=9)
    assert best_match([old, new, future], EvseId(1), None, NOON + timedelta(hours=3)) is new
