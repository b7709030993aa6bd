"""Asking before something is taken away."""

import sys
from typing import Annotated

from cyclopts import Parameter

from pilotwire.cli.options import Switch, UsageError
from pilotwire.cli.output import note

Yes = Annotated[Switch, Parameter(name=["--yes", "-y"], help="Do not ask.")]


def confirmed(question: str, yes: bool) -> bool:
    """Whether to go on: asked on a terminal. UsageError where nobody can be asked and --yes is missing."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("This takes something away, and there is nobody to ask.", "", "Add --yes.")
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    note("Nothing was changed.")
    return False
