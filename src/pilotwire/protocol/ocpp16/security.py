# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""The messages about certificates, security events, signed firmware and logs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import Instant, Maybe, Payload
from pilotwire.protocol.ocpp16.enums import (
    CertificateSignedStatus,
    CertificateUse,
    DeleteCertificateStatus,
    ExtendedMessageTrigger,
    GenericStatus,
    GetInstalledCertificateStatus,
    InstallCertificateStatus,
    LogKind,
    LogStatus,
    SignedFirmwareStatus,
    TriggerMessageStatus,
    UpdateFirmwareStatus,
    UploadLogStatus,
)
from pilotwire.protocol.ocpp16.scalars import Text50, Text255, Text5500, Text10000
from pilotwire.protocol.ocpp16.types import CertificateHashData, Firmware, LogParameters


class CertificateSignedRequest(Payload, frozen=True, kw_only=True, rename={"certificate_chain": "certificateChain"}):
    """CSMS to station: hands over the signed certificate of the station. OCPP 1.6, security extension."""

    certificate_chain: Text10000


class CertificateSignedResponse(Payload, frozen=True, kw_only=True):
    """The answer to CertificateSigned. OCPP 1.6, security extension."""

    status: CertificateSignedStatus


class DeleteCertificateRequest(
    Payload, frozen=True, kw_only=True, rename={"certificate_hash_data": "certificateHashData"}
):
    """CSMS to station: removes an installed certificate. OCPP 1.6, security extension."""

    certificate_hash_data: CertificateHashData


class DeleteCertificateResponse(Payload, frozen=True, kw_only=True):
    """The answer to DeleteCertificate. OCPP 1.6, security extension."""

    status: DeleteCertificateStatus


class ExtendedTriggerMessageRequest(
    Payload, frozen=True, kw_only=True, rename={"requested_message": "requestedMessage", "connector_id": "connectorId"}
):
    """CSMS to station: asks for a message, those of the extension included. OCPP 1.6, security extension."""

    requested_message: ExtendedMessageTrigger
    connector_id: Maybe[int] = None


class ExtendedTriggerMessageResponse(Payload, frozen=True, kw_only=True):
    """The answer to ExtendedTriggerMessage. OCPP 1.6, security extension."""

    status: TriggerMessageStatus


class GetInstalledCertificateIdsRequest(
    Payload, frozen=True, kw_only=True, rename={"certificate_type": "certificateType"}
):
    """CSMS to station: asks which certificates are installed. OCPP 1.6, security extension."""

    certificate_type: CertificateUse


class GetInstalledCertificateIdsResponse(
    Payload, frozen=True, kw_only=True, rename={"certificate_hash_data": "certificateHashData"}
):
    """The answer to GetInstalledCertificateIds. OCPP 1.6, security extension."""

    certificate_hash_data: Maybe[Annotated[tuple[CertificateHashData, ...], Meta(min_length=1)]] = None
    status: GetInstalledCertificateStatus


class GetLogRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"log_type": "logType", "request_id": "requestId", "retry_interval": "retryInterval"},
):
    """CSMS to station: asks for an upload of a log. OCPP 1.6, security extension."""

    log: LogParameters
    log_type: LogKind
    request_id: int
    retries: Maybe[int] = None
    retry_interval: Maybe[int] = None


class GetLogResponse(Payload, frozen=True, kw_only=True):
    """The answer to GetLog. OCPP 1.6, security extension."""

    status: LogStatus
    filename: Maybe[Text255] = None


class InstallCertificateRequest(Payload, frozen=True, kw_only=True, rename={"certificate_type": "certificateType"}):
    """CSMS to station: installs a root certificate. OCPP 1.6, security extension."""

    certificate_type: CertificateUse
    certificate: Text5500


class InstallCertificateResponse(Payload, frozen=True, kw_only=True):
    """The answer to InstallCertificate. OCPP 1.6, security extension."""

    status: InstallCertificateStatus


class LogStatusNotificationRequest(Payload, frozen=True, kw_only=True, rename={"request_id": "requestId"}):
    """Station to CSMS: tells how an upload of a log goes. OCPP 1.6, security extension."""

    status: UploadLogStatus
    request_id: Maybe[int] = None


class LogStatusNotificationResponse(Payload, frozen=True, kw_only=True):
    """The answer to LogStatusNotification. OCPP 1.6, security extension."""


class SecurityEventNotificationRequest(Payload, frozen=True, kw_only=True, rename={"tech_info": "techInfo"}):
    """Station to CSMS: reports a security event. OCPP 1.6, security extension."""

    type: Text50
    timestamp: Instant
    tech_info: Maybe[Text255] = None


class SecurityEventNotificationResponse(Payload, frozen=True, kw_only=True):
    """The answer to SecurityEventNotification. OCPP 1.6, security extension."""


class SignCertificateRequest(Payload, frozen=True, kw_only=True):
    """Station to CSMS: asks for a certificate with a signing request. OCPP 1.6, security extension."""

    csr: Text5500


class SignCertificateResponse(Payload, frozen=True, kw_only=True):
    """The answer to SignCertificate. OCPP 1.6, security extension."""

    status: GenericStatus


class SignedFirmwareStatusNotificationRequest(Payload, frozen=True, kw_only=True, rename={"request_id": "requestId"}):
    """Station to CSMS: tells how a signed firmware update goes. OCPP 1.6, security extension."""

    status: SignedFirmwareStatus
    request_id: Maybe[int] = None


class SignedFirmwareStatusNotificationResponse(Payload, frozen=True, kw_only=True):
    """The answer to SignedFirmwareStatusNotification. OCPP 1.6, security extension."""


class SignedUpdateFirmwareRequest(
    Payload, frozen=True, kw_only=True, rename={"retry_interval": "retryInterval", "request_id": "requestId"}
):
    """CSMS to station: asks for an update to signed firmware. OCPP 1.6, security extension."""

    retries: Maybe[int] = None
    retry_interval: Maybe[int] = None
    request_id: int
    firmware: Firmware


class SignedUpdateFirmwareResponse(Payload, frozen=True, kw_only=True):
    """The answer to SignedUpdateFirmware. OCPP 1.6, security extension."""

    status: UpdateFirmwareStatus
