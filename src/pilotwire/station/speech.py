"""What each version of OCPP must be able to say for a station, and to read of what its CSMS answers."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Reading
from pilotwire.protocol.action import Action
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.ocppj.version import Version

from .facts import Place, TransactionFact
from .setup import StationSetup

if TYPE_CHECKING:
    from .charging_point import ChargingPoint
    from .station import VirtualStation

Spoken: TypeAlias = tuple[str, Payload]
"""An action and its message."""
RegistrationStatus: TypeAlias = Literal["Accepted", "Pending", "Rejected"]


class Registration(msgspec.Struct, frozen=True):
    """The answer to a boot."""

    status: RegistrationStatus
    interval_s: int
    at: datetime


class FactAnswer(msgspec.Struct, frozen=True):
    """What the CSMS said to a message of a transaction; `number` is the transaction's id in 1.6."""

    authorization: Authorization | None = None
    number: int | None = None


class Refusal(Exception):
    """A call of the CSMS that this station cannot take; on the wire a CALLERROR of this fault."""

    def __init__(self, fault: Fault, description: str) -> None:
        super().__init__(description)
        self.fault = fault
        self.description = description


Answerer: TypeAlias = Callable[["VirtualStation", Payload], Payload]


class Speech(Protocol):
    """One version, for one station."""

    version: Version
    actions: Mapping[str, Action]
    answers: Mapping[str, Answerer]

    def boot(self, setup: StationSetup, reason: str) -> Spoken:
        """BootNotification; `reason` in the words of 2.x."""
        ...

    def heartbeat(self) -> Spoken:
        """Heartbeat."""
        ...

    def status(self, point: "ChargingPoint", at: datetime) -> Spoken:
        """StatusNotification of the connector in use."""
        ...

    def status_word(self, point: "ChargingPoint") -> str:
        """What `status` would say: told again only when it differs."""
        ...

    def authorize(self, token: IdToken) -> Spoken:
        """Authorize."""
        ...

    def fact(self, fact: TransactionFact) -> Spoken | None:
        """The message of one step of a transaction; None where this version has none for it."""
        ...

    def readings(self, place: Place, readings: tuple[Reading, ...]) -> Spoken:
        """MeterValues outside of transactions."""
        ...

    def read_registration(self, payload: msgspec.Raw) -> Registration:
        """Raises SchemaViolations."""
        ...

    def read_time(self, payload: msgspec.Raw) -> datetime:
        """Of a heartbeat's answer. Raises SchemaViolations."""
        ...

    def read_authorization(self, payload: msgspec.Raw) -> Authorization:
        """Raises SchemaViolations."""
        ...

    def read_fact(self, fact: TransactionFact, payload: msgspec.Raw) -> FactAnswer:
        """Raises SchemaViolations."""
        ...
