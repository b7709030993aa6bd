"""Signatures of meters: a real one, and those of each curve made here by OpenSSL."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pilotwire.adapters.pki.meter_signature import check, is_key
from pilotwire.domain.ocmf import parse

VECTOR = json.loads((Path(__file__).parents[2] / "vectors" / "ocmf" / "kcp30.json").read_text(encoding="utf-8"))
REAL, REAL_KEY = VECTOR["ocmf"], bytes.fromhex(VECTOR["public_key"])


def test_a_real_dataset_is_verified_and_a_changed_one_is_not() -> None:
    found = parse(REAL)
    assert check(REAL_KEY, found.method, found.payload.encode(), found.signature) == "verified"
    changed = found.payload.replace("0.2597", "0.2598").encode()
    assert check(REAL_KEY, found.method, changed, found.signature) == "wrong"


@pytest.mark.parametrize(
    ("method", "curve"),
    [
        ("ECDSA-secp256k1-SHA256", ec.SECP256K1()),
        ("ECDSA-secp256r1-SHA256", ec.SECP256R1()),
        ("ECDSA-secp384r1-SHA256", ec.SECP384R1()),
        ("ECDSA-brainpool256r1-SHA256", ec.BrainpoolP256R1()),
        ("ECDSA-brainpool384r1-SHA256", ec.BrainpoolP384R1()),
    ],
)
def test_each_curve_is_checked_with_either_form_of_signature_and_key(method: str, curve: ec.EllipticCurve) -> None:
    private = ec.generate_private_key(curve)
    public = private.public_key()
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    signature = private.sign(b"12.5 kWh", ec.ECDSA(SHA256()))
    r, s = decode_dss_signature(signature)
    plain = b"".join(number.to_bytes(curve.key_size // 8, "big") for number in (r, s))
    for key in (der, point, point[1:]):
        for form in (signature, plain):
            assert check(key, method, b"12.5 kWh", form) == "verified"
            assert check(key, method, b"12.6 kWh", form) == "wrong"
    other = ec.generate_private_key(curve).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert check(other, method, b"12.5 kWh", signature) == "wrong"


@pytest.mark.parametrize("method", ["ECDSA-secp192k1-SHA256", "RSA-2048-SHA256", "ECDSA-secp256r1-MD5", "", "ECDSA"])
def test_methods_that_cannot_be_checked_are_said_to_be_so(method: str) -> None:
    assert check(REAL_KEY, method, b"x", b"y") == "unsupported"


def test_a_key_of_another_curve_or_none_at_all_is_wrong() -> None:
    assert check(REAL_KEY, "ECDSA-secp256k1-SHA256", b"x", b"y") == "wrong"
    assert check(b"no key", "ECDSA-secp256r1-SHA256", b"x", b"y") == "wrong"
    assert is_key(REAL_KEY)
    assert not is_key(b"no key")
