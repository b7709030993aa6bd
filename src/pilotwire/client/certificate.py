"""Certificates of stations, the authorities that issue them, and root certificates that stations are to trust."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .certificate_state import CertificateState, SigningUse
from .codec import Instant
from .control import ControlInput
from .shape import Input, Name, Resource, Text

RootUse = Literal[
    "CSMSRootCertificate", "ManufacturerRootCertificate", "V2GRootCertificate", "MORootCertificate",
    "OEMRootCertificate",
]  # fmt: skip
InstalledUse = Literal[
    "CSMSRootCertificate", "ManufacturerRootCertificate", "V2GRootCertificate", "MORootCertificate",
    "OEMRootCertificate", "V2GCertificateChain",
]  # fmt: skip
RevocationReason = Literal["unspecified", "key-compromise", "affiliation-changed", "superseded", "cessation"]
HashAlgorithm = Literal["SHA256", "SHA384", "SHA512"]
Pem = Annotated[str, Meta(min_length=1, max_length=20_000)]
Hex = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[0-9A-Fa-f]+$(?!\n)")]


class Certificate(Resource, frozen=True, kw_only=True):
    """A station's certificate, from its request on. What the certificate itself says is there once it is issued.

    `fingerprint` is the SHA-256 of its DER. `error` and `remedy` say why it came to nothing.
    """

    id: str
    station: str
    use: SigningUse
    state: CertificateState
    subject: str
    requested_at: Instant
    updated_at: Instant
    serial_number: str | None = None
    issuer: str | None = None
    fingerprint: str | None = None
    not_before: Instant | None = None
    not_after: Instant | None = None
    chain: str | None = None
    error: str | None = None
    remedy: str | None = None
    revoked_at: Instant | None = None
    revocation_reason: RevocationReason | None = None


class CertificateList(Resource, frozen=True, kw_only=True):
    """Certificates, newest first; `chain` is with a single one alone."""

    items: list[Certificate]
    next_cursor: str | None


class RevokeInput(Input, frozen=True, kw_only=True):
    """Why a certificate is revoked."""

    reason: RevocationReason = "unspecified"


class RotateCertificateInput(Input, frozen=True, kw_only=True):
    """Which of its certificates a station exchanges for a new one."""

    use: SigningUse = "ChargingStationCertificate"


class CertificateId(Resource, frozen=True, kw_only=True):
    """What names a certificate to a station: hashes of its issuer's name and key, and its serial number, in hex."""

    hash_algorithm: HashAlgorithm
    issuer_name_hash: str
    issuer_key_hash: str
    serial_number: str


class Authority(Resource, frozen=True, kw_only=True):
    """A certificate authority of ours: what it issues, and its root in PEM."""

    uses: list[SigningUse]
    subject: str
    fingerprint: str
    not_before: Instant
    not_after: Instant
    root: str
    ids: list[CertificateId]


class AuthorityList(Resource, frozen=True, kw_only=True):
    """The authorities that there are; each is made when the first station asks for a certificate of its kind."""

    items: list[Authority]
    next_cursor: str | None


class RootCertificate(Resource, frozen=True, kw_only=True):
    """A root certificate under a name, to be installed on stations. `version` is its ETag."""

    name: str
    version: str
    use: RootUse
    certificate: str
    subject: str
    serial_number: str
    fingerprint: str
    not_before: Instant
    not_after: Instant
    ids: list[CertificateId]
    created_at: Instant
    updated_at: Instant
    note: str | None = None


class RootCertificateInput(Input, frozen=True, kw_only=True):
    """A root certificate as it is put: one self-signed CA in PEM, and what it is trusted for."""

    use: RootUse
    certificate: Pem
    note: Text | None = None


class RootCertificateList(Resource, frozen=True, kw_only=True):
    """Root certificates by name, rising."""

    items: list[RootCertificate]
    next_cursor: str | None


class InstallInput(ControlInput, frozen=True, kw_only=True):
    """The name of the root certificate to install."""

    root: Name


class ReadCertificatesInput(ControlInput, frozen=True, kw_only=True):
    """What to ask for; nothing: all."""

    uses: Annotated[list[InstalledUse], Meta(max_length=6)] = msgspec.field(default_factory=list)


class InstalledCertificate(Resource, frozen=True, kw_only=True):
    """A certificate in a station, by the names that it told. `root` and `certificate` are ours of the same one."""

    use: str
    id: CertificateId
    children: list[CertificateId]
    root: str | None = None
    certificate: str | None = None


class InstalledList(Resource, frozen=True, kw_only=True):
    """What a station holds, as it told just now. `status` is its own word: Accepted, or NotFound."""

    items: list[InstalledCertificate]
    next_cursor: str | None
    status: str
    reason_code: str | None = None
    info: str | None = None


class CertificateIdInput(Input, frozen=True, kw_only=True):
    """A certificate by the names that the station told."""

    hash_algorithm: HashAlgorithm
    issuer_name_hash: Hex
    issuer_key_hash: Hex
    serial_number: Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[0-9A-Fa-f]+$(?!\n)")]


class DeleteCertificateInput(ControlInput, frozen=True, kw_only=True):
    """The certificate to delete: by the names that the station told, or by the name of a root; one of the two.

    `use` goes with the former, as the station told it: one for cars is deleted in another way in OCPP 1.6.
    """

    id: CertificateIdInput | None = None
    root: Name | None = None
    use: InstalledUse | None = None
