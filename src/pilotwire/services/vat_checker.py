"""The port that says whether a VAT number is valid."""

from typing import Protocol

from pilotwire.domain.payment import VatAnswer
from pilotwire.kernel.ids import StationId


class VatChecker(Protocol):
    """Somebody who knows VAT numbers."""

    async def check(self, station: StationId, number: str) -> VatAnswer:
        """Its answer. Raises NoAdviceError, within its deadline."""
        ...
