"""Signatures of firmware: RSA-PSS or ECDSA over SHA-256, by a certificate that leads to a manufacturer's root."""

import binascii
from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from pilotwire.domain.certificate import RootCertificate
from pilotwire.domain.firmware_release import SignatureProof, Signed
from pilotwire.kernel.errors import BadInputError

_PREHASHED: Final = Prehashed(SHA256())
_LEAST_RSA_BITS: Final = 2048
_MOST_CERTIFICATES: Final = 5


def check_signature(signed: Signed, roots: Sequence[RootCertificate], now: datetime) -> SignatureProof:
    """Check the signature over a file's SHA-256, and the chain of its certificate.

    Raises BadInputError at /signature for one that does not fit, at /signing_certificate for a certificate that is not
    in force or leads to none of the roots. Source: OCPP 2.1 part 2, L01.FR.04, L01.FR.09 and L01.FR.12.
    """
    chain = _chain(signed.certificate)
    leaf = chain[0]
    algorithm = _verified(leaf, _signature(signed.signature), signed.sha256)
    root = _trusted(chain, roots, now)
    return SignatureProof(algorithm, leaf.subject.rfc4514_string(), root.name, now)


def _verified(leaf: x509.Certificate, signature: bytes, digest: bytes) -> str:
    try:
        key = leaf.public_key()
        if isinstance(key, rsa.RSAPublicKey):
            if key.key_size < _LEAST_RSA_BITS:
                raise _bad_certificate(f"its key has {key.key_size} bits", "have it signed with 2048 or more")
            pss = padding.PSS(padding.MGF1(SHA256()), padding.PSS.AUTO)
            key.verify(signature, digest, pss, _PREHASHED)
            return "RSA-PSS-SHA256"
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(_in_asn1(signature, key), digest, ec.ECDSA(_PREHASHED))
            return "ECDSA-SHA256"
    except InvalidSignature:
        raise BadInputError(
            f"the signature is not one of '{leaf.subject.rfc4514_string()[:100]}' over this file", "/signature",
            "give the signature that the maker made of exactly this file, RSA-PSS or ECDSA over SHA-256, in base64",
        ) from None  # fmt: skip
    except (UnsupportedAlgorithm, ValueError):
        pass
    raise _bad_certificate("its key is neither RSA nor of an elliptic curve that is known here", "ask the maker")


def _in_asn1(signature: bytes, key: ec.EllipticCurvePublicKey) -> bytes:
    """Some makers write r and s in a row."""
    size = (key.key_size + 7) // 8
    if len(signature) != 2 * size:
        return signature
    return encode_dss_signature(int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big"))


def _signature(text: str) -> bytes:
    try:
        return b64decode("".join(text.split()), validate=True)
    except binascii.Error:
        raise BadInputError("the signature is no base64", "/signature", "give it in base64") from None


def _chain(pem: str) -> list[x509.Certificate]:
    try:
        found = x509.load_pem_x509_certificates(pem.replace("\r\n", "\n").encode())
    except ValueError:
        raise _bad_certificate("it is no certificate in PEM", "give a block BEGIN CERTIFICATE") from None
    if len(found) > _MOST_CERTIFICATES:
        raise _bad_certificate(f"it holds {len(found)} certificates", f"give {_MOST_CERTIFICATES} at most")
    return found


def _trusted(chain: Sequence[x509.Certificate], roots: Sequence[RootCertificate], now: datetime) -> RootCertificate:
    path = [one for place, one in enumerate(chain) if place == 0 or one.subject != one.issuer]
    for below, above in pairwise(path):
        _check_issued(below, above)
    for one in path:
        if not one.not_valid_before_utc <= now <= one.not_valid_after_utc:
            raise _bad_certificate(
                f"'{one.subject.rfc4514_string()[:100]}' is in force from {one.not_valid_before_utc:%Y-%m-%d} to"
                f" {one.not_valid_after_utc:%Y-%m-%d}", "get a release that is signed anew",
            )  # fmt: skip
    for root in roots:
        authority = x509.load_pem_x509_certificate(root.pem.encode())
        if path[-1] == authority or _is_issued(path[-1], authority):
            return root
    raise _bad_certificate(
        f"it leads to '{path[-1].issuer.rfc4514_string()[:100]}', which is none of the manufacturers' roots here",
        "put that root: pilotwire root-certificates put NAME FILE --use ManufacturerRootCertificate",
    )


def _check_issued(below: x509.Certificate, above: x509.Certificate) -> None:
    if not (_is_issued(below, above) and _is_authority(above)):
        raise _bad_certificate(
            f"'{below.subject.rfc4514_string()[:100]}' was not issued by '{above.subject.rfc4514_string()[:100]}'",
            "give each certificate before the one that issued it",
        )


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except (x509.ExtensionNotFound, ValueError):
        return False


def _is_issued(below: x509.Certificate, above: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(above)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _bad_certificate(message: str, remedy: str) -> BadInputError:
    return BadInputError(f"the signing certificate cannot be used: {message}", "/signing_certificate", remedy)
