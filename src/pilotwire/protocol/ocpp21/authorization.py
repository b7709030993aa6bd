# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about who may charge, and payment at the station."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    AuthorizeCertificateStatus,
    ClearCacheStatus,
    EnergyTransferMode,
    GenericStatus,
    PaymentStatus,
)
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text20, Text36, Text50, Text255, Text500, Text2000, Text10000
from pilotwire.protocol.ocpp21.types.certificate import OCSPRequestData
from pilotwire.protocol.ocpp21.types.cost import Address
from pilotwire.protocol.ocpp21.types.id_token import IdToken, IdTokenInfo
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo
from pilotwire.protocol.ocpp21.types.tariff import Tariff


class AuthorizeRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "id_token": "idToken",
        "iso15118_certificate_hash_data": "iso15118CertificateHashData",
        "custom_data": "customData",
    },
):
    """Station to CSMS: asks whether an id token may charge. OCPP 2.1, block C."""

    id_token: IdToken
    certificate: Maybe[Text10000] = None
    iso15118_certificate_hash_data: Maybe[Annotated[tuple[OCSPRequestData, ...], Meta(min_length=1, max_length=4)]] = (
        None
    )
    custom_data: Maybe[CustomData] = None


class AuthorizeResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "id_token_info": "idTokenInfo",
        "certificate_status": "certificateStatus",
        "allowed_energy_transfer": "allowedEnergyTransfer",
        "custom_data": "customData",
    },
):
    """The answer to Authorize. OCPP 2.1, block C."""

    id_token_info: IdTokenInfo
    certificate_status: Maybe[AuthorizeCertificateStatus] = None
    allowed_energy_transfer: Maybe[Annotated[tuple[EnergyTransferMode, ...], Meta(min_length=1)]] = None
    tariff: Maybe[Tariff] = None
    custom_data: Maybe[CustomData] = None


class ClearCacheRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: empties the authorization cache. OCPP 2.1, block C."""

    custom_data: Maybe[CustomData] = None


class ClearCacheResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to ClearCache. OCPP 2.1, block C."""

    status: ClearCacheStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class NotifySettlementRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "transaction_id": "transactionId",
        "psp_ref": "pspRef",
        "status_info": "statusInfo",
        "settlement_amount": "settlementAmount",
        "settlement_time": "settlementTime",
        "receipt_id": "receiptId",
        "receipt_url": "receiptUrl",
        "vat_company": "vatCompany",
        "vat_number": "vatNumber",
        "custom_data": "customData",
    },
):
    """Station to CSMS: reports the settlement of a payment. OCPP 2.1, block C."""

    transaction_id: Maybe[Text36] = None
    psp_ref: Text255
    status: PaymentStatus
    status_info: Maybe[Text500] = None
    settlement_amount: float
    settlement_time: Instant
    receipt_id: Maybe[Text50] = None
    receipt_url: Maybe[Text2000] = None
    vat_company: Maybe[Address] = None
    vat_number: Maybe[Text20] = None
    custom_data: Maybe[CustomData] = None


class NotifySettlementResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"receipt_url": "receiptUrl", "receipt_id": "receiptId", "custom_data": "customData"},
):
    """The answer to NotifySettlement. OCPP 2.1, block C."""

    receipt_url: Maybe[Text2000] = None
    receipt_id: Maybe[Text50] = None
    custom_data: Maybe[CustomData] = None


class NotifyWebPaymentStartedRequest(
    Payload, frozen=True, kw_only=True, rename={"evse_id": "evseId", "custom_data": "customData"}
):
    """CSMS to station: tells that somebody is paying in a browser. OCPP 2.1, block C."""

    evse_id: IntFrom0
    timeout: int
    custom_data: Maybe[CustomData] = None


class NotifyWebPaymentStartedResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyWebPaymentStarted. OCPP 2.1, block C."""

    custom_data: Maybe[CustomData] = None


class VatNumberValidationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"vat_number": "vatNumber", "evse_id": "evseId", "custom_data": "customData"},
):
    """Station to CSMS: asks whether a VAT number is valid. OCPP 2.1, block C."""

    vat_number: Text20
    evse_id: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None


class VatNumberValidationResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"status_info": "statusInfo", "vat_number": "vatNumber", "evse_id": "evseId", "custom_data": "customData"},
):
    """The answer to VatNumberValidation. OCPP 2.1, block C."""

    company: Maybe[Address] = None
    status_info: Maybe[StatusInfo] = None
    vat_number: Text20
    evse_id: Maybe[IntFrom0] = None
    status: GenericStatus
    custom_data: Maybe[CustomData] = None
