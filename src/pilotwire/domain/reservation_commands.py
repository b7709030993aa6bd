"""Commands about reservations."""

from datetime import datetime

from pilotwire.kernel.ids import EvseId

from .command import Command, Reply
from .id_token import IdToken


class Reserve(Command[Reply], frozen=True):
    """Keep an EVSE free for a token until a time; without `evse_id` any, or any with a connector of `connector_type`.

    A reservation with the same number is replaced. Source: OCPP 2.0.1 part 2, H01; OCPP 1.6, 5.13.
    """

    reservation: int
    id_token: IdToken
    expires_at: datetime
    evse_id: EvseId | None = None
    connector_type: str | None = None
    group_id: str | None = None


class CancelReservation(Command[Reply], frozen=True):
    """Keep nothing free for it any more. Source: OCPP 2.0.1 part 2, H02; OCPP 1.6, 5.1."""

    reservation: int
