"""Runs everything that a plan asks for, Pilotwire and the echo by turns."""

import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import msgspec

from pilotwire.apps.lab.bench import under_test
from pilotwire.apps.lab.bench.decoding import Decoded, measure_decoding
from pilotwire.apps.lab.bench.job import Cross, Crossed, Drive, Driven, Job, Rest, Rested, Stormed, Target
from pilotwire.apps.lab.bench.measure_storm import HOW, files_of, job_of, prepare
from pilotwire.apps.lab.bench.plan import Plan
from pilotwire.apps.lab.bench.result import Pair, RestPair, Results, StormPair
from pilotwire.apps.lab.bench.run_job import run_job
from pilotwire.apps.lab.bench.scenario import SCENARIOS
from pilotwire.apps.lab.bench.under_test import Launch, TlsFiles
from pilotwire.kernel.errors import OurFault

R = TypeVar("R", Driven, Rested, Crossed, Stormed)


class Bench(msgspec.Struct, frozen=True):
    """What all measurements need: the plan, the server's command, a folder, and who is told of each step."""

    plan: Plan
    server: Sequence[str]
    folder: Path
    doing: Callable[[str], None]
    step_done: Callable[[], None]


def count_steps(plan: Plan) -> int:
    """How many times `step_done` is called."""
    loads = len(set(plan.parts) & set(SCENARIOS)) * len(plan.connections)
    storms = ("storm" in plan.parts) * len(HOW) * len(plan.connections)
    return plan.rounds * 2 * (loads + storms + ("memory" in plan.parts)) + len(
        {"crossing", "decoding"} & set(plan.parts)
    )


def measure(bench: Bench) -> Results:
    """Measure all. Raises PilotwireError when a server or the load generator fails."""
    plan = bench.plan
    pairs: list[Pair] = []
    rests: list[RestPair] = []
    storms: list[StormPair] = []
    scenarios = [part for part in plan.parts if part in SCENARIOS]
    for number in range(1, plan.rounds + 1):
        for scenario, connections in product(scenarios, plan.connections):
            cell = (scenario, connections)
            sizes = next((pair.ours.answer_bytes for pair in pairs if (pair.scenario, pair.connections) == cell), {})
            pairs.append(_load_pair(bench, cell, number, sizes))
        if "memory" in plan.parts:
            rests.append(_rest_pair(bench, number))
        if "storm" in plan.parts:
            storms += [_storm_pair(bench, cell, number) for cell in product(HOW, plan.connections)]
    return Results(
        pairs=pairs,
        rests=rests,
        storms=storms,
        crossed=_crossed(bench) if "crossing" in plan.parts else None,
        decoded=_decoded(bench) if "decoding" in plan.parts else [],
    )


def _load_pair(bench: Bench, cell: tuple[str, int], number: int, sizes: Mapping[str, int]) -> Pair:
    """Pilotwire first, so that the echo can answer in frames of the same size; in even rounds the other way round."""
    scenario, connections = cell
    label = f"round {number}, {scenario}, {connections:,} stations"

    def job(target: Target) -> Drive:
        return Drive(
            target=target,
            scenario=scenario,
            run=secrets.token_hex(3),
            connections=connections,
            warm_up_s=bench.plan.warm_up_s,
            seconds=bench.plan.seconds,
            answer_bytes=dict(sizes),
        )

    if sizes and number % 2 == 0:
        echo = _run(bench, f"{label}, echo", under_test.echo, job, Driven)
        ours = _run(bench, label, _pilotwire(bench), job, Driven)
    else:
        ours = _run(bench, label, _pilotwire(bench), job, Driven)
        sizes = sizes or ours.answer_bytes
        echo = _run(bench, f"{label}, echo", under_test.echo, job, Driven)
    return Pair(scenario=scenario, connections=connections, round=number, ours=ours, echo=echo)


def _rest_pair(bench: Bench, number: int) -> RestPair:
    label = f"round {number}, memory"

    def job(target: Target) -> Rest:
        plan = bench.plan
        return Rest(
            target=target,
            run=secrets.token_hex(3),
            few=plan.few,
            connections=plan.connections[-1],
            settle_s=plan.settle_s,
        )

    ours = _run(bench, label, _pilotwire(bench), job, Rested)
    return RestPair(round=number, ours=ours, echo=_run(bench, f"{label}, echo", under_test.echo, job, Rested))


def _storm_pair(bench: Bench, cell: tuple[str, int], number: int) -> StormPair:
    """One after the other with the same certificates; in even rounds the bare server comes first."""
    how, connections = cell
    run = secrets.token_hex(3)
    label = f"round {number}, storm with {how}, {connections:,} stations"
    bench.doing(f"{label}: making certificates")
    authority = prepare(bench.folder, how, run, connections)
    files, job = files_of(authority, how), job_of(authority, how, run, connections)

    def ours() -> Stormed:
        return _run(bench, label, _pilotwire(bench, files), job, Stormed)

    def echo() -> Stormed:
        return _run(bench, f"{label}, bare", lambda folder: under_test.echo(folder, files), job, Stormed)

    first, second = (echo, ours) if number % 2 == 0 else (ours, echo)
    found = (first(), second())
    mine, other = reversed(found) if number % 2 == 0 else found
    shutil.rmtree(authority.folder)
    return StormPair(how=how, connections=connections, round=number, ours=mine, echo=other)


def _crossed(bench: Bench) -> Crossed:
    def job(target: Target) -> Cross:
        return Cross(target=target, run=secrets.token_hex(3), repeats=bench.plan.crossings)

    return _run(bench, "crossing calls", _pilotwire(bench), job, Crossed)


def _decoded(bench: Bench) -> list[Decoded]:
    bench.doing("decoding")
    decoded = [measure_decoding(samples) for samples in (1, 6)]
    bench.step_done()
    return decoded


def _pilotwire(bench: Bench, tls: TlsFiles | None = None) -> Callable[[Path], AbstractContextManager[Target]]:
    """A start with new data; but a database that was given keeps its admin key, so there the folder stays the same."""
    url = bench.plan.database_url
    if url is None:
        return lambda folder: under_test.pilotwire(Launch(bench.server, folder / "data", tls=tls), folder)
    kept = bench.folder / "data"
    kept.mkdir(exist_ok=True)
    return lambda folder: under_test.pilotwire(Launch(bench.server, kept, url, tls), folder)


def _run(
    bench: Bench,
    label: str,
    start: Callable[[Path], AbstractContextManager[Target]],
    make_job: Callable[[Target], Job],
    kind: type[R],
) -> R:
    """Start a server with an empty folder, have one job done on it, and leave nothing behind."""
    bench.doing(f"{label}: starting")
    with TemporaryDirectory(dir=bench.folder, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with start(folder) as target:
            result = run_job(make_job(target), folder, lambda doing: bench.doing(f"{label}: {doing}"))
    bench.step_done()
    if not isinstance(result, kind):
        raise OurFault(f"the load generator answered with {type(result).__name__} and not {kind.__name__}")
    return result
