"""Reading and writing variables in OCPP 2.x, as the station answers."""

from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from pilotwire.domain.device_model import Address, Component
from pilotwire.kernel.ids import ConnectorId, EvseId
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp21 import provisioning as provisioning21
from pilotwire.protocol.ocpp21.types import device_model as model21
from pilotwire.protocol.ocpp201 import enums, provisioning
from pilotwire.protocol.ocpp201.types import device_model as model
from pilotwire.protocol.ocpp201.types.station import EVSE
from pilotwire.station import remote
from pilotwire.station.kinds import as_one_of
from pilotwire.station.model.variables import Change, Definition

if TYPE_CHECKING:
    from pilotwire.station.station import VirtualStation

AnyComponent = model.Component | model21.Component
AnyVariable = model.Variable | model21.Variable
_WRITTEN: Final[dict[Change, enums.SetVariableStatus]] = {
    Change.ACCEPTED: "Accepted", Change.REBOOT_REQUIRED: "RebootRequired", Change.READ_ONLY: "Rejected",
    Change.BAD_VALUE: "Rejected", Change.UNKNOWN: "UnknownVariable",
}  # fmt: skip


def get_variables(station: "VirtualStation", request: Payload) -> provisioning.GetVariablesResponse:
    """Source: OCPP 2.0.1 part 2, B06."""
    asked = as_one_of((provisioning.GetVariablesRequest, provisioning21.GetVariablesRequest), request)
    return provisioning.GetVariablesResponse(
        get_variable_result=tuple(_read(station, one) for one in asked.get_variable_data)
    )


def set_variables(station: "VirtualStation", request: Payload) -> provisioning.SetVariablesResponse:
    """Source: OCPP 2.0.1 part 2, B05."""
    asked = as_one_of((provisioning.SetVariablesRequest, provisioning21.SetVariablesRequest), request)
    return provisioning.SetVariablesResponse(
        set_variable_result=tuple(_write(station, one) for one in asked.set_variable_data)
    )


def address_of(component: AnyComponent, variable: AnyVariable) -> Address:
    """Where a variable of a message is in the device model."""
    evse = component.evse
    where = Component(
        component.name, component.instance, None if evse is None else EvseId(evse.id),
        None if evse is None or evse.connector_id is None else ConnectorId(evse.connector_id),
    )  # fmt: skip
    return Address(where, variable.name, variable.instance)


def _read(station: "VirtualStation", asked: model.GetVariableData | model21.GetVariableData) -> model.GetVariableResult:
    status, value = _look(station, asked)
    return model.GetVariableResult(
        attribute_status=status, attribute_type=asked.attribute_type, attribute_value=value,
        component=echoed(asked.component), variable=echoed_variable(asked.variable),
    )  # fmt: skip


def _look(
    station: "VirtualStation", asked: model.GetVariableData | model21.GetVariableData
) -> tuple[enums.GetVariableStatus, str | None]:
    address = address_of(asked.component, asked.variable)
    found = station.variables.find(address)
    if found is None:
        return _unknown(station, address), None
    if asked.attribute_type not in (None, "Actual"):
        return "NotSupportedAttributeType", None
    if found.mutability == "WriteOnly":
        return "Rejected", None
    return "Accepted", station.value_of(found.name)


def _write(
    station: "VirtualStation", asked: model.SetVariableData | model21.SetVariableData
) -> model.SetVariableResult:
    address = address_of(asked.component, asked.variable)
    found = station.variables.find(address)
    return model.SetVariableResult(
        attribute_type=asked.attribute_type, attribute_status=_written(station, asked, address, found),
        component=echoed(asked.component), variable=echoed_variable(asked.variable),
    )  # fmt: skip


def _written(
    station: "VirtualStation", asked: model.SetVariableData | model21.SetVariableData, address: Address,
    found: Definition | None,
) -> enums.SetVariableStatus:  # fmt: skip
    if found is None:
        return _unknown(station, address)
    if asked.attribute_type not in (None, "Actual"):
        return "NotSupportedAttributeType"
    change = station.variables.write(found, asked.attribute_value)
    if change is Change.ACCEPTED:
        remote.later(station, partial(station.variable_changed, found.name))
    return _WRITTEN[change]


def _unknown(station: "VirtualStation", address: Address) -> Literal["UnknownVariable", "UnknownComponent"]:
    component = address.component.key
    known = any(one.address.component.key == component for one in station.variables)
    return "UnknownVariable" if known else "UnknownComponent"


def echoed(component: AnyComponent) -> model.Component:
    """A component as an answer repeats it."""
    evse = component.evse
    return model.Component(
        name=component.name, instance=component.instance,
        evse=None if evse is None else EVSE(id=evse.id, connector_id=evse.connector_id),
    )  # fmt: skip


def echoed_variable(variable: AnyVariable) -> model.Variable:
    """A variable as an answer repeats it."""
    return model.Variable(name=variable.name, instance=variable.instance)
