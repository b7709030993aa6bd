"""Transactions as people see them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec

from pilotwire.cli.transactions import reading_table, transaction_facts, transaction_table
from pilotwire.client.codec import Instant
from pilotwire.client.token import IdToken
from pilotwire.client.transaction import Reading, Sample, SignedValue, Transaction

OnScreen = Callable[..., list[str]]
START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def at(minute: int) -> Instant:
    return Instant.of(START + timedelta(minutes=minute))


OPEN = Transaction(
    station="CP-1",
    id="17",
    state="open",
    started_at=at(0),
    started_received_at=at(0),
    last_at=at(5),
    last_received_at=at(5),
    energy_wh=Decimal(920),
    offline=False,
    flags=[],
    missing=[],
    evse_id=1,
    charging_state="Charging",
    id_token=IdToken(value="04A2"),
    power_w=Decimal(11_040),
    meter_start_wh=Decimal(1000),
)
ENDED = msgspec.structs.replace(
    OPEN,
    id="16",
    state="ended",
    started_received_at=at(180),
    last_at=at(65),
    ended_at=at(65),
    ended_received_at=at(181),
    energy_wh=Decimal(11_500),
    meter_stop_wh=Decimal(12_500),
    stopped_reason="EVDisconnected",
    offline=True,
    flags=["start-missing"],
    missing=[(3, 3), (5, 7)],
    power_w=None,
)


def test_transactions_are_one_a_line_in_kwh(on_screen: OnScreen) -> None:
    lines = on_screen(transaction_table([OPEN, ENDED], UTC))
    assert [line.split() for line in lines[1:]] == [
        ["CP-1", "17", "1", "Charging", "2026-03-01", "12:00:00Z", "5", "min", "0.920", "kWh", "11.04", "kW", "04A2"],
        ["CP-1", "16", "1", "ended", "2026-03-01", "12:00:00Z", "1", "h", "5", "min", "11.500", "kWh", "04A2",
         "EVDisconnected", "start-missing"],
    ]  # fmt: skip


def test_what_came_late_shows_both_clocks(on_screen: OnScreen) -> None:
    lines = on_screen(transaction_facts(ENDED, UTC))
    assert "Started        2026-03-01 12:00:00Z by the station's clock, received 2026-03-01 15:00:00Z" in lines
    assert "Meter          1.000 kWh to 12.500 kWh" in lines
    assert "Missing        3, 5 to 7" in lines
    assert "Offline        parts of it happened while the station was offline" in lines
    assert not [line for line in lines if line.startswith("Power now")]


def test_what_came_at_once_shows_one_clock(on_screen: OnScreen) -> None:
    lines = on_screen(transaction_facts(OPEN, UTC))
    assert "Started        2026-03-01 12:00:00Z" in lines
    assert "Power now      11.04 kW" in lines


def test_readings_are_one_instant_a_line_with_what_else_they_tell(on_screen: OnScreen) -> None:
    def sample(measurand: str, value: str | None, unit: str, phase: str | None = None, **more: object) -> Sample:
        text = {"measurand": measurand, "unit": unit, "location": "Outlet", "phase": phase, "value": value, **more}
        return msgspec.convert(text, Sample, strict=False)

    reading = Reading(
        evse_id=1,
        at=at(5),
        received_at=at(5),
        context="Sample.Periodic",
        kind="sampled",
        import_wh=Decimal(1920),
        samples=[
            sample("Energy.Active.Import.Register", "1920", "Wh"),
            sample("Power.Active.Import", "11040", "W"),
            sample("SoC", "55", "Percent"),
            sample("Current.Import", "16.0", "A", "L1"),
            sample("Voltage", "400", "V", None, location="Inlet"),
            Sample(
                measurand="Energy.Active.Export.Register", unit="Wh", location="Outlet", signed=SignedValue(data="x")
            ),
        ],
    )
    assert [line.split("  ") for line in on_screen(reading_table([reading], UTC), 200)[1:]] == [
        ["2026-03-01 12:05:00Z", "Sample.Periodic", "1.920 kWh", "11.04 kW", "55 %", "Current.Import L1 16.0 A",
         "Voltage (Inlet) 400 V", "Energy.Active.Export.Register signed"],
    ]  # fmt: skip
