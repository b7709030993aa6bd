"""What the services need of those who have contracts for cars, and who know of certificates; contracts that wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from pilotwire.domain.car_certificates import Contract, ContractRequest, StatusQuestion, StatusVerdict
from pilotwire.domain.contract import OcspData
from pilotwire.kernel.ids import StationId


class ContractProvider(Protocol):
    """Who has contracts for cars."""

    async def provide(self, request: ContractRequest) -> Sequence[Contract]:
        """What there is for this car, at least one. Raises PilotwireError, within its deadline, with why none came."""
        ...


class CertificateStatuses(Protocol):
    """Who finds out whether certificates are revoked."""

    async def ocsp(self, asked: OcspData, at: datetime) -> bytes:
        """A responder's answer in DER. Raises PilotwireError, within its deadline, with why none could be had."""
        ...

    async def verdicts(self, asked: Sequence[StatusQuestion], at: datetime) -> Sequence[StatusVerdict]:
        """What is known of each certificate, within a deadline; never raises for what a station sent."""
        ...


class WaitingContracts:
    """Contracts that a car has not fetched yet: it asks for each of them by the same request again.

    They are forgotten after some minutes, and with the process; whoever asks then begins anew.
    """

    def __init__(self) -> None:
        self._waiting: dict[tuple[StationId, str], tuple[datetime, list[Contract]]] = {}

    def keep(self, station: StationId, request: ContractRequest, rest: Sequence[Contract], at: datetime) -> None:
        """Keep what is left of an answer."""
        self._forget(at)
        if rest:
            self._waiting[station, request.exi] = (at + _KEPT_FOR, list(rest))

    def next(self, station: StationId, request: ContractRequest, at: datetime) -> tuple[Contract, int] | None:
        """The next one, and how many are left after it; None where none waits."""
        self._forget(at)
        _, rest = self._waiting.get((station, request.exi), (at, []))
        if not rest or request.most_chains is None:
            return None
        found = rest.pop(0)
        if not rest:
            del self._waiting[station, request.exi]
        return found, len(rest)

    def _forget(self, at: datetime) -> None:
        for key in [key for key, (until, _) in self._waiting.items() if until < at]:
            del self._waiting[key]
        while len(self._waiting) >= _MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]


CAR_CERTIFICATE_EVENTS: Final = ("contract_certificate.answered", "certificate_status.answered")
"""Types of events that tell what a station asked for on behalf of cars."""
_KEPT_FOR: Final = timedelta(minutes=10)
_MOST_WAITING: Final = 10_000
