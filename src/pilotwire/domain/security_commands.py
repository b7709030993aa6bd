"""Commands about credentials: a station's password, and the certificates in it."""

from typing import Literal

import msgspec

from .command import Command, Reply

RootUse = Literal[
    "CSMSRootCertificate", "ManufacturerRootCertificate", "V2GRootCertificate", "MORootCertificate",
    "OEMRootCertificate",
]  # fmt: skip
"""What a root certificate is trusted for."""
InstalledUse = RootUse | Literal["V2GCertificateChain"]
"""What can be asked for among a station's certificates: roots, and its own for cars with those above it."""
SigningUse = Literal["ChargingStationCertificate", "V2GCertificate", "V2G20Certificate"]
"""What a station's own certificate is for: its connection to us, cars of ISO 15118-2, cars of ISO 15118-20."""
HashAlgorithm = Literal["SHA256", "SHA384", "SHA512"]
CarDialect = Literal["oca", "has2be"]
"""Whose way a station goes to speak of certificates for cars where its version of OCPP has none of its own (1.6)."""


class SetPassword(Command[Reply], frozen=True):
    """Give the station a new password for HTTP Basic. Source: OCPP 2.0.1 part 2, A01; OCPP 1.6 whitepaper, A01."""

    password: str


class CertificateSigned(Command[Reply], frozen=True):
    """Hand over a signed certificate, in PEM, its own first and then those that signed it.

    `use`, `request_id` and `dialect` as the station gave them when it asked, None where it did not.
    Source: OCPP 2.0.1 part 2, A02 and A03; OCPP 2.1 part 2, A02.FR.25.
    """

    chain: str
    use: SigningUse | None = None
    request_id: int | None = None
    dialect: CarDialect | None = None


class InstallCertificate(Command[Reply], frozen=True):
    """Have a root certificate (PEM) trusted from now on. Source: OCPP 2.0.1 part 2, M05."""

    use: RootUse
    certificate: str
    dialect: CarDialect | None = None


class CertificateId(msgspec.Struct, frozen=True):
    """What names a certificate to a station: hashes of its issuer's name and key, and its serial number, in hex."""

    algorithm: HashAlgorithm
    issuer_name_hash: str
    issuer_key_hash: str
    serial_number: str


class InstalledCertificate(msgspec.Struct, frozen=True, omit_defaults=True):
    """A certificate that a station holds, and those below it. `use` may be one that only stations tell."""

    id: CertificateId
    use: str
    children: tuple[CertificateId, ...] = ()


class InstalledAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a station holds, and its own word for it: Accepted, or NotFound, with its reason where it gave one."""

    status: str
    certificates: tuple[InstalledCertificate, ...] = ()
    reason_code: str | None = None
    info: str | None = None


class GetInstalledCertificates(Command[InstalledAnswer], frozen=True):
    """Which certificates the station holds; no uses: all. Source: OCPP 2.0.1 part 2, M03."""

    uses: tuple[InstalledUse, ...] = ()
    dialect: CarDialect | None = None


class DeleteCertificate(Command[Reply], frozen=True):
    """Remove a certificate from the station. `dialect` for one that is for cars. Source: OCPP 2.0.1 part 2, M04."""

    id: CertificateId
    dialect: CarDialect | None = None
