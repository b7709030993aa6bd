"""What stations of OCPP 1.6 ask for on behalf of cars within DataTransfer, and what they are answered.

Source: OCA, using ISO 15118 plug and charge with OCPP 1.6; has·to·be, OCPP 1.6 extension for ISO 15118.
"""

from typing import Final

import msgspec

from pilotwire.domain.car_certificates import ISO_15118_2, ContractAnswer, ContractRequest, OcspAnswer
from pilotwire.domain.certificate import Signing
from pilotwire.domain.contract import OcspData
from pilotwire.protocol import has2be
from pilotwire.protocol.ocpp201 import certificates, security
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo

from . import ocpp2x_car_certificates as ocpp2x
from .certificate_hex import request_in_pem
from .ocpp2x_contract import ocsp_data
from .plug_and_charge_data import DIALECTS, HAS2BE, DataError, built, fields_of, read, text_of

_ROOM_HAS2BE: Final = 5_600
"""Characters of an `exiResponse` under the older vendor id."""
_SCHEMA, _OLD_SCHEMA = "iso15118SchemaVersion", "15118SchemaVersion"


def contract_request(vendor_id: str, data: str | None) -> ContractRequest:
    """A car's request for a contract. Raises DataError."""
    if vendor_id != HAS2BE:
        return ocpp2x.contract_request(read(certificates.Get15118EVCertificateRequest, data))
    fields = fields_of(data)
    if _SCHEMA in fields:  # its own schema names the field in both ways
        fields[_OLD_SCHEMA] = fields.pop(_SCHEMA)
    message = built(has2be.Get15118EVCertificateRequest, fields)
    return ContractRequest(message.exi_request, _ROOM_HAS2BE, message.schema_version or ISO_15118_2)


def contract_data(vendor_id: str, answer: ContractAnswer) -> str:
    """The answer to it; the older vendor id has no room for a reason."""
    said = ocpp2x.contract_response(answer)
    return text_of(msgspec.structs.replace(said, status_info=None) if vendor_id == HAS2BE else said)


def status_request(vendor_id: str, data: str | None) -> OcspData:
    """A question about a certificate; the older vendor id may leave out who is to be asked. Raises DataError."""
    fields = fields_of(data)
    if vendor_id == HAS2BE and "ocspRequestData" in fields:
        try:
            inner = msgspec.json.decode(fields["ocspRequestData"], type=dict[str, msgspec.Raw])
        except msgspec.DecodeError:
            raise DataError("/ocspRequestData: is no JSON object") from None
        inner.setdefault("responderURL", msgspec.Raw(b'""'))
        fields["ocspRequestData"] = msgspec.Raw(msgspec.json.encode(inner))
    return ocsp_data(built(certificates.GetCertificateStatusRequest, fields).ocsp_request_data)


def status_data(vendor_id: str, answer: OcspAnswer) -> str:
    """The answer to it."""
    said = ocpp2x.status_response(answer)
    return text_of(msgspec.structs.replace(said, status_info=None) if vendor_id == HAS2BE else said)


def signing(vendor_id: str, data: str | None) -> Signing:
    """A request for a certificate, which is then handed over in the same way. Raises DataError."""
    if vendor_id == HAS2BE:
        old = read(has2be.SignCertificateRequest, data)
        return Signing(request_in_pem(old.csr), old.type_of_certificate, dialect="has2be")
    message = read(security.SignCertificateRequest, data)
    return Signing(message.csr, message.certificate_type, dialect=DIALECTS[vendor_id])


def signing_data(vendor_id: str, why: StatusInfo | None, *, accepted: bool) -> str:
    """The answer to it."""
    return text_of(
        security.SignCertificateResponse(
            status="Accepted" if accepted else "Rejected", status_info=None if vendor_id == HAS2BE else why
        )
    )
