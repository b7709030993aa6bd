"""1.6: plug and charge within DataTransfer. Source: OCA, using ISO 15118 plug and charge with OCPP 1.6."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, NamedTuple

from pilotwire.dialects import ocpp2x_contract
from pilotwire.dialects import ocpp16_car_certificates as cars
from pilotwire.dialects import ocpp16_contract as dialect
from pilotwire.dialects.ocpp2x import id_token
from pilotwire.dialects.ocpp2x_car_certificates import OCSP_ROOM
from pilotwire.dialects.plug_and_charge_data import DIALECTS, DataError
from pilotwire.protocol.ocpp16.enums import DataTransferStatus
from pilotwire.services import authorize as tokens
from pilotwire.services import car_certificates as service
from pilotwire.services.context import Context


class Transferred(NamedTuple):
    """The answer to vendor data."""

    status: DataTransferStatus
    data: str | None = None


Transfer = Callable[[Context, str, str | None], Awaitable[str]]
"""From the vendor id and the data to the data of the answer. Raises DataError for data that is no such message."""


async def authorize(context: Context, vendor_id: str, data: str | None) -> str:
    """Judges a contract. Source: OCPP 2.0.1 part 2, C07."""
    message = dialect.authorize(vendor_id, data)
    found = await tokens.authorize_contract(context, id_token(message.id_token), ocpp2x_contract.proof(message))
    return dialect.authorized(vendor_id, found.answer, found.certificate_status)


async def get_contract(context: Context, vendor_id: str, data: str | None) -> str:
    """Has a car's request answered by the provider of contracts. Source: OCPP 2.0.1 part 2, M01 and M02."""
    request = cars.contract_request(vendor_id, data)
    return cars.contract_data(vendor_id, await service.contract(context, request, vendor_id))


async def certificate_status(context: Context, vendor_id: str, data: str | None) -> str:
    """Asks a responder. Source: OCPP 2.0.1 part 2, M06."""
    asked = cars.status_request(vendor_id, data)
    return cars.status_data(vendor_id, await service.certificate_status(context, asked, OCSP_ROOM, vendor_id))


async def refuse_signing(context: Context, vendor_id: str, data: str | None) -> str:
    """Says that nothing is signed here."""
    cars.signing(vendor_id, data)
    return cars.signing_data(vendor_id, None, accepted=False)


async def transferred(
    context: Context, vendor_id: str, message_id: str | None, data: str | None, messages: Mapping[str, Transfer]
) -> Transferred:
    """The answer to data of a vendor id that is not for us, or to a message of one that is.

    What is no such message is rejected, and noted with the field that is wrong.
    """
    known = DIALECTS.get(vendor_id)
    if known is None:
        return Transferred("UnknownVendorId")
    serve = messages.get(message_id or "")
    if serve is None:
        return Transferred("UnknownMessageId")
    try:
        answer = await serve(context, vendor_id, data)
    except DataError as error:
        context.note("data-transfer-unreadable", str(error), message_id or "", severity="warning")
        return Transferred("Rejected")
    service.learn_dialect(context, known)
    return Transferred("Accepted", answer)


MESSAGES: Final[Mapping[str, Transfer]] = {
    "Authorize": authorize,
    "Get15118EVCertificate": get_contract,
    "GetCertificateStatus": certificate_status,
    "SignCertificate": refuse_signing,
}
"""By message id: what is understood of both vendor ids, where nothing is signed."""
