"""Templates: what variables should hold, and how far a station is from it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from .device_model import Address, AttributeKind, Variable

DriftState = Literal["same", "differs", "unknown", "unread"]
"""As wanted; another value; the station never told of such a variable; it did, but not of this value."""


class Desired(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an attribute of a variable should hold."""

    address: Address
    value: str
    attribute: AttributeKind = "Actual"


class Template(msgspec.Struct, frozen=True, omit_defaults=True):
    """Desired values under a name, to be written to any number of stations."""

    name: str
    created_at: datetime
    updated_at: datetime
    variables: tuple[Desired, ...] = ()
    note: str | None = None


class Drift(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one desired value compares with what the station told; `reported_at` is when it did."""

    desired: Desired
    state: DriftState
    value: str | None = None
    reported_at: datetime | None = None


def drift(template: Template, stored: Iterable[Variable]) -> tuple[Drift, ...]:
    """Each desired value against a station's variables, in the template's order."""
    known = {variable.address.key: variable for variable in stored}
    return tuple(_compared(desired, known) for desired in template.variables)


def _compared(desired: Desired, known: Mapping[tuple[str, str], Variable]) -> Drift:
    variable = known.get(desired.address.key)
    if variable is None:
        return Drift(desired, "unknown")
    attribute = variable.attribute(desired.attribute)
    if attribute is None or attribute.value is None:
        return Drift(desired, "unread", reported_at=variable.reported_at)
    same = is_same(desired.value, attribute.value, variable)
    return Drift(desired, "same" if same else "differs", attribute.value, variable.reported_at)


def is_same(wanted: str, found: str, variable: Variable) -> bool:
    """Whether two texts are the same value of the variable: numbers by what they count, truth in any case."""
    if wanted == found:
        return True
    allowed = variable.characteristics
    kind = None if allowed is None else allowed.data_type
    if kind == "boolean":
        return wanted.casefold() == found.casefold()
    if kind in ("integer", "decimal"):
        try:
            return float(wanted) == float(found)
        except ValueError:
            return False
    if kind == "MemberList":
        return sorted(wanted.split(",")) == sorted(found.split(","))
    return False
