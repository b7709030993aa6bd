"""The port that reckons costs beside the event loop, so that no message waits for one longer than it may."""

from collections.abc import Sequence
from typing import Protocol

from pilotwire.domain.charging_period import Told
from pilotwire.domain.cost import Cost
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Reading
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import StationId


class CostReckoner(Protocol):
    """Reckons costs in a thread, and tells prices behind the answer to a message."""

    async def cost_now(
        self, transaction: Transaction, readings: Sequence[Reading] = (), states: Sequence[Told] = ()
    ) -> Cost | None:
        """The cost of a transaction, with readings and states that are not stored yet.

        None where it has no tariff, or where it took longer than it may. Never raises.
        """
        ...

    def show_price(self, station: StationId, id_token: IdToken, text: str) -> None:
        """Tell the station the price for a token once the message at hand is answered. Never waits, never raises."""
        ...
