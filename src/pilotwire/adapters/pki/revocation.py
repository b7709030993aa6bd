"""Revocation lists and what they say: read from PEM, their signatures checked against the CAs that we trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

from pilotwire.kernel.errors import BadInputError

from .signed_by import UNREADABLE

_Issuer = rsa.RSAPublicKey | ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey | ed448.Ed448PublicKey


@dataclass(frozen=True, slots=True)
class Revocations:
    """The lists in force. `of_all`: every CA must have one; else a CA that has none revokes nothing."""

    lists: tuple[x509.CertificateRevocationList, ...] = ()
    of_all: bool = False

    def by(self, issuer: x509.Name) -> tuple[x509.CertificateRevocationList, ...]:
        """The lists of this CA."""
        return tuple(one for one in self.lists if one.issuer == issuer)

    def is_needed_of(self, issuer: x509.Name) -> bool:
        """Whether a certificate of this CA is good only with a list that is not outdated."""
        return self.of_all or bool(self.by(issuer))


def read_revocations(pem: bytes, authorities: Sequence[x509.Certificate]) -> Revocations:
    """Every list in a PEM file. Raises BadInputError for one that no CA in `authorities` has signed.

    A list with a critical extension (an indirect or a partial one) says less than it seems to, and is refused too.
    Source: RFC 5280, 5.2 and 6.3.
    """
    blocks = [_BEGIN + part for part in pem.split(_BEGIN)[1:]]
    if not blocks:
        raise BadInputError("it holds no certificate revocation list", remedy="Give it in PEM: BEGIN X509 CRL.")
    try:
        lists = tuple(x509.load_pem_x509_crl(block) for block in blocks)
    except ValueError as error:
        raise BadInputError(
            f"it holds a revocation list that cannot be read: {error}", remedy="Export it again."
        ) from None
    for one in lists:
        _check(one, authorities)
    return Revocations(lists, of_all=True)


def is_outdated(crl: x509.CertificateRevocationList, now: datetime) -> bool:
    """Whether a newer list should have been there by now."""
    return crl.next_update_utc is not None and crl.next_update_utc < now


def _check(crl: x509.CertificateRevocationList, authorities: Sequence[x509.Certificate]) -> None:
    name = crl.issuer.rfc4514_string()
    if any(extension.critical for extension in crl.extensions):
        raise BadInputError(f"the list of '{name}' is partial or indirect", remedy="Give the CA's full list.")
    if not any(is_signed(crl, one) for one in authorities if one.subject == crl.issuer):
        raise BadInputError(
            f"no CA of the bundle has signed the list of '{name}'", remedy="Add that CA to ocpp_tls_client_ca."
        )


def is_signed(crl: x509.CertificateRevocationList, authority: x509.Certificate) -> bool:
    """Whether the CA's key signed the list."""
    try:
        key = authority.public_key()
        return isinstance(key, _Issuer) and crl.is_signature_valid(key)
    except (InvalidSignature, *UNREADABLE):
        return False


_BEGIN: Final = b"-----BEGIN X509 CRL-----"
