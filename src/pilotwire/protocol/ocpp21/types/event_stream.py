# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: event stream."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text2500


class ConstantStreamData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"variable_monitoring_id": "variableMonitoringId", "custom_data": "customData"},
):
    """What stays the same in an event stream."""

    id: IntFrom0
    params: PeriodicEventStreamParams
    variable_monitoring_id: IntFrom0
    custom_data: Maybe[CustomData] = None


class PeriodicEventStreamParams(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """How often an event stream sends."""

    interval: Maybe[IntFrom0] = None
    values: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None


class StreamDataElement(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """One value of an event stream, with its offset in time in seconds."""

    t: float
    v: Text2500
    custom_data: Maybe[CustomData] = None
