"""Whether a contract certificate leads to a root that we trust: order, signatures, dates, uses, keys and the EMAID.

What it does not look at is whether one of the certificates was revoked.
"""

import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed448
from cryptography.x509.oid import NameOID

from pilotwire.domain.contract import CertificateStatus, bare_emaid

from .signed_by import UNREADABLE, is_signed_by, weak_hash

E = TypeVar("E", bound=x509.ExtensionType)
MOST_CERTIFICATES: Final = 5
_CURVES: Final = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)


class ChainError(Exception):
    """The chain is not to be trusted: its status in OCPP's words, and in ours what is wrong."""

    def __init__(self, status: CertificateStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def read_chain(pem: str) -> list[x509.Certificate]:
    """The certificates of a chain. Raises ChainError."""
    if not pem.strip():
        raise ChainError("NoCertificateAvailable", "no certificate was sent")
    try:
        chain = x509.load_pem_x509_certificates(pem.replace("\r\n", "\n").replace("\\n", "\n").encode())
    except UNREADABLE:
        raise ChainError("CertChainError", "what was sent is no certificate in PEM") from None
    if len(chain) > MOST_CERTIFICATES:
        raise ChainError("CertChainError", f"the chain has {len(chain)} certificates, more than {MOST_CERTIFICATES}")
    return chain


def trusted_path(
    chain: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], emaid: str, now: datetime
) -> list[x509.Certificate]:
    """The chain and the root that it leads to, each certificate signed by the next. Raises ChainError.

    The contract's own comes first; a root at the end counts only if it is one of ours. Source: ISO 15118-2, annex F;
    OCPP 2.0.1 part 2, C07.
    """
    try:
        path = [one for place, one in enumerate(chain) if place == 0 or one.subject != one.issuer]
        _check_order(path)
        path.append(_root_of(path[-1], roots))
        _check_path(path, emaid, now)
    except UNREADABLE as error:
        raise ChainError("CertChainError", f"a certificate of the chain cannot be read: {str(error)[:100]}") from None
    return path


def _check_path(path: Sequence[x509.Certificate], emaid: str, now: datetime) -> None:
    for signed, signer in itertools.pairwise(path):
        _check_signed(signed, signer)
    for one in path:
        _check_dates(one, now)
    _check_leaf(path[0], emaid)
    for below, one in enumerate(path[1:]):
        _check_authority(one, below)


def who(certificate: x509.Certificate) -> str:
    """A certificate by its name, as people are told of it."""
    return f"'{certificate.subject.rfc4514_string()[:100]}'"


def _check_order(path: Sequence[x509.Certificate]) -> None:
    for signed, signer in itertools.pairwise(path):
        if signed.issuer != signer.subject:
            raise ChainError(
                "CertChainError",
                f"the chain is out of order: {who(signed)} is followed by {who(signer)}, which is not its issuer",
            )


def _root_of(last: x509.Certificate, roots: Sequence[x509.Certificate]) -> x509.Certificate:
    named = [one for one in roots if one.subject == last.issuer]
    found = next((one for one in named if is_signed_by(last, one)), None)
    if found is not None:
        return found
    if named:
        raise ChainError("SignatureError", f"{who(last)} is not signed by the key of {who(named[0])}")
    raise ChainError(
        "CertChainError", f"the root '{last.issuer.rfc4514_string()[:100]}' of the chain is not among ours"
    )


def _check_signed(signed: x509.Certificate, signer: x509.Certificate) -> None:
    weak = weak_hash(signed)
    if weak is not None:
        raise ChainError("SignatureError", f"{who(signed)} is signed with {weak}, which proves nothing")
    if not is_signed_by(signed, signer):
        raise ChainError("SignatureError", f"{who(signed)} is not signed by the key of {who(signer)}")


def _check_dates(certificate: x509.Certificate, now: datetime) -> None:
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > ends:
        raise ChainError("CertificateExpired", f"{who(certificate)} expired on {ends:%Y-%m-%d %H:%M} UTC")
    if now < begins:
        raise ChainError(
            "CertChainError",
            f"{who(certificate)} is valid from {begins:%Y-%m-%d %H:%M} UTC, and this server's clock says "
            f"{now:%Y-%m-%d %H:%M}",
        )


def _check_leaf(leaf: x509.Certificate, emaid: str) -> None:
    names = leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if not any(bare_emaid(str(one.value)) == bare_emaid(emaid) for one in names):
        raise ChainError("CertChainError", f"the certificate {who(leaf)} is not that of contract {emaid[:40]}")
    constraints = _extension(leaf, x509.BasicConstraints)
    if constraints is not None and constraints.ca:
        raise ChainError("CertChainError", f"{who(leaf)} is a CA, not a contract")
    usage = _extension(leaf, x509.KeyUsage)
    if usage is not None and not usage.digital_signature:
        raise ChainError("CertChainError", f"the key of {who(leaf)} is not for signing (key usage)")
    key = leaf.public_key()
    fits = isinstance(key, ed448.Ed448PublicKey) or (
        isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, _CURVES)
    )
    if not fits:
        raise ChainError("CertChainError", f"the key of {who(leaf)} is none that ISO 15118 knows")


def _check_authority(certificate: x509.Certificate, below: int) -> None:
    constraints = _extension(certificate, x509.BasicConstraints)
    if constraints is None or not constraints.ca:
        raise ChainError("CertChainError", f"{who(certificate)} is no CA and may issue nothing")
    if constraints.path_length is not None and constraints.path_length < below:
        allowed = constraints.path_length
        raise ChainError("CertChainError", f"{who(certificate)} may have {allowed} CAs below it, not {below}")
    usage = _extension(certificate, x509.KeyUsage)
    if usage is not None and not usage.key_cert_sign:
        raise ChainError("CertChainError", f"the key of {who(certificate)} is not for issuing certificates (key usage)")


def _extension(certificate: x509.Certificate, kind: type[E]) -> E | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
    except UNREADABLE:
        raise ChainError("CertChainError", f"{who(certificate)} has extensions that cannot be read") from None
