"""Root certificates that people hand in: taken in any line ends, refused with the field and what to do."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.fixtures.certificates import NOW, certificate
from tests.fixtures.contract_pki import Holder, made, with_sha1

from pilotwire.adapters.pki.embedded_ca import WrongClockError
from pilotwire.adapters.pki.root_reading import read_root
from pilotwire.kernel.errors import BadInputError

ROOT = certificate("Root", is_ca=True)
BETWEEN = certificate("Sub-CA", ROOT, is_ca=True)


def why(text: str) -> tuple[str, str]:
    """What is said, and what to do."""
    with pytest.raises(BadInputError) as refused:
        read_root("r", "V2GRootCertificate", text, NOW)
    assert refused.value.pointer == "/certificate"
    return refused.value.message.removeprefix("the certificate cannot be used as a root: "), refused.value.remedy


def test_a_root_is_read_whatever_its_line_ends() -> None:
    text = ROOT.pem.decode()
    for shape in (text, text.replace("\n", "\r\n"), f"subject=CN = Root\n\n{text}"):
        read = read_root("v2g", "V2GRootCertificate", shape, NOW)
        assert (read.name, read.subject, read.pem) == ("v2g", "CN=Root", text)


def test_a_chain_is_refused_and_the_root_in_it_is_named() -> None:
    chains = [(BETWEEN, ROOT), (ROOT, BETWEEN)]
    for chain in chains:
        said, remedy = why("".join(one.pem.decode() for one in chain))
        assert said == "it holds 2 certificates, and a station takes one at a time"
        assert remedy == "give the root alone: 'CN=Root'"


def test_what_is_no_root_in_force_is_refused() -> None:
    assert why(certificate("CP1").pem.decode()) == ("'CN=CP1' is no CA", "give the root above it")
    assert why(BETWEEN.pem.decode())[0] == "'CN=Sub-CA' was issued by 'CN=Root', so it is no root"
    assert " ended on " in why(certificate("Root", is_ca=True, valid=(-3, -1)).pem.decode())[0]
    assert " is not valid before " in why(certificate("Root", is_ca=True, valid=(1, 3)).pem.decode())[0]
    assert why("hello")[0] == "it is no certificate in PEM"
    assert why("x" * 10_001)[0] == "it has 10001 characters"


def test_a_root_that_proves_nothing_is_refused() -> None:
    other = certificate("Root", is_ca=True)
    forged = made("Root", signed_by=Holder(other.certificate, other.key))  # type: ignore[arg-type]  # an ECDSA key
    assert why(forged.pem) == (
        "'CN=Root' names itself as its issuer, and its key did not sign it", "export it again from the CA",
    )  # fmt: skip
    old = made("Root")
    assert why(with_sha1(old, old).pem) == (
        "'CN=Root' is signed with SHA1, which is broken", "give a root that is signed with SHA-256",
    )  # fmt: skip
    weak = certificate("Root", is_ca=True, key=rsa.generate_private_key(65537, 1024))  # noqa: S505 - weak on purpose
    assert why(weak.pem.decode()) == ("'CN=Root' is too weak", "it must have 2048 to 8192")


def test_a_key_beside_the_root_is_refused_and_repeated_nowhere(tmp_path: Path) -> None:
    file, key = ROOT.save(tmp_path, "root")
    said = why(file.read_text() + key.read_text())
    assert said == ("it holds a private key", "give the certificate alone; a root's key never leaves its CA")


def test_a_root_with_any_byte_damaged_is_refused_with_the_field() -> None:
    whole = ROOT.der
    for place in range(len(whole)):
        assert why(ssl.DER_cert_to_PEM_cert(whole[:place] + bytes([whole[place] ^ 0x0C]) + whole[place + 1 :]))


def test_nothing_is_judged_while_the_clock_is_wrong() -> None:
    with pytest.raises(WrongClockError):
        read_root("r", "V2GRootCertificate", ROOT.pem.decode(), datetime(1970, 1, 1, tzinfo=UTC))
