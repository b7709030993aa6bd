"""Processes that the bench starts: each has a log file, and none outlives the bench."""

import contextlib
import os
import random
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pilotwire.kernel.errors import PilotwireError

LOG_LINES_SHOWN: Final = 12


class ChildFailedError(PilotwireError):
    """A process did not start, or ended before its time; `log` holds the last lines of what it wrote."""

    def __init__(self, message: str, remedy: str, log: str = "") -> None:
        super().__init__(message, remedy)
        self.log = log


@contextmanager
def running(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None, *, talks: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process whose output goes to the log; one that talks has pipes for stdin and stdout.

    It is in a session of its own, so that ctrl-C reaches the bench alone, which then ends it.
    """
    with log.open("ab") as sink:
        child = subprocess.Popen(  # noqa: S603 - the commands are ours, and there is no shell
            command,
            stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
            stdout=subprocess.PIPE if talks else sink,
            stderr=sink,
            env=environment,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        stop(child)


def stop(child: subprocess.Popen[bytes]) -> None:
    """End a process: politely, and after STOP_S or another ctrl-C not so; returns when it is gone."""
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
    child.terminate()
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(STOP_S)
    finally:
        child.kill()
        child.wait()


def wait_until(ready: Callable[[], bool], child: subprocess.Popen[bytes], log: Path, what: str) -> None:
    """Wait until a server is ready. Raises ChildFailedError when it ends before, or is not ready within START_S."""
    deadline = time.monotonic() + START_S
    while not ready():
        if child.poll() is not None:
            raise ChildFailedError(f"{what} did not start: exit code {child.returncode}", _SEE_ABOVE, tail(log))
        if time.monotonic() > deadline:
            raise ChildFailedError(f"{what} was not ready within {START_S:g} s", _SEE_ABOVE, tail(log))
        time.sleep(_POLL_S)


def tail(log: Path) -> str:
    """The last lines of a log, each with the name of its file; "" for one that is empty or not there."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return "".join(f"{log.name}: {line}\n" for line in lines[-LOG_LINES_SHOWN:])


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens on now; another program may be quicker to take one.

    They lie below those that systems give to connections: the thousands that a bench opens take none of them.
    """
    found: list[int] = []
    with contextlib.ExitStack() as held:
        while len(found) < count:
            one, port = held.enter_context(socket.socket()), random.randrange(*_PORTS)  # noqa: S311 - no secret
            with contextlib.suppress(OSError):
                one.bind(("127.0.0.1", port))
                found.append(port)
    return found


def is_listening(port: int) -> bool:
    """Whether something accepts connections on a port of loopback."""
    with socket.socket() as one:
        one.settimeout(1.0)
        return one.connect_ex(("127.0.0.1", port)) == 0


def clean_environment() -> dict[str, str]:
    """Our environment without what would change a server's settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PILOTWIRE_")}


START_S: Final = 60.0
STOP_S: Final = 15.0
_POLL_S: Final = 0.05
_PORTS: Final = (15_000, 32_000)
_SEE_ABOVE: Final = "the last lines of its log say why"
