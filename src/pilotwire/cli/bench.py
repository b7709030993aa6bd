"""`pilotwire bench`: hands everything to the lab."""

from typing import Annotated

from cyclopts import App, Parameter

app = App(name="bench", help_flags=(), version_flags=())


@app.default
def bench(*arguments: Annotated[str, Parameter(allow_leading_hyphen=True, help="For the bench; try --help.")]) -> int:
    """Measure Pilotwire beside a bare echo of equal frames in the same run."""
    from pilotwire.apps.lab.bench.main import run_bench

    return run_bench(list(arguments))
