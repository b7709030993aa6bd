"""The route of what stations asked for on behalf of cars."""

from typing import Final

import msgspec
from litestar import get
from litestar.params import FromPath

from pilotwire.client import car_certificates as shapes
from pilotwire.domain.car_certificate_events import CertificateStatusAnswered, ContractAnswered
from pilotwire.kernel.errors import OurFault
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import EventSpan
from pilotwire.services.station_record import known_station
from pilotwire.services.work import OutboxEvent

from .asking import path_text, read_part, read_query
from .parts import ApiRequest, Parts
from .shaping import instant


@get("/stations/{station_id:str}/car-certificates")
async def list_car_certificates(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> shapes.CarCertificateQuestionList:
    """List what a station asked for on behalf of cars.

    Newest first, as far back as events are kept: contracts (`Get15118EVCertificate`), and statuses of certificates
    (`GetCertificateStatus`, `GetCertificateChainStatus`), in OCPP 1.6 within DataTransfer; and what it was answered.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    given = msgspec.structs.asdict(read_query(request, shapes.CarCertificateFilter))
    page = await parts.queries.car_certificate_events(read_part(request), EventSpan(station=station.id, **given))
    return shapes.CarCertificateQuestionList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


def _shown(one: OutboxEvent) -> shapes.CarCertificateQuestion:
    event = one.event
    if isinstance(event, ContractAnswered):
        return shapes.CarCertificateQuestion(
            id=str(one.id), at=instant(event.at), kind="contract", status=event.status, action=event.action,
            schema=event.schema, emaid=event.emaid, remaining=event.remaining, reason=event.reason,
            within=event.within,
        )  # fmt: skip
    if isinstance(event, CertificateStatusAnswered):
        return shapes.CarCertificateQuestion(
            id=str(one.id), at=instant(event.at), kind="status", status=event.status, source=event.source,
            serial_number=event.serial_number, urls=list(event.urls), verdict=event.verdict, reason=event.reason,
            within=event.within,
        )  # fmt: skip
    raise OurFault(f"event {one.id} is about no car", "report this: a query brings what it should not")


CAR_CERTIFICATE_ROUTES: Final = (list_car_certificates,)
