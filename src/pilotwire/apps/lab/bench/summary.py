"""From runs to figures: medians over rounds, of ratios taken pair by pair."""

from collections.abc import Sequence

import msgspec

from pilotwire.apps.lab.bench.figure import middle, percentile, ratios
from pilotwire.apps.lab.bench.result import Pair, Results


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One scenario at one number of stations. `share`: our rate per core over the echo's. Medians of `rounds`."""

    scenario: str
    connections: int
    rounds: int
    ours_us: float | None
    echo_us: float | None
    share: float | None
    rate_per_core: float | None
    busy: float | None
    echo_busy: float | None
    p50_ms: float | None
    p99_ms: float | None


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """How CPU per message grows from the least to the greatest number of stations; `beyond` is ours over the echo's."""

    scenario: str
    least: int
    most: int
    ours: float | None
    echo: float | None
    beyond: float | None


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """Resident memory in bytes: of the idle server, per station of each, and our own part of it."""

    connections: int
    idle_server: float
    ours_per_station: float
    echo_per_station: float
    own_per_station: float


class Crossing(msgspec.Struct, frozen=True, kw_only=True):
    """Heartbeats while a call to the station was open."""

    count: int
    p50_ms: float
    longest_ms: float


class Storm(msgspec.Struct, frozen=True, kw_only=True):
    """Stations that come back over TLS. `share`: handshakes for a second of our CPU over the bare server's."""

    how: str
    connections: int
    rounds: int
    ours_ms: float | None
    echo_ms: float | None
    share: float | None
    per_cpu_s: float | None
    per_s: float | None
    p50_ms: float | None
    p99_ms: float | None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """All figures; `void` says of which runs the figures were thrown away, and why."""

    cells: list[Cell] = []
    growths: list[Growth] = []
    memory: Memory | None = None
    storms: list[Storm] = []
    crossing: Crossing | None = None
    void: list[str] = []


def summarize(results: Results) -> Summary:
    """The figures of all rounds together."""
    good = [pair for pair in results.pairs if not pair.why_void]
    keys = list(dict.fromkeys((pair.scenario, pair.connections) for pair in results.pairs))
    return Summary(
        cells=[_cell(scenario, count, _of(good, scenario, count)) for scenario, count in keys],
        growths=[growth for scenario in dict(keys) if (growth := _growth(scenario, keys, good))],
        memory=_memory(results),
        storms=_storms(results),
        crossing=_crossing(results),
        void=[
            f"{pair.scenario}, {pair.connections:,} stations, round {pair.round}: {pair.why_void}"
            for pair in results.pairs
            if pair.why_void
        ],
    )


def _of(pairs: Sequence[Pair], scenario: str, connections: int) -> list[Pair]:
    return [pair for pair in pairs if (pair.scenario, pair.connections) == (scenario, connections)]


def _cell(scenario: str, connections: int, pairs: Sequence[Pair]) -> Cell:
    ours = [pair.ours.cpu_us_per_message for pair in pairs]
    echo = [pair.echo.cpu_us_per_message for pair in pairs]
    ours_us = middle(ours)
    return Cell(
        scenario=scenario,
        connections=connections,
        rounds=len(pairs),
        ours_us=ours_us,
        echo_us=middle(echo),
        share=middle(ratios(echo, ours)),
        rate_per_core=1e6 / ours_us if ours_us else None,
        busy=middle([pair.ours.busy for pair in pairs]),
        echo_busy=middle([pair.echo.busy for pair in pairs]),
        p50_ms=middle([pair.ours.p50_ms for pair in pairs]),
        p99_ms=middle([pair.ours.p99_ms for pair in pairs]),
    )


def _growth(scenario: str, keys: Sequence[tuple[str, int]], good: Sequence[Pair]) -> Growth | None:
    """Growth within each round, then the median: a machine that drifts from round to round does not matter."""
    counts = [count for name, count in keys if name == scenario]
    if len(counts) < 2:
        return None
    least, most = min(counts), max(counts)
    before = {pair.round: pair for pair in _of(good, scenario, least)}
    both = [(before[pair.round], pair) for pair in _of(good, scenario, most) if pair.round in before]
    ours = ratios([b.ours.cpu_us_per_message for _, b in both], [a.ours.cpu_us_per_message for a, _ in both])
    echo = ratios([b.echo.cpu_us_per_message for _, b in both], [a.echo.cpu_us_per_message for a, _ in both])
    return Growth(
        scenario=scenario,
        least=least,
        most=most,
        ours=middle(ours),
        echo=middle(echo),
        beyond=middle(ratios(ours, echo)),
    )


def _memory(results: Results) -> Memory | None:
    rests = results.rests
    if not rests:
        return None
    own = [pair.ours.bytes_per_station - pair.echo.bytes_per_station for pair in rests]
    return Memory(
        connections=rests[0].ours.connections,
        idle_server=middle([pair.ours.empty_bytes for pair in rests]) or 0.0,
        ours_per_station=middle([pair.ours.bytes_per_station for pair in rests]) or 0.0,
        echo_per_station=middle([pair.echo.bytes_per_station for pair in rests]) or 0.0,
        own_per_station=middle(own) or 0.0,
    )


def _storms(results: Results) -> list[Storm]:
    keys = list(dict.fromkeys((pair.how, pair.connections) for pair in results.storms))
    found = []
    for how, connections in keys:
        pairs = [pair for pair in results.storms if (pair.how, pair.connections) == (how, connections)]
        ours = [pair.ours.cpu_ms_per_handshake for pair in pairs]
        echo = [pair.echo.cpu_ms_per_handshake for pair in pairs]
        ours_ms = middle(ours)
        found.append(
            Storm(
                how=how,
                connections=connections,
                rounds=len(pairs),
                ours_ms=ours_ms,
                echo_ms=middle(echo),
                share=middle(ratios(echo, ours)),
                per_cpu_s=1e3 / ours_ms if ours_ms else None,
                per_s=middle([pair.ours.handshakes / pair.ours.wall_s for pair in pairs]),
                p50_ms=middle([pair.ours.p50_ms for pair in pairs]),
                p99_ms=middle([pair.ours.p99_ms for pair in pairs]),
            )
        )
    return found


def _crossing(results: Results) -> Crossing | None:
    if results.crossed is None:
        return None
    latencies_ms = sorted(results.crossed.latencies_ms)
    return Crossing(count=len(latencies_ms), p50_ms=percentile(latencies_ms, 0.5), longest_ms=latencies_ms[-1])
