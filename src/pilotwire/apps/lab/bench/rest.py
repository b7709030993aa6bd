"""Memory of stations that have booted and say no more."""

import asyncio

from pilotwire.apps.lab.bench.crew import Caller, muster
from pilotwire.apps.lab.bench.drive import Tell, roster
from pilotwire.apps.lab.bench.job import Rest, Rested
from pilotwire.apps.lab.bench.process_text import read_resident_bytes
from pilotwire.apps.lab.bench.scenario import SCENARIOS
from pilotwire.apps.lab.bench.tally import Tally


async def rest(job: Rest, tell: Tell) -> Rested:
    """Connect and boot a few stations, then the others, and read the server's memory in between."""
    crew = list(roster(SCENARIOS["heartbeat"], job.run, job.connections))
    sizes: list[int] = []
    callers: list[Caller] = []
    try:
        for part in ([], crew[: job.few], crew[job.few :]):
            tell(f"{len(callers) + len(part):,} stations at rest")
            callers += await muster(job.target, part, {}, Tally())
            await asyncio.sleep(job.settle_s)
            sizes.append(read_resident_bytes(job.target.pid))
    finally:
        for caller in callers:
            caller.leave()
    empty, few, full = sizes
    return Rested(empty_bytes=empty, few=job.few, few_bytes=few, connections=job.connections, full_bytes=full)
