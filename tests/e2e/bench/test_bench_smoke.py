"""The bench against the real server, tiny, and against servers that do what they must not."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pilotwire.apps.lab.bench.child import ChildFailedError
from pilotwire.apps.lab.bench.main import run_bench
from pilotwire.apps.lab.bench.under_test import PILOTWIRE

pytestmark = pytest.mark.slow

ODD_CSMS = Path(__file__).parent / "odd_csms.py"


def odd_csms(mode: str) -> tuple[str, ...]:
    return (sys.executable, str(ODD_CSMS), mode)


def processes_that_name(folder: Path) -> list[str]:
    """The command lines of processes that hold the path of a folder."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            text = file.read_text(errors="replace")
        except OSError:
            continue
        if f"--data-dir={folder}" in text:
            found.append(text)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the bench works; it must be empty afterwards."""
    work = tmp_path / "work"
    work.mkdir()
    return work


def test_a_tiny_run_gives_every_figure_and_leaves_nothing_behind(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bench.json"
    parts = "--scenario=durable,memory,crossing,decoding"
    code = run_bench(["--quick", parts, "--connections=4", "--seconds=0.5", f"--folder={folder}", f"--json={file}"])
    report: dict[str, Any] = msgspec.json.decode(file.read_bytes())
    results = report["results"]
    assert (code, report["summary"]["void"]) == (0, [])
    assert [(pair["scenario"], pair["ours"]["errors"], pair["echo"]["errors"]) for pair in results["pairs"]] == [
        ("durable", 0, 0)
    ]
    pair = results["pairs"][0]
    assert min(pair["ours"]["messages"], pair["echo"]["messages"]) >= 20
    assert pair["echo"]["answer_bytes"] == pair["ours"]["answer_bytes"]
    assert pair["echo"]["call_bytes"] == pytest.approx(pair["ours"]["call_bytes"], rel=0.2)
    assert results["rests"][0]["ours"]["full_bytes"] > results["rests"][0]["echo"]["full_bytes"] > 1_000_000
    assert len(results["crossed"]["latencies_ms"]) == 50
    assert [one["samples"] for one in results["decoded"]] == [1, 6]
    assert "durable rate per core, as a share of the echo's" in capsys.readouterr().out
    assert list(folder.iterdir()) == []
    assert processes_that_name(folder) == []


def test_a_tiny_storm_gives_both_kinds_of_handshake_and_leaves_nothing_behind(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bench.json"
    arguments = ["--quick", "--scenario=storm", "--connections=6", f"--folder={folder}", f"--json={file}"]
    assert run_bench(arguments) == 0
    storms: Any = msgspec.json.decode(file.read_bytes())["results"]["storms"]
    assert [(one["how"], one["ours"]["handshakes"], one["echo"]["handshakes"]) for one in storms] == [
        ("a certificate", 18, 18), ("a password", 18, 18),
    ]  # fmt: skip
    assert all(one["ours"]["cpu_s"] > 0 and one["ours"]["p99_ms"] > 0 for one in storms)
    assert "handshakes per CPU second of the bare server's" in capsys.readouterr().out
    assert list(folder.iterdir()) == []
    assert processes_that_name(folder) == []


def test_a_server_that_lets_nobody_in_cannot_be_stormed(folder: Path) -> None:
    arguments = ["--quick", "--scenario=storm", "--connections=2", f"--folder={folder}"]
    with pytest.raises(ChildFailedError, match="cannot connect to port"):
        run_bench(arguments, odd_csms("pending"))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("mode", "why"),
    [("call-error", "no time today"), ("wrong-id", '[3,"another",{}]'), ("hang-up", "lost its connection")],
)
def test_a_run_with_a_wrong_answer_is_void(
    mode: str, why: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--quick", "--scenario=heartbeat", "--connections=2", "--seconds=0.3", f"--folder={folder}"]
    assert run_bench(arguments, odd_csms(mode)) == 1
    printed = capsys.readouterr().out
    assert "void: heartbeat, 2 stations, round 1: Pilotwire: 2 errors" in printed
    assert why in printed


def test_a_server_may_call_stations_meanwhile(folder: Path) -> None:
    arguments = ["--quick", "--scenario=heartbeat", "--connections=2", "--seconds=0.5", f"--folder={folder}"]
    assert run_bench(arguments, odd_csms("chatty")) == 0


def test_a_server_that_accepts_no_station_cannot_be_measured(folder: Path) -> None:
    arguments = ["--quick", "--scenario=heartbeat", "--connections=2", f"--folder={folder}"]
    with pytest.raises(ChildFailedError, match=r"stations could not boot: .*Pending"):
        run_bench(arguments, odd_csms("pending"))
    assert list(folder.iterdir()) == []


def test_a_server_that_does_not_start_is_told_with_its_last_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = (sys.executable, "-c", "import sys; sys.exit('no database today')")
    with pytest.raises(ChildFailedError, match="the server did not start: exit code 1"):
        run_bench(["--quick", "--scenario=crossing", f"--folder={folder}"], server)
    assert capsys.readouterr().err == "server.log: no database today\n"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_told_to_end_takes_everything_with_it(how: signal.Signals, folder: Path) -> None:
    arguments = ("bench", "--scenario=heartbeat", "--connections=2", "--seconds=60", f"--folder={folder}")
    bench = subprocess.Popen([*PILOTWIRE, *arguments], stdout=subprocess.DEVNULL)
    try:
        wait_for_load(folder)
        bench.send_signal(how)
        assert bench.wait(30) == 130
    finally:
        bench.kill()
        bench.wait()
    assert list(folder.iterdir()) == []
    assert processes_that_name(folder) == []


def wait_for_load(folder: Path) -> None:
    """Wait until the load generator is at work on the server."""
    deadline = time.monotonic() + 60
    while not list(folder.glob("*/*/load.log")):
        assert time.monotonic() < deadline, "the bench started no load"
        time.sleep(0.1)
