"""What 2.x says of contract certificates, to domain values."""

from typing import TypeAlias

from pilotwire.domain.contract import OcspData, Proof
from pilotwire.protocol.ocpp21 import authorization as authorization21
from pilotwire.protocol.ocpp21.types import certificate as certificate21
from pilotwire.protocol.ocpp201 import authorization
from pilotwire.protocol.ocpp201.types import certificate

Authorize: TypeAlias = authorization.AuthorizeRequest | authorization21.AuthorizeRequest
HashData: TypeAlias = certificate.OCSPRequestData | certificate21.OCSPRequestData


def proof(message: Authorize) -> Proof:
    """What came with a token to prove it, which may be nothing. Source: OCPP 2.0.1 part 2, C07."""
    hashes = message.iso15118_certificate_hash_data
    return Proof(message.certificate, tuple(ocsp_data(one) for one in hashes or ()))


def ocsp_data(told: HashData) -> OcspData:
    """What a question about a certificate needs."""
    return OcspData(
        told.hash_algorithm, told.issuer_name_hash, told.issuer_key_hash, told.serial_number, told.responder_url
    )
