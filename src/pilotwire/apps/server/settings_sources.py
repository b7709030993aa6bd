"""Where settings come from, by rising precedence: defaults, one TOML file, the environment, flags."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from pilotwire.apps.server.settings import SETTINGS_FILE, Settings, default_data_dir
from pilotwire.apps.server.settings_rules import check
from pilotwire.apps.server.settings_text import Field, fields, shown
from pilotwire.kernel.errors import BadInputError

PREFIX: Final = "PILOTWIRE_"
CONFIG_VARIABLE: Final = "PILOTWIRE_CONFIG"
OTHER_VARIABLES: Final = frozenset(
    {CONFIG_VARIABLE, "PILOTWIRE_KEY", "PILOTWIRE_SERVER", "PILOTWIRE_PYTHON", "PILOTWIRE_VENV"}
)
"""Variables that are no settings of the server: the command line's and the development script's."""
_PATHS: Final = frozenset(
    {"data_dir", "ocpp_tls_certificates", "ocpp_tls_keys", "ocpp_tls_client_ca", "ocpp_tls_client_crl"}
)
TEST_PREFIX: Final = "PILOTWIRE_TEST_"

REFERENCE: Final = "docs/reference/settings.md"


class Given(msgspec.Struct, frozen=True):
    """A value and who gave it, in words; `typed` when the source has types of its own (TOML), unlike text."""

    value: object
    source: str
    typed: bool = False


class Loaded(msgspec.Struct, frozen=True):
    """The settings, and for each one that is not at its default where it came from."""

    settings: Settings
    sources: Mapping[str, str]


def load(flags: Mapping[str, object], environment: Mapping[str, str], config: Path | None = None) -> Loaded:
    """Bring all sources together and check the whole.

    `config` must exist; without it `$PILOTWIRE_CONFIG` must, and without that `pilotwire.toml` in the data folder is
    read if it is there. Raises BadInputError with the source, the name and the value, and what is allowed.
    """
    known = fields()
    given = {**_from_environment(environment, known), **_from_flags(flags)}
    data_dir = _convert(known["data_dir"], given["data_dir"]) if "data_dir" in given else default_data_dir(environment)
    named = config or (Path(environment[CONFIG_VARIABLE]) if environment.get(CONFIG_VARIABLE) else None)
    given = {**_from_file(named, Path(str(data_dir)) / SETTINGS_FILE, known), **given}
    values = {"data_dir": data_dir, **{name: _convert(known[name], one) for name, one in given.items()}}
    settings = msgspec.convert(values, Settings, dec_hook=_path)
    check(settings)
    return Loaded(settings, {name: one.source for name, one in given.items()})


def _from_flags(flags: Mapping[str, object]) -> dict[str, Given]:
    return {name: Given(value, f"--{name.replace('_', '-')}") for name, value in flags.items() if value is not None}


def _from_environment(environment: Mapping[str, str], known: Mapping[str, Field]) -> dict[str, Given]:
    by_variable = {field.variable: field.name for field in known.values()}
    found: dict[str, Given] = {}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or text == "" or _is_foreign(variable, text):
            continue
        if variable not in by_variable:
            nearest = _nearest(variable, [*by_variable, *OTHER_VARIABLES], PREFIX)
            raise BadInputError(
                f"The environment holds {variable}, which is no setting of Pilotwire.",
                "",
                nearest or f"Unset it; {REFERENCE} lists all variables.",
            )
        found[by_variable[variable]] = Given(text, variable)
    return found


def _is_foreign(variable: str, text: str) -> bool:
    """Ours but no setting, or made by Kubernetes for a Service that is called pilotwire."""
    if variable in OTHER_VARIABLES or variable.startswith(TEST_PREFIX):
        return True
    return re.search(r"_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_\w+)?)$", variable) is not None or (
        variable.endswith("_PORT") and re.match(r"(tcp|udp|sctp)://", text) is not None
    )


def _from_file(named: Path | None, implied: Path, known: Mapping[str, Field]) -> dict[str, Given]:
    file = named or implied
    text = _text(file, must_exist=named is not None)
    if text is None:
        return {}
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(
            f"The settings file {file} is not valid TOML: {error}.",
            "",
            'Lines look like ocpp_port = 9000 or host = "::1".',
        ) from error
    for name in table:
        if name not in known:
            nearest = _nearest(name, list(known))
            raise BadInputError(
                f"{_place(file, text, name)}: '{name}' is no setting of Pilotwire.",
                f"/{name}",
                nearest or f"Remove it; {REFERENCE} lists all settings, which stand at the top level, in no table.",
            )
    if named is None and "data_dir" in table:
        raise BadInputError(
            f"{_place(file, text, 'data_dir')}: this file was found in the data folder, so it cannot move that folder.",
            "/data_dir",
            "Use --data-dir or PILOTWIRE_DATA_DIR, or keep the file elsewhere and name it with --config.",
        )
    return {name: Given(_anchored(name, value, file), _place(file, text, name), True) for name, value in table.items()}


def _text(file: Path, *, must_exist: bool) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        if not must_exist:
            return None
        problem, remedy = "does not exist", "Check the path, or create the file."
    except NotADirectoryError:
        if not must_exist:
            return None  # the data folder itself is at fault, and whoever opens it says so
        problem, remedy = "does not exist", "A part of its path is a file and no folder; check the path."
    except IsADirectoryError:
        problem, remedy = "is a folder", f"Name a file, for example {file / SETTINGS_FILE}."
    except PermissionError:
        problem, remedy = "may not be read by this user", f"Give this user the right to read it: chmod u+r {file}"
    except UnicodeDecodeError:
        problem, remedy = "is not UTF-8 text", "Save it as UTF-8."
    except OSError as error:
        problem, remedy = f"cannot be read: {error.strerror}", "Check the path and the disk."
    raise BadInputError(f"The settings file {file} {problem}.", "", remedy)


def _anchored(name: str, value: object, file: Path) -> object:
    """A relative path in a file is meant from the file, wherever Pilotwire is started."""
    if name in _PATHS and isinstance(value, str) and value.strip():
        return str(file.absolute().parent / Path(value).expanduser())
    if name in _PATHS and isinstance(value, list):
        return [_anchored(name, one, file) for one in value]
    return value


def _place(file: Path, text: str, name: str) -> str:
    """The file with the line of a key, as compilers write it."""
    key = re.compile(rf"""\s*(\[+\s*)?["']?{re.escape(name)}["']?\s*[\].=]""")
    line = next((number for number, one in enumerate(text.splitlines(), 1) if key.match(one)), None)
    return f"{file}:{line}" if line else str(file)


def _nearest(name: str, names: list[str], prefix: str = "") -> str:
    """A question that names the nearest of `names`, "" when none is near; what all share does not count as near."""
    close = difflib.get_close_matches(name.removeprefix(prefix), [one.removeprefix(prefix) for one in names], n=1)
    return f"Did you mean {prefix}{close[0]}?" if close else ""


def _convert(field: Field, given: Given) -> object:
    value = given.value
    if isinstance(value, str) and not given.typed:
        value = _from_text(field.kind, value)
    try:
        return msgspec.convert(value, field.annotation, strict=given.typed, dec_hook=_path)
    except (msgspec.ValidationError, RuntimeError):  # RuntimeError: "~name" of a user that does not exist
        has = "cannot be used" if field.secret else f"is {_quoted(given.value)}"
        hint = " Write it without quotes." if given.typed and isinstance(value, str) and field.kind is not str else ""
        raise BadInputError(
            f"{given.source}: {field.name} {has}; it must be {field.allowed}.",
            f"/{field.name}",
            f"The default is {field.default}.{hint}",
        ) from None


def _from_text(kind: type, text: str) -> object:
    if kind is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    if kind is bool:
        return {"yes": True, "on": True, "no": False, "off": False}.get(text.strip().lower(), text.strip())
    return text.strip()


def _quoted(value: object) -> str:
    text = value if isinstance(value, str) else shown(value)
    return f"'{text[:80]}...'" if len(text) > 80 else f"'{text}'"


def _path(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str) and value.strip():
        return Path(value).expanduser().absolute()
    if kind is Path and isinstance(value, Path):
        return value
    raise msgspec.ValidationError("not a path")
