"""Histories, limits and problems as people see them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pilotwire.cli.transaction_care import check_facts, limits_facts, problem_table, series_chart, step_table
from pilotwire.client.codec import Instant
from pilotwire.client.transaction_history import (
    LimitsAnswer,
    Step,
    TransactionCheck,
    TransactionLimit,
    TransactionLimits,
)
from pilotwire.client.transaction_problem import TransactionProblem, TroubledTransaction
from pilotwire.client.transaction_series import Series, SeriesGap, SeriesPoint

OnScreen = Callable[..., list[str]]
START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def at(minute: int) -> Instant:
    return Instant.of(START + timedelta(minutes=minute))


def step(minute: int, kind: str, **more: object) -> Step:
    return Step(at=at(minute), received_at=at(minute), kind=kind, **more)  # type: ignore[arg-type]  # fields of Step


def test_a_history_shows_how_long_each_state_lasted(on_screen: OnScreen) -> None:
    steps = [
        step(0, "state", state="Charging", trigger="ChargingStateChanged"),
        step(20, "disconnected", detail="lost"),
        step(65, "state", state="SuspendedEV"),
    ]
    assert [line.split() for line in on_screen(step_table(steps, UTC))[1:]] == [
        ["2026-03-01", "12:00:00Z", "state", "Charging", "1", "h", "5", "min", "ChargingStateChanged"],
        ["2026-03-01", "12:20:00Z", "disconnected", "lost"],
        ["2026-03-01", "13:05:00Z", "state", "SuspendedEV"],
    ]


def test_limits_stand_in_the_units_of_people(on_screen: OnScreen) -> None:
    wanted = TransactionLimit(max_energy_wh=Decimal(20_000), max_time_s=5400, max_soc_percent=80)
    limits = TransactionLimits(wanted=wanted, sent=TransactionLimit(), reported=TransactionLimit(max_time_s=3600))
    assert on_screen(limits_facts(LimitsAnswer(noticed=[], limits=limits))) == [
        "Wanted     20.000 kWh, 90 min, 80 %",
        "Station's  60 min",
    ]


def test_each_problem_has_a_line(on_screen: OnScreen) -> None:
    problems = [
        TransactionProblem(name="silent", since=at(60), why="nothing was heard of it", certain=False),
        TransactionProblem(name="connector-free", since=at(30), why="its connector is Available", certain=True),
    ]
    one = TroubledTransaction(
        station="CP-1", transaction_id="17", started_at=at(0), last_received_at=at(0), energy_wh=Decimal(0),
        problems=problems, evse_id=1,
    )  # fmt: skip
    lines = on_screen(problem_table([one], UTC))
    assert len(lines) == 3
    assert "silent" in lines[1]
    assert lines[2].endswith("connector-free  2026-03-01 12:30:00Z  its connector is Available")


def test_what_the_station_said(on_screen: OnScreen) -> None:
    told = TransactionCheck(at=at(0), messages_in_queue=True, ongoing=False)
    assert on_screen(check_facts(told)) == ["Runs           no", "Messages wait  yes"]


def test_a_series_is_drawn_with_its_peak_its_time_and_its_energy(on_screen: OnScreen) -> None:
    points = [
        SeriesPoint(at=at(0), energy_wh=Decimal(0), soc_percent=Decimal(20)),
        SeriesPoint(
            at=at(30), energy_wh=Decimal(5500), power_w=Decimal(11_000), power_max_w=Decimal(12_000),
            soc_percent=Decimal(48),
        ),
        SeriesPoint(at=at(60), energy_wh=Decimal(8250), power_w=Decimal(5500), power_max_w=Decimal(6000)),
    ]  # fmt: skip
    gap = SeriesGap(since=at(10), until=at(20))
    found = Series(
        station="CP-1", transaction_id="17", points=points, gaps=[gap], oddities=["register-reset"], readings=3,
        complete=True,
    )  # fmt: skip
    lines = on_screen(series_chart(found, UTC))
    assert lines[0] == "  12.00 kW " + "█" * 37
    assert lines[7] == " " * 11 + "█" * 72
    assert lines[8].split() == ["2026-03-01", "12:00:00Z", "2026-03-01", "13:00:00Z"]
    assert [line.strip() for line in lines[9:]] == [
        "8.250 kWh in 1 h, charge 20 % to 48 %",
        "no readings from 2026-03-01 12:10:00Z to 2026-03-01 12:20:00Z",
        "odd: register-reset",
    ]
