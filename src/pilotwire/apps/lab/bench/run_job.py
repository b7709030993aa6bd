"""Has one job done by a load generator in a process of its own."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from pilotwire.apps.lab.bench.child import ChildFailedError, running, tail
from pilotwire.apps.lab.bench.job import Failure, Job, Progress, Result, Told


def run_job(job: Job, folder: Path, doing: Callable[[str], None]) -> Result:
    """Run a job to its end. Raises ChildFailedError with the last log lines of the server and of the generator."""
    log = folder / "load.log"
    with running(_WORKER, log, talks=True) as child:
        if child.stdin is None or child.stdout is None:
            raise ChildFailedError("the load generator has no pipes", "please report this")
        child.stdin.write(msgspec.json.encode(job) + b"\n")
        child.stdin.flush()
        for text in child.stdout:
            line: Told = _DECODER.decode(text)
            if isinstance(line, Failure):
                raise _failed(line.message, folder, line.remedy)
            if not isinstance(line, Progress):
                return line
            doing(line.doing)
    raise _failed("the load generator ended before its job was done", folder, "the last lines of its log say why")


_WORKER: Final = (sys.executable, "-m", "pilotwire.apps.lab.bench.worker")
_LOGS: Final = ("server.log", "echo.log", "load.log")
_DECODER: Final[msgspec.json.Decoder[Told]] = msgspec.json.Decoder(Told)


def _failed(message: str, folder: Path, remedy: str) -> ChildFailedError:
    return ChildFailedError(message, remedy, "".join(tail(folder / name) for name in _LOGS))
