"""The page docs/reference/settings.md, from the settings as the server types them."""

from typing import Final

from pilotwire.apps.server.settings_text import fields

PATH: Final = "docs/reference/settings.md"

_HEAD: Final = """# Settings

<!-- Generated from the code by `./dev docs`: change src/pilotwire/apps/server/settings.py, not this page. -->

Every setting has a default that suits a first trial on one machine. It can be given in four places; each beats the ones
before it:

1. the default,
2. one TOML file: the one named by `--config` or `PILOTWIRE_CONFIG`, otherwise `pilotwire.toml` in the data folder,
3. an environment variable: `PILOTWIRE_` and the name in capitals, such as `PILOTWIRE_OCPP_PORT`,
4. a flag of `pilotwire serve`: the name with hyphens, such as `--ocpp-port`; for switches `--quiet` and `--no-quiet`.

In the file settings stand at the top level: `ocpp_port = 9000`, `quiet = true`, `protocols = ["ocpp1.6"]`. In the
environment and in flags a list is separated by commas, and an empty variable counts as not set. A name that does not
exist, or a value that is not allowed, is refused at the start with the place where it stands.
`pilotwire serve --show-settings` prints what holds and where each value comes from; passwords are blotted out.

| setting | default | it must be | what it does |
|---|---|---|---|
"""


def page() -> str:
    """The page's text."""
    rows = (
        f"| `{field.name}` | {_code(field.default)} | {_cell(field.allowed)} | {_cell(field.description)} |"
        for field in fields().values()
    )
    return _HEAD + "\n".join(rows) + "\n"


def _code(default: str) -> str:
    return "unset" if default == "unset" else f"`{_cell(default)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
