"""The report as JSON and as tables."""

import io
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from pilotwire.apps.lab.bench.decoding import Decoded
from pilotwire.apps.lab.bench.goal import Measured, judge
from pilotwire.apps.lab.bench.job import Crossed, Driven, Rested, Stormed
from pilotwire.apps.lab.bench.plan import Plan
from pilotwire.apps.lab.bench.report import Report, as_json, as_text, write_json
from pilotwire.apps.lab.bench.result import Pair, RestPair, Results, StormPair
from pilotwire.apps.lab.bench.summary import summarize
from pilotwire.apps.lab.bench.surroundings import Surroundings
from pilotwire.kernel.errors import PilotwireError

PLACE = Surroundings(
    processor="Fast CPU", cores=2, load_average=0.1, system="Linux 6", python="3.11.7", packages={"aiohttp": "3.14.0"},
    database="postgresql", filesystem="ext4",
)  # fmt: skip


def driven(cpu_s: float, errors: int = 0) -> Driven:
    return Driven(
        messages=10_000, wall_s=2.0, cpu_s=cpu_s, load_cpu_s=0.1, call_bytes=966.4, answer_bytes={"ocpp1.6": 54},
        p50_ms=8.13, p99_ms=15.88, errors=errors, first_error="lost",
    )  # fmt: skip


def report(errors: int = 0) -> Report:
    results = Results(
        pairs=[
            Pair(scenario="durable", connections=50, round=1, ours=driven(0.8), echo=driven(0.2)),
            Pair(scenario="durable", connections=2000, round=1, ours=driven(1.0, errors), echo=driven(0.3)),
        ],
        rests=[
            RestPair(
                round=1,
                ours=Rested(
                    empty_bytes=80_000_000, few=200, few_bytes=90_000_000, connections=2000, full_bytes=140_000_000
                ),
                echo=Rested(
                    empty_bytes=30_000_000, few=200, few_bytes=34_000_000, connections=2000, full_bytes=60_000_000
                ),
            )
        ],
        crossed=Crossed(latencies_ms=[0.5, 1.5, 0.75]),
        decoded=[Decoded(samples=1, frame_bytes=488, ours_us=2.5), Decoded(
            samples=6, frame_bytes=1127, ours_us=5.5, package_us=1100.0, package_version="2.1.0"
        )],
    )  # fmt: skip
    summary = summarize(results)
    plan = Plan(rounds=1, database_url="postgresql://u:secret@h/d", json_file=Path("b.json"))
    goals = judge(Measured(summary, results.decoded))
    return Report(surroundings=PLACE, plan=plan, summary=summary, goals=goals, results=results)


def text_of(what: Report) -> list[str]:
    console = Console(width=200, no_color=True, highlight=False, file=io.StringIO())
    return [" ".join(line.split()) for line in as_text(what, console).splitlines()]


def test_the_tables_hold_every_figure() -> None:
    lines = text_of(report())
    assert "durable 50 80.0 20.0 0.25 12,500 40 % 10 % 8.1 15.9" in lines
    assert "durable 2,000 100.0 30.0 0.30 10,000 50 % 15 % 8.1 15.9" in lines
    assert "durable 50 to 2,000 1.25 1.50 0.83" in lines
    assert "resident memory of the idle server 80.0 MB" in lines
    assert "memory per idle station, of 2,000 27.1 KiB echo 14.1 KiB, own part 13.0 KiB" in lines
    assert "heartbeat while our call is open, the longest 1.50 ms p50 of 3: 0.75 ms" in lines


def test_a_storm_has_a_table_of_its_own() -> None:
    mine = Stormed(handshakes=600, cpu_s=1.2, wall_s=3.0, p50_ms=25.0, p99_ms=80.0)
    bare = Stormed(handshakes=600, cpu_s=0.6, wall_s=2.0, p50_ms=20.0, p99_ms=60.0)
    storms = [StormPair(how="a certificate", connections=200, round=1, ours=mine, echo=bare)]
    summary = summarize(Results(storms=storms))
    shown = Report(surroundings=PLACE, plan=Plan(), summary=summary, goals=[], results=Results(storms=storms))
    assert "a certificate 200 2.00 1.00 0.50 500 200 25.0 80.0" in text_of(shown)


def test_a_package_that_is_not_installed_is_said_to_be_so() -> None:
    lines = text_of(report())
    head = "decode and check a TransactionEvent,"
    assert f"{head} 1 sample, 488 bytes 2.50 us package ocpp: not installed" in lines
    assert f"{head} 6 samples, 1,127 bytes 5.50 us package ocpp 2.1.0: 1,100 us, 200 times ours" in lines


def test_each_goal_is_kept_or_missed() -> None:
    lines = text_of(report())
    assert "durable rate per core, as a share of the echo's at least 0.25 (aim 0.4) 0.30 kept" in lines
    assert "decode and check a TransactionEvent of six samples at most 5 us 5.50 us missed" in lines


def test_a_void_run_shows_no_figures_and_says_why() -> None:
    lines = text_of(report(errors=2))
    assert "durable 2,000 void void void void void void void void" in lines
    assert "void: durable, 2,000 stations, round 1: Pilotwire: 2 errors, the first: lost" in lines
    assert not any(line.startswith("durable rate per core") for line in lines)


def test_the_json_holds_the_measurements_and_no_password() -> None:
    text = as_json(report())
    assert b"secret" not in text
    value = msgspec.json.decode(text)
    assert value["plan"]["json_file"] == "b.json"
    assert value["surroundings"]["database"] == "postgresql"
    assert value["summary"]["cells"][0]["share"] == 0.25
    assert value["results"]["pairs"][1]["echo"]["cpu_s"] == 0.3
    assert value["goals"][0]["kept"] is True


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write_json(report(), tmp_path / "b.json")
    assert (tmp_path / "b.json").read_bytes() == as_json(report())
    with pytest.raises(PilotwireError, match="cannot be written: Is a directory"):
        write_json(report(), tmp_path)
