"""Transactions and readings over HTTP."""

from datetime import timedelta
from decimal import Decimal

import aiohttp
import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import TransactionFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.meter import Meter
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services.work import StoredReadings

from .conftest import IN_SHARED_LOOP, NOON, Site

CS1 = StationId("CS-1")
HALF_PAST = NOON + timedelta(minutes=30)


def transaction(number: int, *, by: str = "04a1", ended: bool = False, station: StationId = CS1) -> Transaction:
    at = NOON + timedelta(hours=number)
    return Transaction(
        station, TransactionId(f"t-{number}"), at, at, at, at, EvseId(1), ConnectorId(1), ended=ended,
        ended_at=at if ended else None, id_token=IdToken(by, "ISO14443"),
        meter=Meter(start_wh=Decimal(1000), counted_wh=Decimal("5500.4")), power_w=Decimal(11040),
        seen=((0, 2), (5, 6)),
    )  # fmt: skip


async def test_a_transaction_is_shown_with_its_energy_as_a_number(site: Site, raw: aiohttp.ClientSession) -> None:
    await site.holds(transaction(0))
    async with raw.get("/api/v1/stations/CS-1/transactions/t-0") as answer:
        assert b'"energy_wh":5500.4,' in await answer.read()
        document = await answer.json()
    assert document == {
        "station": "CS-1",
        "id": "t-0",
        "state": "open",
        "started_at": "2026-03-01T12:00:00.000Z",
        "started_received_at": "2026-03-01T12:00:00.000Z",
        "last_at": "2026-03-01T12:00:00.000Z",
        "last_received_at": "2026-03-01T12:00:00.000Z",
        "energy_wh": 5500.4,
        "offline": False,
        "flags": [],
        "missing": [[3, 4]],
        "evse_id": 1,
        "connector_id": 1,
        "id_token": {"value": "04a1", "type": "ISO14443"},
        "meter_start_wh": 1000,
        "power_w": 11040,
    }


async def test_the_client_reads_energy_exactly(site: Site, client: Client) -> None:
    await site.holds(transaction(0))
    assert (await client.transaction("CS-1", "t-0")).energy_wh == Decimal("5500.4")


async def test_an_unknown_transaction_is_not_found(site: Site, client: Client) -> None:
    await site.holds(transaction(0))
    for wrong in (client.transaction("CS-1", "t-9"), client.transaction("CS-9", "t-0"), client.readings("CS-1", "t-9")):
        with pytest.raises(ApiProblem) as refused:
            await wrong
        assert refused.value.status == 404


async def test_transactions_come_newest_first_and_filtered(site: Site, client: Client) -> None:
    await site.holds(
        transaction(1),
        transaction(2, ended=True),
        transaction(3, by="OTHER"),
        transaction(4, station=StationId("CS-2")),
    )

    async def ids(wanted: TransactionFilter) -> list[str]:
        return [one.id for one in (await client.transactions(wanted)).items]

    assert await ids(TransactionFilter()) == ["t-4", "t-3", "t-2", "t-1"]
    assert await ids(TransactionFilter(station="CS-1")) == ["t-3", "t-2", "t-1"]
    assert await ids(TransactionFilter(token="other")) == ["t-3"]
    assert await ids(TransactionFilter(state="ended")) == ["t-2"]
    assert await ids(TransactionFilter(state="open", station="CS-1")) == ["t-3", "t-1"]
    since, until = NOON + timedelta(hours=2), NOON + timedelta(hours=4)
    assert await ids(TransactionFilter(since=since, until=until)) == ["t-3", "t-2"]


async def test_transactions_come_in_pages(site: Site, client: Client) -> None:
    await site.holds(*(transaction(number) for number in range(5)))
    seen: list[str] = []
    page = await client.transactions(limit=2)
    seen += [one.id for one in page.items]
    while page.next_cursor is not None:
        page = await client.transactions(limit=2, cursor=page.next_cursor)
        seen += [one.id for one in page.items]
    assert seen == ["t-4", "t-3", "t-2", "t-1", "t-0"]


async def test_readings_come_oldest_first_as_measured_and_as_sent(site: Site, client: Client) -> None:
    later = Reading(HALF_PAST, (Sample(value=Decimal("1.5"), unit="V", measurand="Voltage", phase="L1"),))
    first = Reading(NOON, (Sample(value=Decimal("125500.4"), sent="125.5004 kWh"),), "Transaction.Begin")
    await site.holds(transaction(0), StoredReadings(CS1, TransactionId("t-0"), EvseId(1), (later, first), HALF_PAST))
    found = (await client.readings("CS-1", "t-0")).items
    assert [(one.at, one.context, one.import_wh) for one in found] == [
        (NOON, "Transaction.Begin", Decimal("125500.4")),
        (HALF_PAST, "Sample.Periodic", None),
    ]
    assert (found[0].samples[0].sent, found[0].samples[0].unit) == ("125.5004 kWh", "Wh")
    assert (found[1].samples[0].phase, found[1].samples[0].value) == ("L1", Decimal("1.5"))


@IN_SHARED_LOOP
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("state=running", "state"),
        ("since=yesterday", "since"),
        ("since=2026-03-01T12:00:00", "since"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=many", "limit"),
        ("station=", "station"),
        ("station=a%00b", "station"),
        ("token=" + "x" * 256, "token"),
    ],
)
async def test_a_wrong_parameter_is_named(shared_raw: aiohttp.ClientSession, query: str, parameter: str) -> None:
    async with shared_raw.get(f"/api/v1/transactions?{query}") as answer:
        assert answer.status == 422
        assert [one["parameter"] for one in (await answer.json())["errors"]] == [parameter]


@IN_SHARED_LOOP
async def test_a_misspelt_parameter_is_answered_with_its_right_name(shared_raw: aiohttp.ClientSession) -> None:
    async with shared_raw.get("/api/v1/transactions?stat=open") as answer:
        assert answer.status == 422
        assert (await answer.json())["remedy"] == "Did you mean 'state'?"


@IN_SHARED_LOOP
async def test_a_parameter_may_stand_there_once(shared_raw: aiohttp.ClientSession) -> None:
    async with shared_raw.get("/api/v1/transactions?limit=1&limit=2") as answer:
        assert answer.status == 422
        assert (await answer.json())["detail"] == "'limit' is there twice."
