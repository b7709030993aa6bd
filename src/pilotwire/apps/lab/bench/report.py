"""The report of a run, as JSON and as tables for people."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from rich.console import Console, Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from pilotwire.apps.lab.bench.decoding import Decoded
from pilotwire.apps.lab.bench.goal import Verdict
from pilotwire.apps.lab.bench.plan import Plan
from pilotwire.apps.lab.bench.result import Results
from pilotwire.apps.lab.bench.summary import Cell, Growth, Storm, Summary
from pilotwire.apps.lab.bench.surroundings import Surroundings
from pilotwire.kernel.errors import PilotwireError


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All of a run: where, what was asked, each figure, the verdicts, and the measurements behind them."""

    surroundings: Surroundings
    plan: Plan
    summary: Summary
    goals: list[Verdict]
    results: Results


def as_json(report: Report) -> bytes:
    """The report as indented JSON; the address of the database is not in it, as it may hold a password."""
    plan = msgspec.structs.replace(report.plan, database_url=None)
    plain = msgspec.to_builtins(msgspec.structs.replace(report, plan=plan), enc_hook=_as_text)
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"


def write_json(report: Report, file: Path) -> None:
    """Write the report to a file. Raises PilotwireError."""
    try:
        file.write_bytes(as_json(report))
    except OSError as error:
        raise PilotwireError(f"{file} cannot be written: {error.strerror}", "name another file with --json") from error


def as_text(report: Report, console: Console) -> str:
    """The report as tables, drawn for a console."""
    with console.capture() as capture:
        console.print(Group(*_parts(report)))
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _parts(report: Report) -> Iterable[RenderableType]:
    summary, results = report.summary, report.results
    yield _where(report)
    if summary.cells:
        yield Text()
        yield _table(_LOAD, map(_load_row, summary.cells))
    if summary.growths:
        yield Text()
        yield _table(_GROWTH, map(_growth_row, summary.growths))
    if summary.storms:
        yield Text()
        yield _table(_STORM, map(_storm_row, summary.storms))
    if summary.memory or summary.crossing or results.decoded:
        yield Text()
        yield _table(_OTHER, [*_memory_rows(summary), *_crossing_rows(summary), *map(_decoding_row, results.decoded)])
    if report.goals:
        yield Text()
        yield _table(_GOALS, map(_goal_row, report.goals))
    for void in summary.void:
        yield Text(f"void: {void}", style="bold red")


_LOAD = (
    "Scenario", "Stations", "Pilotwire us/msg", "echo us/msg", "rate per core of the echo's", "messages/s per core",
    "busy", "echo busy", "p50 ms", "p99 ms",
)  # fmt: skip
_GROWTH = ("Growth of CPU per message", "Stations", "Pilotwire", "echo", "beyond the echo's")
_STORM = (
    "Storm: stations show", "Stations", "Pilotwire ms/handshake", "bare TLS ms/handshake",
    "handshakes per CPU second of the bare server's", "handshakes per CPU second", "handshakes/s", "p50 ms", "p99 ms",
)  # fmt: skip
_OTHER = ("Figure", "Value", "Beside it")
_GOALS = ("Goal", "Bound", "Measured", "")


def _where(report: Report) -> Text:
    place, plan = report.surroundings, report.plan
    packages = ", ".join(f"{name} {version}" for name, version in place.packages.items())
    return Text(
        f"{place.cores} cores, {place.processor or 'unknown processor'}, load {place.load_average}; {place.system}; "
        f"Python {place.python}; {packages}\n"
        f"{place.database}, data on {place.filesystem or 'an unknown file system'}; "
        f"medians of {plan.rounds} rounds of {plan.seconds:g} s; CPU is user plus system time of the server's process",
        style="dim",
    )


def _load_row(cell: Cell) -> Sequence[str]:
    return (
        cell.scenario,
        f"{cell.connections:,}",
        _number(cell.ours_us, 1),
        _number(cell.echo_us, 1),
        _number(cell.share, 2),
        _number(cell.rate_per_core, 0),
        _percent(cell.busy),
        _percent(cell.echo_busy),
        _number(cell.p50_ms, 1),
        _number(cell.p99_ms, 1),
    )


def _growth_row(growth: Growth) -> Sequence[str]:
    stations = f"{growth.least:,} to {growth.most:,}"
    return growth.scenario, stations, _number(growth.ours, 2), _number(growth.echo, 2), _number(growth.beyond, 2)


def _storm_row(storm: Storm) -> Sequence[str]:
    return (
        storm.how,
        f"{storm.connections:,}",
        _number(storm.ours_ms, 2),
        _number(storm.echo_ms, 2),
        _number(storm.share, 2),
        _number(storm.per_cpu_s, 0),
        _number(storm.per_s, 0),
        _number(storm.p50_ms, 1),
        _number(storm.p99_ms, 1),
    )


def _memory_rows(summary: Summary) -> Iterable[Sequence[str]]:
    memory = summary.memory
    if memory is None:
        return
    yield "resident memory of the idle server", f"{memory.idle_server / 1e6:.1f} MB", ""
    yield (
        f"memory per idle station, of {memory.connections:,}",
        f"{memory.ours_per_station / 1024:.1f} KiB",
        f"echo {memory.echo_per_station / 1024:.1f} KiB, own part {memory.own_per_station / 1024:.1f} KiB",
    )


def _crossing_rows(summary: Summary) -> Iterable[Sequence[str]]:
    crossing = summary.crossing
    if crossing is not None:
        half = f"p50 of {crossing.count}: {crossing.p50_ms:.2f} ms"
        yield "heartbeat while our call is open, the longest", f"{crossing.longest_ms:.2f} ms", half


def _decoding_row(decoded: Decoded) -> Sequence[str]:
    samples = "1 sample" if decoded.samples == 1 else f"{decoded.samples} samples"
    beside = "package ocpp: not installed"
    if decoded.ratio is not None:
        beside = (
            f"package ocpp {decoded.package_version}: {decoded.package_us:,.0f} us, {decoded.ratio:,.0f} times ours"
        )
    what = f"decode and check a TransactionEvent, {samples}, {decoded.frame_bytes:,} bytes"
    return what, f"{decoded.ours_us:.2f} us", beside


def _goal_row(verdict: Verdict) -> Sequence[str | Text]:
    unit = f" {verdict.unit}" if verdict.unit else ""
    aim = f" (aim {verdict.aim})" if verdict.aim else ""
    word = Text("kept", style="green") if verdict.kept else Text("missed", style="bold red")
    return verdict.goal, f"{verdict.bound} {verdict.limit:g}{unit}{aim}", f"{verdict.measured:.2f}{unit}", word


def _table(names: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> Table:
    columns = (Column(name, justify="left" if at == 0 else "right") for at, name in enumerate(names))
    table = Table(*columns, box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*row)
    return table


def _number(value: float | None, digits: int) -> str:
    return "void" if value is None else f"{value:,.{digits}f}"


def _percent(value: float | None) -> str:
    return "void" if value is None else f"{value * 100:.0f} %"


def _as_text(value: object) -> str:
    return str(value)
