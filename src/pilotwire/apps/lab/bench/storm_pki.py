"""Certificates for a storm: a CA, the server's, and one for each station, as PEM files in a folder."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


class Authority(NamedTuple):
    """Issues certificates with ECDSA keys on P-256, the kind that OCPP names first."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def file(self) -> Path:
        """The CA's certificate: the root of both sides."""
        return self.folder / "ca.pem"

    @property
    def server_file(self) -> Path:
        """The server's certificate."""
        return self.folder / "server.pem"

    @property
    def server_key_file(self) -> Path:
        """The server's key."""
        return self.folder / "server.key"

    def station_file(self, station: str) -> Path:
        """Where a station's certificate and key stand."""
        return self.folder / f"{station}.pem"

    def issue(self, station: str) -> None:
        """Make a station's certificate and key."""
        key = ec.generate_private_key(ec.SECP256R1())
        self.station_file(station).write_bytes(_key(key) + _pem(_certificate(station, key, self)))


def make_authority(folder: Path) -> Authority:
    """A CA, and the server's certificate for 127.0.0.1."""
    folder.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    made = Authority(folder, key, _certificate("Storm CA", key, None))
    made.file.write_bytes(_pem(made.certificate))
    server_key = ec.generate_private_key(ec.SECP256R1())
    made.server_file.write_bytes(_pem(_certificate("127.0.0.1", server_key, made)))
    made.server_key_file.write_bytes(_key(server_key))
    return made


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, issuer: Authority | None) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer is not None:
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(key if issuer is None else issuer.key, hashes.SHA256())


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def _key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
