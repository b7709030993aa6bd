# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about certificates of roots, of the station and of contracts."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import (
    CertificateAction,
    DeleteCertificateStatus,
    GetCertificateIdUse,
    GetCertificateStatus,
    GetInstalledCertificateStatus,
    InstallCertificateStatus,
    InstallCertificateUse,
    Iso15118EVCertificateStatus,
)
from pilotwire.protocol.ocpp201.scalars import Text50, Text5500, Text5600, Text7500
from pilotwire.protocol.ocpp201.types.certificate import CertificateHashData, CertificateHashDataChain, OCSPRequestData
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class DeleteCertificateRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "certificate_hash_data": "certificateHashData"},
):
    """CSMS to station: removes an installed certificate. OCPP 2.0.1, block M."""

    custom_data: Maybe[CustomData] = None
    certificate_hash_data: CertificateHashData


class DeleteCertificateResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to DeleteCertificate. OCPP 2.0.1, block M."""

    custom_data: Maybe[CustomData] = None
    status: DeleteCertificateStatus
    status_info: Maybe[StatusInfo] = None


class Get15118EVCertificateRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "iso15118_schema_version": "iso15118SchemaVersion",
        "exi_request": "exiRequest",
    },
):
    """Station to CSMS: passes on a car's request for a contract certificate. OCPP 2.0.1, block M."""

    custom_data: Maybe[CustomData] = None
    iso15118_schema_version: Text50
    action: CertificateAction
    exi_request: Text5600


class Get15118EVCertificateResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "status_info": "statusInfo", "exi_response": "exiResponse"},
):
    """The answer to Get15118EVCertificate. OCPP 2.0.1, block M."""

    custom_data: Maybe[CustomData] = None
    status: Iso15118EVCertificateStatus
    status_info: Maybe[StatusInfo] = None
    exi_response: Text7500


class GetCertificateStatusRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "ocsp_request_data": "ocspRequestData"}
):
    """Station to CSMS: asks whether a certificate is revoked. OCPP 2.0.1, block M."""

    custom_data: Maybe[CustomData] = None
    ocsp_request_data: OCSPRequestData


class GetCertificateStatusResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "status_info": "statusInfo", "ocsp_result": "ocspResult"},
):
    """The answer to GetCertificateStatus. OCPP 2.0.1, block M."""

    custom_data: Maybe[CustomData] = None
    status: GetCertificateStatus
    status_info: Maybe[StatusInfo] = None
    ocsp_result: Maybe[Text5500] = None


class GetInstalledCertificateIdsRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "certificate_type": "certificateType"}
):
    """CSMS to station: asks which certificates are installed. OCPP 2.0.1, block M."""

    custom_data: Maybe[CustomData] = None
    certificate_type: Maybe[Annotated[tuple[GetCertificateIdUse, ...], Meta(min_length=1)]] = None


class GetInstalledCertificateIdsResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "status_info": "statusInfo",
        "certificate_hash_data_chain": "certificateHashDataChain",
    },
):
    """The answer to GetInstalledCertificateIds. OCPP 2.0.1, block M."""

    custom_data: Maybe[CustomData] = None
    status: GetInstalledCertificateStatus
    status_info: Maybe[StatusInfo] = None
    certificate_hash_data_chain: Maybe[Annotated[tuple[CertificateHashDataChain, ...], Meta(min_length=1)]] = None


class InstallCertificateRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "certificate_type": "certificateType"}
):
    """CSMS to station: installs a root certificate. OCPP 2.0.1, block M."""

    custom_data: Maybe[CustomData] = None
    certificate_type: InstallCertificateUse
    certificate: Text5500


class InstallCertificateResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to InstallCertificate. OCPP 2.0.1, block M."""

    custom_data: Maybe[CustomData] = None
    status: InstallCertificateStatus
    status_info: Maybe[StatusInfo] = None
