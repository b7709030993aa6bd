"""`pilotwire bench`: from the command line to tables, JSON and an exit code."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Final

from rich.console import Console

from pilotwire.apps.lab.bench.child import ChildFailedError
from pilotwire.apps.lab.bench.descriptors import raised
from pilotwire.apps.lab.bench.goal import Measured, judge
from pilotwire.apps.lab.bench.measure import Bench, count_steps, measure
from pilotwire.apps.lab.bench.plan import Plan, parse
from pilotwire.apps.lab.bench.report import Report, as_json, as_text, write_json
from pilotwire.apps.lab.bench.result import Results
from pilotwire.apps.lab.bench.screen import progress_bar
from pilotwire.apps.lab.bench.summary import summarize
from pilotwire.apps.lab.bench.surroundings import surroundings
from pilotwire.apps.lab.bench.under_test import PILOTWIRE

FAILED: Final = 1
PIPE_WIDTH: Final = 4096
"""Columns where stdout is no terminal: what a program reads is not wrapped."""


def run_bench(arguments: list[str], server: Sequence[str] = PILOTWIRE) -> int:
    """Measure, print, and return the exit code: 0, or 1 when a run was void or, with --check, a goal was missed.

    `server` is the command whose verb `serve` is measured. Raises PilotwireError.
    """
    plan = parse(arguments)
    if not isinstance(plan, Plan):
        return plan
    report = _measured(plan, server)
    _show(report)
    missed = plan.check and not all(verdict.kept for verdict in report.goals)
    return FAILED if missed or report.summary.void else 0


def _measured(plan: Plan, server: Sequence[str]) -> Report:
    place = surroundings(plan)
    folder = TemporaryDirectory(prefix="pilotwire-bench-", dir=plan.folder, ignore_cleanup_errors=True)
    with raised(plan.connections[-1]), _told_to_end(), folder as name, progress_bar(count_steps(plan)) as (doing, step):
        results = _with_log(Bench(plan, server, Path(name), doing, step))
    summary = summarize(results)
    goals = judge(Measured(summary, results.decoded))
    return Report(surroundings=place, plan=plan, summary=summary, goals=goals, results=results)


def _with_log(bench: Bench) -> Results:
    """Measure; when a process fails, write the last lines of its log, which its error cannot hold."""
    try:
        return measure(bench)
    except ChildFailedError as error:
        sys.stderr.write(error.log)
        raise


def _show(report: Report) -> None:
    file = report.plan.json_file
    if file is not None and str(file) == "-":
        sys.stdout.write(as_json(report).decode())
        return
    if file is not None:
        write_json(report, file)
    on_terminal = sys.stdout.isatty()
    console = Console(width=None if on_terminal else PIPE_WIDTH, no_color=not on_terminal or None, highlight=False)
    sys.stdout.write(as_text(report, console))


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Make a request to end look like ctrl-C, so that all processes and folders are cleaned up on the way out."""
    before = {number: signal.signal(number, _interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
