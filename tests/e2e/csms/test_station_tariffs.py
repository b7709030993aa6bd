"""A station of 2.1 that reckons by tariffs: they are installed, told, changed and compared, in literal frames."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pilotwire.client.bulk import BulkInput
from pilotwire.client.client import Client
from pilotwire.client.filters import FindingFilter
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station_tariff import ChangeTariffInput, ClearTariffsInput, StationTariffs
from pilotwire.client.tariff import (
    AltTextInput,
    PriceComponentInput,
    TariffAssignmentInput,
    TariffElementInput,
    TariffInput,
)
from pilotwire.client.token import TokenInput

from .conftest import Running, running
from .raw_station import RawStation
from .test_charge_records import records
from .test_cost_telling import ANNE, event, reported

ABLE = {
    "TariffCostCtrlr/Available[Tariff]": "true",
    "TariffCostCtrlr/Enabled[Tariff]": "true",
    "TariffCostCtrlr/MaxElements[Tariff]": "2",
}


@pytest.fixture
async def server(tmp_path: Path, database_url: str | None) -> AsyncIterator[Running]:
    """One that looks at what a station has, and writes records at once."""
    async with running(tmp_path, database_url, charge_record_after_s=0, first_report=True) as started:
        yield started


def energy(each: str, vat: float | None = 20.0, step: int = 1) -> TariffInput:
    component = PriceComponentInput(type="ENERGY", price=each, vat_percent=vat, step_size=step)
    return TariffInput(currency="EUR", elements=[TariffElementInput(price_components=[component])])


class Reckoning(RawStation):
    """It holds default tariffs, one for each of two EVSEs."""

    def holds(self) -> dict[int, str]:
        """The names by EVSE."""
        self.defaults: dict[int, str] = {}

        def install(asked: dict[str, Any]) -> dict[str, Any]:
            name = asked["tariff"]["tariffId"]
            if name in self.defaults.values():
                return {"status": "DuplicateTariffId"}
            for evse in [asked["evseId"]] if asked["evseId"] else [1, 2]:
                self.defaults[evse] = name
            return {"status": "Accepted"}

        def tell(_: dict[str, Any]) -> dict[str, Any]:
            names = sorted(set(self.defaults.values()))
            rows = [
                {"tariffId": name, "tariffKind": "DefaultTariff",
                 "evseIds": [evse for evse, own in self.defaults.items() if own == name]}
                for name in names
            ]  # fmt: skip
            return {"status": "Accepted", "tariffAssignments": rows} if rows else {"status": "NoTariff"}

        def clear(asked: dict[str, Any]) -> dict[str, Any]:
            gone = [
                evse for evse, name in self.defaults.items()
                if name in asked.get("tariffIds", [name]) and evse == asked.get("evseId", evse)
            ]  # fmt: skip
            names = {self.defaults.pop(evse) for evse in gone}
            rows = [{"tariffId": name, "status": "Accepted"} for name in sorted(names)]
            return {"clearTariffsResult": rows or [{"status": "NoTariff"}]}

        self.answers |= {"SetDefaultTariff": install, "GetTariffs": tell, "ClearTariffs": clear}
        self.answers["ChangeTransactionTariff"] = {"status": "Accepted"}
        return self.defaults


async def reckoning(server: Running, client: Client, one: Reckoning) -> dict[int, str]:
    """It has booted, told of two EVSEs, and reported what it can."""
    held = one.holds()
    for evse in (1, 2):
        status = {"evseId": evse, "connectorId": 1, "connectorStatus": "Available", "timestamp": "2026-03-01T12:00:00Z"}
        await one.call("StatusNotification", status)
    await reported(client, one.name)
    return held


async def ended_operation(client: Client, name: str) -> Operation:
    """The operation once it has ended."""
    for _ in range(500):
        found = await client.operation(name)
        if found.ended_at is not None:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("it does not end")


async def in_step(client: Client) -> StationTariffs:
    """What the station reckons by, once each EVSE has what is wanted there."""
    for _ in range(500):
        shown = await client.pricing.station_tariffs("CS")
        if shown.evses and all(each.in_step for each in shown.evses):
            return shown
        await asyncio.sleep(0.02)
    raise AssertionError(f"it is out of step: {shown.evses}")


@pytest.mark.requirement("I07.FR.18")
async def test_default_tariffs_are_kept_in_step_with_what_is_assigned(server: Running) -> None:
    one = Reckoning("CS", "ocpp2.1", values=ABLE)
    async with server.client() as client, one.connected(server.ocpp_url):
        held = await reckoning(server, client, one)
        day = await client.pricing.put_tariff("day", energy("0.30"))
        await client.pricing.assign("default", TariffAssignmentInput(tariffs=["day"]))
        assert await one.until_asked("SetDefaultTariff") == {
            "evseId": 0,
            "tariff": {
                "tariffId": f"day@{day.version}", "currency": "EUR",
                "energy": {"prices": [{"priceKwh": 0.3}], "taxRates": [{"type": "VAT", "tax": 20.0}]},
            },
        }  # fmt: skip
        fast = await client.pricing.put_tariff("fast", energy("0.60"))
        await client.pricing.assign("evse:CS:2", TariffAssignmentInput(tariffs=["fast"]))
        assert (await one.until_asked("SetDefaultTariff", 2))["evseId"] == 2
        shown = await in_step(client)
        assert held == {1: f"day@{day.version}", 2: f"fast@{fast.version}#2"}
        assert [(each.evse_id, each.wanted, each.held, each.in_step) for each in shown.evses] == [
            (1, f"day@{day.version}", f"day@{day.version}", True),
            (2, f"fast@{fast.version}", f"fast@{fast.version}", True),
        ]
        begun = await client.long_work.start_bulk(BulkInput(kind="station.tariffs", stations=["CS"]))
        ended = await ended_operation(client, begun.id)
        assert (ended.state, msgspec.json.decode(bytes(ended.result or b"null"))["done"]) == ("done", 1)
        await client.pricing.put_tariff("blocks", energy("0.60", step=1000))
        await client.pricing.assign("evse:CS:2", TariffAssignmentInput(tariffs=["blocks"]))
        (second,) = [each for each in (await client.pricing.station_tariffs("CS")).evses if each.evse_id == 2]
        assert [each.pointer for each in second.obstacles] == ["/elements/0/price_components/0/step_size"]
        gone = await client.pricing.clear_tariffs("CS", ClearTariffsInput(evse_id=2))
        assert [each.name for each in gone.results] == [f"fast@{fast.version}#2"]
        assert held == {1: f"day@{day.version}"}


@pytest.mark.requirement("I08.FR.01", "I08.FR.09")
async def test_a_driver_gets_a_tariff_of_their_own_and_what_the_station_reckons_is_compared(server: Running) -> None:
    one = Reckoning("CS", "ocpp2.1", values=ABLE)
    where = {"evse": {"id": 1, "connectorId": 1}}
    async with server.client() as client, one.connected(server.ocpp_url):
        await reckoning(server, client, one)
        await client.put_token("04A2B3", TokenInput(type="ISO14443"))
        own = await client.pricing.put_tariff("own", energy("0.20"))
        busy = await client.pricing.put_tariff("busy", energy("0.40"))
        await client.pricing.assign("token:04A2B3", TariffAssignmentInput(tariffs=["own"]))
        answer = await one.call("Authorize", {"idToken": ANNE})
        assert answer["tariff"] == {
            "tariffId": f"own@{own.version}", "currency": "EUR",
            "energy": {"prices": [{"priceKwh": 0.2}], "taxRates": [{"type": "VAT", "tax": 20.0}]},
        }  # fmt: skip
        begin = event("Started", 0, 0, 1000, idToken=ANNE, **where)
        begin["transactionInfo"]["tariffId"] = f"own@{own.version}"
        assert "totalCost" not in await one.call("TransactionEvent", begin)
        await one.call("TransactionEvent", event("Updated", 1, 5, 11_000))
        changed = await client.pricing.change_tariff("CS", "t-1", ChangeTariffInput(tariff="busy"))
        assert changed.status == "Accepted"
        assert (await one.until_asked("ChangeTransactionTariff"))["tariff"]["tariffId"] == f"busy@{busy.version}"
        crowns = energy("4")
        await client.pricing.put_tariff("crowns", TariffInput(currency="SEK", elements=crowns.elements))
        with pytest.raises(ApiProblem) as refused:
            await client.pricing.change_tariff("CS", "t-1", ChangeTariffInput(tariff="crowns"))
        assert [each.pointer for each in refused.value.problem.errors or ()] == ["/tariff"]
        price = {"exclTax": 9.0, "inclTax": 10.8}
        details = {
            "totalCost": {"currency": "EUR", "typeOfCost": "NormalCost", "energy": price, "total": price},
            "totalUsage": {"energy": 10_000, "chargingTime": 540, "idleTime": 0},
            "chargingPeriods": [{"tariffId": f"busy@{busy.version}", "startPeriod": "2026-03-01T12:05:00Z"}],
        }
        await one.call("TransactionEvent", event("Ended", 2, 9, 11_000, costDetails=details))
        (record,) = await records(client, 1)
        assert record.cost is not None
        assert record.cost.before_taxes is not None
        assert record.station_cost is not None
        assert record.station_cost.before_taxes is not None
        # 10 kWh at 0.20: the change came long after, by the clock of this server
        assert (record.cost.before_taxes.amount, record.station_cost.before_taxes.amount) == ("2.00", "9")
        assert record.flags == ["station-cost-differs"]
        (finding,) = (await client.findings(FindingFilter(name="station-cost-differs"))).items
        assert finding.detail == "transaction t-1: the station reckoned 9 EUR before taxes, it comes to 2.00"
    assert "CostUpdated" not in one.actions


@pytest.mark.requirement("I06.FR.01", "I06.FR.02")
async def test_another_station_tells_the_words_of_a_new_tariff_with_its_next_message(server: Running) -> None:
    one = RawStation("CS", "ocpp2.0.1")
    words = [AltTextInput(language="en", text="0.40 EUR/kWh now")]
    busy = TariffInput(currency="EUR", elements=energy("0.40").elements, alt_texts=words)
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.put_token("04A2B3", TokenInput(type="ISO14443"))
        await client.pricing.put_tariff("own", energy("0.20"))
        await client.pricing.put_tariff("busy", busy)
        await client.pricing.assign("default", TariffAssignmentInput(tariffs=["own"]))
        await one.call("TransactionEvent", event("Started", 0, 0, 1000, idToken=ANNE, evse={"id": 1}))
        assert "updatedPersonalMessage" not in await one.call("TransactionEvent", event("Updated", 1, 5, 11_000))
        await client.pricing.change_tariff("CS", "t-1", ChangeTariffInput(tariff="busy"))
        told = await one.call("TransactionEvent", event("Updated", 2, 6, 12_000))
        assert told["updatedPersonalMessage"] == {"format": "UTF8", "content": "0.40 EUR/kWh now"}
