"""A pool of contracts: what it is asked in the letters of its interface, and what its answers become."""

import json
from collections.abc import Mapping

import pytest

from pilotwire.adapters.opcp.contract_pool import ContractPool, NoContractError, PoolTerms
from pilotwire.domain.car_certificates import Contract, ContractRequest
from pilotwire.kernel.errors import PilotwireError

Sent = tuple[str, bytes, Mapping[str, str], float]
REQUEST = ContractRequest("gJgC/+8=", 7500)


class Pool:
    """Answers everything so, and remembers the question."""

    def __init__(self, status: int, body: object) -> None:
        self.answer = status, body if isinstance(body, bytes) else json.dumps(body).encode()
        self.sent: list[Sent] = []

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], timeout_s: float) -> tuple[int, bytes]:
        self.sent.append((url, body, headers, timeout_s))
        return self.answer

    def at(self, url: str = "https://pool.example.com", token: str | None = "secret") -> ContractPool:  # noqa: S107
        return ContractPool(PoolTerms(url, token, 4.0), self.post)


def content(*contracts: tuple[str, str | None]) -> dict[str, object]:
    made = [
        {"messageDef": {"certificateInstallationRes": exi} | ({} if emaid is None else {"emaid": emaid})}
        for exi, emaid in contracts
    ]
    return {"CCPResponse": {"emaidContent": made}}


async def test_it_is_asked_with_the_cars_request_and_its_schema_to_the_letter() -> None:
    pool = Pool(200, content(("gJg=", "DE8AAC1"), ("gJk=", None)))
    assert await pool.at("https://pool.example.com/opcp/").provide(REQUEST) == [
        Contract("gJg=", "DE8AAC1"), Contract("gJk="),
    ]  # fmt: skip
    url, body, headers, timeout_s = pool.sent[0]
    assert (url, timeout_s) == ("https://pool.example.com/opcp/v1/ccp/signedContractData", 4.0)
    assert body == (b'{"certificateInstallationReq":"gJgC/+8=","xsdMsgDefNamespace":"urn:iso:15118:2:2013:MsgDef"}')
    assert (headers["Authorization"], headers["Content-Type"]) == ("Bearer secret", "application/json")
    await pool.at(token=None).provide(ContractRequest("gJg=", 17000, "urn:iso:std:iso:15118:-20:CommonMessages"))
    assert "Authorization" not in pool.sent[1][2]
    assert json.loads(pool.sent[1][1])["xsdMsgDefNamespace"] == "urn:iso:std:iso:15118:-20:CommonMessages"


async def test_a_car_without_a_contract_gets_the_pools_refusal() -> None:
    assert await Pool(404, content(("gJgC", None))).at().provide(REQUEST) == [Contract("gJgC", None, is_refusal=True)]


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (404, {"errorMessages": ["Contract or Vehicle not found."], "traceId": "x"},
         "the provider has no contract for this car: Contract or Vehicle not found."),
        (400, {"errorMessages": ["EXI format is invalid!"]},
         "the provider of contracts answers with HTTP status 400: EXI format is invalid!"),
        (401, b"", "the provider of contracts answers with HTTP status 401"),
        (302, b"<html>", "the provider of contracts answers with HTTP status 302"),
        (200, {"CCPResponse": {"emaidContent": []}},
         "the provider's answer cannot be used: Expected `array` of length >= 1 - at `$.CCPResponse.emaidContent`"),
        (200, b"[" * 100_000, "the provider's answer cannot be used: "),
        (200, b"\xff", "the provider's answer cannot be used: "),
    ],
)  # fmt: skip
async def test_anything_else_is_no_contract_and_says_why(status: int, body: object, why: str) -> None:
    with pytest.raises(NoContractError) as none:
        await Pool(status, body).at().provide(REQUEST)
    assert none.value.message.startswith(why)
    assert "secret" not in none.value.message


async def test_a_pool_that_cannot_be_asked_is_named_with_the_cause() -> None:
    async def post(url: str, body: bytes, headers: Mapping[str, str], timeout_s: float) -> tuple[int, bytes]:
        raise PilotwireError(f"pool.example.com took longer than {timeout_s:g} s")

    with pytest.raises(NoContractError) as none:
        await ContractPool(PoolTerms("https://pool.example.com", None, 4.0), post).provide(REQUEST)
    assert none.value.message == "the provider of contracts cannot be asked: pool.example.com took longer than 4 s"
