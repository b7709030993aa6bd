"""History, limits, problems, asking and closing over HTTP."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import aiohttp
import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import ProblemFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.client.transaction_history import LimitsInput
from pilotwire.client.transaction_problem import CloseInput
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services import station_link
from pilotwire.services.work import StoredReadings, StoredSteps

from .conftest import NOON, Site

CS1, T1 = StationId("CS-1"), TransactionId("t-1")


def running(name: str = "t-1", station: StationId = CS1, **more: Any) -> Transaction:
    plain = Transaction(station, TransactionId(name), NOON, NOON, NOON, NOON, EvseId(1), ConnectorId(1))
    return msgspec.structs.replace(plain, **more)


@pytest.fixture(autouse=True)
async def _known(site: Site) -> None:
    await site.holds(ChargingStation(CS1, NOON, NOON), running())


async def test_a_history_has_the_documented_form(site: Site, raw: aiohttp.ClientSession) -> None:
    later = NOON + timedelta(minutes=5)
    steps = Step(NOON, "state", "Charging", "ChargingStateChanged"), Step(later, "stop-token", id_token=IdToken("B"))
    await site.holds(StoredSteps(CS1, T1, steps, later))
    async with raw.get("/api/v1/stations/CS-1/transactions/t-1/history") as answer:
        assert (await answer.json())["items"] == [
            {
                "at": "2026-03-01T12:00:00.000Z", "received_at": "2026-03-01T12:05:00.000Z", "kind": "state",
                "state": "Charging", "trigger": "ChargingStateChanged",
            },
            {
                "at": "2026-03-01T12:05:00.000Z", "received_at": "2026-03-01T12:05:00.000Z", "kind": "stop-token",
                "id_token": {"value": "B"},
            },
        ]  # fmt: skip


async def test_what_began_a_transaction_is_told_in_the_light_of_the_stations_settings(
    site: Site, client: Client
) -> None:
    await site.holds(running(start_point="PowerPathClosed", start_trigger="Authorized"))
    assert (await client.transaction("CS-1", "t-1")).start_point == "PowerPathClosed"
    address = Address(Component("TxCtrlr"), "TxStartPoint")
    await site.holds(Variable(CS1, address, NOON, (Attribute("Actual", "EVConnected,Authorized"),)))
    assert (await client.transaction("CS-1", "t-1")).start_point == "Authorized"


async def test_limits_are_set_and_shown_with_who_keeps_them(site: Site, client: Client) -> None:
    answer = await client.charging.set_limits("CS-1", "t-1", LimitsInput(max_energy_wh=10_000.5, max_time_s=3600))
    assert answer.noticed == [
        "the station cannot be asked which limits it keeps; until it can, this server looks after them"
    ]
    shown = (await client.transaction("CS-1", "t-1")).limits
    assert shown is not None
    assert (shown.wanted.max_energy_wh, shown.wanted.max_time_s, shown.set_by) == (Decimal("10000.5"), 3600, "admin")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"max_energy_wh": -1}, "/max_energy_wh"),
        ({"max_soc_percent": 101}, "/max_soc_percent"),
        ({"message": ""}, "/message"),
    ],
)
async def test_a_limit_that_makes_no_sense_names_its_field(
    raw: aiohttp.ClientSession, body: dict[str, Any], pointer: str
) -> None:
    async with raw.post("/api/v1/stations/CS-1/transactions/t-1/limits", json=body) as answer:
        assert answer.status == 422
        assert [error["pointer"] for error in (await answer.json())["errors"]] == [pointer]


async def test_problems_are_listed_by_station_and_id_page_by_page(site: Site, client: Client) -> None:
    away = StationId("CS-2")
    free = Connector(away, EvseId(1), ConnectorId(1), "Available", NOON + timedelta(1), NOON + timedelta(1))
    await site.holds(ChargingStation(away, NOON, NOON), free, running("b", away), running("a", away))
    site.clock.pass_by(49 * 3600)
    first = await client.charging.problems(limit=2)
    assert [(one.station, one.transaction_id) for one in first.items] == [("CS-1", "t-1"), ("CS-2", "a")]
    rest = await client.charging.problems(limit=2, cursor=first.next_cursor)
    assert [(one.station, one.transaction_id, one.problems[0].name) for one in rest.items] == [
        ("CS-2", "b", "too-long")
    ]
    assert rest.next_cursor is None
    certain = (await client.charging.problems(ProblemFilter(problem="connector-free"))).items
    assert [one.transaction_id for one in certain] == ["a", "b"]
    assert [each.certain for each in certain[0].problems] == [False, True]
    assert [one.station for one in (await client.charging.problems(ProblemFilter(station="CS-1"))).items] == ["CS-1"]


async def test_asking_brings_the_stations_word_and_keeps_it(site: Site, client: Client) -> None:
    async def answer(action: str, sent: bytes) -> station_link.CallResult:
        assert (action, sent) == ("GetTransactionStatus", b'{"transactionId":"t-1"}')
        return station_link.CallResult("m", msgspec.Raw(b'{"messagesInQueue":true,"ongoingIndicator":false}'), 1.0)

    site.link.connect("CS-1", answer)
    told = await client.charging.check("CS-1", "t-1")
    assert (told.messages_in_queue, told.ongoing) == (True, False)
    assert (await client.transaction("CS-1", "t-1")).checked == told


async def test_asking_where_it_cannot_be_asked_says_why(site: Site, client: Client) -> None:
    with pytest.raises(ApiProblem) as away:
        await client.charging.check("CS-1", "t-1")
    assert (away.value.status, away.value.problem.type) == (409, "/docs/errors#not-connected")

    async def never(action: str, sent: bytes) -> station_link.CallResult:
        raise AssertionError(action)

    site.link.connect("CS-1", never, "ocpp1.6")
    with pytest.raises(ApiProblem) as cannot:
        await client.charging.check("CS-1", "t-1")
    assert (cannot.value.status, cannot.value.problem.type) == (409, "/docs/errors#cannot-ask")


async def test_a_transaction_is_closed_once_and_with_a_reason(client: Client) -> None:
    closed = await client.charging.close("CS-1", "t-1", CloseInput(reason="no car"))
    assert (closed.state, closed.flags) == ("ended", ["end-missing", "closed-by-operator"])
    assert [step.detail for step in (await client.charging.history("CS-1", "t-1")).items] == ["no car"]
    with pytest.raises(ApiProblem) as again:
        await client.charging.close("CS-1", "t-1", CloseInput(reason="no car"))
    assert again.value.status == 409


async def test_a_series_is_made_of_all_readings_and_joined_to_the_points_wanted(site: Site, client: Client) -> None:
    readings = tuple(
        Reading(
            NOON + timedelta(minutes=minute),
            (
                Sample(value=Decimal(minute * 100)),
                Sample("Power.Active.Import", Decimal(22_000 if minute == 300 else 6_000), "W"),
                Sample("Current.Import", Decimal(16), "A", "L2"),
            ),
        )
        for minute in range(1201)
    )
    await site.holds(StoredReadings(CS1, T1, EvseId(1), readings, NOON))
    whole = await client.charging.series("CS-1", "t-1", points=5000)
    assert (len(whole.points), whole.readings, whole.complete) == (1201, 1201, True)
    assert (whole.points[-1].energy_wh, whole.points[-1].current_l2_a) == (Decimal(120_000), Decimal(16))
    few = await client.charging.series("CS-1", "t-1", points=11)
    assert len(few.points) == 11
    assert few.points[-1].energy_wh == 120_000
    assert max(point.power_max_w or 0 for point in few.points) == 22_000
    assert [point.power_from for point in few.points] == ["meter"] * 11
    with pytest.raises(ApiProblem) as refused:
        await client.charging.series("CS-1", "t-1", points=1)
    assert refused.value.status == 422
