"""The tariff of a transaction: chosen once, when it starts, of what is assigned then."""

from datetime import datetime

import msgspec

from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Where, chosen
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import EvseId, StationId

from .context import Context
from .ports import Store


def tariff_at(
    store: Store, station: StationId, evse_id: EvseId | None, token: str | None, group: str | None, at: datetime
) -> Tariff | None:
    """The tariff of a transaction that would begin there and then."""
    assignments = store.tariff_assignments()
    if not assignments:
        return None
    record = store.station(station)
    where = Where(station, () if record is None else record.labels, evse_id, token, group)
    return chosen(assignments, store.tariffs(), where, at)


def with_tariff(context: Context, before: Transaction | None, transaction: Transaction) -> Transaction:
    """The transaction with its tariff, where that is to be chosen now: at its start, and when its token is first told.

    A transaction that starts when nobody is known yet so gets the tariff of its driver. From then on it keeps it.
    """
    if before is not None and (before.id_token is not None or transaction.id_token is None):
        return transaction
    token = transaction.id_token
    tariff = tariff_at(
        context.store, transaction.station, transaction.evse_id, None if token is None else token.value,
        transaction.group_id, transaction.started_at,
    )  # fmt: skip
    if tariff is None or tariff.reference == transaction.tariff:
        return transaction
    return msgspec.structs.replace(transaction, tariff=tariff.reference)
