# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about certificates of roots, of the station and of contracts."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    CertificateAction,
    DeleteCertificateStatus,
    GetCertificateIdUse,
    GetCertificateStatus,
    GetInstalledCertificateStatus,
    InstallCertificateStatus,
    InstallCertificateUse,
    Iso15118EVCertificateStatus,
)
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text50, Text255, Text10000, Text11000, Text17000, Text18000
from pilotwire.protocol.ocpp21.types.certificate import (
    CertificateHashData,
    CertificateHashDataChain,
    CertificateStatus,
    CertificateStatusRequestInfo,
    OCSPRequestData,
)
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class DeleteCertificateRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"certificate_hash_data": "certificateHashData", "custom_data": "customData"},
):
    """CSMS to station: removes an installed certificate. OCPP 2.1, block M."""

    certificate_hash_data: CertificateHashData
    custom_data: Maybe[CustomData] = None


class DeleteCertificateResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to DeleteCertificate. OCPP 2.1, block M."""

    status: DeleteCertificateStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class Get15118EVCertificateRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "iso15118_schema_version": "iso15118SchemaVersion",
        "exi_request": "exiRequest",
        "maximum_contract_certificate_chains": "maximumContractCertificateChains",
        "prioritized_emaids": "prioritizedEMAIDs",
        "custom_data": "customData",
    },
):
    """Station to CSMS: passes on a car's request for a contract certificate. OCPP 2.1, block M."""

    iso15118_schema_version: Text50
    action: CertificateAction
    exi_request: Text11000
    maximum_contract_certificate_chains: Maybe[IntFrom0] = None
    prioritized_emaids: Maybe[Annotated[tuple[Text255, ...], Meta(min_length=1, max_length=8)]] = None
    custom_data: Maybe[CustomData] = None


class Get15118EVCertificateResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "status_info": "statusInfo",
        "exi_response": "exiResponse",
        "remaining_contracts": "remainingContracts",
        "custom_data": "customData",
    },
):
    """The answer to Get15118EVCertificate. OCPP 2.1, block M."""

    status: Iso15118EVCertificateStatus
    status_info: Maybe[StatusInfo] = None
    exi_response: Text17000
    remaining_contracts: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None


class GetCertificateChainStatusRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"certificate_status_requests": "certificateStatusRequests", "custom_data": "customData"},
):
    """Station to CSMS: asks whether certificates of a chain are revoked. OCPP 2.1, block M."""

    certificate_status_requests: Annotated[tuple[CertificateStatusRequestInfo, ...], Meta(min_length=1, max_length=4)]
    custom_data: Maybe[CustomData] = None


class GetCertificateChainStatusResponse(
    Payload, frozen=True, kw_only=True, rename={"certificate_status": "certificateStatus", "custom_data": "customData"}
):
    """The answer to GetCertificateChainStatus. OCPP 2.1, block M."""

    certificate_status: Annotated[tuple[CertificateStatus, ...], Meta(min_length=1, max_length=4)]
    custom_data: Maybe[CustomData] = None


class GetCertificateStatusRequest(
    Payload, frozen=True, kw_only=True, rename={"ocsp_request_data": "ocspRequestData", "custom_data": "customData"}
):
    """Station to CSMS: asks whether a certificate is revoked. OCPP 2.1, block M."""

    ocsp_request_data: OCSPRequestData
    custom_data: Maybe[CustomData] = None


class GetCertificateStatusResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"status_info": "statusInfo", "ocsp_result": "ocspResult", "custom_data": "customData"},
):
    """The answer to GetCertificateStatus. OCPP 2.1, block M."""

    status: GetCertificateStatus
    status_info: Maybe[StatusInfo] = None
    ocsp_result: Maybe[Text18000] = None
    custom_data: Maybe[CustomData] = None


class GetInstalledCertificateIdsRequest(
    Payload, frozen=True, kw_only=True, rename={"certificate_type": "certificateType", "custom_data": "customData"}
):
    """CSMS to station: asks which certificates are installed. OCPP 2.1, block M."""

    certificate_type: Maybe[Annotated[tuple[GetCertificateIdUse, ...], Meta(min_length=1)]] = None
    custom_data: Maybe[CustomData] = None


class GetInstalledCertificateIdsResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "status_info": "statusInfo",
        "certificate_hash_data_chain": "certificateHashDataChain",
        "custom_data": "customData",
    },
):
    """The answer to GetInstalledCertificateIds. OCPP 2.1, block M."""

    status: GetInstalledCertificateStatus
    status_info: Maybe[StatusInfo] = None
    certificate_hash_data_chain: Maybe[Annotated[tuple[CertificateHashDataChain, ...], Meta(min_length=1)]] = None
    custom_data: Maybe[CustomData] = None


class InstallCertificateRequest(
    Payload, frozen=True, kw_only=True, rename={"certificate_type": "certificateType", "custom_data": "customData"}
):
    """CSMS to station: installs a root certificate. OCPP 2.1, block M."""

    certificate_type: InstallCertificateUse
    certificate: Text10000
    custom_data: Maybe[CustomData] = None


class InstallCertificateResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to InstallCertificate. OCPP 2.1, block M."""

    status: InstallCertificateStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
