"""A program that knows VAT numbers: what it is asked, what it may answer, and what is no answer."""

import json
from collections.abc import Mapping

import pytest

from pilotwire.adapters.clock import SystemClock
from pilotwire.adapters.hook.vat_checker import HttpVatChecker, VatTerms
from pilotwire.domain.payment import Company, VatAnswer
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId
from pilotwire.services.advisers import NoAdviceError

CS = StationId("CS-1")


class Program:
    """Answers with this, and remembers what it was asked."""

    def __init__(self, status: int, body: bytes, error: PilotwireError | None = None) -> None:
        self.answer, self.error = (status, body), error
        self.asked: list[tuple[str, dict[str, str], Mapping[str, str]]] = []

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], timeout_s: float) -> tuple[int, bytes]:
        self.asked.append((url, json.loads(body), headers))
        if self.error is not None:
            raise self.error
        return self.answer


def checker(program: Program, secret: str | None = None) -> HttpVatChecker:
    return HttpVatChecker(VatTerms("https://vat.example/check", secret, 5.0), program.post, SystemClock())


async def test_it_is_asked_for_a_number_and_says_whose_it_is() -> None:
    program = Program(
        200,
        b'{"valid":true,"company":{"name":"Acme","address1":"Road 1","city":"Bonn","country":"DE","postal_code":"5"}}',
    )
    found = await checker(program, "a secret of many letters").check(CS, "DE123456789")
    assert found == VatAnswer(True, Company("Acme", "Road 1", "Bonn", "DE", postal_code="5"))
    url, body, headers = program.asked[0]
    assert (url, body["station"], body["vat_number"]) == ("https://vat.example/check", "CS-1", "DE123456789")
    assert headers["X-Pilotwire-Signature"].startswith("t=")


async def test_a_number_that_is_not_valid_has_no_company() -> None:
    program = Program(200, b'{"valid":false,"company":{"name":"A","address1":"R","city":"B","country":"DE"}}')
    assert await checker(program).check(CS, "X") == VatAnswer(False)
    assert "X-Pilotwire-Signature" not in program.asked[0][2]


@pytest.mark.parametrize(
    ("program", "why"),
    [
        (Program(503, b""), "HTTP status 503"),
        (Program(200, b"yes"), "cannot be used"),
        (Program(200, b'{"valid":"yes"}'), "cannot be used"),
        (Program(200, b"", PilotwireError("nobody listens there")), "nobody listens there"),
    ],
)
async def test_what_is_no_answer_says_why(program: Program, why: str) -> None:
    with pytest.raises(NoAdviceError, match=why):
        await checker(program).check(CS, "X")
