"""Whether a certificate was signed by the key of another, and how; what is raised for one that cannot be read."""

from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

UNREADABLE: Final = (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension)
"""What is raised, by and by as its parts are read, for a certificate or a request that is not what it should be."""


def is_signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether it is in the issuer's name, and signed by the issuer's key; not, where one of them cannot be read.

    Source: RFC 5280, 6.1.3 (a).
    """
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, *UNREADABLE):
        return False
    return True


def weak_hash(signed: x509.Certificate | x509.CertificateSigningRequest) -> str | None:
    """The name of the broken hash over which it is signed; None where the hash is sound, or unknown.

    Source: OCPP 2.0.1 part 2 and OCPP 1.6 security whitepaper, A00.FR.501.
    """
    try:
        used = signed.signature_hash_algorithm
    except UNREADABLE:
        return None
    return used.name.upper() if isinstance(used, hashes.SHA1 | hashes.MD5) else None
