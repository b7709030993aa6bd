"""What a listener is set to, and what it asks of the floors above about each station that knocks."""

import ssl
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from pilotwire.adapters.transport.admission import AdmissionLimits
from pilotwire.adapters.transport.connection import Connection, SocketLimits
from pilotwire.adapters.transport.handshake import Certificate, Handshake, HandshakeRules, UpgradeRequest
from pilotwire.adapters.transport.refusal import Refusal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListenerSettings:
    """Where to listen and what to allow.

    `upgrade_then_close`: a station without a common subprotocol is upgraded and closed at once, as the text of OCPP-J
    1.6, 3.2 has it; else it is refused before the upgrade (2.0.1 errata 2025-09, 6.2.21).
    """

    host: str = "127.0.0.1"
    port: int = 9000
    rules: HandshakeRules = field(default_factory=HandshakeRules)
    admission: AdmissionLimits = field(default_factory=AdmissionLimits)
    socket: SocketLimits = field(default_factory=SocketLimits)
    handshake_timeout_s: float = 10.0
    shutdown_timeout_s: float = 10.0
    shutdown_slice: int = 200
    backlog: int = 2048
    reuse_port: bool = False
    upgrade_then_close: bool = False


@dataclass(frozen=True, slots=True)
class Admission(Generic[T]):
    """The yes to a handshake, with what `admit` found out about the station for `serve` to use."""

    handshake: Handshake
    station: T
    security_profile: int = 0
    compress: bool = False
    """Allow permessage-deflate, if the station offers it."""


class Tls(Protocol):
    """How a listener speaks TLS: asked anew for every connection, so that certificates can change meanwhile."""

    def context(self) -> ssl.SSLContext:
        """The context for the handshake that begins now."""
        ...

    def check(self, certificate: Certificate | None) -> Refusal | None:
        """Why nobody may come in with this certificate, or without one; whose it is is for `admit` to judge."""
        ...


class Door(Protocol[T]):
    """What the listener asks of the floors above."""

    async def admit(self, handshake: Handshake) -> Admission[T] | Refusal:
        """Who may come in: known station, password, profile. Called before the upgrade."""
        ...

    async def serve(self, connection: Connection, admission: Admission[T]) -> None:
        """Run one connection until it ends; when this returns, it is closed."""
        ...

    def refused(self, request: UpgradeRequest, identity: str, refusal: Refusal) -> None:
        """Someone was turned away; `identity` is "" where the path has none. Must not wait or raise."""
        ...
