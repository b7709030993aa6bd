# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""The messages about reservations."""

from __future__ import annotations

from typing import ClassVar

from pilotwire.protocol.message import Instant, Maybe, Payload
from pilotwire.protocol.ocpp16.enums import CancelReservationStatus, ReservationStatus
from pilotwire.protocol.ocpp16.scalars import Text20


class CancelReservationRequest(Payload, frozen=True, kw_only=True, rename={"reservation_id": "reservationId"}):
    """CSMS to station: takes a reservation back. OCPP 1.6, Reservation profile."""

    schema_draft: ClassVar[int] = 4

    reservation_id: int


class CancelReservationResponse(Payload, frozen=True, kw_only=True):
    """The answer to CancelReservation. OCPP 1.6, Reservation profile."""

    schema_draft: ClassVar[int] = 4

    status: CancelReservationStatus


class ReserveNowRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "connector_id": "connectorId",
        "expiry_date": "expiryDate",
        "id_tag": "idTag",
        "parent_id_tag": "parentIdTag",
        "reservation_id": "reservationId",
    },
):
    """CSMS to station: reserves a connector for an id tag. OCPP 1.6, Reservation profile."""

    schema_draft: ClassVar[int] = 4

    connector_id: int
    expiry_date: Instant
    id_tag: Text20
    parent_id_tag: Maybe[Text20] = None
    reservation_id: int


class ReserveNowResponse(Payload, frozen=True, kw_only=True):
    """The answer to ReserveNow. OCPP 1.6, Reservation profile."""

    schema_draft: ClassVar[int] = 4

    status: ReservationStatus
