"""TLS from files: what is offered, and how each wrong file is told."""

import ssl
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from tests.fixtures.certificates import NOW, certificate, revocation_list

from pilotwire.adapters.transport.handshake import Certificate
from pilotwire.adapters.transport.refusal import Reason
from pilotwire.adapters.transport.tls import TlsFiles, read_tls
from pilotwire.kernel.errors import BadInputError

CA = certificate("Station CA", is_ca=True)
SERVER, OTHER = certificate("csms"), certificate("csms")
RSA = certificate("csms", use_rsa=True)


@pytest.fixture
def files(tmp_path: Path) -> TlsFiles:
    """One good pair."""
    file, key = SERVER.save(tmp_path, "server")
    return TlsFiles((file,), (key,))


def with_ca(files: TlsFiles, tmp_path: Path) -> TlsFiles:
    return TlsFiles(files.certificates, files.keys, CA.save(tmp_path, "ca")[0])


@pytest.mark.requirement("A00.FR.320", "A00.FR.423", "1.6 sec A00.FR.319", "1.6 sec A00.FR.423")
def test_the_suites_that_ocpp_names_come_first(files: TlsFiles) -> None:
    context = read_tls(files).context
    suites = [one["name"] for one in context.get_ciphers() if one["protocol"] == "TLSv1.2"]
    assert suites == [
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES256-GCM-SHA384",
    ]
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.options & ssl.OP_NO_COMPRESSION
    assert context.verify_mode is ssl.CERT_NONE


def test_suites_without_forward_secrecy_come_last(tmp_path: Path) -> None:
    file, key = RSA.save(tmp_path, "rsa")
    context = read_tls(TlsFiles((file,), (key,), rsa_suites=True)).context
    assert [one["name"] for one in context.get_ciphers()][-2:] == ["AES128-GCM-SHA256", "AES256-GCM-SHA384"]


def test_without_a_ca_no_certificate_is_asked_for(files: TlsFiles) -> None:
    assert read_tls(files).check(None, NOW) is None


def test_a_certificate_can_be_left_to_those_who_have_one(files: TlsFiles, tmp_path: Path) -> None:
    asking = with_ca(files, tmp_path)
    in_force = read_tls(TlsFiles(files.certificates, files.keys, asking.client_ca, client_optional=True))
    assert in_force.check(None, NOW) is None
    expired = in_force.check(Certificate("CP1", certificate("CP1", CA, valid=(-3, -1)).der), NOW)
    assert expired is not None
    assert expired.reason is Reason.CERTIFICATE_EXPIRED


def test_with_a_ca_a_certificate_must_be_shown(files: TlsFiles, tmp_path: Path) -> None:
    in_force = read_tls(with_ca(files, tmp_path))
    refused = in_force.check(None, NOW)
    assert refused is not None
    assert refused.reason is Reason.CERTIFICATE_MISSING
    assert in_force.check(Certificate("CP1", certificate("CP1", CA).der), NOW) is None


def test_each_fault_of_a_chain_has_its_reason(files: TlsFiles, tmp_path: Path) -> None:
    revoked = certificate("CP1", CA)
    lists = tmp_path / "lists.pem"
    lists.write_bytes(revocation_list(CA, revoked))
    asking = with_ca(files, tmp_path)
    in_force = read_tls(TlsFiles(asking.certificates, asking.keys, asking.client_ca, lists))
    shown = {
        Reason.CERTIFICATE_EXPIRED: certificate("CP1", CA, valid=(-3, -1)),
        Reason.CERTIFICATE_NOT_YET_VALID: certificate("CP1", CA, valid=(1, 3)),
        Reason.CERTIFICATE_REVOKED: revoked,
        Reason.REVOCATION_UNKNOWN: certificate("CP1", certificate("Other CA", is_ca=True)),
    }
    for reason, pair in shown.items():
        refused = in_force.check(Certificate("CP1", pair.der), NOW)
        assert refused is not None
        assert refused.reason is reason


def error(files: TlsFiles) -> str:
    with pytest.raises(BadInputError) as caught:
        read_tls(files)
    assert caught.value.remedy
    return caught.value.message


def test_wrong_files_are_named(files: TlsFiles, tmp_path: Path) -> None:
    (file,), (key,) = files.certificates, files.keys
    other_key = OTHER.save(tmp_path, "other")[1]
    locked, empty = tmp_path / "locked.key", tmp_path / "empty.pem"
    locked.write_bytes(
        SERVER.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"passphrase"))
    )
    empty.write_text("")
    assert (
        error(TlsFiles((tmp_path / "no.pem",), (key,)))
        == f"{tmp_path}/no.pem cannot be read: No such file or directory"
    )
    assert error(TlsFiles((empty,), (key,))) == f"{empty} holds no certificate in PEM"
    assert error(TlsFiles((file,), (empty,))) == f"{empty} holds no private key in PEM"
    assert error(TlsFiles((file,), (locked,))) == f"{locked} is protected by a passphrase"
    assert (
        error(TlsFiles((file,), (other_key,))) == f"the key in {other_key} does not belong to the certificate in {file}"
    )
    assert error(TlsFiles((file,), (key,), file)) == f"{file} holds 'CN=csms', which is no CA"


def test_certificates_that_cannot_be_offered_together_are_refused(files: TlsFiles, tmp_path: Path) -> None:
    other, other_key = OTHER.save(tmp_path, "other")
    twice = TlsFiles((*files.certificates, other), (*files.keys, other_key))
    assert error(twice).startswith("ocpp_tls_certificates has two certificates of one kind of key")
    without_rsa = TlsFiles(files.certificates, files.keys, rsa_suites=True)
    assert error(without_rsa) == "ocpp_tls_rsa_suites needs a certificate with an RSA key, and there is none"
