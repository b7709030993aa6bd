# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about operative or not, and heartbeats."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import ChangeAvailabilityStatus, ConnectorStatus, OperationalStatus
from pilotwire.protocol.ocpp21.scalars import IntFrom0
from pilotwire.protocol.ocpp21.types.station import EVSE
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class ChangeAvailabilityRequest(
    Payload, frozen=True, kw_only=True, rename={"operational_status": "operationalStatus", "custom_data": "customData"}
):
    """CSMS to station: makes the station, an EVSE or a connector operative or not. OCPP 2.1, block G."""

    evse: Maybe[EVSE] = None
    operational_status: OperationalStatus
    custom_data: Maybe[CustomData] = None


class ChangeAvailabilityResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to ChangeAvailability. OCPP 2.1, block G."""

    status: ChangeAvailabilityStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class HeartbeatRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """Station to CSMS: shows that it lives, and asks for the time. OCPP 2.1, block G."""

    custom_data: Maybe[CustomData] = None


class HeartbeatResponse(
    Payload, frozen=True, kw_only=True, rename={"current_time": "currentTime", "custom_data": "customData"}
):
    """The answer to Heartbeat. OCPP 2.1, block G."""

    current_time: Instant
    custom_data: Maybe[CustomData] = None


class StatusNotificationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "connector_status": "connectorStatus",
        "evse_id": "evseId",
        "connector_id": "connectorId",
        "custom_data": "customData",
    },
):
    """Station to CSMS: reports the status of a connector. OCPP 2.1, block G."""

    timestamp: Instant
    connector_status: ConnectorStatus
    evse_id: IntFrom0
    connector_id: IntFrom0
    custom_data: Maybe[CustomData] = None


class StatusNotificationResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to StatusNotification. OCPP 2.1, block G."""

    custom_data: Maybe[CustomData] = None
