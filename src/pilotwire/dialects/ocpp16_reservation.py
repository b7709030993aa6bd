"""Reservations in the words of OCPP 1.6, where connector 0 is any connector."""

from pilotwire.domain.command import CannotError
from pilotwire.domain.reservation_commands import CancelReservation, Reserve
from pilotwire.protocol.ocpp16 import reservation as messages

from .ocpp16_commands import id_tag


def reserve(command: Reserve) -> messages.ReserveNowRequest:
    """ReserveNow. Raises CannotError for a type of connector, or for a token or group that is too long."""
    if command.connector_type is not None:
        raise CannotError("OCPP 1.6 reserves no type of connector", "name an EVSE, or none for any")
    return messages.ReserveNowRequest(
        connector_id=command.evse_id or 0,
        expiry_date=command.expires_at,
        id_tag=id_tag(command.id_token.value),
        parent_id_tag=None if command.group_id is None else id_tag(command.group_id),
        reservation_id=command.reservation,
    )


def cancel(command: CancelReservation) -> messages.CancelReservationRequest:
    """CancelReservation."""
    return messages.CancelReservationRequest(reservation_id=command.reservation)
