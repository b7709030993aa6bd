# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: certificate."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    CertificateStatusSource,
    CertificateStatusWord,
    GetCertificateIdUse,
    HashAlgorithm,
)
from pilotwire.protocol.ocpp21.scalars import Text40, Text128, Text2000


class CertificateHashDataChain(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "certificate_hash_data": "certificateHashData",
        "certificate_type": "certificateType",
        "child_certificate_hash_data": "childCertificateHashData",
        "custom_data": "customData",
    },
):
    """A certificate with those below it, and what it is used for."""

    certificate_hash_data: CertificateHashData
    certificate_type: GetCertificateIdUse
    child_certificate_hash_data: Maybe[Annotated[tuple[CertificateHashData, ...], Meta(min_length=1, max_length=4)]] = (
        None
    )
    custom_data: Maybe[CustomData] = None


class CertificateHashData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "hash_algorithm": "hashAlgorithm",
        "issuer_name_hash": "issuerNameHash",
        "issuer_key_hash": "issuerKeyHash",
        "serial_number": "serialNumber",
        "custom_data": "customData",
    },
):
    """What names a certificate: the hashes of its issuer and its serial number."""

    hash_algorithm: HashAlgorithm
    issuer_name_hash: Text128
    issuer_key_hash: Text128
    serial_number: Text40
    custom_data: Maybe[CustomData] = None


class CertificateStatusRequestInfo(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"certificate_hash_data": "certificateHashData", "custom_data": "customData"},
):
    """A certificate, and where its status can be asked for."""

    certificate_hash_data: CertificateHashData
    source: CertificateStatusSource
    urls: Annotated[tuple[Text2000, ...], Meta(min_length=1, max_length=5)]
    custom_data: Maybe[CustomData] = None


class CertificateStatus(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"certificate_hash_data": "certificateHashData", "next_update": "nextUpdate", "custom_data": "customData"},
):
    """Whether a certificate is good, and until when that is known."""

    certificate_hash_data: CertificateHashData
    source: CertificateStatusSource
    status: CertificateStatusWord
    next_update: Instant
    custom_data: Maybe[CustomData] = None


class OCSPRequestData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "hash_algorithm": "hashAlgorithm",
        "issuer_name_hash": "issuerNameHash",
        "issuer_key_hash": "issuerKeyHash",
        "serial_number": "serialNumber",
        "responder_url": "responderURL",
        "custom_data": "customData",
    },
):
    """What an OCSP request for a certificate needs."""

    hash_algorithm: HashAlgorithm
    issuer_name_hash: Text128
    issuer_key_hash: Text128
    serial_number: Text40
    responder_url: Text2000
    custom_data: Maybe[CustomData] = None
