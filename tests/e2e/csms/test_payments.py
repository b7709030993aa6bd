"""Payments at stations of 2.1, in literal frames: settled, with a VAT number, in a browser and at a kiosk."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from pilotwire.client.control import StartInput, StartLimits, StartToken
from pilotwire.client.payment import QrCodeInput, WebPaymentInput
from pilotwire.client.problem import ApiProblem
from pilotwire.domain.qr_code import QrRules, one_time_password

from .conftest import Running, running
from .frame_stations import told
from .raw_station import RawStation
from .test_cost_telling import event

SECRET = "correct horse battery"
URL = "https://pay.example/{chargingstationid}/{evse}/{totp}/{version}"
CARD = {"idToken": "psp-77", "type": "DirectPayment"}
SETTLED = {
    "pspRef": "psp-77", "status": "Settled", "settlementAmount": 7.8, "settlementTime": "2026-03-01T12:40:00Z",
    "transactionId": "t-1", "vatNumber": "DE123456789",
}  # fmt: skip


@pytest.fixture
async def program() -> AsyncIterator[str]:
    """A program that knows one VAT number."""

    async def check(request: web.Request) -> web.Response:
        asked = await request.json()
        if asked["vat_number"] != "DE123456789":
            return web.json_response({"valid": False})
        company = {"name": "Acme", "address1": "Road 1", "city": "Bonn", "country": "DE"}
        return web.json_response({"valid": True, "company": company})

    app = web.Application()
    app.router.add_post("/", check)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield f"http://127.0.0.1:{port}/"
    await runner.cleanup()


@pytest.fixture
async def server(tmp_path: Path, database_url: str | None, program: str) -> AsyncIterator[Running]:
    """One that knows where receipts are, whom to ask about VAT numbers, and the stations' secret."""
    more = {"vat_checker_url": program, "qr_code_url": URL, "qr_code_secret": SECRET}
    receipts = "https://r.example/{station}/{transaction}/{reference}"
    async with running(tmp_path, database_url, receipt_url=receipts, **more) as started:
        yield started


@pytest.mark.requirement("C21.FR.03", "C18.FR.09", "C18.FR.10")
async def test_a_settlement_is_kept_and_answered_and_a_vat_number_checked(server: Running) -> None:
    one = RawStation("CS", "ocpp2.1")
    async with server.client() as client, one.connected(server.ocpp_url):
        known = await one.call("VatNumberValidation", {"vatNumber": "DE123456789", "evseId": 2})
        assert known == {
            "vatNumber": "DE123456789", "evseId": 2, "status": "Accepted",
            "company": {"name": "Acme", "address1": "Road 1", "city": "Bonn", "country": "DE"},
        }  # fmt: skip
        assert await one.call("VatNumberValidation", {"vatNumber": "XX"}) == {"vatNumber": "XX", "status": "Rejected"}
        await one.call("TransactionEvent", event("Started", 0, 0, 1000, idToken=CARD, evse={"id": 1}))
        await one.call("TransactionEvent", event("Ended", 1, 30, 9000))
        assert await one.call("NotifySettlement", SETTLED) == {"receiptUrl": "https://r.example/CS/t-1/psp-77"}
        off = {**SETTLED, "status": "Canceled", "settlementAmount": 0}
        del off["transactionId"]
        assert await one.call("NotifySettlement", off) == {}
        first, second = await told(client, 2, "payment.reported")
        assert (first["status"], first["amount"], first["transaction_id"]) == ("Settled", "7.8", "t-1")
        assert (second["status"], second["amount"], second.get("transaction_id")) == ("Canceled", "0", None)
        found = (await client.transaction("CS", "t-1")).settlement
        assert found is not None
        assert (found.status, found.reference, f"{found.amount:f}", found.vat_number) == (
            "Settled", "psp-77", "7.8", "DE123456789"
        )  # fmt: skip
        answers = await told(client, 2, "vat_number.checked")
        assert [(each["valid"], each.get("failure")) for each in answers] == [(True, None), (False, None)]


@pytest.mark.requirement("C24.FR.01", "C24.FR.02", "C25.FR.09", "C25.FR.21", "C25.FR.23", "C25.FR.24")
async def test_a_code_is_read_the_station_told_and_the_paid_transaction_started(server: Running) -> None:
    answers: dict[str, Any] = {
        "NotifyWebPaymentStarted": {},
        "RequestStartTransaction": {"status": "Accepted"},
        "GetVariables": lambda asked: {
            "getVariableResult": [
                {**one, "attributeStatus": "Accepted", "attributeValue": "MaxCost"} for one in asked["getVariableData"]
            ]
        },
    }
    one = RawStation("CS", "ocpp2.1", answers=answers)
    async with server.client() as client, one.connected(server.ocpp_url):
        await one.call(
            "StatusNotification",
            {"evseId": 1, "connectorId": 1, "connectorStatus": "Available", "timestamp": "2026-03-01T12:00:00Z"},
        )
        password = one_time_password(QrRules(URL, SECRET, 60), datetime.now(UTC), 8)
        code = await client.pricing.read_qr_code(QrCodeInput(url=f"https://pay.example/CS/1/{password}/v1?maxcost=20"))
        assert (code.station, code.connected, code.evse_id, str(code.max_cost)) == ("CS", True, 1, "20")
        with pytest.raises(ApiProblem) as refused:
            await client.pricing.read_qr_code(QrCodeInput(url="https://pay.example/CS/1/aaaaaaaa/v1"))
        assert [each.pointer for each in refused.value.problem.errors or ()] == ["/url"]
        assert (await client.pricing.announce_web_payment("CS", WebPaymentInput(evse_id=1))).status == "Accepted"
        assert await one.until_asked("NotifyWebPaymentStarted") == {"evseId": 1, "timeout": 120}
        token = StartToken(value="psp-77", type="DirectPayment")
        await client.start("CS", StartInput(id_token=token, evse_id=1, limits=StartLimits(max_cost=20)))
        asked = await one.until_asked("RequestStartTransaction")
        assert (asked["idToken"], asked["evseId"]) == (CARD, 1)
        begin = event("Started", 0, 0, 1000, idToken=CARD, evse={"id": 1, "connectorId": 1})
        begin["transactionInfo"]["remoteStartId"] = asked["remoteStartId"]
        assert (await one.call("TransactionEvent", begin))["transactionLimit"] == {"maxCost": 20.0}


async def test_a_server_that_asks_nobody_says_no_and_why(tmp_path: Path) -> None:
    one = RawStation("CS", "ocpp2.1")
    async with running(tmp_path) as server, server.client() as client, one.connected(server.ocpp_url):
        assert (await one.call("VatNumberValidation", {"vatNumber": "DE1"}))["status"] == "Rejected"
        (asked,) = await told(client, 1, "vat_number.checked")
        assert asked["failure"] == "this server asks nobody about VAT numbers; set vat_checker_url"
