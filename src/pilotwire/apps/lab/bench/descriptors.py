"""File descriptors: one for each connection, in each of two processes."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pilotwire.kernel.errors import PilotwireError

SPARE: Final = 256
"""What a process needs beside its connections."""


class TooFewDescriptorsError(PilotwireError):
    """The limit on open files is below what the connections asked for need."""


def check(connections: int, hard_limit: int) -> int:
    """How many descriptors this many connections need. Raises TooFewDescriptorsError.

    `hard_limit` is what the process may raise its own limit to; negative where there is none.
    """
    needed = connections + SPARE
    if 0 <= hard_limit < needed:
        raise TooFewDescriptorsError(
            f"{connections:,} connections need {needed:,} open files per process, and the limit is {hard_limit:,}.",
            f"Raise it and try again: sudo prlimit --pid $$ --nofile={needed}:{needed} - or ask for fewer with "
            f"--connections {max(1, hard_limit - SPARE)}.",
        )
    return needed


@contextmanager
def raised(connections: int) -> Iterator[None]:
    """Let this process and its children have enough of them. Raises TooFewDescriptorsError."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = check(connections, hard)
    if 0 <= soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
