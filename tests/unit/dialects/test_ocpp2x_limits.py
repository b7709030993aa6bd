"""Limits as 2.1 spells them."""

from decimal import Decimal

import msgspec
import pytest

from pilotwire.dialects.ocpp2x import id_token_info
from pilotwire.dialects.ocpp2x_limits import limit_of, supported_limits, transaction_limit, with_limit
from pilotwire.domain.authorization import Authorization
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.protocol.decode import decode_strict, encode
from pilotwire.protocol.ocpp21.provisioning import GetVariablesResponse
from pilotwire.protocol.ocpp201.transactions import TransactionEventResponse

ALL = TransactionLimit(Decimal("12.5"), Decimal(20_000), 3600, 80)


def test_a_limit_goes_out_and_comes_back() -> None:
    assert encode(transaction_limit(ALL)) == b'{"maxCost":12.5,"maxEnergy":20000.0,"maxTime":3600,"maxSoC":80}'
    assert limit_of(transaction_limit(ALL)) == ALL
    assert encode(transaction_limit(TransactionLimit())) == b"{}"


def test_a_limit_is_told_with_all_else_that_the_answer_says() -> None:
    answer = TransactionEventResponse(id_token_info=id_token_info(Authorization("Accepted", "fleet")))
    told = with_limit(answer, TransactionLimit(Decimal("12.50"), max_time_s=60))
    assert msgspec.to_builtins(told) == {
        "idTokenInfo": {"status": "Accepted", "groupIdToken": {"idToken": "fleet", "type": "Central"}},
        "transactionLimit": {"maxCost": 12.5, "maxTime": 60},
    }


@pytest.mark.parametrize(
    ("result", "limits"),
    [
        ('"attributeStatus":"Accepted","attributeValue":"maxCost,maxSoC"', ("max_cost", "max_soc_percent")),
        ('"attributeStatus":"Accepted","attributeValue":""', ()),
        ('"attributeStatus":"UnknownVariable"', ()),
    ],
)
def test_what_a_station_supports_is_read_of_its_variable(result: str, limits: tuple[str, ...]) -> None:
    about = '"component":{"name":"TxCtrlr"},"variable":{"name":"SupportedLimits"}'
    text = f'{{"getVariableResult":[{{{result},{about}}}]}}'
    assert supported_limits(_decoded(text)) == limits


def _decoded(text: str) -> GetVariablesResponse:
    return decode_strict(GetVariablesResponse, text.encode())
