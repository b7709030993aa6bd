"""What stations of literal frames know of customers: asked for, kept for a while, and in no log."""

import asyncio
import json
from typing import Any, Final

import pytest

from pilotwire.client.certificate import CertificateIdInput
from pilotwire.client.client import Client
from pilotwire.client.codec import encode
from pilotwire.client.control import StartToken
from pilotwire.client.customer import CustomerInput
from pilotwire.client.filters import OperationFilter
from pilotwire.client.key import KeyInput
from pilotwire.client.local_list import LocalListInput
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem
from pilotwire.client.token import TokenInput

from .conftest import Running
from .raw_station import EACH, NOON, RawStation, station

IN_2X: Final = pytest.mark.parametrize("version", EACH[1:])
TAG: Final = StartToken(value="04A2B3", type="ISO14443")


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


async def ended(client: Client, begun: Operation) -> Operation:
    async with asyncio.timeout(20):
        while True:
            found = await client.operation(begun.id)
            if found.ended_at is not None:
                return found
            await asyncio.sleep(0.02)


def inquiry_of(operation: Operation) -> str:
    found: str = json.loads(bytes(operation.request))["inquiry"]
    return found


async def answers(one: RawStation, *texts: str, times: int = 1) -> dict[str, Any]:
    """The station tells these parts, in the wrong order and the first one twice; what it was asked."""
    asked = await one.until_asked("CustomerInformation", times)
    parts = [
        {"requestId": asked["requestId"], "generatedAt": NOON, "seqNo": place, "tbc": place + 1 < len(texts),
         "data": text}
        for place, text in enumerate(texts)
    ]  # fmt: skip
    for part in [*reversed(parts), parts[0]]:
        assert await one.call("NotifyCustomerInformation", part) == {}
    return asked


@pytest.mark.requirement("N09.FR.01", "N09.FR.04")
@IN_2X
async def test_what_a_station_knows_is_put_together_shown_to_an_admin_alone_and_in_no_log(
    server: Running, version: str
) -> None:
    one = station("CS", version, answers={"CustomerInformation": {"status": "Accepted"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        begun = await client.customers.ask("CS", CustomerInput(id_token=TAG))
        asked = await answers(one, "Jane Jones, ", "Elm Street 7")
        assert {name: asked[name] for name in ("report", "clear", "idToken")} == {
            "report": True, "clear": False, "idToken": {"idToken": "04A2B3", "type": "ISO14443"},
        }  # fmt: skip
        done = await ended(client, begun)
        assert (done.state, json.loads(bytes(done.result))["parts"]) == ("done", 2)
        answer = await client.customers.answer(inquiry_of(done))
        assert (answer.text, answer.inquiry.state, answer.missing) == ("Jane Jones, Elm Street 7", "complete", [])
        begun = await client.customers.ask("CS", CustomerInput(identifier="Jane@example.test"))
        await answers(one, "nothing is known", times=2)
        assert (await ended(client, begun)).state == "done"
        logged = encode(await client.messages(limit=200)).decode()
        shown = encode(await client.operations(limit=50)).decode()
        for personal in ("Jones", "Elm Street", "Jane@example.test", "nothing is known"):
            assert (personal in logged, personal in shown) == (False, False)
        assert logged.count('\\"data\\": \\"***\\"') == 5
        key = await client.create_key(KeyInput(name="op", scope="configure"))
        async with Client(server.server.http_url, key.secret) as less:
            with pytest.raises(ApiProblem) as told:
                await less.customers.answer(inquiry_of(done))
            assert told.value.status == 403
        await client.customers.forget(inquiry_of(done))
        with pytest.raises(ApiProblem) as told:
            await client.customers.answer(inquiry_of(done))
        assert told.value.status == 404


@pytest.mark.requirement("N10.FR.02", "N10.FR.08")
async def test_a_token_that_is_forgotten_is_taken_off_the_local_list(server: Running) -> None:
    one = station("CS", "ocpp2.1", answers={"CustomerInformation": {"status": "Accepted"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        for value in ("04A2B3", "BEEF"):
            await client.put_token(value, TokenInput(type="ISO14443"))
        await client.put_local_list("depot", LocalListInput(tokens=["04A2B3", "BEEF"], stations=["CS"]))
        assert (await ended(client, await client.sync_station_local_list("CS"))).state == "done"
        assert set(one.list_entries) == {"04A2B3", "BEEF"}
        begun = await client.customers.ask("CS", CustomerInput(id_token=TAG, report=False, clear=True))
        asked = await answers(one, "cleared")
        assert (asked["report"], asked["clear"]) == (False, True)
        assert json.loads(bytes((await ended(client, begun)).result))["local_list"] == "updating"
        (sync, *_) = (await client.operations(OperationFilter(kind="local_list.sync"))).items
        assert (await ended(client, sync)).state == "done"
        assert set(one.list_entries) == {"BEEF"}
        assert (await client.local_list("depot")).tokens == ["BEEF"]


@pytest.mark.requirement("N09.FR.08", "N10.FR.09")
@IN_2X
async def test_a_certificate_goes_by_the_algorithm_with_which_it_was_installed(server: Running, version: str) -> None:
    one = station("CS", version, answers={"CustomerInformation": {"status": "Rejected"}})
    named = CertificateIdInput(
        hash_algorithm="SHA384", issuer_name_hash="ab12", issuer_key_hash="cd34", serial_number="01"
    )
    async with server.client() as client, one.connected(server.ocpp_url):
        done = await ended(client, await client.customers.ask("CS", CustomerInput(certificate=named, clear=True)))
        assert (done.state, done.errors[0].message) == ("failed", "the station answered Rejected")
        assert dict(one.asked)["CustomerInformation"]["customerCertificate"] == {
            "hashAlgorithm": "SHA384", "issuerNameHash": "ab12", "issuerKeyHash": "cd34", "serialNumber": "01",
        }  # fmt: skip


async def test_1_6_cannot_be_asked_and_a_question_without_a_customer_is_none(server: Running) -> None:
    one = station("CS", "ocpp1.6")
    async with server.client() as client, one.connected(server.ocpp_url):
        done = await ended(client, await client.customers.ask("CS", CustomerInput(id_token=TAG)))
        assert done.errors[0].message.startswith("OCPP 1.6 has no way to ask a station what it knows of a customer")
        assert "clear its authorization cache" in (done.errors[0].remedy or "")
        assert one.asked == []
        with pytest.raises(ApiProblem) as told:
            await client.customers.ask("CS", CustomerInput())
        assert [error.pointer for error in told.value.problem.errors or []] == ["/id_token"]


async def test_data_that_is_too_long_or_unasked_is_in_no_finding(server: Running) -> None:
    one = station("CS", "ocpp2.1")
    async with server.client() as client, one.connected(server.ocpp_url):
        part = {"requestId": 7, "generatedAt": NOON, "seqNo": 0, "data": "Jones" * 200}
        await one.call("NotifyCustomerInformation", part)
        findings = encode(await client.findings(limit=50)).decode()
        logged = encode(await client.messages(limit=50)).decode()
        assert ("customer-data-unasked" in findings, "JonesJones" in findings + logged) == (True, False)
