"""What drivers see of prices and costs at the station, in literal frames, on both databases."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from pilotwire.client.client import Client
from pilotwire.client.problem import ApiProblem
from pilotwire.client.tariff import (
    AltTextInput,
    PriceComponentInput,
    RestrictionsInput,
    TariffAssignmentInput,
    TariffElementInput,
    TariffInput,
)
from pilotwire.client.token import TokenInput
from pilotwire.client.transaction_history import LimitsInput

from .conftest import Running, running
from .raw_station import RawStation, station

ANNE = {"idToken": "04A2B3", "type": "ISO14443"}
PRICES = TariffInput(
    currency="EUR",
    elements=[
        TariffElementInput(
            price_components=[
                PriceComponentInput(type="FLAT", price="0.50", vat_percent=20.0),
                PriceComponentInput(type="ENERGY", price="0.30", vat_percent=20.0),
            ],
            restrictions=RestrictionsInput(max_kwh=10.0),
        ),
        TariffElementInput(price_components=[PriceComponentInput(type="ENERGY", price="0.60", vat_percent=20.0)]),
    ],
    alt_texts=[
        AltTextInput(language="en", text="0.36 EUR per kWh, from 10 kWh on 0.72"),
        AltTextInput(language="de", text="0,36 EUR je kWh, ab 10 kWh 0,72"),
    ],
)
FREE = TariffInput(
    currency="EUR", elements=[TariffElementInput(price_components=[PriceComponentInput(type="ENERGY", price="0")])]
)


def event(kind: str, seq_no: int, minute: int, wh: int, **more: Any) -> dict[str, Any]:
    at = f"2026-03-01T12:{minute:02}:00Z"
    return {
        "eventType": kind, "timestamp": at, "triggerReason": "MeterValuePeriodic", "seqNo": seq_no,
        "transactionInfo": {"transactionId": "t-1", "chargingState": "Charging"},
        "meterValue": [{"timestamp": at, "sampledValue": [{"value": wh}]}], **more,
    }  # fmt: skip


@pytest.fixture
async def server(tmp_path: Path, database_url: str | None) -> AsyncIterator[Running]:
    """One that tells costs as soon as they change, and looks at what a station has."""
    async with running(
        tmp_path, database_url, cost_update_s=1, first_report=True, cost_text="{cost} for {energy_kwh} kWh"
    ) as started:
        yield started


async def priced(client: Client) -> None:
    await client.put_token("04A2B3", TokenInput(type="ISO14443", language="de-AT", concurrent=True))
    await client.pricing.put_tariff("staged", PRICES)
    await client.pricing.assign("default", TariffAssignmentInput(tariffs=["staged"]))


async def reported(client: Client, name: str) -> None:
    """Until the station's first report is known."""
    for _ in range(500):
        operations = (await client.operations()).items
        if any(one.kind == "station.report" and one.station == name and one.state == "done" for one in operations):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the station does not report")


@pytest.mark.requirement("I02.FR.01", "I03.FR.02")
async def test_the_driver_sees_the_price_before_the_cost_meanwhile_and_the_total(server: Running) -> None:
    async with server.client() as client:
        await priced(client)
        await asyncio.gather(_charges(server, client, "ocpp2.0.1"), _charges(server, client, "ocpp2.1"))


async def _charges(server: Running, client: Client, version: str) -> None:
    one = station(version, version, answers={"CostUpdated": {}}, values={"TariffCostCtrlr/Available[Cost]": "true"})
    async with one.connected(server.ocpp_url):
        await reported(client, version)
        before = await one.call("Authorize", {"idToken": ANNE})
        assert before["idTokenInfo"]["personalMessage"] == {
            "format": "UTF8", "language": "de", "content": "0,36 EUR je kWh, ab 10 kWh 0,72"
        }  # fmt: skip
        begin = event("Started", 0, 0, 1000, idToken=ANNE, evse={"id": 1, "connectorId": 1})
        assert "totalCost" not in await one.call("TransactionEvent", begin)
        assert await one.until_asked("CostUpdated") == {"totalCost": 0.6, "transactionId": "t-1"}
        await one.call("TransactionEvent", event("Updated", 1, 30, 16_000))
        assert await one.until_asked("CostUpdated", 2) == {"totalCost": 7.8, "transactionId": "t-1"}
        await one.call("TransactionEvent", event("Updated", 2, 31, 16_000))
        end = await one.call("TransactionEvent", event("Ended", 3, 40, 16_500))
        again = await one.call("TransactionEvent", event("Ended", 3, 40, 16_500))
        late = await one.call("TransactionEvent", event("Ended", 3, 40, 16_500, offline=True))
        await asyncio.sleep(1.2)
    assert (end["totalCost"], again["totalCost"]) == (8.16, 8.16)  # 0.50, 10 kWh at 0.30, 5.5 at 0.60, and 20 %
    assert end["updatedPersonalMessage"] == {"format": "UTF8", "content": "8.16 EUR for 15.5 kWh"}
    assert "totalCost" not in late
    assert one.actions.count("CostUpdated") == 2  # nothing had changed since


@pytest.mark.requirement("I03.FR.04", "C20.FR.03", "I01.FR.02")
async def test_what_is_free_costs_nothing_and_what_cannot_be_shown_is_not_told(server: Running) -> None:
    blind = {"TariffCostCtrlr/Available[Tariff]": "false", "DisplayMessageCtrlr/Available": "false"}
    one = station("CS", "ocpp2.1", values=blind)
    card = {"idToken": "psp-1", "type": "DirectPayment"}
    async with server.client() as client:
        await priced(client)
        await client.pricing.put_tariff("free", FREE)
        async with one.connected(server.ocpp_url):
            await reported(client, "CS")
            assert "personalMessage" not in (await one.call("Authorize", {"idToken": ANNE}))["idTokenInfo"]
            paid = {"transactionInfo": {"transactionId": "t-2"}, "evse": {"id": 1, "connectorId": 1}}
            await one.call("TransactionEvent", event("Started", 0, 0, 1000, **paid, idToken=card))
            off = event("Ended", 1, 1, 1000, **paid) | {"triggerReason": "EVConnectTimeout"}
            assert (await one.call("TransactionEvent", off))["totalCost"] == 0
            await client.pricing.assign("token:04A2B3", TariffAssignmentInput(tariffs=["free"]))
            await one.call("TransactionEvent", event("Started", 0, 2, 1000, idToken=ANNE, evse={"id": 1}))
            assert (await one.call("TransactionEvent", event("Ended", 1, 9, 9000)))["totalCost"] == 0
    assert "CostUpdated" not in one.actions


def _told(payload: dict[str, Any]) -> dict[str, Any]:
    assert payload["vendorId"] == "org.openchargealliance.costmsg"
    data: dict[str, Any] = json.loads(payload["data"])
    return {"messageId": payload["messageId"], **data}


async def test_a_station_of_1_6_is_told_by_messages_of_a_vendor_if_its_key_says_that_it_takes_them(
    server: Running,
) -> None:
    able = RawStation(
        "CS", "ocpp1.6", answers={"DataTransfer": {"status": "Accepted"}}, values={"CustomDisplayCostAndPrice": "true"}
    )
    plain = RawStation("CT", "ocpp1.6", values={"CustomDisplayCostAndPrice": "false"})
    deaf = RawStation(
        "CU", "ocpp1.6", answers={"DataTransfer": {"status": "UnknownVendorId"}},
        values={"CustomDisplayCostAndPrice": "true"},
    )  # fmt: skip
    async with server.client() as client:
        await priced(client)
        async with able.connected(server.ocpp_url), plain.connected(server.ocpp_url), deaf.connected(server.ocpp_url):
            await reported(client, "CS")
            await reported(client, "CT")
            await reported(client, "CU")
            await deaf.call("Authorize", {"idTag": "04A2B3"})
            await deaf.until_asked("DataTransfer")
            for one in (able, plain):
                await one.call("Authorize", {"idTag": "04A2B3"})
                start = {
                    "connectorId": 1, "idTag": "04A2B3", "meterStart": 1000, "timestamp": "2026-03-01T12:00:00Z"
                }  # fmt: skip
                number = (await one.call("StartTransaction", start))["transactionId"]
                if one is able:
                    assert _told(await able.until_asked("DataTransfer")) == {
                        "messageId": "SetUserPrice", "idToken": "04A2B3", "priceText": "0,36 EUR je kWh, ab 10 kWh 0,72"
                    }  # fmt: skip
                    assert _told(await able.until_asked("DataTransfer", 2)) == {
                        "messageId": "RunningCost", "transactionId": number, "timestamp": "2026-03-01T12:00:00Z",
                        "meterValue": 1000, "cost": 0.6, "state": "Charging", "chargingPrice": {"flatFee": 0.6},
                    }  # fmt: skip
                stop = {"transactionId": number, "meterStop": 6000, "timestamp": "2026-03-01T12:30:00Z"}
                await one.call("StopTransaction", stop)
            assert _told(await able.until_asked("DataTransfer", 3)) == {
                "messageId": "FinalCost", "transactionId": number - 1, "cost": 2.4,
                "priceText": "2.40 EUR. 0.36 EUR per kWh, from 10 kWh on 0.72",
            }  # fmt: skip
            await deaf.call("Authorize", {"idTag": "04A2B3"})
            await asyncio.sleep(0.2)
    assert "DataTransfer" not in plain.actions
    assert deaf.actions.count("DataTransfer") == 1


async def test_a_limit_of_cost_is_kept_here_where_the_station_cannot_and_a_cost_is_told_when_asked(
    server: Running,
) -> None:
    one = RawStation("CS", "ocpp1.6", answers={"RemoteStopTransaction": {"status": "Accepted"}}, values={"Other": "1"})
    async with server.client() as client, one.connected(server.ocpp_url):
        await priced(client)
        await reported(client, "CS")
        start = {"connectorId": 1, "idTag": "04A2B3", "meterStart": 1000, "timestamp": "2026-03-01T12:00:00Z"}
        number = (await one.call("StartTransaction", start))["transactionId"]
        with pytest.raises(ApiProblem) as refused:
            await client.pricing.tell_cost("CS", str(number))
        assert "CustomDisplayCostAndPrice is not known here" in str(refused.value)
        limited = await client.charging.set_limits("CS", str(number), LimitsInput(max_cost=3))
        assert limited.noticed == ["this server asks the station to stop once max_cost is reached"]
        for minute, wh in ((10, 5000), (20, 8000)):
            value = {"timestamp": f"2026-03-01T12:{minute}:00Z", "sampledValue": [{"value": str(wh)}]}
            await one.call("MeterValues", {"connectorId": 1, "transactionId": number, "meterValue": [value]})
            if wh == 5000:  # 0.60 and 4 kWh at 0.36
                await asyncio.sleep(1.2)
                assert "RemoteStopTransaction" not in one.actions
        assert await one.until_asked("RemoteStopTransaction") == {"transactionId": number}
