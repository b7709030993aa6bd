"""Settings in words: what each may hold, and what it holds now, without secrets."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import NoneType
from typing import Final, Literal, get_args, get_origin

import msgspec

from pilotwire.apps.server.settings import Settings

_UNSET: Final = "unset"
DEFAULT_DATA_DIR: Final = "$XDG_DATA_HOME/pilotwire, else ~/.local/share/pilotwire"


class Field(msgspec.Struct, frozen=True):
    """One setting as people meet it. `annotation` is its type with bounds; `allowed` completes "it must be ..."."""

    name: str
    annotation: object
    kind: type
    description: str
    allowed: str
    default: str
    secret: bool

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return f"PILOTWIRE_{self.name.upper()}"

    @property
    def flag(self) -> str:
        """Its flag of `pilotwire serve`."""
        return f"--{self.name.replace('_', '-')}"


def fields() -> Mapping[str, Field]:
    """Every setting by name, in the order of the struct, what it inherits last."""
    own = Settings.__annotations__
    ordered = sorted(msgspec.structs.fields(Settings), key=lambda field: field.name not in own)
    return {field.name: _field(field) for field in ordered}


def describe(settings: Settings) -> dict[str, str]:
    """Every setting's value as text, safe to print: passwords are blotted out."""
    texts = {field.name: (shown(getattr(settings, field.name)), field.secret) for field in fields().values()}
    return {name: _safe(name, text) if secret else text for name, (text, secret) in texts.items()}


def mask(url: str) -> str:
    """Blot out the password in the address of a database, before the host or in the query."""
    head, at, tail = url.rpartition("@")
    scheme, separator, user_info = head.rpartition("://")
    user, colon, _ = user_info.partition(":")
    safe = f"{scheme}{separator}{user}:***{at}{tail}" if colon else url
    return re.sub(r"(?<=password=)[^&]*", "***", safe)


def _safe(name: str, text: str) -> str:
    """A secret setting as it may be seen: an address without its password, of anything else whether it is set."""
    if name.endswith("_url"):
        return mask(text)
    return text if text == _UNSET else "***"


def shown(value: object) -> str:
    """A value as it is written in the environment and in tables."""
    if value is None:
        return _UNSET
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return ",".join(str(item) for item in value) or _UNSET
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _field(field: msgspec.structs.FieldInfo) -> Field:
    annotation, *_, meta = get_args(field.type)
    extra: Mapping[str, object] = meta.extra or {}
    kind = _plain(annotation)
    return Field(
        name=field.name,
        annotation=field.type,
        kind=kind,
        description=meta.description,
        allowed=str(extra.get("allowed") or _allowed(annotation, kind, meta)),
        default=DEFAULT_DATA_DIR if field.name == "data_dir" else shown(field.default),
        secret=bool(extra.get("secret")),
    )


def _plain(annotation: object) -> type:
    """The Python type that a value has, None aside."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation
    if get_origin(annotation) is tuple:
        return tuple
    return str


def _allowed(annotation: object, kind: type, meta: msgspec.Meta) -> str:
    choices = _choices(annotation)
    if choices:
        return ("a list of " if kind is tuple else "one of ") + ", ".join(choices)
    if kind is int:
        return f"a whole number within {meta.ge}..{meta.le}"
    if kind is float:
        return f"a number within {meta.ge:g}..{meta.le:g}"
    return _WORDS.get(kind, "text")


def _choices(annotation: object) -> list[str]:
    """The words that a Literal allows, found within optionals and tuples too, in the order written."""
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    return [word for part in get_args(annotation) if part is not NoneType for word in _choices(part)]


_WORDS: Final[Mapping[type, str]] = {bool: "true or false", Path: "a folder"}
