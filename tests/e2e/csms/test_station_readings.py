"""Readings outside transactions, and what is odd within one, from stations of literal frames in each version."""

from decimal import Decimal
from typing import Any, Final

import pytest

from pilotwire.client.filters import StationReadingFilter

from .conftest import Running
from .raw_station import EACH, RawStation, station

IN_EACH: Final = pytest.mark.parametrize("version", EACH)


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


async def tells(one: RawStation, evse: int, minute: int, wh: int, context: str) -> None:
    """A reading outside transactions."""
    is_16 = one.version == "ocpp1.6"
    value = {"value": str(wh) if is_16 else wh, "context": context}
    reading = {"timestamp": f"2026-03-01T12:{minute:02}:00Z", "sampledValue": [value]}
    where = {"connectorId": evse} if is_16 else {"evseId": evse}
    assert await one.call("MeterValues", {**where, "meterValue": [reading]}) == {}


@pytest.mark.requirement("J01.FR.18", "1.6 4.7 answer")
@IN_EACH
async def test_the_main_meter_is_listed_apart_and_clock_aligned_values_are_told_apart(
    server: Running, version: str
) -> None:
    async with server.client() as client, station("CS", version).connected(server.ocpp_url) as one:
        await tells(one, 0, 0, 100, "Sample.Clock")
        await tells(one, 0, 7, 170, "Sample.Periodic")
        await tells(one, 1, 15, 40, "Sample.Clock")
        await tells(one, 0, 15, 250, "Sample.Clock")

        async def found(**wanted: Any) -> list[tuple[int, int | Decimal | None, str]]:
            page = await client.metering.station_readings("CS", StationReadingFilter(**wanted))
            return [(one.evse_id, one.import_wh, one.kind) for one in page.items]

        whole = [(0, 100, "clock-aligned"), (0, 170, "sampled"), (0, 250, "clock-aligned"), (1, 40, "clock-aligned")]
        assert sorted(await found()) == whole
        assert await found(evse_id=0, kind="clock-aligned") == [(0, 100, "clock-aligned"), (0, 250, "clock-aligned")]
        assert await found(evse_id=1) == [(1, 40, "clock-aligned")]
        first = (await client.metering.station_readings("CS", limit=2)).items
        assert await found(since=first[1].at, evse_id=0) == [(0, 170, "sampled"), (0, 250, "clock-aligned")]
        assert await found(until=first[1].at) == [(0, 100, "clock-aligned")]


@IN_EACH
async def test_a_transaction_shows_what_is_odd_about_its_readings(server: Running, version: str) -> None:
    async with server.client() as client, station("CS", version).connected(server.ocpp_url) as one:
        transaction = await jumps(one)
        shown = await client.transaction("CS", transaction)
        odd = [(one.kind, str(one.from_wh), str(one.to_wh), one.power_w) for one in shown.meter_oddities or ()]
        assert odd == [("jump", "1000", "91000", Decimal(5_400_000)), ("regression", "91000", "1200", None)]


async def jumps(one: RawStation) -> str:
    """A transaction whose register jumps by 90 kWh in a minute, and then goes back; its id."""
    registers = [(1, 91000), (2, 1200)]
    if one.version == "ocpp1.6":
        start = {"connectorId": 1, "idTag": "X", "meterStart": 1000, "timestamp": "2026-03-01T12:00:00Z"}
        number = (await one.call("StartTransaction", start))["transactionId"]
        for minute, wh in registers:
            reading = {"timestamp": f"2026-03-01T12:{minute:02}:00Z", "sampledValue": [{"value": str(wh)}]}
            await one.call("MeterValues", {"connectorId": 1, "transactionId": number, "meterValue": [reading]})
        return str(number)
    for seq_no, (minute, wh) in enumerate([(0, 1000), *registers]):
        at = f"2026-03-01T12:{minute:02}:00Z"
        context = "Transaction.Begin" if seq_no == 0 else "Sample.Periodic"
        payload = {
            "eventType": "Updated" if seq_no else "Started", "timestamp": at, "seqNo": seq_no,
            "triggerReason": "MeterValuePeriodic" if seq_no else "CablePluggedIn",
            "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1, "connectorId": 1},
            "meterValue": [{"timestamp": at, "sampledValue": [{"value": wh, "context": context}]}],
        }  # fmt: skip
        await one.call("TransactionEvent", payload)
    return "t-1"
