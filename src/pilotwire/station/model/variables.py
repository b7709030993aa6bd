"""The variables of a virtual station: one table for all stations, and what differs at each."""

import tomllib
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from pilotwire.domain.device_model import Address, Characteristics, Component, DataType, Mutability, value_problem


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One variable as it comes from the factory. `value` is that of its attribute Actual.

    `name` is Component.Variable or Component.Variable[instance]; `key` what 1.6 calls it, where 1.6 knows it. `values`
    is a list with commas, or the name of a list of the same file. `reboot`: a change holds from the next start on.
    """

    name: Annotated[str, Meta(pattern=r"^[A-Za-z0-9]+\.[A-Za-z0-9]+(\[[A-Za-z0-9.]+\])?$")]
    type: DataType
    value: str = ""
    key: str | None = None
    mutability: Mutability = "ReadWrite"
    unit: str | None = None
    min: float | None = None
    max: float | None = None
    values: str = ""
    reboot: bool = False

    @property
    def address(self) -> Address:
        """Where it is in the device model."""
        component, _, rest = self.name.partition(".")
        variable, _, instance = rest.partition("[")
        return Address(Component(component), variable, instance.rstrip("]") or None)

    @property
    def characteristics(self) -> Characteristics:
        """What it may hold."""
        listed = tuple(self.values.split(",")) if self.values else ()
        return Characteristics(self.type, self.unit, self.min, self.max, listed)


class Change(Enum):
    """What came of an attempt to write a variable."""

    ACCEPTED = "accepted"
    REBOOT_REQUIRED = "reboot-required"
    READ_ONLY = "read-only"
    BAD_VALUE = "bad-value"
    UNKNOWN = "unknown"


class Variables:
    """One station's variables. They survive a reboot; reading is by name, in the type that the caller expects."""

    __slots__ = ("_own", "_table")

    def __init__(self, differing: Mapping[str, str] | None = None, table: "Table | None" = None) -> None:
        """Raises KeyError for a name that is not in the table."""
        self._table = standard_table() if table is None else table
        self._own: dict[str, str] = {}
        for name, value in (differing or {}).items():
            self._own[self._table.by_name[name].name] = value

    def text(self, name: str) -> str:
        """The value as it is told. Raises KeyError for one that the station does not have."""
        own = self._own.get(name)
        return self._table.by_name[name].value if own is None else own

    def number(self, name: str) -> int:
        """A whole number; 0 for an empty value."""
        return int(self.text(name) or 0)

    def switch(self, name: str) -> bool:
        """A boolean."""
        return self.text(name).casefold() == "true"

    def members(self, name: str) -> tuple[str, ...]:
        """The items of a list, in order."""
        return tuple(item.strip() for item in self.text(name).split(",") if item.strip())

    def definition(self, name: str) -> Definition:
        """What the variable is. Raises KeyError."""
        return self._table.by_name[name]

    def find(self, address: Address) -> Definition | None:
        """The variable at an address, in any spelling; None: there is none."""
        return self._table.by_address.get(address.key)

    def find_key(self, key: str) -> Definition | None:
        """The variable that a configuration key of 1.6 names, in any case."""
        return self._table.by_key.get(key.casefold())

    def __iter__(self) -> Iterator[Definition]:
        return iter(self._table.by_name.values())

    def write(self, definition: Definition, value: str) -> Change:
        """Set a variable as the CSMS asks: read-only ones, wrong types and values out of range stay as they were.

        Source: OCPP 2.0.1 part 2, B05; OCPP 1.6, 5.3.
        """
        if definition.mutability == "ReadOnly":
            return Change.READ_ONLY
        if value_problem(value, definition.characteristics) is not None:
            return Change.BAD_VALUE
        self._own[definition.name] = value
        return Change.REBOOT_REQUIRED if definition.reboot else Change.ACCEPTED

    def keep(self, name: str, value: str) -> None:
        """Set a variable as the station itself does, read-only ones too. Raises KeyError."""
        self._own[self._table.by_name[name].name] = value


class Table:
    """Definitions, found by name, by address and by key; shared by all stations that have them."""

    __slots__ = ("by_address", "by_key", "by_name")

    def __init__(self, definitions: tuple[Definition, ...]) -> None:
        self.by_name: Final = {one.name: one for one in definitions}
        self.by_address: Final = {one.address.key: one for one in definitions}
        self.by_key: Final = {one.key.casefold(): one for one in definitions if one.key is not None}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    measurands: str
    variable: tuple[Definition, ...]


@cache
def standard_table() -> Table:
    """The variables that every station has: `variables.toml`."""
    content = files(__package__).joinpath("variables.toml").read_text("utf-8")
    listed = msgspec.convert(tomllib.loads(content), _File)
    return Table(
        tuple(
            msgspec.structs.replace(one, values=listed.measurands) if one.values == "measurands" else one
            for one in listed.variable
        )
    )
