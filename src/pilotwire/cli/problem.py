"""An error as the person at the terminal reads it: what is wrong, what to do now, and an exit code."""

import sys
from typing import Final

from cyclopts import CycloptsError

from pilotwire.kernel.errors import PilotwireError

FAILED: Final = 1
MISUSED: Final = 2


def tell(error: PilotwireError) -> int:
    """Write what is wrong and what to do about it on stderr, and return the exit code."""
    from pilotwire.cli.options import UsageError  # not before something is wrong: `--help` need not wait for them
    from pilotwire.cli.words import plain
    from pilotwire.client.problem import ApiProblem

    lines = [f"pilotwire: {plain(error.message)}"]
    if isinstance(error, ApiProblem):
        for one in error.errors:
            place = one.parameter or one.pointer
            lines.append(f"  {plain(place)}: {plain(one.message)}" if place else f"  {plain(one.message)}")
    if error.remedy:
        lines.append(f"  {plain(error.remedy)}")
    sys.stderr.write("\n".join(lines) + "\n")
    return MISUSED if isinstance(error, UsageError) else FAILED


def tell_usage(error: CycloptsError) -> int:
    """The same for a command line that cannot be read."""
    command = " ".join(["pilotwire", *(error.command_chain or ())])
    sys.stderr.write(f"pilotwire: {' '.join(str(error).split())}\n  See {command} --help.\n")
    return MISUSED


def tell_fault(error: Exception) -> int:
    """A fault of ours: no trace for the user, but the place, so that a report of it is of use."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else ""
    sys.stderr.write(f"pilotwire: internal fault{place}: {type(error).__name__}: {error}\n")
    sys.stderr.write("  This is a mistake in Pilotwire; please report the line above with the command.\n")
    return FAILED
