"""The cars of the catalogue, by name."""

import difflib
import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Final

import msgspec

from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.station.physics.car_model import CarModel

_PLACE: Final = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_RULE: Final = re.compile(r"^(?P<field>[a-z0-9_]+): ")
_WHOLE: Final = re.compile(r"field `(?P<field>[^`]+)`$")


@functools.cache
def cars() -> Mapping[str, CarModel]:
    """Every car that comes with Pilotwire, by name, in the file's order."""
    text = resources.files(__package__).joinpath("cars.toml").read_text(encoding="utf-8")
    return MappingProxyType(read_cars(text))


def car(name: str) -> CarModel:
    """The car of this name. Raises NotFoundError, with the nearest names as the remedy."""
    found = cars().get(name)
    if found is not None:
        return found
    near = difflib.get_close_matches(name.lower(), cars(), 3, 0.5)
    raise NotFoundError(
        f"There is no car '{name}' in the catalogue.",
        f"Did you mean {' or '.join(near)}?" if near else f"Take one of {', '.join(cars())}.",
    )


def read_cars(text: str) -> dict[str, CarModel]:
    """Cars out of TOML: a table `[name]` for each, with the fields of `CarModel` but its name.

    Raises BadInputError, whose pointer leads to the field (`/hatch/ac_max_a`).
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(f"The cars are not valid TOML: {error}.", "", "Each car is a table, [its-name].") from error
    return {name: _model(name, fields) for name, fields in tables.items()}


def _model(name: str, fields: object) -> CarModel:
    if not isinstance(fields, dict):
        raise BadInputError(f"'{name}' is no car.", f"/{name}", f"Each car is a table, [{name}], with its fields.")
    if "name" in fields:
        raise BadInputError(f"The car '{name}' has its name twice.", f"/{name}/name", "The table's name is enough.")
    try:
        return msgspec.convert({**fields, "name": name}, CarModel)
    except msgspec.ValidationError as error:
        where, what = _place(str(error))
        raise BadInputError(
            f"The car '{name}' cannot be: {what}.",
            f"/{name}{where}",
            f"The fields of a car are {', '.join(CarModel.__struct_fields__)}.",
        ) from error


def _place(text: str) -> tuple[str, str]:
    place = _PLACE.search(text)
    what = text[: place.start()] if place else text
    pointer = place["path"].replace(".", "/").replace("[", "/").replace("]", "") if place else ""
    named = _RULE.match(what) or _WHOLE.search(what)
    return (f"{pointer}/{named['field']}" if named else pointer), what
