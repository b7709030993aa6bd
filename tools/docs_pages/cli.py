"""The page docs/reference/cli.md, from the command line's own description of its verbs."""

from collections.abc import Iterator
from typing import Final

from cyclopts import App
from cyclopts.argument import Argument

from pilotwire.cli.main import VERBS, build_app
from pilotwire.cli.options import SERVER_GROUP
from pilotwire.cli.serve import SETTINGS_GROUP

PATH: Final = "docs/reference/cli.md"

_HEAD: Final = """# Command line

<!-- Generated from the code by `./dev docs`: change src/pilotwire/cli/, not this page. -->

`pilotwire VERB --help` shows the same. Verbs print tables for people, with local times and energy in kWh; with
`--json` they print one JSON object per line, with UTC and Wh, as the HTTP API has them. Remarks and errors go to
stderr. Colours appear on a terminal only, and `NO_COLOR` turns them off.

Exit codes: 0 well; 1 failed, the cause and the remedy are on stderr; 2 the command line is wrong; 130 stopped by
ctrl-C; 141 the reader of the output has gone. `call` and `health` have more to say, see there.

## Server and printing

Every verb that talks to a server takes these too:

"""
_ELSEWHERE: Final = {
    SERVER_GROUP.name: "And [server and printing](#server-and-printing).",
    SETTINGS_GROUP.name: "And every [setting](settings.md) as a flag.",
}


def page() -> str:
    """The page's text."""
    app = build_app()
    common = [one for one in _shown(app["health"]) if _group(one) == SERVER_GROUP.name]
    verbs = (section for name, _ in VERBS for section in _sections(app[name], f"pilotwire {name}", "##"))
    return _HEAD + "\n\n".join(["\n".join(map(_line, common)), *verbs]) + "\n"


def _sections(app: App, command: str, level: str) -> Iterator[str]:
    """A verb, and after it the verbs within it."""
    within = {name: app[name] for name in app if not name.startswith("-")}
    same = next((name for name, one in within.items() if one.default_command is app.default_command), None)
    own = _flags(app) if app.default_command else []
    if same is not None:
        own = [f"Alone it is `{command} {same}`."]
    yield "\n\n".join(part for part in (f"{level} {command}", app.help, *own, app.help_epilogue) if part)
    for name, one in within.items():
        yield from _sections(one, f"{command} {name}", f"{level}#")


def _flags(app: App) -> list[str]:
    own = [one for one in _shown(app) if _group(one) not in _ELSEWHERE]
    groups = dict.fromkeys(_group(one) for one in _shown(app))
    return ["\n".join(map(_line, own)), *(_ELSEWHERE[group] for group in groups if group in _ELSEWHERE)]


def _shown(app: App) -> list[Argument]:
    return [one for one in app.assemble_argument_collection() if one.show]


def _group(argument: Argument) -> str:
    groups = argument.parameter.group
    return str(groups[0].name) if isinstance(groups, tuple) and groups else ""


def _line(argument: Argument) -> str:
    names = ", ".join(f"`{name}`" for name in argument.names)
    default = argument.field_info.default
    remarks = (
        ", ".join(argument.get_choices() or ()),
        "needed" if argument.required else "",
        f"default `{default}`" if isinstance(default, str | int | float) and not isinstance(default, bool) else "",
    )
    told = "; ".join(remark for remark in remarks if remark)
    return f"- {names}: {argument.parameter.help}" + (f" ({told})" if told else "")
