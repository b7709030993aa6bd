# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about rules of the grid for inverters."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import DERControlKind, DERControlStatus, GridEventFault
from pilotwire.protocol.ocpp21.scalars import Text36, Text200
from pilotwire.protocol.ocpp21.types.der_control import (
    DERCurve,
    DERCurveGet,
    EnterService,
    EnterServiceGet,
    FixedPF,
    FixedPFGet,
    FixedVar,
    FixedVarGet,
    FreqDroop,
    FreqDroopGet,
    Gradient,
    GradientGet,
    LimitMaxDischarge,
    LimitMaxDischargeGet,
)
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class ClearDERControlRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "is_default": "isDefault",
        "control_type": "controlType",
        "control_id": "controlId",
        "custom_data": "customData",
    },
):
    """CSMS to station: removes rules for the inverter. OCPP 2.1, block R."""

    is_default: bool
    control_type: Maybe[DERControlKind] = None
    control_id: Maybe[Text36] = None
    custom_data: Maybe[CustomData] = None


class ClearDERControlResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to ClearDERControl. OCPP 2.1, block R."""

    status: DERControlStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class GetDERControlRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "request_id": "requestId",
        "is_default": "isDefault",
        "control_type": "controlType",
        "control_id": "controlId",
        "custom_data": "customData",
    },
):
    """CSMS to station: asks for the rules for the inverter. OCPP 2.1, block R."""

    request_id: int
    is_default: Maybe[bool] = None
    control_type: Maybe[DERControlKind] = None
    control_id: Maybe[Text36] = None
    custom_data: Maybe[CustomData] = None


class GetDERControlResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to GetDERControl. OCPP 2.1, block R."""

    status: DERControlStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class NotifyDERAlarmRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "control_type": "controlType",
        "grid_event_fault": "gridEventFault",
        "alarm_ended": "alarmEnded",
        "extra_info": "extraInfo",
        "custom_data": "customData",
    },
):
    """Station to CSMS: reports a fault of the grid that touches the inverter. OCPP 2.1, block R."""

    control_type: DERControlKind
    grid_event_fault: Maybe[GridEventFault] = None
    alarm_ended: Maybe[bool] = None
    timestamp: Instant
    extra_info: Maybe[Text200] = None
    custom_data: Maybe[CustomData] = None


class NotifyDERAlarmResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyDERAlarm. OCPP 2.1, block R."""

    custom_data: Maybe[CustomData] = None


class NotifyDERStartStopRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"control_id": "controlId", "superseded_ids": "supersededIds", "custom_data": "customData"},
):
    """Station to CSMS: tells that a rule for the inverter began or ended. OCPP 2.1, block R."""

    control_id: Text36
    started: bool
    timestamp: Instant
    superseded_ids: Maybe[Annotated[tuple[Text36, ...], Meta(min_length=1, max_length=24)]] = None
    custom_data: Maybe[CustomData] = None


class NotifyDERStartStopResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyDERStartStop. OCPP 2.1, block R."""

    custom_data: Maybe[CustomData] = None


class ReportDERControlRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "enter_service": "enterService",
        "fixed_pf_absorb": "fixedPFAbsorb",
        "fixed_pf_inject": "fixedPFInject",
        "fixed_var": "fixedVar",
        "freq_droop": "freqDroop",
        "limit_max_discharge": "limitMaxDischarge",
        "request_id": "requestId",
        "custom_data": "customData",
    },
):
    """Station to CSMS: sends a part of the rules for the inverter. OCPP 2.1, block R."""

    curve: Maybe[Annotated[tuple[DERCurveGet, ...], Meta(min_length=1, max_length=24)]] = None
    enter_service: Maybe[Annotated[tuple[EnterServiceGet, ...], Meta(min_length=1, max_length=24)]] = None
    fixed_pf_absorb: Maybe[Annotated[tuple[FixedPFGet, ...], Meta(min_length=1, max_length=24)]] = None
    fixed_pf_inject: Maybe[Annotated[tuple[FixedPFGet, ...], Meta(min_length=1, max_length=24)]] = None
    fixed_var: Maybe[Annotated[tuple[FixedVarGet, ...], Meta(min_length=1, max_length=24)]] = None
    freq_droop: Maybe[Annotated[tuple[FreqDroopGet, ...], Meta(min_length=1, max_length=24)]] = None
    gradient: Maybe[Annotated[tuple[GradientGet, ...], Meta(min_length=1, max_length=24)]] = None
    limit_max_discharge: Maybe[Annotated[tuple[LimitMaxDischargeGet, ...], Meta(min_length=1, max_length=24)]] = None
    request_id: int
    tbc: Maybe[bool] = None
    custom_data: Maybe[CustomData] = None


class ReportDERControlResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to ReportDERControl. OCPP 2.1, block R."""

    custom_data: Maybe[CustomData] = None


class SetDERControlRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "is_default": "isDefault",
        "control_id": "controlId",
        "control_type": "controlType",
        "enter_service": "enterService",
        "fixed_pf_absorb": "fixedPFAbsorb",
        "fixed_pf_inject": "fixedPFInject",
        "fixed_var": "fixedVar",
        "freq_droop": "freqDroop",
        "limit_max_discharge": "limitMaxDischarge",
        "custom_data": "customData",
    },
):
    """CSMS to station: sets a rule for the inverter. OCPP 2.1, block R."""

    is_default: bool
    control_id: Text36
    control_type: DERControlKind
    curve: Maybe[DERCurve] = None
    enter_service: Maybe[EnterService] = None
    fixed_pf_absorb: Maybe[FixedPF] = None
    fixed_pf_inject: Maybe[FixedPF] = None
    fixed_var: Maybe[FixedVar] = None
    freq_droop: Maybe[FreqDroop] = None
    gradient: Maybe[Gradient] = None
    limit_max_discharge: Maybe[LimitMaxDischarge] = None
    custom_data: Maybe[CustomData] = None


class SetDERControlResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"status_info": "statusInfo", "superseded_ids": "supersededIds", "custom_data": "customData"},
):
    """The answer to SetDERControl. OCPP 2.1, block R."""

    status: DERControlStatus
    status_info: Maybe[StatusInfo] = None
    superseded_ids: Maybe[Annotated[tuple[Text36, ...], Meta(min_length=1, max_length=24)]] = None
    custom_data: Maybe[CustomData] = None
