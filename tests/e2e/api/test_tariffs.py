"""Tariffs, assignments and costs over HTTP."""

from datetime import timedelta
from decimal import Decimal

import aiohttp
import msgspec
import pytest

from pilotwire.client.account import Money
from pilotwire.client.client import Client
from pilotwire.client.codec import Instant
from pilotwire.client.filters import ChargeRecordFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput
from pilotwire.client.tariff import (
    PriceComponentInput,
    PriceLimitInput,
    RestrictionsInput,
    TariffAssignmentInput,
    TariffElementInput,
    TariffInput,
    TaxRateInput,
)
from pilotwire.domain.meter import Meter
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.work import StoredReadings, StoredSteps

from .conftest import NOON, Site

CS1, T1 = StationId("CS-1"), TransactionId("t-1")
PARKED = TariffInput(
    currency="EUR",
    elements=[
        TariffElementInput(
            price_components=[
                PriceComponentInput(type="FLAT", price="0.50", vat_percent=20.0),
                PriceComponentInput(type="ENERGY", price="0.25", vat_percent=10.0),
                PriceComponentInput(type="PARKING_TIME", price="2.00", vat_percent=20.0, step_size=900),
            ]
        )
    ],
)


async def charged(site: Site, tariff: str | None) -> None:
    """20 kWh in two hours, and 40 minutes at the cable after that; the example 10 of OCPI's tariffs."""
    full, end = NOON + timedelta(hours=2), NOON + timedelta(minutes=160)
    readings = tuple(
        Reading(at, (Sample(value=Decimal(wh)),)) for at, wh in ((NOON, 1000), (full, 21_000), (end, 21_000))
    )
    await site.holds(
        Transaction(
            CS1, T1, NOON, NOON, end, end, EvseId(1), ended=True, ended_at=end, tariff=tariff,
            meter=Meter(counted_wh=Decimal(20_000)),
        ),
        StoredReadings(CS1, T1, EvseId(1), readings, end),
        StoredSteps(CS1, T1, (Step(NOON, "state", "Charging"), Step(full, "state", "SuspendedEV")), end),
    )  # fmt: skip


async def test_a_tariff_comes_back_as_it_was_put_changes_and_goes(client: Client) -> None:
    wanted = TariffInput(
        currency="CAD",
        elements=[
            TariffElementInput(
                price_components=[
                    PriceComponentInput(
                        type="TIME", price="2.0050", step_size=60,
                        taxes=[TaxRateInput(name="GST", percent=5.0), TaxRateInput(name="QST", percent=9.975)],
                    )
                ],
                restrictions=RestrictionsInput(
                    start_time="22:00", end_time="06:00", max_kwh=20.5, day_of_week=["MONDAY"]
                ),
            )
        ],
        min_price=PriceLimitInput(before_taxes="1.00"),
        valid_from=Instant.of(NOON),
    )  # fmt: skip
    put = await client.pricing.put_tariff("Nuit 1", wanted)
    assert put == await client.pricing.tariff("Nuit 1")
    (element,) = put.elements
    (component,) = element.price_components
    assert (component.price, component.step_size) == ("2.0050", 60)
    assert [(one.name, one.percent) for one in component.taxes or ()] == [("GST", 5), ("QST", Decimal("9.975"))]
    assert element.restrictions is not None
    assert (element.restrictions.max_kwh, element.restrictions.end_time) == (Decimal("20.5"), "06:00")
    assert put.valid_from == NOON
    assert [one.id for one in (await client.pricing.tariffs("NUIT")).items] == ["Nuit 1"]
    changed = await client.pricing.put_tariff("Nuit 1", PARKED, put.version)
    with pytest.raises(ApiProblem) as refused:
        await client.pricing.delete_tariff("Nuit 1", put.version)
    assert (refused.value.status, refused.value.problem.type) == (412, "/docs/errors#version-conflict")
    await client.pricing.delete_tariff("Nuit 1", changed.version)
    assert (await client.pricing.tariffs()).items == []


async def test_what_is_wrong_is_named_by_its_field(raw: aiohttp.ClientSession) -> None:
    body = {
        "currency": "EUR",
        "elements": [{"price_components": [{"type": "ENERGY", "price": "1"}, {"type": "ENERGY", "price": "2"}]}],
    }
    async with raw.put("/api/v1/tariffs/t", json=body) as answer:
        document = await answer.json()
    assert answer.status == 422
    assert document["errors"] == [
        {"pointer": "/elements/0/price_components/1/type", "message": "ENERGY has a price in this element already."}
    ]
    body["elements"] = [{"price_components": [{"type": "ENERGY", "price": 0.25}]}]
    async with raw.put("/api/v1/tariffs/t", json=body) as answer:
        document = await answer.json()
    assert (answer.status, document["errors"][0]["pointer"]) == (422, "/elements/0/price_components/0/price")


async def test_tariffs_are_assigned_and_kept_from_removal(client: Client) -> None:
    await client.put_station("CS-1", StationInput())
    await client.pricing.put_tariff("day", PARKED)
    put = await client.pricing.assign("evse:CS-1:1", TariffAssignmentInput(tariffs=["day"], note="bay"))
    assert put == await client.pricing.assignment("evse:CS-1:01")
    assert [one.target for one in (await client.pricing.assignments("BAY")).items] == ["evse:CS-1:1"]
    with pytest.raises(ApiProblem) as refused:
        await client.pricing.delete_tariff("day")
    assert refused.value.status == 409
    with pytest.raises(ApiProblem) as refused:
        await client.pricing.assign("default", TariffAssignmentInput(tariffs=["day", "night"]))
    assert [one.pointer for one in refused.value.problem.errors or ()] == ["/tariffs/1"]
    await client.pricing.unassign("evse:CS-1:1", put.version)
    await client.pricing.delete_tariff("day")


async def test_a_transaction_is_priced_by_the_version_that_it_started_with(site: Site, client: Client) -> None:
    first = await client.pricing.put_tariff("parked", PARKED)
    await charged(site, f"parked@{first.version}")
    await client.pricing.put_tariff(
        "parked",
        TariffInput(
            currency="EUR",
            elements=[TariffElementInput(price_components=[PriceComponentInput(type="ENERGY", price="1.00")])],
        ),
    )
    shown = (await client.pricing.cost("CS-1", "t-1")).cost
    assert (shown.final, shown.tariff, shown.tariff_version) == (True, "parked", first.version)
    assert (shown.before_taxes, shown.after_taxes) == (
        Money(amount="7.00", currency="EUR"), Money(amount="7.90", currency="EUR")
    )  # fmt: skip
    assert [(one.dimension, one.volume, one.billed_volume) for one in shown.lines] == [
        ("FLAT", Decimal(1), Decimal(1)), ("ENERGY", Decimal(20_000), Decimal(20_000)),
        ("PARKING_TIME", Decimal(2400), Decimal(2700)),
    ]  # fmt: skip
    assert [(one.name, one.percent, one.amount.amount) for one in shown.taxes] == [
        ("VAT", Decimal(20), "0.40"), ("VAT", Decimal(10), "0.50")
    ]  # fmt: skip
    tried = (await client.pricing.cost("CS-1", "t-1", "parked")).cost
    assert tried.before_taxes == Money(amount="20.00", currency="EUR")
    assert tried.after_taxes is None


async def test_one_without_a_tariff_says_so_and_can_be_tried(site: Site, client: Client) -> None:
    await charged(site, None)
    with pytest.raises(ApiProblem) as refused:
        await client.pricing.cost("CS-1", "t-1")
    assert refused.value.status == 409
    assert "No tariff was assigned" in str(refused.value)
    with pytest.raises(ApiProblem) as refused:
        await client.pricing.cost("CS-1", "t-1", "nowhere")
    assert refused.value.status == 404


async def test_a_charge_detail_record_is_made_once_and_corrected_by_another(site: Site, client: Client) -> None:
    first = await client.pricing.put_tariff("parked", PARKED)
    await charged(site, f"parked@{first.version}")
    made = await client.pricing.make_charge_record("CS-1", "t-1")
    assert made == await client.pricing.make_charge_record("CS-1", "t-1")
    assert made == await client.pricing.charge_record(made.id)
    assert (made.number, made.energy_wh, made.time_s, made.parking_s) == (1, Decimal(20_000), 9600, 2400)
    assert made.cost is not None
    assert made.cost.after_taxes == Money(amount="7.90", currency="EUR")
    one = await site.store.transaction(CS1, T1)
    assert one is not None
    await site.holds(msgspec.structs.replace(one, meter=Meter(counted_wh=Decimal(24_000))))
    second = await client.pricing.make_charge_record("CS-1", "t-1")
    assert (second.number, second.corrects, second.energy_wh) == (2, made.id, Decimal(24_000))
    listed = await client.pricing.charge_records(ChargeRecordFilter(station="CS-1", transaction="t-1"))
    assert {one.id for one in listed.items} == {made.id, second.id}
    assert (await client.pricing.charge_records(ChargeRecordFilter(token="nobody"))).items == []


async def test_a_running_transaction_has_no_record_yet(site: Site, client: Client) -> None:
    await site.holds(Transaction(CS1, T1, NOON, NOON, NOON, NOON))
    with pytest.raises(ApiProblem) as refused:
        await client.pricing.make_charge_record("CS-1", "t-1")
    assert refused.value.status == 409
    assert "has not ended" in str(refused.value)
    with pytest.raises(ApiProblem) as refused:
        await client.pricing.charge_record("nothing")
    assert refused.value.status == 404
