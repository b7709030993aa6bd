"""The way to stations that are connected: asking in the domain's words or by any call, and how that can end."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

import msgspec

from pilotwire.domain.capability import Feature
from pilotwire.domain.command import Command
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId

R = TypeVar("R")


class CallResult(msgspec.Struct, frozen=True):
    """The station's answer to a call of ours: JSON as it came, and how long it took."""

    message_id: str
    payload: msgspec.Raw
    latency_ms: float


class CallError(msgspec.Struct, frozen=True):
    """The station answered with an error."""

    message_id: str
    code: str
    description: str
    details: msgspec.Raw
    latency_ms: float


class NotConnectedError(PilotwireError):
    """The station has no connection now."""


class NoAnswerError(PilotwireError):
    """The station did not answer in time, or its connection ended before it did."""


class CallRefusedError(PilotwireError):
    """The station answered with an error: `code` and `description` are its own words."""

    def __init__(self, action: str, code: str, description: str) -> None:
        told = f" ({description})" if description else ""
        super().__init__(
            f"the station answered {action} with {code}{told}", "see in its messages what it did not like, or ask again"
        )
        self.code = code
        self.description = description


class UnusableAnswerError(PilotwireError):
    """The station's result breaks its schema so that nothing can be made of it."""


class QueueFullError(PilotwireError):
    """Too many calls to this station wait already."""


class LiveConnection(msgspec.Struct, frozen=True):
    """A station's present connection."""

    protocol: str
    address: str
    since: datetime
    last_seen_at: datetime
    generation: int
    security_profile: int
    certificate: str | None = None
    """The fingerprint (SHA-256 in hex) of the certificate that the station showed."""


class StationLink(Protocol):
    """The way to stations that are connected."""

    def connection(self, station: StationId) -> LiveConnection | None:
        """The station's present connection, None when it has none."""
        ...

    def connected(self) -> int:
        """How many stations are connected."""
        ...

    async def call(self, station: StationId, action: str, payload: bytes, timeout_s: float) -> CallResult | CallError:
        """Send a call, in turn after those that wait, and bring the answer.

        Raises NotConnectedError, NoAnswerError, QueueFullError.
        """
        ...

    async def request(self, station: StationId, command: Command[R], timeout_s: float | None = None) -> R:
        """Ask something of a station, in the words of its version; without a time, the deployment's.

        Raises CannotError when there is no way to say it, CallRefusedError, UnusableAnswerError, and as `call`.
        """
        ...

    async def disconnect(self, station: StationId, reason: str) -> None:
        """Close the station's connection, if it has one."""
        ...


class BadCallError(PilotwireError):
    """A call that does not fit the station's version of OCPP: `errors` are (pointer, message) pairs."""

    def __init__(self, message: str, errors: Sequence[tuple[str, str]], remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.errors = tuple(errors)


class CallBook(Protocol):
    """What can be said to a station in its version of OCPP."""

    def check(self, protocol: str, action: str, payload: bytes) -> None:
        """Raise BadCallError when the action is not one that a CSMS sends, or the payload breaks its schema."""
        ...

    def features(self, protocol: str) -> frozenset[Feature]:
        """The features that this version has calls for."""
        ...
