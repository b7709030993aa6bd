"""What names a certificate to a station: hashes of its issuer's name and key, and its serial number."""

from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.ocsp import OCSPRequestBuilder

from pilotwire.domain.security_commands import CertificateId, HashAlgorithm


def certificate_ids(certificate: x509.Certificate, issuer: x509.Certificate) -> tuple[CertificateId, ...]:
    """Its name by each algorithm, as OCSP has it: over the DER of the issuer's name as the certificate gives it, and
    over the bits of the issuer's key without their header; the serial number in hex without leading zeroes.

    Source: OCPP 2.1 part 2, CertificateHashDataType; OCPP 1.6 security whitepaper, edition 3; RFC 6960, 4.1.1.
    """
    return tuple(_id(certificate, issuer, word, algorithm) for word, algorithm in _ALGORITHMS.items())


def _id(
    certificate: x509.Certificate, issuer: x509.Certificate, word: HashAlgorithm, algorithm: hashes.HashAlgorithm
) -> CertificateId:
    named = OCSPRequestBuilder().add_certificate(certificate, issuer, algorithm).build()
    return CertificateId(word, named.issuer_name_hash.hex(), named.issuer_key_hash.hex(), f"{named.serial_number:x}")


_ALGORITHMS: Final[dict[HashAlgorithm, hashes.HashAlgorithm]] = {
    "SHA256": hashes.SHA256(),
    "SHA384": hashes.SHA384(),
    "SHA512": hashes.SHA512(),
}
