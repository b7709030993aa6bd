"""Examples of certificates for the API's description."""

from datetime import UTC
from typing import Final

import msgspec

from pilotwire.client import certificate as rc
from pilotwire.client import resources as r
from pilotwire.client.codec import Instant

from .examples import OPERATION


def _on(year: int, month: int, day: int) -> Instant:
    return Instant(year, month, day, 9, 0, tzinfo=UTC)


_PEM: Final = "-----BEGIN CERTIFICATE-----\nMIIB...\n-----END CERTIFICATE-----\n"
CERTIFICATE: Final = rc.Certificate(
    id="154811237654531",
    station="CS-0042",
    use="ChargingStationCertificate",
    state="active",
    subject="CN=CS-0042,O=Example Charging",
    requested_at=_on(2026, 3, 1),
    updated_at=_on(2026, 3, 1),
    serial_number="3f1c0a9e5b7d24680135792468ace02468ace135",
    issuer="CN=Station CA 5f3a91c2,O=Example Charging",
    fingerprint="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    not_before=_on(2026, 2, 28),
    not_after=_on(2027, 3, 1),
)
CERTIFICATE_WITH_CHAIN: Final = msgspec.structs.replace(CERTIFICATE, chain=_PEM)
REVOKED: Final = msgspec.structs.replace(
    CERTIFICATE_WITH_CHAIN, state="revoked", revoked_at=_on(2026, 3, 2), revocation_reason="key-compromise"
)
REVOKE: Final = rc.RevokeInput(reason="key-compromise")
ROTATE: Final = rc.RotateCertificateInput(use="ChargingStationCertificate")
ROTATING: Final = msgspec.structs.replace(
    OPERATION,
    kind="station.rotate_certificate",
    request=msgspec.Raw(b'{"use":"ChargingStationCertificate"}'),
    progress=r.Progress(done=1, total=3, message="waiting for its request"),
)
ID: Final = rc.CertificateId(
    hash_algorithm="SHA256",
    issuer_name_hash="e9b1cc0c9f2d0b2d9c1a8c6d2b5d4b2f2b58a0e8ea0f2e4a6a0d8f1d5a8e3c11",
    issuer_key_hash="0a3f5c7e9b1d2f4a6c8e0b2d4f6a8c0e1b3d5f7a9c1e3b5d7f9a1c3e5b7d9f1a",
    serial_number="4fe8",
)
ID_INPUT: Final = rc.CertificateIdInput(
    hash_algorithm="SHA256",
    issuer_name_hash=ID.issuer_name_hash,
    issuer_key_hash=ID.issuer_key_hash,
    serial_number="4fe8",
)
AUTHORITY: Final = rc.Authority(
    uses=["ChargingStationCertificate"],
    subject="CN=Station root 5f3a91c2,O=Example Charging",
    fingerprint=CERTIFICATE.fingerprint or "",
    not_before=_on(2026, 2, 28),
    not_after=_on(2046, 2, 23),
    root=_PEM,
    ids=[ID],
)
ROOT: Final = rc.RootCertificate(
    name="v2g-2026",
    version="3c59dc048e885024",
    use="V2GRootCertificate",
    certificate=_PEM,
    subject="CN=V2G Root,O=Example",
    serial_number="4fe8",
    fingerprint=CERTIFICATE.fingerprint or "",
    not_before=_on(2026, 1, 1),
    not_after=_on(2046, 1, 1),
    ids=[ID],
    created_at=_on(2026, 3, 1),
    updated_at=_on(2026, 3, 1),
    note="Root of the car park's plug and charge",
)
ROOT_INPUT: Final = rc.RootCertificateInput(use="V2GRootCertificate", certificate=_PEM)
READ: Final = rc.ReadCertificatesInput(uses=["V2GRootCertificate"])
INSTALLED: Final = rc.InstalledList(
    items=[rc.InstalledCertificate(use="V2GRootCertificate", id=ID, children=[], root="v2g-2026")],
    next_cursor=None,
    status="Accepted",
)
INSTALL: Final = rc.InstallInput(root="v2g-2026")
DELETE: Final = rc.DeleteCertificateInput(id=ID_INPUT)
