"""Signing requests: what is taken whatever its shape, and what is refused by name."""

import ssl
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from tests.fixtures.certificates import certificate

from pilotwire.adapters.pki.signing_request import read_request
from pilotwire.kernel.errors import BadInputError

P256 = ec.generate_private_key(ec.SECP256R1())
CN, O = NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME  # noqa: E741 - as the field calls it


def pem(key: object = P256, *names: tuple[x509.ObjectIdentifier, str], algorithm: object = "sha256") -> str:
    """A request, signed with this key."""
    subject = x509.Name([x509.NameAttribute(oid, value) for oid, value in names or ((CN, "CP1"), (O, "My company"))])
    builder = x509.CertificateSigningRequestBuilder().subject_name(subject)
    chosen = hashes.SHA256() if algorithm == "sha256" else algorithm
    return builder.sign(key, chosen).public_bytes(Encoding.PEM).decode()  # type: ignore[arg-type]


def why(text: str) -> str:
    """What is said about a request that is refused."""
    with pytest.raises(BadInputError) as refused:
        read_request(text)
    assert refused.value.pointer == "/csr"
    assert refused.value.remedy
    return refused.value.message.removeprefix("the signing request cannot be used: ")


def test_what_is_asked_for_is_read() -> None:
    read = read_request(pem())
    assert (read.common_name, read.organization, read.subject) == ("CP1", "My company", "O=My company,CN=CP1")


@pytest.mark.parametrize(
    "shape",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\\n"),
        lambda text: f"\n  {text}\n\n",
        lambda text: text.replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"),
    ],
    ids=["crlf", "cr", "backslash", "blank", "new"],
)
def test_line_ends_and_blanks_do_not_matter(shape: object) -> None:
    text = pem()
    assert read_request(shape(text)) == read_request(text)  # type: ignore[operator]


@pytest.mark.parametrize(
    "key",
    [
        ec.generate_private_key(ec.SECP384R1()),
        ec.generate_private_key(ec.SECP224R1()),
        rsa.generate_private_key(65537, 2048),
    ],
    ids=["P-384", "P-224", "RSA"],
)
def test_keys_of_112_bits_of_security_are_taken(key: object) -> None:
    assert read_request(pem(key)).common_name == "CP1"
    assert read_request(pem(ed25519.Ed25519PrivateKey.generate(), algorithm=None)).common_name == "CP1"


def test_weak_keys_are_refused() -> None:
    weak = rsa.generate_private_key(65537, 1024)  # noqa: S505 - weak on purpose
    assert why(pem(weak)) == "its RSA key has 1024 bits"
    assert why(pem(ec.generate_private_key(ec.SECP192R1()))) == "its key on the curve secp192r1 has 192 bits"
    assert why(pem(dsa.generate_private_key(2048))) == "its key is neither RSA nor ECDSA"


def test_broken_hashes_are_refused(tmp_path: Path) -> None:
    command = f"openssl req -new -newkey rsa:2048 -nodes -keyout {tmp_path}/k -sha1 -subj /CN=CP1"
    made = subprocess.run(command.split(), capture_output=True, text=True, check=True)
    assert why(made.stdout) == "it is signed with SHA1, which is broken"


def test_a_request_signed_with_another_key_is_refused() -> None:
    good, other = pem(), pem(ec.generate_private_key(ec.SECP256R1()))
    der, alien = (x509.load_pem_x509_csr(text.encode()) for text in (good, other))
    forged = der.public_bytes(Encoding.DER).replace(der.signature, alien.signature)
    if len(der.signature) != len(alien.signature):
        forged = der.public_bytes(Encoding.DER)[:-1] + bytes([der.signature[-1] ^ 1])
    text = x509.load_der_x509_csr(forged).public_bytes(Encoding.PEM).decode()
    assert why(text) == "its signature does not fit its key"


@pytest.mark.parametrize(
    "text",
    ["", "hello", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", "\x00\ud800"],
)
def test_garbage_is_refused(text: str) -> None:
    assert why(text) == "it is no signing request in PEM"


def test_two_names_or_far_too_much_are_refused() -> None:
    assert why(pem(P256, (CN, "CP1"), (CN, "CP2"))) == "it has 2 values for common name (CN)"
    assert why("x" * 5501) == "the request has 5501 characters"


def test_a_certificate_is_no_request_and_said_to_be_one() -> None:
    assert why(certificate("CP1").pem.decode()) == "it is a certificate"


def test_a_request_with_any_byte_damaged_is_refused_with_the_field() -> None:
    whole = ssl.PEM_cert_to_DER_cert(pem().replace("CERTIFICATE REQUEST", "CERTIFICATE"))
    for place in range(len(whole)):
        damaged = ssl.DER_cert_to_PEM_cert(whole[:place] + bytes([whole[place] ^ 0x0C]) + whole[place + 1 :])
        assert why(damaged.replace("CERTIFICATE", "CERTIFICATE REQUEST"))
