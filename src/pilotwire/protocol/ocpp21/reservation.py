# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about reservations."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import CancelReservationStatus, ReservationUpdateStatus, ReserveNowStatus
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text20
from pilotwire.protocol.ocpp21.types.id_token import IdToken
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class CancelReservationRequest(
    Payload, frozen=True, kw_only=True, rename={"reservation_id": "reservationId", "custom_data": "customData"}
):
    """CSMS to station: takes a reservation back. OCPP 2.1, block H."""

    reservation_id: IntFrom0
    custom_data: Maybe[CustomData] = None


class CancelReservationResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to CancelReservation. OCPP 2.1, block H."""

    status: CancelReservationStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class ReservationStatusUpdateRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "reservation_id": "reservationId",
        "reservation_update_status": "reservationUpdateStatus",
        "custom_data": "customData",
    },
):
    """Station to CSMS: tells that a reservation ended unused. OCPP 2.1, block H."""

    reservation_id: IntFrom0
    reservation_update_status: ReservationUpdateStatus
    custom_data: Maybe[CustomData] = None


class ReservationStatusUpdateResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to ReservationStatusUpdate. OCPP 2.1, block H."""

    custom_data: Maybe[CustomData] = None


class ReserveNowRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "expiry_date_time": "expiryDateTime",
        "connector_type": "connectorType",
        "id_token": "idToken",
        "evse_id": "evseId",
        "group_id_token": "groupIdToken",
        "custom_data": "customData",
    },
):
    """CSMS to station: reserves an EVSE for an id token. OCPP 2.1, block H."""

    id: IntFrom0
    expiry_date_time: Instant
    connector_type: Maybe[Text20] = None
    id_token: IdToken
    evse_id: Maybe[IntFrom0] = None
    group_id_token: Maybe[IdToken] = None
    custom_data: Maybe[CustomData] = None


class ReserveNowResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to ReserveNow. OCPP 2.1, block H."""

    status: ReserveNowStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
