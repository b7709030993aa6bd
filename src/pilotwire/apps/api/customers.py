"""Routes of what stations know of customers: for holders of the scope admin alone."""

from datetime import timedelta
from typing import Final

from litestar import delete, get, post
from litestar.params import FromPath

from pilotwire.client import customer as shapes
from pilotwire.client.operation import Operation
from pilotwire.domain.customer import CustomerInquiry, CustomerReference
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.security_commands import CertificateId
from pilotwire.kernel.errors import NotFoundError
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.customer_job import CUSTOMER, CustomerRequest
from pilotwire.services.customers import CustomerWish, answered, forget, inquiry_of
from pilotwire.services.station_record import known_station
from pilotwire.services.work import Work

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query
from .control import actor_of
from .operations import accepted
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant


@post("/stations/{station_id:str}/customer-information", status_code=202)
async def ask_customer_information(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> JsonResponse[Operation]:
    """Ask a station what it knows of a customer, or to forget it.

    Begins an operation `station.customer_information`; its request names the question under which the answer is found.
    Whom it is about, and the answer, are kept for a while, and shown to nobody without scope admin. A station that
    forgets keeps its local list, so a token on it is taken out of the list, and the list brought to the station. From
    OCPP 2.0.1 on.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    given = await read_body(request, shapes.CustomerInput)
    wish = CustomerWish(
        await _reference(parts, given), given.report, given.clear, timedelta(hours=parts.settings.keep_customer_data_h)
    )
    actor = actor_of(request, parts)
    inquiry = inquiry_of(parts.store, station.id, wish, parts.clock.now(), actor)
    work = Work()
    work.save(inquiry)
    begun = await parts.operations.start(CUSTOMER, CustomerRequest(str(inquiry.id)), station.id, actor, work)
    return accepted(begun)


@get("/customer-information")
async def list_customer_information(request: ApiRequest, parts: Parts) -> shapes.CustomerInquiryList:
    """List questions about customers.

    Those that are not forgotten yet, the newest first.
    """
    given = read_query(request, shapes.CustomerFilter)
    station = None if given.station is None else StationId(given.station)
    page = await parts.queries.customer_inquiries(read_part(request), parts.clock.now(), station)
    items = [await _shown(parts, one) for one in page.items]
    return shapes.CustomerInquiryList(items=items, next_cursor=page.next_cursor)


@get("/customer-information/{inquiry_id:str}")
async def get_customer_information(inquiry_id: FromPath[str], parts: Parts) -> shapes.CustomerAnswer:
    """Read what a station said of a customer.

    In its own words, put together from the parts that have come.
    """
    number = _number(path_text(inquiry_id))
    found, came = await answered(parts.queries, number, parts.clock.now())
    missing = [str(low) if low == high else f"{low} to {high}" for low, high in found.assembly.missing]
    return shapes.CustomerAnswer(
        inquiry=await _shown(parts, found), text="".join(one.text for one in came), missing=missing
    )


@delete("/customer-information/{inquiry_id:str}")
async def forget_customer_information(inquiry_id: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Delete a question about a customer with its answer.

    At once, and not when its time is over.
    """
    number = _number(path_text(inquiry_id))
    await forget(parts.store, parts.queries, number, parts.clock.now(), actor_of(request, parts))


async def _reference(parts: ApiParts, given: shapes.CustomerInput) -> CustomerReference:
    """Whom it is about; a token without a type has that of the known one."""
    token, named = None, given.certificate
    if given.id_token is not None:
        known = await parts.store.token(given.id_token.value.casefold())
        token = IdToken(given.id_token.value, given.id_token.type or ("" if known is None else known.type))
    certificate = (
        None
        if named is None
        else CertificateId(named.hash_algorithm, named.issuer_name_hash, named.issuer_key_hash, named.serial_number)
    )
    return CustomerReference(token, certificate, given.identifier)


async def _shown(parts: ApiParts, one: CustomerInquiry) -> shapes.CustomerInquiry:
    about = one.about
    return shapes.CustomerInquiry(
        id=str(one.id), station=one.station, about=about.kind or "identifier", report=one.report, clear=one.clear,
        state="waiting" if one.is_open else "complete" if one.assembly.is_complete else "incomplete",
        asked_at=instant(one.asked_at), expires_at=instant(one.expires_at),
        parts=len(await parts.queries.customer_parts(one.id)),
        id_token=None
        if about.id_token is None
        else shapes.CustomerToken(value=about.id_token.value, type=about.id_token.type or None),
        certificate_serial=None if about.certificate is None else about.certificate.serial_number,
        identifier=about.identifier, actor=one.actor,
    )  # fmt: skip


def _number(text: str) -> RecordId:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise NotFoundError(f"There is no question '{text}' about a customer.", "Look at the list of questions.")
    return RecordId(int(text))


_DIGITS: Final = 19
CUSTOMER_ROUTES: Final = (
    ask_customer_information, list_customer_information, get_customer_information, forget_customer_information,
)  # fmt: skip
