"""Payments at the station that were called off: nothing is to be paid."""

from .id_token import DIRECT_PAYMENT
from .transaction import STOP_AUTHORIZED, Transaction


def is_called_off(transaction: Transaction) -> bool:
    """Whether a payment at the station was called off before anything was charged: then nothing is to be paid.

    Source: OCPP 2.1 part 2, C20.
    """
    token = transaction.id_token
    return (
        transaction.ended
        and token is not None
        and token.type == DIRECT_PAYMENT
        and not transaction.energy_wh
        and transaction.stop_trigger in ("EVConnectTimeout", STOP_AUTHORIZED)
    )
