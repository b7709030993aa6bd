# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about the certificates of the connection, and security events."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import CertificateSignedStatus, CertificateSigningUse, GenericStatus
from pilotwire.protocol.ocpp21.scalars import Text50, Text255, Text5500, Text10000
from pilotwire.protocol.ocpp21.types.certificate import CertificateHashData
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class CertificateSignedRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "certificate_chain": "certificateChain",
        "certificate_type": "certificateType",
        "request_id": "requestId",
        "custom_data": "customData",
    },
):
    """CSMS to station: hands over a signed certificate chain. OCPP 2.1, block A."""

    certificate_chain: Text10000
    certificate_type: Maybe[CertificateSigningUse] = None
    request_id: Maybe[int] = None
    custom_data: Maybe[CustomData] = None


class CertificateSignedResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to CertificateSigned. OCPP 2.1, block A."""

    status: CertificateSignedStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class SecurityEventNotificationRequest(
    Payload, frozen=True, kw_only=True, rename={"tech_info": "techInfo", "custom_data": "customData"}
):
    """Station to CSMS: reports a security event. OCPP 2.1, block A."""

    type: Text50
    timestamp: Instant
    tech_info: Maybe[Text255] = None
    custom_data: Maybe[CustomData] = None


class SecurityEventNotificationResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to SecurityEventNotification. OCPP 2.1, block A."""

    custom_data: Maybe[CustomData] = None


class SignCertificateRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "certificate_type": "certificateType",
        "hash_root_certificate": "hashRootCertificate",
        "request_id": "requestId",
        "custom_data": "customData",
    },
):
    """Station to CSMS: asks for a certificate with a signing request. OCPP 2.1, block A."""

    csr: Text5500
    certificate_type: Maybe[CertificateSigningUse] = None
    hash_root_certificate: Maybe[CertificateHashData] = None
    request_id: Maybe[int] = None
    custom_data: Maybe[CustomData] = None


class SignCertificateResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to SignCertificate. OCPP 2.1, block A."""

    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
