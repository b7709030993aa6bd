# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about the certificates of the connection, and security events."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import CertificateSignedStatus, CertificateSigningUse, GenericStatus
from pilotwire.protocol.ocpp201.scalars import Text50, Text255, Text5500, Text10000
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class CertificateSignedRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "certificate_chain": "certificateChain",
        "certificate_type": "certificateType",
    },
):
    """CSMS to station: hands over a signed certificate chain. OCPP 2.0.1, block A."""

    custom_data: Maybe[CustomData] = None
    certificate_chain: Text10000
    certificate_type: Maybe[CertificateSigningUse] = None


class CertificateSignedResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to CertificateSigned. OCPP 2.0.1, block A."""

    custom_data: Maybe[CustomData] = None
    status: CertificateSignedStatus
    status_info: Maybe[StatusInfo] = None


class SecurityEventNotificationRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "tech_info": "techInfo"}
):
    """Station to CSMS: reports a security event. OCPP 2.0.1, block A."""

    custom_data: Maybe[CustomData] = None
    type: Text50
    timestamp: Instant
    tech_info: Maybe[Text255] = None


class SecurityEventNotificationResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to SecurityEventNotification. OCPP 2.0.1, block A."""

    custom_data: Maybe[CustomData] = None


class SignCertificateRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "certificate_type": "certificateType"}
):
    """Station to CSMS: asks for a certificate with a signing request. OCPP 2.0.1, block A."""

    custom_data: Maybe[CustomData] = None
    csr: Text5500
    certificate_type: Maybe[CertificateSigningUse] = None


class SignCertificateResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to SignCertificate. OCPP 2.0.1, block A."""

    custom_data: Maybe[CustomData] = None
    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
