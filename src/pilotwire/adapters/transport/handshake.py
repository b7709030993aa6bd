"""The rules of the OCPP handshake, as values: what was asked, what our rules make of it."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pilotwire.adapters.transport.finding import HandshakeFinding, printable
from pilotwire.adapters.transport.identity import check_identity, identity_from_path
from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.ocppj.version import Version


@dataclass(frozen=True, slots=True)
class Certificate:
    """A station's certificate (security profile 3), found by TLS to lead to a trusted CA.

    `serial_number` and `organizations` are attributes of its subject, "" and () where it has none; `issuers` are the
    CAs above it in DER.
    """

    common_name: str
    der: bytes = field(repr=False)
    serial_number: str = ""
    issuers: tuple[bytes, ...] = field(default=(), repr=False)
    organizations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UpgradeRequest:
    """A request for a WebSocket as it came, before any rule was applied."""

    raw_path: str
    """With its percent signs, without the query."""
    subprotocols: tuple[str, ...] = ()
    """The values of each Sec-WebSocket-Protocol header, unparsed."""
    authorization: str | None = field(default=None, repr=False)
    address: str = ""
    secure: bool = False
    certificate: Certificate | None = None
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What HTTP Basic carried, as bytes: a 1.6 key is binary and need not be text."""

    user: bytes
    password: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Handshake:
    """A request that keeps the rules; who may come in is for `admit` to say."""

    identity: StationId
    tenant: str
    path: str
    offered: tuple[str, ...]
    version: Version
    credentials: Credentials | None
    address: str
    secure: bool
    certificate: Certificate | None
    user_agent: str
    findings: tuple[HandshakeFinding, ...]

    @property
    def subprotocol(self) -> str:
        """The OCPP version under its name in the handshake."""
        return self.version.subprotocol


@dataclass(frozen=True, slots=True)
class HandshakeRules:
    """Our side of the handshake; `versions` in our order of preference.

    `version_when_absent` says what a station speaks that offers no subprotocol (quirk `subprotocol-absent`); None
    refuses it.
    """

    prefix: str = "/"
    versions: tuple[Version, ...] = (Version.V21, Version.V201, Version.V16)
    version_when_absent: Callable[[StationId], Version | None] = field(default=lambda _: None)


def judge(request: UpgradeRequest, rules: HandshakeRules) -> Handshake | Refusal:
    """Apply every rule that needs no knowledge of stations, in this order: path, subprotocol, identity, credentials."""
    path = identity_from_path(request.raw_path, rules.prefix)
    if isinstance(path, Refusal):
        return path
    offered = offered_subprotocols(request.subprotocols)
    when_absent = None if offered else rules.version_when_absent(path.identity)
    choice = choose_subprotocol(offered, rules.versions, when_absent)
    if isinstance(choice, Refusal):
        return choice
    version, noted = choice
    odd = check_identity(path.identity, version)
    if isinstance(odd, Refusal):
        return odd
    credentials = basic_credentials(request.authorization, path.identity)
    if isinstance(credentials, Refusal):
        return credentials
    return Handshake(
        identity=path.identity,
        tenant=path.tenant,
        path=request.raw_path,
        offered=offered,
        version=version,
        credentials=credentials,
        address=request.address,
        secure=request.secure,
        certificate=request.certificate,
        user_agent=request.user_agent,
        findings=path.findings + noted + odd,
    )


def offered_subprotocols(headers: Sequence[str]) -> tuple[str, ...]:
    """The names in all Sec-WebSocket-Protocol headers, in the client's order, each once."""
    names = (name.strip() for value in headers for name in value.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def choose_subprotocol(
    offered: Sequence[str], ours: Sequence[Version], when_absent: Version | None
) -> tuple[Version, tuple[HandshakeFinding, ...]] | Refusal:
    """The first of `ours` that was offered; `when_absent` if nothing was. A version in the URL never counts.

    Source: OCPP 2.0.1 part 4, 3.1.2 and 3.3; 2.0.1 errata 2025-09, 4.2 and 6.2.21 (refused without an upgrade).
    """
    known = ", ".join(version.subprotocol for version in ours)
    if not offered:
        if when_absent is None:
            return refuse(Reason.SUBPROTOCOL_MISSING, f"The charger named no OCPP version; this server has {known}.")
        return when_absent, (HandshakeFinding("subprotocol-absent", f"taken as {when_absent.subprotocol}", "warning"),)
    chosen = next((version for version in ours if version.subprotocol in offered), None)
    if chosen is None:
        theirs = printable(", ".join(offered))
        return refuse(Reason.SUBPROTOCOL_UNKNOWN, f"The charger offers '{theirs}'; this server has {known}.")
    return chosen, (HandshakeFinding("subprotocol-many", printable(", ".join(offered))),) if len(offered) > 1 else ()


def basic_credentials(header: str | None, identity: StationId) -> Credentials | Refusal | None:
    """User and password of an Authorization header, None without one.

    The split is after `identity:` where that fits, else at the first colon, so that neither a colon in the identity nor
    one in a binary key misleads. Whether they are right is not looked at here.

    Source: OCPP security whitepaper, 3; OCPP 2.0.1 part 2, A00.FR.204.
    """
    if header is None:
        return None
    scheme, _, encoded = header.strip().partition(" ")
    if scheme.lower() != "basic":
        return refuse(Reason.CREDENTIALS_MALFORMED, f"The charger uses '{printable(scheme)}' in place of HTTP Basic.")
    try:
        pair = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        return refuse(Reason.CREDENTIALS_MALFORMED, "What follows 'Basic' in the Authorization header is not base64.")
    expected = identity.encode()
    if pair.startswith(expected + b":"):
        return Credentials(expected, pair[len(expected) + 1 :])
    user, colon, password = pair.partition(b":")
    if not colon:
        return refuse(
            Reason.CREDENTIALS_MALFORMED, "There is no ':' between user and password in the Authorization header."
        )
    return Credentials(user, password)
