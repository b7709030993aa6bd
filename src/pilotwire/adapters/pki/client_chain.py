"""Whether the certificate of a charging station holds today: its dates and its CA's revocation list.

The path to a trusted CA, all signatures, key sizes and the purpose are OpenSSL's to check, during the TLS handshake.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from cryptography import x509

from pilotwire.domain.certificate import FIRST_YEAR

from .revocation import Revocations, is_outdated


class ChainFault(StrEnum):
    """What is wrong with a chain that leads to a CA of ours."""

    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    REVOKED = "revoked"
    REVOCATION_UNKNOWN = "revocation-unknown"
    CLOCK_WRONG = "clock-wrong"


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """A fault, and in words which certificate has it and since when."""

    fault: ChainFault
    detail: str


def check_chain(
    chain: Sequence[bytes], authorities: Sequence[x509.Certificate], revocations: Revocations, now: datetime
) -> ChainProblem | None:
    """The first problem of a chain (DER, the station's certificate first), or None; dates come before revocation.

    Where a CA must have a revocation list that is not outdated, its stations are refused without one: nobody knows.
    With a clock that cannot be right nothing is accepted.
    Source: OCPP 2.0.1 part 2 and 1.6 security whitepaper, A00.FR.403, A00.FR.407; RFC 5280, 6.1.3 and 6.3.
    """
    if now.year < FIRST_YEAR:
        return ChainProblem(ChainFault.CLOCK_WRONG, f"This server's clock says {now:%Y-%m-%d %H:%M} UTC.")
    certificates = [x509.load_der_x509_certificate(der) for der in chain]
    named = [(_Who(depth, one), one) for depth, one in enumerate(certificates)]
    for depth, (who, one) in enumerate(named):
        found = _dates(one, who, authorities if depth else (), now)
        if found is not None:
            return found
    for depth, (who, one) in enumerate(named):
        found = _revocation(one, who, revocations, now, must_be_listed=depth == 0)
        if found is not None:
            return found
    return None


class _Who(NamedTuple):
    """Whose certificate it is, put into words only where there is something to say: that takes long."""

    depth: int
    certificate: x509.Certificate

    def __str__(self) -> str:
        return f"The CA '{self.certificate.subject.rfc4514_string()}'" if self.depth else "The charger's certificate"


def _dates(
    certificate: x509.Certificate, who: _Who, renewed: Sequence[x509.Certificate], now: datetime
) -> ChainProblem | None:
    """A CA of the bundle that was renewed with the same name and key stands for its older certificate."""
    if _holds(certificate, now) or any(
        other.subject == certificate.subject and other.public_key() == certificate.public_key() and _holds(other, now)
        for other in renewed
    ):
        return None
    if now > certificate.not_valid_after_utc:
        return ChainProblem(
            ChainFault.EXPIRED, f"{who} expired on {certificate.not_valid_after_utc:%Y-%m-%d %H:%M} UTC."
        )
    since = f"{certificate.not_valid_before_utc:%Y-%m-%d %H:%M}"
    return ChainProblem(ChainFault.NOT_YET_VALID, f"{who} is not valid before {since} UTC.")


def _holds(certificate: x509.Certificate, now: datetime) -> bool:
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc


def _revocation(
    certificate: x509.Certificate, who: _Who, revocations: Revocations, now: datetime, *, must_be_listed: bool
) -> ChainProblem | None:
    lists = revocations.by(certificate.issuer)
    for one in lists:
        entry = one.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if entry is not None:
            since = f"{entry.revocation_date_utc:%Y-%m-%d %H:%M}"
            return ChainProblem(ChainFault.REVOKED, f"{who} was revoked on {since} UTC.")
    if not must_be_listed or not revocations.is_needed_of(certificate.issuer):
        return None
    issuer = certificate.issuer.rfc4514_string()
    if not lists:
        return ChainProblem(ChainFault.REVOCATION_UNKNOWN, f"There is no revocation list of '{issuer}'.")
    if all(is_outdated(one, now) for one in lists):
        return ChainProblem(ChainFault.REVOCATION_UNKNOWN, f"The revocation list of '{issuer}' is outdated.")
    return None
