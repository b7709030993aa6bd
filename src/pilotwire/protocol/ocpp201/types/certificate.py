# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: certificate."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import GetCertificateIdUse, HashAlgorithm
from pilotwire.protocol.ocpp201.scalars import Text40, Text128, Text512


class CertificateHashDataChain(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "certificate_hash_data": "certificateHashData",
        "certificate_type": "certificateType",
        "child_certificate_hash_data": "childCertificateHashData",
    },
):
    """A certificate with those below it, and what it is used for."""

    custom_data: Maybe[CustomData] = None
    certificate_hash_data: CertificateHashData
    certificate_type: GetCertificateIdUse
    child_certificate_hash_data: Maybe[Annotated[tuple[CertificateHashData, ...], Meta(min_length=1, max_length=4)]] = (
        None
    )


class CertificateHashData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "hash_algorithm": "hashAlgorithm",
        "issuer_name_hash": "issuerNameHash",
        "issuer_key_hash": "issuerKeyHash",
        "serial_number": "serialNumber",
    },
):
    """What names a certificate: the hashes of its issuer and its serial number."""

    custom_data: Maybe[CustomData] = None
    hash_algorithm: HashAlgorithm
    issuer_name_hash: Text128
    issuer_key_hash: Text128
    serial_number: Text40


class OCSPRequestData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "hash_algorithm": "hashAlgorithm",
        "issuer_name_hash": "issuerNameHash",
        "issuer_key_hash": "issuerKeyHash",
        "serial_number": "serialNumber",
        "responder_url": "responderURL",
    },
):
    """What an OCSP request for a certificate needs."""

    custom_data: Maybe[CustomData] = None
    hash_algorithm: HashAlgorithm
    issuer_name_hash: Text128
    issuer_key_hash: Text128
    serial_number: Text40
    responder_url: Text512
