"""Variables as they are named on the command line: Component[instance]@evse.connector/Variable[instance]."""

import re
from typing import Final, NamedTuple

from pilotwire.cli.options import UsageError
from pilotwire.cli.typed import typed
from pilotwire.client.variable import (
    ComponentInput,
    ComponentName,
    VariableInput,
    VariableName,
    VariableRead,
    VariableWrite,
)


class Named(NamedTuple):
    """A variable that somebody named."""

    component: dict[str, object]
    variable: dict[str, object]


def named(text: str) -> Named:
    """The variable of this name. Raises UsageError."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise UsageError(
            f"'{text[:100]}' names no variable.", "", "Write it like OCPPCommCtrlr/HeartbeatInterval or EVSE@1/Power."
        )
    found = match.groupdict()
    component: dict[str, object] = {"name": found["component"]}
    if found["component_instance"] is not None:
        component["instance"] = found["component_instance"]
    if found["evse"] is not None:
        component["evse_id"] = int(found["evse"])
    if found["connector"] is not None:
        component["connector_id"] = int(found["connector"])
    variable: dict[str, object] = {"name": found["variable"]}
    if found["instance"] is not None:
        variable["instance"] = found["instance"]
    return Named(component, variable)


def wanted_read(text: str, attribute: str) -> VariableRead:
    """What to read. Raises UsageError."""
    component, variable = named(text)
    return typed({"component": component, "variable": variable, "attribute": attribute}, VariableRead)


def wanted_write(text: str, attribute: str) -> VariableWrite:
    """What to write, of ADDRESS=VALUE. Raises UsageError."""
    match = _ASSIGNMENT.fullmatch(text)
    if match is None:
        raise UsageError(f"'{text[:100]}' says no value.", "", "Write it like OCPPCommCtrlr/HeartbeatInterval=300.")
    component, variable = named(match[1])
    return typed(
        {"component": component, "variable": variable, "attribute": attribute, "value": match[2]}, VariableWrite
    )


def spelt(component: ComponentName | ComponentInput, variable: VariableName | VariableInput) -> str:
    """The name of a variable, as `named` reads it."""
    place = "" if component.evse_id is None else f"@{component.evse_id}"
    place += "" if component.connector_id is None else f".{component.connector_id}"
    return f"{component.name}{_in(component.instance)}{place}/{variable.name}{_in(variable.instance)}"


def _in(instance: str | None) -> str:
    return "" if instance is None else f"[{instance}]"


_PLACE: Final = r"(?:@(?P<evse>\d{1,9})(?:\.(?P<connector>\d{1,9}))?)?"
_ADDRESS: Final = re.compile(
    rf"(?P<component>[^\[\]/]+?)(?:\[(?P<component_instance>[^\]]+)\])?{_PLACE}"
    r"/(?P<variable>[^\[\]]+)(?:\[(?P<instance>[^\]]+)\])?"
)
_ASSIGNMENT: Final = re.compile(r"((?:[^=\[]|\[[^\]]*\])+)=(.*)", re.DOTALL)
