# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about who may charge, and payment at the station."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import AuthorizeCertificateStatus, ClearCacheStatus
from pilotwire.protocol.ocpp201.scalars import Text5500
from pilotwire.protocol.ocpp201.types.certificate import OCSPRequestData
from pilotwire.protocol.ocpp201.types.id_token import IdToken, IdTokenInfo
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class AuthorizeRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "id_token": "idToken",
        "iso15118_certificate_hash_data": "iso15118CertificateHashData",
    },
):
    """Station to CSMS: asks whether an id token may charge. OCPP 2.0.1, block C."""

    custom_data: Maybe[CustomData] = None
    id_token: IdToken
    certificate: Maybe[Text5500] = None
    iso15118_certificate_hash_data: Maybe[Annotated[tuple[OCSPRequestData, ...], Meta(min_length=1, max_length=4)]] = (
        None
    )


class AuthorizeResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "id_token_info": "idTokenInfo", "certificate_status": "certificateStatus"},
):
    """The answer to Authorize. OCPP 2.0.1, block C."""

    custom_data: Maybe[CustomData] = None
    id_token_info: IdTokenInfo
    certificate_status: Maybe[AuthorizeCertificateStatus] = None


class ClearCacheRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: empties the authorization cache. OCPP 2.0.1, block C."""

    custom_data: Maybe[CustomData] = None


class ClearCacheResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to ClearCache. OCPP 2.0.1, block C."""

    custom_data: Maybe[CustomData] = None
    status: ClearCacheStatus
    status_info: Maybe[StatusInfo] = None
