"""Charge detail records, typed against a server."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import msgspec

from pilotwire.domain.id_token import IdToken
from pilotwire.domain.meter import Meter

from ..api.test_tariffs import CS1, T1, charged
from .conftest import Beside, Run


async def _changed(beside: Beside, **changes: object) -> None:
    one = await beside.site.store.transaction(CS1, T1)
    assert one is not None
    await beside.site.holds(msgspec.structs.replace(one, **changes))


def test_records_are_made_shown_and_exported(pilotwire: Run, beside: Beside, tmp_path: Path) -> None:
    put = pilotwire("tariffs", "put", "day", "--currency", "EUR", "--per-kwh", "0.25", "--vat", "10", "--json")
    beside.do(charged(beside.site, f"day@{json.loads(put.out)['version']}"))
    beside.do(_changed(beside, id_token=IdToken("=04A1"), account="anne"))
    made = json.loads(pilotwire("cdrs", "make", "CS-1", "t-1", "--json").out)
    assert "5.50 EUR (5.00 EUR before taxes)" in pilotwire("cdrs", "show", made["id"]).out
    beside.do(_changed(beside, meter=Meter(counted_wh=Decimal(24_000))))
    assert pilotwire("cdrs", "make", "CS-1", "t-1").code == 0
    assert made["id"] in pilotwire("cdrs", "list", "--station", "CS-1").out

    file = tmp_path / "march.csv"
    exported = pilotwire("cdrs", "export", str(file))
    assert (exported.code, "Wrote 1 records" in exported.out + exported.err) == (0, True)
    (row,) = csv.DictReader(file.read_text().splitlines())
    assert row["corrects"] == made["id"]
    assert (row["energy_kwh"], row["time_s"], row["parking_s"]) == ("24", "9600", "2400")
    assert (row["currency"], row["before_taxes"], row["taxes"], row["after_taxes"]) == ("EUR", "6.00", "0.60", "6.60")
    assert (row["token"], row["account"], row["started_at"]) == ("'=04A1", "anne", "2026-03-01 12:00:00Z")
    both = pilotwire("cdrs", "export", "--corrected").out
    assert len(both.splitlines()) == 3
    assert pilotwire("cdrs", "export", str(tmp_path / "no" / "such.csv")).code == 2


def test_one_without_a_tariff_says_so(pilotwire: Run, beside: Beside) -> None:
    beside.do(charged(beside.site, None))
    shown = pilotwire("cdrs", "make", "CS-1", "t-1")
    assert shown.code == 0
    assert "No tariff applied." in shown.out
    (_, row) = csv.reader(pilotwire("cdrs", "export").out.splitlines())
    assert row[-6:] == ["", "", "", "", "", ""]
