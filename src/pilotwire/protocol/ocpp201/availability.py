# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about operative or not, and heartbeats."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import ChangeAvailabilityStatus, ConnectorStatus, OperationalStatus
from pilotwire.protocol.ocpp201.types.station import EVSE
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class ChangeAvailabilityRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "operational_status": "operationalStatus"}
):
    """CSMS to station: makes the station, an EVSE or a connector operative or not. OCPP 2.0.1, block G."""

    custom_data: Maybe[CustomData] = None
    evse: Maybe[EVSE] = None
    operational_status: OperationalStatus


class ChangeAvailabilityResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to ChangeAvailability. OCPP 2.0.1, block G."""

    custom_data: Maybe[CustomData] = None
    status: ChangeAvailabilityStatus
    status_info: Maybe[StatusInfo] = None


class HeartbeatRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """Station to CSMS: shows that it lives, and asks for the time. OCPP 2.0.1, block G."""

    custom_data: Maybe[CustomData] = None


class HeartbeatResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "current_time": "currentTime"}
):
    """The answer to Heartbeat. OCPP 2.0.1, block G."""

    custom_data: Maybe[CustomData] = None
    current_time: Instant


class StatusNotificationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "connector_status": "connectorStatus",
        "evse_id": "evseId",
        "connector_id": "connectorId",
    },
):
    """Station to CSMS: reports the status of a connector. OCPP 2.0.1, block G."""

    custom_data: Maybe[CustomData] = None
    timestamp: Instant
    connector_status: ConnectorStatus
    evse_id: int
    connector_id: int


class StatusNotificationResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to StatusNotification. OCPP 2.0.1, block G."""

    custom_data: Maybe[CustomData] = None
