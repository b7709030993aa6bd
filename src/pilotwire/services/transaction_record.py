"""Transactions for those who name them, and what recording a report of one leads to."""

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.errors import NotFoundError
from pilotwire.kernel.ids import StationId, TransactionId

from .ports import Store


class Outcome(msgspec.Struct, frozen=True):
    """The transaction after a report, and what to say about the token in it (None: it held none)."""

    transaction: Transaction
    authorization: Authorization | None = None
    is_repeat: bool = False


async def known_transaction(store: Store, station: StationId, transaction: TransactionId) -> Transaction:
    """The transaction. Raises NotFoundError."""
    found = await store.transaction(station, transaction)
    if found is None:
        raise NotFoundError(
            f"Station '{station}' has no transaction '{transaction}'.", "Look at the list of transactions."
        )
    return found
