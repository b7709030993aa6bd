"""Signatures of firmware: both algorithms, every way in which one is wrong, and where the certificate leads."""

import hashlib
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from tests.fixtures.certificates import Pair, certificate
from tests.fixtures.firmware_maker import Maker, maker

from pilotwire.adapters.pki.firmware_signature import check_signature
from pilotwire.adapters.pki.root_reading import read_root
from pilotwire.domain.certificate import RootCertificate
from pilotwire.domain.firmware_release import Signed
from pilotwire.kernel.errors import BadInputError

CONTENT = b"firmware" * 1000
DIGEST = hashlib.sha256(CONTENT).digest()
NOW = datetime.now(UTC)


def root(of: Maker) -> RootCertificate:
    return read_root("acme", "ManufacturerRootCertificate", of.root.pem.decode(), NOW)


def signed(of: Maker, *above: Pair, content: bytes = CONTENT) -> Signed:
    chain = b"".join(one.pem for one in (of.signer, *above))
    return Signed(DIGEST, of.sign(content), chain.decode())


@pytest.mark.requirement("L01.FR.09")
@pytest.mark.parametrize(
    ("use_rsa", "algorithm"), [(False, "ECDSA-SHA256"), (True, "RSA-PSS-SHA256")], ids=["ecdsa", "rsa-pss"]
)
def test_a_right_signature_under_a_known_root(use_rsa: bool, algorithm: str) -> None:
    acme = maker(rsa.generate_private_key(65537, 2048) if use_rsa else None)
    proof = check_signature(signed(acme), [root(maker()), root(acme)], NOW)
    assert (proof.algorithm, proof.signer, proof.root, proof.checked_at) == (
        algorithm, "CN=Acme Firmware", "acme", NOW
    )  # fmt: skip


def test_the_chain_may_have_a_certificate_between_and_the_root_itself() -> None:
    acme = maker()
    between = certificate("Acme Factory", issuer=acme.root, is_ca=True)
    below = Maker(acme.root, certificate("Acme Firmware", issuer=between))
    for above in ((between,), (between, acme.root)):
        assert check_signature(signed(below, *above), [root(acme)], NOW).root == "acme"


def test_r_and_s_in_a_row_are_a_signature_too() -> None:
    acme = maker()
    whole = signed(acme)
    r, s = decode_dss_signature(b64decode(whole.signature))
    row = b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).decode()
    assert check_signature(msgspec.structs.replace(whole, signature=row), [root(acme)], NOW).root == "acme"


@pytest.mark.parametrize("use_rsa", [False, True], ids=["ecdsa", "rsa-pss"])
def test_a_signature_over_another_file_is_refused(use_rsa: bool) -> None:
    acme = maker(rsa.generate_private_key(65537, 2048) if use_rsa else None)
    with pytest.raises(BadInputError) as refused:
        check_signature(signed(acme, content=b"another"), [root(acme)], NOW)
    assert refused.value.pointer == "/signature"
    assert "is not one of 'CN=Acme Firmware' over this file" in refused.value.message


def test_what_is_no_base64_is_refused() -> None:
    acme = maker()
    with pytest.raises(BadInputError) as refused:
        check_signature(msgspec.structs.replace(signed(acme), signature="%%%"), [root(acme)], NOW)
    assert (refused.value.pointer, refused.value.message) == ("/signature", "the signature is no base64")


def _refusal(what: Signed, roots: list[RootCertificate], at: datetime = NOW) -> str:
    with pytest.raises(BadInputError) as refused:
        check_signature(what, roots, at)
    assert refused.value.pointer == "/signing_certificate"
    assert refused.value.remedy
    return refused.value.message


def test_a_certificate_that_leads_nowhere_is_refused() -> None:
    acme = maker()
    assert "which is none of the manufacturers' roots here" in _refusal(signed(acme), [])
    assert "which is none of the manufacturers' roots here" in _refusal(signed(acme), [root(maker())])


def test_a_certificate_that_is_not_in_force_is_refused() -> None:
    acme = maker()
    assert "is in force from" in _refusal(signed(acme), [root(acme)], NOW + timedelta(days=60))
    assert "is in force from" in _refusal(signed(acme), [root(acme)], NOW - timedelta(days=60))


def test_a_chain_out_of_order_is_refused() -> None:
    acme, other = maker(), maker()
    between = certificate("Acme Factory", issuer=other.root, is_ca=True)
    assert "was not issued by 'CN=Acme Factory'" in _refusal(signed(acme, between), [root(acme)])
    no_ca = certificate("Acme Factory", issuer=acme.root)
    below = Maker(acme.root, certificate("Acme Firmware", issuer=no_ca))
    assert "was not issued by 'CN=Acme Factory'" in _refusal(signed(below, no_ca), [root(acme)])
    assert "it holds 6 certificates" in _refusal(signed(acme, *[other.root] * 5), [root(acme)])


def test_keys_that_prove_nothing_are_refused() -> None:
    small = maker(rsa.generate_private_key(65537, 1024))  # noqa: S505 - to be refused
    assert "its key has 1024 bits" in _refusal(signed(small), [root(small)])
    acme = maker()
    for pem in ("no pem", acme.signer.pem.decode().replace("M", "N", 40)):
        assert "it is no certificate in PEM" in _refusal(
            msgspec.structs.replace(signed(acme), certificate=pem), [root(acme)]
        )


def test_other_kinds_of_keys_are_refused() -> None:
    acme = maker()
    strange: list[object] = [ed25519.Ed25519PrivateKey.generate(), dsa.generate_private_key(2048)]
    for key in strange:
        below = certificate("Acme Firmware", issuer=acme.root, key=key)  # type: ignore[arg-type]
        what = Signed(DIGEST, acme.sign(CONTENT), below.pem.decode())
        assert "neither RSA nor of an elliptic curve" in _refusal(what, [root(acme)])
    assert isinstance(acme.signer.key, ec.EllipticCurvePrivateKey)
