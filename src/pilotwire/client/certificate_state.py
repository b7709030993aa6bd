"""What certificates of stations are for, and how they stand."""

from typing import Literal

SigningUse = Literal["ChargingStationCertificate", "V2GCertificate", "V2G20Certificate"]
CertificateState = Literal[
    "requested", "issued", "installed", "active", "replaced", "refused", "failed", "revoked", "expired"
]
