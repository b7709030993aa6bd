"""What a revocation list from elsewhere says of one certificate. Source: OCPP 2.1 part 2, M07; RFC 5280, 5 and 6.3."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from pilotwire.domain.security_commands import CertificateId

from .ocsp import ALGORITHMS, OcspError, issuer_hashes
from .revocation import is_outdated, is_signed
from .signed_by import UNREADABLE


class Listed(NamedTuple):
    """Whether a certificate is on the list, and until when that holds."""

    is_revoked: bool
    until: datetime


def listed(
    content: bytes, wanted: CertificateId, known: Sequence[x509.Certificate], at: datetime, *, must_be_proven: bool
) -> Listed:
    """What the list says. Raises OcspError for one that says nothing of this certificate, or that nobody vouches for.

    The list has to be of the certificate's issuer, as the station names it; where that CA is known, its signature has
    to fit, and where it is not, `must_be_proven` decides.
    """
    try:
        crl = _read(content)
        return _looked_up(crl, wanted, known, at, must_be_proven=must_be_proven)
    except UNREADABLE:
        raise OcspError("what lies there is no revocation list that can be read") from None


def _read(content: bytes) -> x509.CertificateRevocationList:
    return x509.load_pem_x509_crl(content) if content.lstrip().startswith(_PEM) else x509.load_der_x509_crl(content)


def _looked_up(
    crl: x509.CertificateRevocationList, wanted: CertificateId, known: Sequence[x509.Certificate], at: datetime,
    *, must_be_proven: bool,
) -> Listed:  # fmt: skip
    if any(extension.critical for extension in crl.extensions):
        raise OcspError("the revocation list is partial or indirect")
    name = hashes.Hash(ALGORITHMS[wanted.algorithm])
    name.update(crl.issuer.public_bytes())
    if name.finalize().hex() != wanted.issuer_name_hash.lower():
        raise OcspError("the revocation list is that of another CA")
    if is_outdated(crl, at):
        raise OcspError("the revocation list is outdated")
    issuers = [one for one in known if issuer_hashes(one, wanted.algorithm)[1] == wanted.issuer_key_hash.lower()]
    if not issuers and must_be_proven:
        raise OcspError("who issued it is unknown here; put the CA's certificate among the contract roots")
    if issuers and not any(is_signed(crl, one) for one in issuers):
        raise OcspError("the revocation list is not signed by the CA")
    entry = crl.get_revoked_certificate_by_serial_number(int(wanted.serial_number, 16))
    return Listed(entry is not None, crl.next_update_utc or at)


_PEM: Final = b"-----BEGIN"
