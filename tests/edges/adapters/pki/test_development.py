"""Certificates for trying out: made once, for their owner alone."""

import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from tests.fixtures.certificates import NOW

from pilotwire.adapters.pki.development import development_certificates, fingerprint
from pilotwire.kernel.errors import PilotwireError

HOSTS = ("csms.example", "localhost", "192.0.2.7", "::1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the files in it."""
    folder = tmp_path_factory.mktemp("data") / "tls"
    development_certificates(folder, HOSTS, NOW)
    return folder


def test_the_keys_are_for_their_owner_alone(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [(folder / name).stat().st_mode & 0o777 for name in ("ecdsa.key", "rsa.key")] == [0o600, 0o600]


def test_chargers_get_both_certificates_in_one_file(folder: Path) -> None:
    both = (folder / "ecdsa.pem").read_bytes() + (folder / "rsa.pem").read_bytes()
    assert (folder / "chargers.pem").read_bytes() == both


@pytest.mark.parametrize("name", ["ecdsa.pem", "rsa.pem"])
@pytest.mark.parametrize(
    "host", [("-verify_hostname", "localhost"), ("-verify_ip", "192.0.2.7"), ("-verify_ip", "::1")]
)
def test_openssl_finds_them_good_by_its_strictest_rules(folder: Path, name: str, host: tuple[str, str]) -> None:
    trusted, file = str(folder / "chargers.pem"), str(folder / name)
    command = ["openssl", "verify", "-x509_strict", "-purpose", "sslserver", *host, "-CAfile", trusted, file]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == f"{file}: OK\n"


@pytest.mark.requirement("A00.FR.510")
@pytest.mark.parametrize("name", ["ecdsa.pem", "rsa.pem"])
def test_the_common_name_is_the_host_that_chargers_call(folder: Path, name: str) -> None:
    subject = x509.load_pem_x509_certificate((folder / name).read_bytes()).subject.rfc4514_string()
    assert subject == "CN=csms.example,O=Pilotwire development"


def test_they_are_made_once(folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    development_certificates(folder, ("other.example",), NOW)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_the_fingerprint_is_written_as_openssl_writes_it(folder: Path) -> None:
    command = ["openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in", str(folder / "ecdsa.pem")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    certificate = x509.load_pem_x509_certificate((folder / "ecdsa.pem").read_bytes())
    assert said.partition("=")[2] == fingerprint(certificate)


def test_a_folder_that_cannot_be_made_is_told_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PilotwireError, match="development certificates cannot be written"):
        development_certificates(tmp_path / "file" / "tls", HOSTS, NOW)
