"""2.x block H: reservations that end in the station."""

from typing import TypeAlias

from pilotwire.protocol.ocpp21 import reservation as reservation21
from pilotwire.protocol.ocpp201 import reservation
from pilotwire.services.context import Context
from pilotwire.services.reservation_register import status_update

StatusUpdate: TypeAlias = reservation.ReservationStatusUpdateRequest | reservation21.ReservationStatusUpdateRequest


async def reservation_status_update(
    context: Context, message: StatusUpdate
) -> reservation.ReservationStatusUpdateResponse:
    """Takes the end of a reservation. Source: OCPP 2.0.1 part 2, H04; OCPP 2.1 part 2, H03.FR.11."""
    status_update(context, message.reservation_id, message.reservation_update_status)
    return reservation.ReservationStatusUpdateResponse()
