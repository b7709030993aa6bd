"""`pilotwire serve`: the server, with every setting as a flag."""

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

from cyclopts import App, Group, Parameter

from pilotwire.apps.server.settings import Settings
from pilotwire.apps.server.settings_sources import Loaded, load
from pilotwire.apps.server.settings_text import Field, describe, fields
from pilotwire.cli.options import Switch
from pilotwire.cli.output import emit_json, grid, rest, show

app = App(name="serve")
SETTINGS_GROUP: Final = Group(
    "Settings", "Each beats its variable PILOTWIRE_..., which beats its line in the file.", sort_key=50
)


def serve(
    *,
    config: Annotated[
        Path | None,
        Parameter(
            help="Settings file (TOML); otherwise $PILOTWIRE_CONFIG, otherwise pilotwire.toml in the data folder."
        ),
    ] = None,
    show_settings: Annotated[
        Switch, Parameter(help="Print the settings, and where each comes from, and do not start.")
    ] = False,
    json: Annotated[Switch, Parameter(help="Print them as JSON.")] = False,
    **flags: str | bool | None,
) -> int:
    """Start Pilotwire: charging stations on one port, the API on another, until it is told to stop."""
    loaded = load(flags, os.environ, config)
    if show_settings:
        _show(loaded, json)
        return 0
    return _start(loaded.settings)


def _start(settings: Settings) -> int:
    from pilotwire.apps.server.app import serve as run  # the whole server: not for --help

    return run(settings)


def _show(loaded: Loaded, json: bool) -> None:
    values = describe(loaded.settings)
    if json:
        emit_json({name: {"value": text, "source": loaded.sources.get(name)} for name, text in values.items()})
        return
    rows = ((name, text, loaded.sources.get(name, "default")) for name, text in values.items())
    show(grid(("Setting", "Value", rest("From")), rows))


def _flag(field: Field) -> inspect.Parameter:
    """A setting as cyclopts takes it: text that the settings check, so that every source is told off alike."""
    kind: Any = bool if field.kind is bool else str
    words = f"{field.description} [{field.allowed}; default {field.default}]"
    about = Parameter(name=field.flag, help=words, group=SETTINGS_GROUP, metavar="" if kind is bool else "VALUE")
    return inspect.Parameter(
        field.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, about]
    )


def _with_flags(verb: Callable[..., int]) -> Callable[..., int]:
    """Give the verb one keyword for each setting in place of its `**flags`."""
    signature = inspect.signature(verb)
    own = [one for one in signature.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]
    flags = [_flag(field) for field in fields().values()]
    setattr(verb, "__signature__", signature.replace(parameters=[*own, *flags]))  # noqa: B010 - no attribute of a function to mypy
    return verb


app.default(_with_flags(serve))
