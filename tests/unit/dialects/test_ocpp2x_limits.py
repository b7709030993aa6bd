"""Limits within the answers of 2.1."""

from decimal import Decimal

import msgspec

from pilotwire.dialects.ocpp2x import id_token_info
from pilotwire.dialects.ocpp2x_limits import with_limit
from pilotwire.domain.authorization import Authorization
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.protocol.ocpp201.transactions import TransactionEventResponse


def test_a_limit_is_told_with_all_else_that_the_answer_says() -> None:
    answer = TransactionEventResponse(id_token_info=id_token_info(Authorization("Accepted", "fleet")))
    told = with_limit(answer, TransactionLimit(Decimal("12.50"), max_time_s=60))
    assert msgspec.to_builtins(told) == {
        "idTokenInfo": {"status": "Accepted", "groupIdToken": {"idToken": "fleet", "type": "Central"}},
        "transactionLimit": {"maxCost": 12.5, "maxTime": 60},
    }
