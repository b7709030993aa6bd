"""From the first frame to the charge detail record, by itself, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pilotwire.client.charge_record import ChargeRecord
from pilotwire.client.client import Client
from pilotwire.client.control import StartToken
from pilotwire.client.reservation import ReservationInput
from pilotwire.client.tariff import (
    PriceComponentInput,
    RestrictionsInput,
    TariffAssignmentInput,
    TariffElementInput,
    TariffInput,
)
from pilotwire.client.token import TokenInput

from .conftest import Running, running
from .raw_station import station
from .test_reservations import in_an_hour

ANNE = {"idToken": "04A2B3", "type": "ISO14443"}
PRICES = TariffInput(
    currency="EUR",
    elements=[
        TariffElementInput(
            price_components=[PriceComponentInput(type="ENERGY", price="0.30", vat_percent=20.0)],
            restrictions=RestrictionsInput(max_kwh=10.0),
        ),
        TariffElementInput(
            price_components=[
                PriceComponentInput(type="ENERGY", price="0.60", vat_percent=20.0),
                PriceComponentInput(type="PARKING_TIME", price="6.00", vat_percent=20.0),
            ]
        ),
    ],
)


def event(kind: str, seq_no: int, minute: int, state: str | None, wh: int, **more: Any) -> dict[str, Any]:
    at = f"2026-03-01T12:{minute:02}:00Z"
    info: dict[str, Any] = {"transactionId": "t-1"} | ({} if state is None else {"chargingState": state})
    return {
        "eventType": kind, "timestamp": at, "triggerReason": "ChargingStateChanged", "seqNo": seq_no,
        "transactionInfo": info, "meterValue": [{"timestamp": at, "sampledValue": [{"value": wh}]}], **more,
    }  # fmt: skip


async def records(client: Client, count: int) -> list[ChargeRecord]:
    """The records once there are so many, the newest number first."""
    for _ in range(200):
        items = (await client.pricing.charge_records()).items
        if len(items) >= count:
            return sorted(items, key=lambda one: -one.number)
        await asyncio.sleep(0.1)
    raise AssertionError(f"there are {len(items)} records, not {count}")


@pytest.fixture
async def server(tmp_path: Path, database_url: str | None) -> AsyncIterator[Running]:
    """One that does not wait for what may come late."""
    async with running(tmp_path, database_url, charge_record_after_s=0) as started:
        yield started


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_what_was_charged_is_written_down_and_corrected(server: Running, version: str) -> None:
    one = station("CS", version)
    async with server.client() as client:
        await client.put_token("04A2B3", TokenInput(type="ISO14443"))
        await client.pricing.put_tariff("staged", PRICES)
        await client.pricing.assign("token:04a2b3", TariffAssignmentInput(tariffs=["staged"]))
        async with one.connected(server.ocpp_url):
            begin = event("Started", 0, 0, "Charging", 1000, idToken=ANNE, evse={"id": 1, "connectorId": 1})
            for frame in (begin, event("Updated", 1, 30, "SuspendedEV", 16_000)):
                await one.call("TransactionEvent", frame)
            meanwhile = (await client.pricing.cost("CS", "t-1")).cost
            assert (meanwhile.final, meanwhile.before_taxes and meanwhile.before_taxes.amount) == (False, "6.00")
            await one.call("TransactionEvent", event("Ended", 3, 40, None, 16_000))
            (first,) = await records(client, 1)
            await one.call("TransactionEvent", event("Updated", 2, 35, "Charging", 16_000))
            second, _ = await records(client, 2)
    assert first.cost is not None
    assert first.cost.before_taxes is not None
    assert first.cost.before_taxes.amount == "7.00"  # 10 kWh at 0.30, 5 at 0.60, 10 minutes at 6.00
    assert (first.energy_wh, first.time_s, first.parking_s) == (Decimal(15_000), 2400, 600)
    assert second.cost is not None
    assert second.cost.after_taxes is not None
    assert second.cost.after_taxes.amount == "7.80"  # only five of the minutes were parking
    assert (second.corrects, second.parking_s) == (first.id, 300)


async def test_a_reservation_that_nobody_came_for_is_billed_where_the_tariff_says_so(server: Running) -> None:
    accepts = {"ReserveNow": {"status": "Accepted"}}
    one = station("CS", "ocpp2.0.1", answers=accepts)
    prices = [PriceComponentInput(type="FLAT", price="4.00", vat_percent=20.0)]
    expiry = TariffElementInput(
        price_components=prices, restrictions=RestrictionsInput(reservation="RESERVATION_EXPIRES")
    )
    async with server.client() as client:
        await client.put_token("04A2B3", TokenInput(type="ISO14443"))
        await client.pricing.put_tariff("kept", TariffInput(currency="EUR", elements=[expiry]))
        await client.pricing.assign("default", TariffAssignmentInput(tariffs=["kept"]))
        async with one.connected(server.ocpp_url):
            token = StartToken(value="04A2B3", type="ISO14443")
            wanted = ReservationInput(id_token=token, expires_at=in_an_hour(), evse_id=1)
            made = await client.reservations.create("CS", wanted)
            told = {"reservationId": made.reservation.id, "reservationUpdateStatus": "Expired"}
            await one.call("ReservationStatusUpdate", told)
            (record,) = await records(client, 1)
    assert record.cost is not None
    assert record.cost.after_taxes is not None
    assert (record.cost.after_taxes.amount, record.reservation_id) == ("4.80", made.reservation.id)
    assert (record.flags, record.time_s < 60) == (["reservation-unused"], True)
