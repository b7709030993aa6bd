"""Prepaid accounts that pay for charging (C17), in literal frames of every version and on both databases."""

import pytest

from pilotwire.client.account import AccountInput, MoneyInput
from pilotwire.client.token import TokenInput

from .authorization_frames import IN_ALL, authorized, event, started, token_of
from .conftest import Running
from .frame_stations import FrameStation, station, told


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


@pytest.mark.requirement("C17.FR.01", "C17.FR.02")
@IN_ALL
async def test_a_prepaid_token_charges_until_its_account_is_used_up(server: Running, version: str) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        await client.accounts.put("anne", AccountInput(energy_wh=5000.0))
        await client.put_token("04A2B3", TokenInput(account="anne", personal_message="{energy_kwh} kWh left"))
        info = await authorized(cs1, version)
        expiry = info.get("expiryDate") or info["cacheExpiryDateTime"]
        assert (info["status"], expiry[:2]) == ("Accepted", "20")
        if version == "ocpp1.6":
            number = (await started(cs1, version))["transactionId"]
            value = '{"timestamp":"2026-03-01T12:05:00Z","sampledValue":[{"value":"6500"}]}'
            await cs1.call("MeterValues", f'{{"connectorId":1,"transactionId":{number},"meterValue":[{value}]}}')
        else:
            assert info["personalMessage"]["content"] == "5.0 kWh left"
            await started(cs1, version)
            assert await event(cs1, "Updated", 5, wh=4000, trigger="MeterValuePeriodic") == {}
            answer = await event(cs1, "Updated", 6, wh=6500, trigger="MeterValuePeriodic")
            assert answer["idTokenInfo"]["status"] == "NoCredit"
        assert (await client.accounts.get("anne")).energy_wh == -500
        assert (await told(client, 1, "account.used_up"))[0]["account"] == "anne"
        info = await authorized(cs1, version)
        assert info["status"] == ("Invalid" if version == "ocpp1.6" else "NoCredit")
        assert info.get("expiryDate") or info["cacheExpiryDateTime"]


@pytest.mark.requirement("C17.FR.03")
async def test_money_left_is_told_to_a_2_1_station_that_keeps_limits_once(server: Running) -> None:
    async with server.client() as client, station(server, "CS1", "ocpp2.1") as cs1:
        await supports_limits(cs1)
        await client.accounts.put("anne", AccountInput(balance=MoneyInput(amount="12.50", currency="EUR")))
        await client.put_token("04A2B3", TokenInput(account="anne"))
        answer = await started(cs1, "ocpp2.1")
        assert answer["transactionLimit"] == {"maxCost": 12.5}
        assert "transactionLimit" not in await event(cs1, "Updated", 1, more=token_of("04A2B3"))


async def supports_limits(asking: FrameStation) -> None:
    entry = (
        '{"component":{"name":"TxCtrlr"},"variable":{"name":"SupportedLimits"},'
        '"variableAttribute":[{"value":"maxCost,maxEnergy,maxTime"}]}'
    )
    await asking.call(
        "NotifyReport", f'{{"requestId":1,"generatedAt":"2026-03-01T12:00:00Z","seqNo":0,"reportData":[{entry}]}}'
    )


@pytest.mark.parametrize("database_url", [None])
@pytest.mark.parametrize(
    ("version", "action"), [("ocpp1.6", "RemoteStopTransaction"), ("ocpp2.0.1", "RequestStopTransaction")]
)
async def test_a_station_that_keeps_no_limits_is_asked_to_stop_when_an_account_is_used_up(
    server: Running, version: str, action: str
) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        await client.accounts.put("anne", AccountInput(energy_wh=5000.0))
        await client.put_token("04A2B3", TokenInput(account="anne"))
        begun = await started(cs1, version)
        if version == "ocpp1.6":
            number = begun["transactionId"]
            value = '{"timestamp":"2026-03-01T12:05:00Z","sampledValue":[{"value":"6500"}]}'
            await cs1.call("MeterValues", f'{{"connectorId":1,"transactionId":{number},"meterValue":[{value}]}}')
        else:
            number = "t1"
            await event(cs1, "Updated", 5, wh=6500, trigger="MeterValuePeriodic")
        assert await cs1.asked(action, '{"status":"Accepted"}') == {"transactionId": number}
