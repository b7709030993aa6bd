"""Which transaction a station means when the id that it names is not one of ours."""

from collections.abc import Iterable
from datetime import datetime

from pilotwire.kernel.ids import EvseId

from .id_token import IdToken
from .transaction import Transaction


def best_match(
    candidates: Iterable[Transaction], evse_id: EvseId | None, id_token: IdToken | None, at: datetime
) -> Transaction | None:
    """The open transaction that fits the EVSE and the token, the latest one that began before `at` first.

    What is not named fits anything; what is named and differs does not. None when nothing fits, or when several fit and
    neither EVSE nor token was named, for a guess would book energy on the wrong driver.
    """
    fitting = [
        transaction
        for transaction in candidates
        if not transaction.ended
        and (evse_id is None or transaction.evse_id in (None, evse_id))
        and (id_token is None or transaction.id_token is None or transaction.id_token.key == id_token.key)
    ]
    if not fitting or (len(fitting) > 1 and evse_id is None and id_token is None):
        return None
    return max(fitting, key=lambda transaction: (transaction.started_at <= at, transaction.started_at))
