"""Messages of plug and charge in OCPP 1.6 under the older vendor id, as far as they differ from those of OCPP 2.0.1.

Source: has·to·be, OCPP 1.6 extension for ISO 15118, version 1.3.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from .message import Maybe, Payload
from .ocpp201.enums import (
    CertificateSigningUse,
    GetCertificateIdUse,
    GetInstalledCertificateStatus,
    InstallCertificateUse,
)
from .ocpp201.scalars import Text50, Text5500, Text10000
from .ocpp201.types.certificate import CertificateHashData


class SignCertificateRequest(Payload, frozen=True, kw_only=True, rename={"type_of_certificate": "typeOfCertificate"}):
    """Station to CSMS: a signing request, in PEM or as hex of its DER."""

    csr: Text5500
    type_of_certificate: Maybe[CertificateSigningUse] = None


class Get15118EVCertificateRequest(
    Payload, frozen=True, kw_only=True, rename={"schema_version": "15118SchemaVersion", "exi_request": "exiRequest"}
):
    """Station to CSMS: passes on a car's request for a contract, of ISO 15118-2 alone; it knows no updates."""

    schema_version: Maybe[Text50] = None
    exi_request: Text5500


class CertificateSignedRequest(Payload, frozen=True, kw_only=True, rename={"type_of_certificate": "typeOfCertificate"}):
    """CSMS to station: a signed certificate and those above it, as hex of the DER of each, its own first."""

    cert: Text10000
    type_of_certificate: CertificateSigningUse


class InstallCertificateRequest(Payload, frozen=True, kw_only=True, rename={"certificate_type": "certificateType"}):
    """CSMS to station: a root certificate, as hex of its DER."""

    certificate_type: InstallCertificateUse
    certificate: Text5500


class GetInstalledCertificateIdsRequest(
    Payload, frozen=True, kw_only=True, rename={"type_of_certificate": "typeOfCertificate"}
):
    """CSMS to station: asks which certificates are installed."""

    type_of_certificate: Maybe[Annotated[tuple[GetCertificateIdUse, ...], Meta(min_length=1)]] = None


class GetInstalledCertificateIdsResponse(
    Payload, frozen=True, kw_only=True, rename={"certificate_hash_data_chain": "certificateHashDataChain"}
):
    """The answer to GetInstalledCertificateIds: all certificates in one list, without their uses."""

    status: GetInstalledCertificateStatus
    certificate_hash_data_chain: Maybe[Annotated[tuple[CertificateHashData, ...], Meta(min_length=1)]] = None
