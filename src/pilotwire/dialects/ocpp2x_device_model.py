"""The device model in the words of OCPP 2.0.1 and 2.1: how variables are asked for, and what is told about them.

Requests are built of 2.0.1's structs where 2.1 accepts them; a function whose name ends in 21 is for 2.1 alone.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeAlias

from pilotwire.domain.command import CannotError
from pilotwire.domain.device_model import (
    Address,
    Attribute,
    AttributeKind,
    Characteristics,
    Component,
    Variable,
)
from pilotwire.domain.device_model_commands import (
    AttributeAnswer,
    GetBaseReport,
    GetReport,
    GetVariables,
    SetNetworkProfile,
    SetVariables,
)
from pilotwire.domain.report import Part
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId
from pilotwire.protocol.ocpp21 import provisioning as provisioning21
from pilotwire.protocol.ocpp21.types import device_model as types21
from pilotwire.protocol.ocpp21.types import station as station21
from pilotwire.protocol.ocpp201 import provisioning
from pilotwire.protocol.ocpp201.types import device_model as types
from pilotwire.protocol.ocpp201.types.station import EVSE, NetworkConnectionProfile

from .ocpp2x_commands import StatusInfo

GetAnswer: TypeAlias = provisioning.GetVariablesResponse | provisioning21.GetVariablesResponse
SetAnswer: TypeAlias = provisioning.SetVariablesResponse | provisioning21.SetVariablesResponse
NotifyReport: TypeAlias = provisioning.NotifyReportRequest | provisioning21.NotifyReportRequest
_Reported: TypeAlias = types.ReportData | types21.ReportData

_NAME_CHARACTERS: Final = 50
_VALUE_CHARACTERS: Final = 1000
_VALUE_CHARACTERS_21: Final = 2500


def get_variables(command: GetVariables) -> provisioning.GetVariablesRequest:
    """GetVariables. Raises CannotError for nothing wanted: all there is comes as a report."""
    if not command.wanted:
        raise CannotError("OCPP 2.x reads variables by name alone", "ask for a report")
    return provisioning.GetVariablesRequest(
        get_variable_data=tuple(
            types.GetVariableData(
                attribute_type=_attribute_type(one.attribute),
                component=said_component(one.address.component),
                variable=said_variable(one.address),
            )
            for one in command.wanted
        )
    )


def values_read(answer: GetAnswer) -> tuple[AttributeAnswer, ...]:
    """What was read, and why the rest was not."""
    return tuple(
        AttributeAnswer(
            one.attribute_status,
            told_address(one.component, one.variable),
            one.attribute_type or "Actual",
            one.attribute_value,
            *told_reason(one.attribute_status_info),
        )
        for one in answer.get_variable_result
    )


def set_variables(command: SetVariables) -> provisioning.SetVariablesRequest:
    """SetVariables. Raises CannotError for a value that is too long for any message."""
    _check_values(command, _VALUE_CHARACTERS, "2.0.1")
    return provisioning.SetVariablesRequest(
        set_variable_data=tuple(
            types.SetVariableData(
                attribute_type=_attribute_type(one.attribute),
                attribute_value=one.value,
                component=said_component(one.address.component),
                variable=said_variable(one.address),
            )
            for one in command.wanted
        )
    )


def set_variables21(command: SetVariables) -> provisioning21.SetVariablesRequest:
    """SetVariables, with the longer values of 2.1."""
    _check_values(command, _VALUE_CHARACTERS_21, "2.1")
    return provisioning21.SetVariablesRequest(
        set_variable_data=tuple(
            types21.SetVariableData(
                attribute_type=_attribute_type(one.attribute),
                attribute_value=one.value,
                component=said_component21(one.address.component),
                variable=types21.Variable(name=one.address.variable, instance=one.address.instance),
            )
            for one in command.wanted
        )
    )


def values_written(answer: SetAnswer) -> tuple[AttributeAnswer, ...]:
    """How each write went."""
    return tuple(
        AttributeAnswer(
            one.attribute_status,
            told_address(one.component, one.variable),
            one.attribute_type or "Actual",
            None,
            *told_reason(one.attribute_status_info),
        )
        for one in answer.set_variable_result
    )


def get_base_report(command: GetBaseReport) -> provisioning.GetBaseReportRequest:
    """GetBaseReport."""
    return provisioning.GetBaseReportRequest(request_id=command.request_id, report_base=command.base)


def get_report(command: GetReport) -> provisioning.GetReportRequest:
    """GetReport."""
    wanted = (
        *(types.ComponentVariable(component=said_component(one)) for one in command.components),
        *(
            types.ComponentVariable(component=said_component(one.component), variable=said_variable(one))
            for one in command.variables
        ),
    )
    return provisioning.GetReportRequest(
        request_id=command.request_id, component_variable=wanted or None, component_criteria=command.criteria or None
    )


def set_network_profile(command: SetNetworkProfile) -> provisioning.SetNetworkProfileRequest:
    """SetNetworkProfile, for OCPP over WebSockets with JSON."""
    profile = command.profile
    return provisioning.SetNetworkProfileRequest(
        configuration_slot=command.slot,
        connection_data=NetworkConnectionProfile(
            ocpp_version="OCPP20",
            ocpp_transport="JSON",
            ocpp_csms_url=profile.csms_url,
            message_timeout=profile.message_timeout_s,
            security_profile=profile.security_profile,
            ocpp_interface=profile.interface,
        ),
    )


def report_part(message: NotifyReport, size_bytes: int) -> Part:
    """Which part of which report a message is. Source: OCPP 2.0.1 part 2, B07."""
    return Part(
        request_id=message.request_id,
        seq_no=message.seq_no,
        more=bool(message.tbc),
        variables=len(message.report_data or ()),
        bytes=size_bytes,
    )


def reported_variables(message: NotifyReport, station: StationId, at: datetime) -> Sequence[Variable]:
    """The variables that a part of a report tells."""
    return [_reported(one, station, at) for one in message.report_data or ()]


def _reported(told: _Reported, station: StationId, at: datetime) -> Variable:
    limits = told.variable_characteristics
    return Variable(
        station,
        told_address(told.component, told.variable),
        at,
        tuple(
            Attribute(
                one.type or "Actual",
                one.value,
                one.mutability or "ReadWrite",
                bool(one.persistent),
                bool(one.constant),
            )
            for one in told.variable_attribute
        ),
        None
        if limits is None
        else Characteristics(
            limits.data_type,
            limits.unit,
            limits.min_limit,
            limits.max_limit,
            tuple(value.strip() for value in limits.values_list.split(",")) if limits.values_list else (),
            limits.supports_monitoring,
        ),
    )


def said_component(component: Component) -> types.Component:
    """A component. Raises CannotError for a name that is too long for any message."""
    check_length(component.name, component.instance)
    place = None if component.evse_id is None else EVSE(id=component.evse_id, connector_id=component.connector_id)
    return types.Component(name=component.name, instance=component.instance, evse=place)


def said_component21(component: Component) -> types21.Component:
    """The same in the structs of 2.1."""
    said = said_component(component)
    place = None if said.evse is None else station21.EVSE(id=said.evse.id, connector_id=said.evse.connector_id)
    return types21.Component(name=said.name, instance=said.instance, evse=place)


def _check_values(command: SetVariables, most: int, version: str) -> None:
    for one in command.wanted:
        if len(one.value) > most:
            raise CannotError(
                f"the value for {one.address} has {len(one.value)} characters; OCPP {version} takes {most}",
                "shorten it",
            )
        check_length(one.address.variable, one.address.instance)


def said_variable(address: Address) -> types.Variable:
    """A variable's name. Raises CannotError for one that is too long for any message."""
    check_length(address.variable, address.instance)
    return types.Variable(name=address.variable, instance=address.instance)


def check_length(*names: str | None) -> None:
    """Raise CannotError for a name that is too long for any message."""
    for name in names:
        if name is not None and len(name) > _NAME_CHARACTERS:
            raise CannotError(f"OCPP 2.x has no names of {len(name)} characters", f"use at most {_NAME_CHARACTERS}")


def told_address(
    component: types.Component | types21.Component, variable: types.Variable | types21.Variable
) -> Address:
    """Which variable of which component a station means."""
    place = component.evse
    return Address(
        Component(
            component.name,
            component.instance,
            None if place is None else EvseId(place.id),
            None if place is None or place.connector_id is None else ConnectorId(place.connector_id),
        ),
        variable.name,
        variable.instance,
    )


def _attribute_type(kind: AttributeKind) -> AttributeKind | None:
    """Actual is what is meant without a word. Source: OCPP 2.0.1 part 2, B06.FR.11."""
    return None if kind == "Actual" else kind


def told_reason(info: StatusInfo | None) -> tuple[str | None, str | None]:
    """The code and the text with which a station explains itself."""
    return (None, None) if info is None else (info.reason_code, info.additional_info)
