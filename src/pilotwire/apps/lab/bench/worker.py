"""The load generator's process: `python -m pilotwire.apps.lab.bench.worker` takes one job on stdin."""

import sys

import msgspec
import uvloop

from pilotwire.apps.lab.bench.cross import cross
from pilotwire.apps.lab.bench.drive import drive
from pilotwire.apps.lab.bench.job import Cross, Drive, Failure, Job, Progress, Rest, Result, Storm, Told
from pilotwire.apps.lab.bench.rest import rest
from pilotwire.apps.lab.bench.storm import storm
from pilotwire.kernel.errors import PilotwireError


def main() -> None:
    """Do the job that stands on stdin, and write what comes of it to stdout, one JSON object per line."""
    job: Job = msgspec.json.decode(sys.stdin.buffer.readline(), type=Job)
    try:
        tell(uvloop.run(do(job)))
    except* PilotwireError as group:
        error = _first(group)
        tell(Failure(error.message, error.remedy))


async def do(job: Job) -> Result:
    """Do one job."""
    match job:
        case Drive():
            return await drive(job, progress)
        case Rest():
            return await rest(job, progress)
        case Cross():
            return await cross(job, progress)
        case Storm():
            return await storm(job, progress)


def progress(doing: str) -> None:
    """Say what is being done."""
    tell(Progress(doing))


def tell(line: Told) -> None:
    """Write one line to the bench, at once."""
    sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


def _first(error: BaseExceptionGroup[PilotwireError] | PilotwireError) -> PilotwireError:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


if __name__ == "__main__":
    main()
