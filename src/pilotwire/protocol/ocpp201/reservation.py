# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about reservations."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import (
    CancelReservationStatus,
    ConnectorKind,
    ReservationUpdateStatus,
    ReserveNowStatus,
)
from pilotwire.protocol.ocpp201.types.id_token import IdToken
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class CancelReservationRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "reservation_id": "reservationId"}
):
    """CSMS to station: takes a reservation back. OCPP 2.0.1, block H."""

    custom_data: Maybe[CustomData] = None
    reservation_id: int


class CancelReservationResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to CancelReservation. OCPP 2.0.1, block H."""

    custom_data: Maybe[CustomData] = None
    status: CancelReservationStatus
    status_info: Maybe[StatusInfo] = None


class ReservationStatusUpdateRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "reservation_id": "reservationId",
        "reservation_update_status": "reservationUpdateStatus",
    },
):
    """Station to CSMS: tells that a reservation ended unused. OCPP 2.0.1, block H."""

    custom_data: Maybe[CustomData] = None
    reservation_id: int
    reservation_update_status: ReservationUpdateStatus


class ReservationStatusUpdateResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to ReservationStatusUpdate. OCPP 2.0.1, block H."""

    custom_data: Maybe[CustomData] = None


class ReserveNowRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "expiry_date_time": "expiryDateTime",
        "connector_type": "connectorType",
        "id_token": "idToken",
        "evse_id": "evseId",
        "group_id_token": "groupIdToken",
    },
):
    """CSMS to station: reserves an EVSE for an id token. OCPP 2.0.1, block H."""

    custom_data: Maybe[CustomData] = None
    id: int
    expiry_date_time: Instant
    connector_type: Maybe[ConnectorKind] = None
    id_token: IdToken
    evse_id: Maybe[int] = None
    group_id_token: Maybe[IdToken] = None


class ReserveNowResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to ReserveNow. OCPP 2.0.1, block H."""

    custom_data: Maybe[CustomData] = None
    status: ReserveNowStatus
    status_info: Maybe[StatusInfo] = None
