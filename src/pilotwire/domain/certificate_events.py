"""Events about the certificates of charging stations, and about the roots that they are to trust."""

from datetime import datetime

from .certificate import RevocationReason
from .event import Event
from .security_commands import RootUse, SigningUse


class CertificateEvent(Event, frozen=True, kw_only=True):
    """What all of them tell: which certificate, and what it is for."""

    certificate: str
    use: SigningUse


class CertificateRequested(CertificateEvent, frozen=True, kw_only=True, tag="certificate.requested"):
    """A station asked for a certificate, and its request was accepted."""

    subject: str
    request_id: int | None = None


class CertificateIssued(CertificateEvent, frozen=True, kw_only=True, tag="certificate.issued"):
    """A certificate was signed; the station is told next."""

    subject: str
    serial_number: str
    fingerprint: str
    not_after: datetime


class CertificateInstalled(CertificateEvent, frozen=True, kw_only=True, tag="certificate.installed"):
    """A station accepted its new certificate; what it had before is good until the new one is used."""


class CertificateActivated(CertificateEvent, frozen=True, kw_only=True, tag="certificate.activated"):
    """A station connected with its new certificate; `replaced` are those that it had before."""

    fingerprint: str
    replaced: tuple[str, ...] = ()


class CertificateRefused(Event, frozen=True, kw_only=True, tag="certificate.refused"):
    """A certificate came to nothing: its request was rejected (no `certificate` then), it could not be signed, or the
    station did not take it.
    """

    use: SigningUse
    reason: str
    remedy: str = ""
    certificate: str | None = None


class CertificateRevoked(CertificateEvent, frozen=True, kw_only=True, tag="certificate.revoked"):
    """Somebody revoked a certificate: no station comes in with it any more."""

    reason: RevocationReason
    actor: str | None = None


class CertificateExpiring(CertificateEvent, frozen=True, kw_only=True, tag="certificate.expiring"):
    """A certificate in use ends soon; told once."""

    not_after: datetime


class CertificateExpired(CertificateEvent, frozen=True, kw_only=True, tag="certificate.expired"):
    """A certificate has ended without a newer one in its place."""

    not_after: datetime


class RootCertificateChanged(Event, frozen=True, kw_only=True, tag="root_certificate.changed"):
    """Somebody stored a root certificate under this name."""

    name: str
    use: RootUse
    fingerprint: str


class RootCertificateRemoved(Event, frozen=True, kw_only=True, tag="root_certificate.removed"):
    """Somebody removed a root certificate from the store; stations that have it keep it."""

    name: str


class RootCertificateInstalled(Event, frozen=True, kw_only=True, tag="root_certificate.installed"):
    """A station was asked to trust a root certificate; `status` is its own word.

    `name` where it is one of the store.
    """

    use: RootUse
    status: str
    fingerprint: str
    name: str | None = None
    actor: str | None = None


class CertificateDeleted(Event, frozen=True, kw_only=True, tag="certificate.deleted"):
    """A station was asked to delete a certificate; `status` is its own word."""

    status: str
    serial_number: str
    actor: str | None = None


CertificateEvents = (
    CertificateRequested | CertificateIssued | CertificateInstalled | CertificateActivated | CertificateRefused
    | CertificateRevoked | CertificateExpiring | CertificateExpired | CertificateDeleted
    | RootCertificateChanged | RootCertificateRemoved | RootCertificateInstalled
)  # fmt: skip
