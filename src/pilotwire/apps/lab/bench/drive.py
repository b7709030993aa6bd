"""The closed loop: every station has one call open, and what the server spends on it is measured."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from time import perf_counter, time_ns

from pilotwire.apps.lab.bench.crew import Caller, muster
from pilotwire.apps.lab.bench.job import Drive, Driven, Target
from pilotwire.apps.lab.bench.process_text import read_cpu_s
from pilotwire.apps.lab.bench.scenario import SCENARIOS, Scenario, Voice
from pilotwire.apps.lab.bench.talk import READINGS, Stamp, stamp_of
from pilotwire.apps.lab.bench.talk_ocpp201 import token_of
from pilotwire.apps.lab.bench.tally import Tally
from pilotwire.client.client import Client
from pilotwire.client.token import TokenInput

Tell = Callable[[str], None]


async def drive(job: Drive, tell: Tell) -> Driven:
    """Connect and boot the stations, enter their tokens, warm up, measure. Raises PilotwireError."""
    scenario, tally = SCENARIOS[job.scenario], Tally()
    crew = list(roster(scenario, job.run, job.connections))
    if scenario.needs_tokens and job.target.kind == "pilotwire":
        tell("entering id tokens")
        await _enter_tokens(job.target, [token_of(station) for station, _ in crew])
    tell("connecting")
    callers = await muster(job.target, crew, job.answer_bytes, tally)
    try:
        return await _measure(job, callers, tally, tell)
    finally:
        for caller in callers:
            caller.leave()


def roster(scenario: Scenario, run: str, connections: int) -> Iterator[tuple[str, Voice]]:
    """The stations of a run: ids that no other run has, and voices in turn."""
    for number in range(connections):
        yield f"{run}-{number:05d}", scenario.voices[number % len(scenario.voices)]


def mean_answer_bytes(callers: list[Caller]) -> dict[str, int]:
    """The mean size of the answers that stations got while at work, by subprotocol, rounded."""
    sizes: dict[str, list[int]] = {}
    for caller in callers:
        both = sizes.setdefault(caller.voice.subprotocol, [0, 0])
        both[0] += caller.answer_bytes
        both[1] += caller.answers
    return {name: round(total / count) for name, (total, count) in sizes.items() if count}


def lead_of(number: int) -> int:
    """How many readings the first transaction of a station has: all numbers evenly, over stations of two voices."""
    return 1 + number // 2 % READINGS


def stamper() -> Stamp:
    """The present moment as stations write it, written anew at most once in a millisecond: it is asked for a lot."""
    last_ms, text = 0, b""

    def stamp() -> bytes:
        nonlocal last_ms, text
        now_ms = time_ns() // 1_000_000
        if now_ms != last_ms:
            last_ms, text = now_ms, stamp_of(datetime.fromtimestamp(now_ms / 1000, UTC))
        return text

    return stamp


async def _measure(job: Drive, callers: list[Caller], tally: Tally, tell: Tell) -> Driven:
    tell("warming up")
    gc.disable()  # a collection in here would be waited for by every station at once
    stamp = stamper()
    for number, caller in enumerate(callers):
        caller.answers = caller.answer_bytes = 0
        caller.start(caller.voice.work(caller.station, lead_of(number), stamp))
    await asyncio.sleep(job.warm_up_s)
    tell("measuring")
    first = tally.mark(perf_counter(), read_cpu_s(job.target.pid))
    tally.recording = True
    await asyncio.sleep(job.seconds)
    last = tally.mark(perf_counter(), read_cpu_s(job.target.pid))
    return tally.between(first, last, mean_answer_bytes(callers))


async def _enter_tokens(target: Target, tokens: list[str]) -> None:
    room = asyncio.Semaphore(_TOKENS_AT_A_TIME)

    async def enter(client: Client, token: str) -> None:
        async with room:
            await client.put_token(token, TokenInput(type="ISO14443"))

    async with Client(target.http_url, target.key) as client, asyncio.TaskGroup() as group:
        for token in tokens:
            group.create_task(enter(client, token))


_TOKENS_AT_A_TIME = 16
