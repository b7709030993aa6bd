"""Who is asked while a message is handled, beside what is known here: about tokens, costs, certificates."""

from datetime import datetime
from typing import Literal, Protocol

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.contract import Finding, Proof
from pilotwire.domain.id_token import IdToken
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import EvseId, StationId

from .car_certificate_ports import CertificateStatuses, ContractProvider, WaitingContracts
from .cost_reckoner import CostReckoner
from .vat_checker import VatChecker
from .vendor_plugins import NoPlugins, VendorPlugins

Fallback = Literal["refuse", "accept", "local"]
"""What holds when nobody outside answers: no, yes, or what is known here."""


class ContractValidator(Protocol):
    """Checks contract certificates."""

    async def check(self, emaid: str, proof: Proof) -> Finding:
        """What is to be said of the certificates; never raises for what a station sent."""
        ...


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """What somebody outside is asked: may this token charge there? `evse_id` where the station says."""

    station: StationId
    id_token: IdToken
    evse_id: EvseId | None = None
    known: bool = False


class NoAdviceError(PilotwireError):
    """The one outside did not answer, or not so that it can be used."""


class OutsideAuthorizer(Protocol):
    """Somebody else who decides about tokens."""

    @property
    def asked_for_all(self) -> bool:
        """Whether tokens that are known here, and accepted, need its word too."""
        ...

    @property
    def fallback(self) -> Fallback:
        """What holds without an answer."""
        ...

    async def ask(self, question: Question) -> Authorization:
        """Its answer. Raises NoAdviceError, within its deadline."""
        ...


class KeyCodes(Protocol):
    """Who has typed wrong key codes, so that nobody tries them all."""

    def closed_until(self, station: StationId, at: datetime) -> datetime | None:
        """Until when no key code is looked up for this station; None when one may be tried."""
        ...

    def wrong(self, station: StationId, at: datetime) -> None:
        """A wrong one was typed."""
        ...

    def right(self, station: StationId) -> None:
        """A right one was typed."""
        ...


class Advisers(msgspec.Struct, frozen=True):
    """Those that this deployment has."""

    contracts: ContractValidator | None = None
    outside: OutsideAuthorizer | None = None
    key_codes: KeyCodes | None = None
    costs: CostReckoner | None = None
    vat_numbers: VatChecker | None = None
    vendor_plugins: VendorPlugins = NoPlugins()
    contract_provider: ContractProvider | None = None
    statuses: CertificateStatuses | None = None
    waiting_contracts: WaitingContracts = msgspec.field(default_factory=WaitingContracts)


NO_ADVISERS = Advisers()
