"""The tariff of a transaction: chosen once, when it starts, of what is assigned then."""

import msgspec

from pilotwire.domain.tariff_choice import Where, chosen
from pilotwire.domain.transaction import Transaction

from .context import Context


def with_tariff(context: Context, before: Transaction | None, transaction: Transaction) -> Transaction:
    """The transaction with its tariff, where that is to be chosen now: at its start, and when its token is first told.

    A transaction that starts when nobody is known yet so gets the tariff of its driver. From then on it keeps it.
    """
    if before is not None and (before.id_token is not None or transaction.id_token is None):
        return transaction
    store, token = context.store, transaction.id_token
    assignments = store.tariff_assignments()
    if not assignments:
        return transaction
    record = context.record
    where = Where(
        transaction.station, () if record is None else record.labels, transaction.evse_id,
        None if token is None else token.value, transaction.group_id,
    )  # fmt: skip
    tariff = chosen(assignments, store.tariffs(), where, transaction.started_at)
    if tariff is None or tariff.reference == transaction.tariff:
        return transaction
    return msgspec.structs.replace(transaction, tariff=tariff.reference)
