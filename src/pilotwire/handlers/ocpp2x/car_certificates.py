"""2.x block M as far as stations ask: contracts for cars, and statuses of certificates."""

from pilotwire.dialects import ocpp2x_car_certificates as dialect
from pilotwire.dialects.ocpp2x_contract import ocsp_data
from pilotwire.protocol.ocpp21 import certificates as certificates21
from pilotwire.protocol.ocpp201 import certificates
from pilotwire.services import car_certificates as service
from pilotwire.services.context import Context


async def get_contract(
    context: Context, message: certificates.Get15118EVCertificateRequest
) -> certificates.Get15118EVCertificateResponse:
    """Has a car's request answered by the provider of contracts. Source: OCPP 2.0.1 part 2, M01 and M02."""
    return dialect.contract_response(await service.contract(context, dialect.contract_request(message)))


async def get_contract21(
    context: Context, message: certificates21.Get15118EVCertificateRequest
) -> certificates21.Get15118EVCertificateResponse:
    """As above, with several contracts one after the other. Source: OCPP 2.1 part 2, M01 and M02."""
    return dialect.contract_response21(await service.contract(context, dialect.contract_request(message)))


async def certificate_status(context: Context, message: dialect.GetStatus) -> certificates.GetCertificateStatusResponse:
    """Asks a responder. Source: OCPP 2.0.1 part 2, M06."""
    return await _status(context, message, dialect.OCSP_ROOM)


async def certificate_status21(
    context: Context, message: dialect.GetStatus
) -> certificates.GetCertificateStatusResponse:
    """As above, with more room for the answer. Source: OCPP 2.1 part 2, M06."""
    return await _status(context, message, dialect.OCSP_ROOM21)


async def certificate_chain_status(
    context: Context, message: certificates21.GetCertificateChainStatusRequest
) -> certificates21.GetCertificateChainStatusResponse:
    """Finds out whether certificates of a car's chain are revoked. Source: OCPP 2.1 part 2, M07."""
    asked = message.certificate_status_requests
    found = await service.chain_status(context, [dialect.status_question(one) for one in asked])
    return dialect.chain_response(asked, found)


async def _status(context: Context, message: dialect.GetStatus, room: int) -> certificates.GetCertificateStatusResponse:
    asked = ocsp_data(message.ocsp_request_data)
    return dialect.status_response(await service.certificate_status(context, asked, room))
