"""Our own authority: made once, its keys sealed, what it issues found good by OpenSSL's strictest rules."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from tests.fixtures.certificates import NOW, days, signing_request

from pilotwire.adapters.pki.ca_files import CaFilesError, passphrase_from
from pilotwire.adapters.pki.embedded_ca import CaTerms, EmbeddedCa, WrongClockError
from pilotwire.domain.certificate import IssuedCertificate, IssueWish, Revoked
from pilotwire.domain.security_commands import SigningUse

PASSPHRASE = b"a secret of the test"
KEY = ec.generate_private_key(ec.SECP256R1())


def authority(folder: Path, passphrase: bytes = PASSPHRASE, terms: CaTerms | None = None) -> EmbeddedCa:
    """The authority in this folder."""
    return EmbeddedCa(folder, lambda: passphrase, terms or CaTerms("My company"))


def issued(
    ca: EmbeddedCa, use: SigningUse = "ChargingStationCertificate", key: ec.EllipticCurvePrivateKey = KEY
) -> IssuedCertificate:
    """A certificate for CP1."""
    return ca.issue(IssueWish(signing_request(key, "CP1"), use, "CP1", "My company"), NOW)


def certificate_of(one: IssuedCertificate) -> x509.Certificate:
    """The certificate itself."""
    return x509.load_pem_x509_certificate(one.chain[0].encode())


def verify(folder: Path, one: IssuedCertificate, *options: str) -> str:
    """What `openssl verify` says: "" for good."""
    (folder / "leaf.pem").write_text(one.chain[0])
    (folder / "between.pem").write_text(one.chain[1])
    command = ["openssl", "verify", "-x509_strict", "-purpose", "sslclient", *options]
    files = ["-CAfile", str(folder / "root.pem"), "-untrusted", str(folder / "between.pem"), str(folder / "leaf.pem")]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr


@pytest.mark.parametrize("use", ["ChargingStationCertificate", "V2GCertificate", "V2G20Certificate"])
def test_openssl_finds_what_is_issued_good(tmp_path: Path, use: SigningUse) -> None:
    key = ec.generate_private_key(ec.SECP521R1()) if use == "V2G20Certificate" else KEY
    one = issued(authority(tmp_path), use, key)
    folder = {"ChargingStationCertificate": "stations", "V2GCertificate": "v2g", "V2G20Certificate": "v2g20"}[use]
    assert verify(tmp_path / folder, one) == ""


def test_a_certificate_says_what_ocpp_asks_for(tmp_path: Path) -> None:
    one = certificate_of(issued(authority(tmp_path)))
    assert one.subject.rfc4514_string() == "CN=CP1,O=My company"
    assert one.not_valid_before_utc == NOW - timedelta(hours=24)
    assert one.not_valid_after_utc == NOW + timedelta(days=365)
    usage = one.extensions.get_extension_for_class(x509.KeyUsage)
    assert (usage.critical, usage.value.digital_signature, usage.value.key_cert_sign) == (True, True, False)
    named = [extension.oid.dotted_string for extension in one.extensions]
    assert x509.ExtendedKeyUsage.oid.dotted_string not in named
    assert one.public_key() == KEY.public_key()


def test_a_certificate_for_cars_keeps_the_limits_of_iso_15118(tmp_path: Path) -> None:
    one = certificate_of(issued(authority(tmp_path), "V2GCertificate"))
    assert one.subject.rfc4514_string() == "DC=CPO,CN=CP1,O=My company"
    assert one.extensions.get_extension_for_class(x509.KeyUsage).value.key_agreement
    assert one.not_valid_after_utc == NOW + timedelta(days=90)
    assert len(one.public_bytes(Encoding.DER)) <= 800
    newer = certificate_of(issued(authority(tmp_path), "V2G20Certificate"))
    assert newer.signature_hash_algorithm is not None
    assert newer.signature_hash_algorithm.name == "sha512"


def test_it_is_made_once_and_goes_on_after_a_restart(tmp_path: Path) -> None:
    first, again = issued(authority(tmp_path)), issued(authority(tmp_path))
    assert first.issuer == again.issuer
    assert first.serial_number != again.serial_number
    assert next(one.subject for one in authority(tmp_path).authorities()).startswith("CN=Station root ")


def test_the_keys_are_sealed_and_for_their_owner_alone(tmp_path: Path) -> None:
    issued(authority(tmp_path))
    for name in ("root.key", "issuing.key"):
        file = tmp_path / "stations" / name
        assert file.stat().st_mode & 0o777 == 0o600
        with pytest.raises(TypeError):
            load_pem_private_key(file.read_bytes(), None)
    assert (tmp_path / "stations").stat().st_mode & 0o777 == 0o700


def test_the_root_key_is_needed_no_more_once_the_ca_is_made(tmp_path: Path) -> None:
    issued(authority(tmp_path))
    (tmp_path / "stations" / "root.key").unlink()
    assert issued(authority(tmp_path)).chain


def test_what_was_not_finished_is_made_again(tmp_path: Path) -> None:
    issued(authority(tmp_path))
    (tmp_path / "stations" / "trust.pem").unlink()
    one = issued(authority(tmp_path))
    assert verify(tmp_path / "stations", one) == ""


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.unlink(), "is not there"),
        (lambda file: file.write_text("no key"), "cannot be opened: another passphrase, or a damaged file"),
        (
            lambda file: file.write_bytes((file.parent / "root.key").read_bytes()),
            "is not that of the certificate beside it",
        ),
    ],
)
def test_a_key_that_cannot_be_used_is_told_at_the_start(tmp_path: Path, spoil: object, said: str) -> None:
    issued(authority(tmp_path))
    spoil(tmp_path / "stations" / "issuing.key")  # type: ignore[operator]
    with pytest.raises(CaFilesError, match=said) as told:
        authority(tmp_path).open(NOW)
    assert told.value.remedy


def test_another_passphrase_does_not_open_the_key(tmp_path: Path) -> None:
    issued(authority(tmp_path))
    with pytest.raises(CaFilesError, match="another passphrase") as told:
        authority(tmp_path, b"another one").open(NOW)
    assert "pki_passphrase" in told.value.remedy


def test_a_passphrase_is_made_up_once_and_must_not_be_readable_by_others(tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    made = passphrase_from(file)
    assert (len(made) >= 32, passphrase_from(file), file.stat().st_mode & 0o777) == (True, made, 0o600)
    file.chmod(0o644)
    with pytest.raises(CaFilesError, match="may be read by others"):
        passphrase_from(file)
    file.write_text("\n")
    file.chmod(0o600)
    with pytest.raises(CaFilesError, match="is empty"):
        passphrase_from(file)


def test_what_is_revoked_is_on_the_list_of_its_own_ca_alone(tmp_path: Path) -> None:
    ca = authority(tmp_path)
    bad, good, for_cars = issued(ca), issued(ca), issued(ca, "V2GCertificate")
    revoked = [Revoked(one.issuer, one.serial_number, days(-0.5), "key-compromise") for one in (bad, for_cars)]
    ca.publish(revoked, NOW)
    folder = tmp_path / "stations"
    with_list = ("-crl_check", "-CRLfile", str(folder / "crl.pem"))
    assert "certificate revoked" in verify(folder, bad, *with_list)
    assert verify(folder, good, *with_list) == ""
    found = x509.load_pem_x509_crl((folder / "crl.pem").read_bytes())
    assert [f"{entry.serial_number:x}" for entry in found] == [bad.serial_number]


def test_rsa_is_a_choice(tmp_path: Path) -> None:
    one = issued(authority(tmp_path, terms=CaTerms(station_key="rsa")))
    signer = x509.load_pem_x509_certificate(one.chain[1].encode()).public_key()
    assert isinstance(signer, rsa.RSAPublicKey)
    assert verify(tmp_path / "stations", one) == ""


def test_nothing_is_issued_while_the_clock_is_wrong(tmp_path: Path) -> None:
    ca = authority(tmp_path)
    request = IssueWish(signing_request(KEY, "CP1"), "ChargingStationCertificate", "CP1", None)
    with pytest.raises(WrongClockError, match="this server's clock says 1970-01-01 00:01 UTC"):
        ca.issue(request, datetime(1970, 1, 1, 0, 1, tzinfo=UTC))
    assert not (tmp_path / "stations").exists()


def test_no_certificate_outlives_its_ca(tmp_path: Path) -> None:
    ca = authority(tmp_path)
    wish = IssueWish(signing_request(KEY, "CP1"), "ChargingStationCertificate", "CP1", None)
    ends = x509.load_pem_x509_certificate(issued(ca).chain[1].encode()).not_valid_after_utc
    assert certificate_of(ca.issue(wish, NOW + timedelta(days=3640))).not_valid_after_utc == ends
