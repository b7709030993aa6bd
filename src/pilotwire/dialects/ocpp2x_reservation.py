"""Reservations in the words of OCPP 2.0.1 and 2.1; a function whose name ends in 21 is for 2.1 alone."""

from typing import Final, get_args

from pilotwire.domain.command import CannotError
from pilotwire.domain.reservation_commands import CancelReservation, Reserve
from pilotwire.protocol.ocpp21 import reservation as reservation21
from pilotwire.protocol.ocpp201 import enums
from pilotwire.protocol.ocpp201 import reservation as messages

from .ocpp2x_commands import group_token, group_token21, id_token, id_token21


def reserve(command: Reserve) -> messages.ReserveNowRequest:
    """ReserveNow. Raises CannotError for a type of connector or token that 2.0.1 has no word for."""
    kind = None if command.connector_type is None else _CONNECTORS.get(command.connector_type)
    if kind is None and command.connector_type is not None:
        raise CannotError(
            f"OCPP 2.0.1 has no type of connector '{command.connector_type}'", f"it has {', '.join(_CONNECTORS)}"
        )
    return messages.ReserveNowRequest(
        id=command.reservation,
        expiry_date_time=command.expires_at,
        connector_type=kind,
        id_token=id_token(command.id_token),
        evse_id=command.evse_id,
        group_id_token=group_token(command.group_id),
    )


def reserve21(command: Reserve) -> reservation21.ReserveNowRequest:
    """ReserveNow, with tokens and connectors of any type. Source: OCPP 2.1 part 2, H01."""
    return reservation21.ReserveNowRequest(
        id=command.reservation,
        expiry_date_time=command.expires_at,
        connector_type=command.connector_type,
        id_token=id_token21(command.id_token),
        evse_id=command.evse_id,
        group_id_token=group_token21(command.group_id),
    )


def cancel(command: CancelReservation) -> messages.CancelReservationRequest:
    """CancelReservation."""
    return messages.CancelReservationRequest(reservation_id=command.reservation)


_CONNECTORS: Final[dict[str, enums.ConnectorKind]] = {word: word for word in get_args(enums.ConnectorKind)}
