"""Tariffs and costs, typed against a server."""

import json
from pathlib import Path
from typing import Any

import pytest

from pilotwire.domain.station import ChargingStation

from ..api.conftest import NOON
from ..api.test_tariffs import CS1, charged
from .conftest import Beside, Run


def test_prices_are_put_assigned_and_tried(pilotwire: Run, beside: Beside, tmp_path: Path) -> None:
    put = pilotwire("tariffs", "put", "day", "--currency", "EUR", "--start", "0.50", "--per-kwh", "0.25", "--vat", "20")
    assert put.code == 0
    assert "0.25" in put.out
    assert "VAT 20 %" in put.out
    file = tmp_path / "night.json"
    file.write_text(
        json.dumps(
            {
                "currency": "EUR",
                "elements": [
                    {
                        "price_components": [{"type": "PARKING_TIME", "price": "6.00", "step_size": 900}],
                        "restrictions": {"min_duration_s": 3600},
                    }
                ],
            }
        )
    )
    assert "min duration s 3600" in pilotwire("tariffs", "put", "night", "--file", str(file)).out
    assert "day, night" in pilotwire("tariffs", "assign", "default", "day", "night").out
    assert "default" in pilotwire("tariffs", "assignments").out
    assert pilotwire("tariffs", "remove", "day", "-y").code == 1

    beside.do(charged(beside.site, None))
    assert pilotwire("transactions", "cost", "CS-1", "t-1").code == 1
    shown = pilotwire("transactions", "cost", "CS-1", "t-1", "--tariff", "day").out
    assert "6.60 EUR (5.50 EUR before taxes)" in shown
    assert "20.000 kWh" in shown
    parked = json.loads(pilotwire("transactions", "cost", "CS-1", "t-1", "--tariff", "night", "--json").out)
    assert parked["cost"]["before_taxes"] == {"amount": "4.50", "currency": "EUR"}

    assert pilotwire("tariffs", "unassign", "default").code == 0
    assert pilotwire("tariffs", "remove", "night", "-y").code == 0
    assert [json.loads(line)["id"] for line in pilotwire("tariffs", "list", "--json").out.splitlines()] == ["day"]


def test_the_tariff_of_the_how_to_can_be_put(pilotwire: Run, tmp_path: Path) -> None:
    page = Path(__file__).parents[3] / "docs" / "how-to" / "price-charging.md"
    file = tmp_path / "city.json"
    file.write_text(page.read_text().partition("```json\n")[2].partition("```")[0])
    put = pilotwire("tariffs", "put", "city", "--file", str(file))
    assert put.code == 0
    assert "60.00 before taxes" in put.out


def test_what_is_missing_is_said(pilotwire: Run, tmp_path: Path) -> None:
    nothing = pilotwire("tariffs", "put", "day", "--per-kwh", "0.25")
    assert nothing.code == 2
    assert "currency" in nothing.err
    file = tmp_path / "broken.json"
    file.write_text('{"currency": "EUR", "elements": []}')
    broken = pilotwire("tariffs", "put", "day", "--file", str(file))
    assert broken.code == 2
    assert "elements" in broken.err


@pytest.mark.parametrize(
    ("restrictions", "field", "remedy"),
    [
        ({"min_kwh": 10, "max_kwh": 5}, "elements/0/restrictions/max_kwh", "Let it be more than min_kwh."),
        ({"start_date": "2026-03-01"}, "end_date", ""),
        (
            {"start_date": "2026-03-02", "end_date": "2026-03-04", "day_of_week": ["SUNDAY"]},
            "elements/0/restrictions/day_of_week", "Choose other days or dates.",
        ),
    ],
)  # fmt: skip
def test_a_tariff_that_contradicts_itself_is_refused_by_its_field(
    pilotwire: Run, tmp_path: Path, restrictions: dict[str, Any], field: str, remedy: str
) -> None:
    file, components = tmp_path / "odd.json", [{"type": "ENERGY", "price": "0.30"}]
    element = {"price_components": components, "restrictions": restrictions}
    file.write_text(json.dumps({"currency": "EUR", "elements": [element]}))
    put = pilotwire("tariffs", "put", "odd", "--file", str(file))
    if not remedy:  # one without an end holds for ever
        assert put.code == 0
        return
    assert put.code == 1
    assert field in put.err
    assert remedy in put.err
    assert pilotwire("tariffs", "show", "odd").code == 1


def test_what_a_station_reckons_by_is_shown_and_one_that_cannot_is_not_asked(pilotwire: Run, beside: Beside) -> None:
    beside.do(beside.site.holds(ChargingStation(CS1, NOON, NOON)))
    shown = pilotwire("tariffs", "station", "CS-1")
    assert shown.code == 0
    assert "it is told what a transaction costs instead" in shown.err
    assert json.loads(pilotwire("tariffs", "station", "CS-1", "--json").out)["takes_tariffs"] is False
    refused = pilotwire("tariffs", "install", "CS-1")
    assert refused.code != 0
    assert "TariffCostCtrlr.Enabled[Tariff]" in refused.err
    assert "it has not told that it can" in pilotwire("tariffs", "clear", "CS-1", "--evse", "1").err
    assert "no transaction 't-1'" in pilotwire("transactions", "tariff", "CS-1", "t-1", "none").err
    beside.do(charged(beside.site, None))
    assert "No tariff was assigned" in pilotwire("transactions", "tell-cost", "CS-1", "t-1").err
