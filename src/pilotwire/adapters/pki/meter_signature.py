"""Signatures of meters: whether a key has signed a text, on the curves that OpenSSL has. CPU work, so for a thread."""

from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from pilotwire.domain.signed_reading import Verdict

_CURVES: Final[Mapping[str, type[ec.EllipticCurve]]] = {
    "secp256k1": ec.SECP256K1,
    "secp256r1": ec.SECP256R1,
    "secp384r1": ec.SECP384R1,
    "brainpool256r1": ec.BrainpoolP256R1,
    "brainpoolP256r1": ec.BrainpoolP256R1,
    "brainpool384r1": ec.BrainpoolP384R1,
    "brainpoolP384r1": ec.BrainpoolP384R1,
}


def check(key: bytes, method: str, signed: bytes, signature: bytes) -> Verdict:
    """Whether this key has signed these bytes: verified, wrong, or unsupported.

    `key` is a SubjectPublicKeyInfo in DER, or the bare point of the curve that `method` names, such as
    ECDSA-secp256r1-SHA256. A key of another curve than the method's is wrong. A signature is ASN.1, or r
    and s in a row.
    """
    algorithm, _, rest = method.partition("-")
    curve_name, _, hash_name = rest.partition("-")
    curve = _CURVES.get(curve_name)
    if algorithm != "ECDSA" or curve is None or hash_name != "SHA256":
        return "unsupported"
    try:
        public_key = _loaded(key, curve())
    except UnsupportedAlgorithm:
        return "unsupported"
    except ValueError:
        return "wrong"
    if not isinstance(public_key.curve, curve):
        return "wrong"
    for form in _forms(signature, public_key.curve.key_size // 8):
        try:
            public_key.verify(form, signed, ec.ECDSA(SHA256()))
        except InvalidSignature:
            continue
        except UnsupportedAlgorithm:
            return "unsupported"
        return "verified"
    return "wrong"


def is_key(key: bytes) -> bool:
    """Whether these bytes are a public key on some elliptic curve that can be checked with."""
    try:
        return isinstance(load_der_public_key(key), ec.EllipticCurvePublicKey)
    except (ValueError, UnsupportedAlgorithm):
        return False


def _loaded(key: bytes, curve: ec.EllipticCurve) -> ec.EllipticCurvePublicKey:
    """Raises ValueError for what is no such key."""
    try:
        found = load_der_public_key(key)
    except ValueError:
        point = key if key[:1] in (b"\x02", b"\x03", b"\x04") else b"\x04" + key
        return ec.EllipticCurvePublicKey.from_encoded_point(curve, point)
    if not isinstance(found, ec.EllipticCurvePublicKey):
        raise ValueError("no key of an elliptic curve")
    return found


def _forms(signature: bytes, size: int) -> tuple[bytes, ...]:
    if len(signature) != 2 * size:
        return (signature,)
    r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
    return signature, encode_dss_signature(r, s)
