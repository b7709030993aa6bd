"""`pilotwire version`: what is installed here."""

import platform
import sqlite3
from importlib.metadata import version as installed
from typing import Annotated

from cyclopts import App, Parameter

from pilotwire.cli.options import Switch
from pilotwire.cli.output import emit, emit_json

app = App(name="version")


@app.default
def version(*, json: Annotated[Switch, Parameter(help="Print JSON.")] = False) -> None:
    """Print the versions of Pilotwire and of what it runs on."""
    versions: dict[str, object] = {
        "pilotwire": own_version(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "platform": platform.platform(terse=True),
    }
    if json:
        emit_json(versions)
    else:
        emit("\n".join(f"{name} {value}" for name, value in versions.items()))


def own_version() -> str:
    """The version of this package."""
    return installed("pilotwire")
