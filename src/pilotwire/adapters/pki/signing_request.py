"""Signing requests (CSR) of stations, read and checked: signature, kind and size of key, and the names in it."""

import hashlib
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from pilotwire.domain.certificate import SigningRequest
from pilotwire.kernel.errors import BadInputError

from .signed_by import UNREADABLE, weak_hash

LONGEST: Final = 5_500
"""Characters of a request. Source: OCPP 2.0.1 part 2, SignCertificateRequest; OCPP 1.6 security whitepaper, 5."""
LEAST_RSA_BITS: Final = 2048
MOST_RSA_BITS: Final = 8192
LEAST_CURVE_BITS: Final = 224


def read_request(text: str) -> SigningRequest:
    """A request in PEM, whatever its line ends. Raises BadInputError at /csr that says what is wrong with it.

    Source: OCPP 2.0.1 part 2, A00.FR.501 to 504, A02.FR.03; the same in the OCPP 1.6 security whitepaper.
    """
    if len(text) > LONGEST:
        raise _bad(f"the request has {len(text)} characters", f"at most {LONGEST} are allowed")
    try:
        return _read(_lines(text))
    except UNREADABLE as error:
        raise _bad(*_told(text, error)) from error


def _read(pem: str) -> SigningRequest:
    request = x509.load_pem_x509_csr(pem.encode())
    key = request.public_key()
    weak = weak_hash(request)
    if weak is not None:
        raise _bad(f"it is signed with {weak}, which is broken", "sign it with SHA-256")
    check_key(key)
    if not request.is_signature_valid:
        raise _bad("its signature does not fit its key", "the station must sign the request with the key in it")
    return SigningRequest(
        request.public_bytes(Encoding.PEM).decode(),
        _one(request.subject, NameOID.COMMON_NAME, "common name (CN)") or "",
        _one(request.subject, NameOID.ORGANIZATION_NAME, "organisation (O)"),
        request.subject.rfc4514_string(),
        hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest(),
    )


def _told(text: str, error: Exception) -> tuple[str, str]:
    """What is wrong with a text that could not be read, and what to do."""
    if isinstance(error, UnsupportedAlgorithm):
        return "its key or its signature is of an unknown kind", "use an ECDSA key on the curve P-256, and SHA-256"
    found = "a certificate" if "-----BEGIN CERTIFICATE-----" in text else "no signing request in PEM"
    return f"it is {found}", "it must be PKCS #10 in PEM (BEGIN CERTIFICATE REQUEST)"


def check_key(key: object) -> None:
    """Raise BadInputError at /csr for a key of less than 112 bits of security, or of a kind that TLS has no use for."""
    if isinstance(key, rsa.RSAPublicKey):
        if not LEAST_RSA_BITS <= key.key_size <= MOST_RSA_BITS:
            raise _bad(f"its RSA key has {key.key_size} bits", f"it must have {LEAST_RSA_BITS} to {MOST_RSA_BITS}")
        return
    if isinstance(key, ec.EllipticCurvePublicKey):
        if key.curve.key_size < LEAST_CURVE_BITS:
            raise _bad(
                f"its key on the curve {key.curve.name} has {key.curve.key_size} bits",
                f"it must have {LEAST_CURVE_BITS} or more; use P-256",
            )
        return
    if not isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
        raise _bad("its key is neither RSA nor ECDSA", "use an ECDSA key on the curve P-256, or RSA with 2048 bits")


def _one(name: x509.Name, oid: x509.ObjectIdentifier, what: str) -> str | None:
    found = name.get_attributes_for_oid(oid)
    if len(found) > 1:
        raise _bad(f"it has {len(found)} values for {what}", "it must have one")
    return str(found[0].value) if found else None


def _lines(text: str) -> str:
    """With plain line ends; stations send carriage returns, and backslashes where a line should end."""
    return text.replace("\\r", "\r").replace("\r\n", "\n").replace("\r", "\n").replace("\\n", "\n").strip() + "\n"


def _bad(message: str, remedy: str) -> BadInputError:
    return BadInputError(f"the signing request cannot be used: {message}", "/csr", remedy)
