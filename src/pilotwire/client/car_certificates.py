"""What stations asked for on behalf of cars, as the API tells it."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .codec import Instant, decode
from .exchange import Exchange
from .filters import Moment
from .path import segment
from .query import query
from .shape import Resource


class CarCertificateQuestion(Resource, frozen=True, kw_only=True):
    """What a station asked for, and what it was answered; `reason` says why it got nothing, or a refusal for the car.

    `kind` contract: `action`, `schema` (the XML namespace of the car's ISO 15118), `emaid` and `remaining`. `kind`
    status: `source`, `serial_number`, `urls`, and `verdict` where the certificate itself was judged. `within` is the
    vendor id of a station of OCPP 1.6.
    """

    id: str
    at: Instant
    kind: Literal["contract", "status"]
    status: Literal["Accepted", "Failed"]
    action: Literal["Install", "Update"] | None = None
    schema: str | None = None
    emaid: str | None = None
    remaining: int | None = None
    source: Literal["OCSP", "CRL"] | None = None
    serial_number: str | None = None
    urls: list[str] | None = None
    verdict: Literal["Good", "Revoked", "Unknown", "Failed"] | None = None
    reason: str | None = None
    within: str | None = None


class CarCertificateQuestionList(Resource, frozen=True, kw_only=True):
    """What a station asked for, newest first, as far back as events are kept."""

    items: list[CarCertificateQuestion]
    next_cursor: str | None


class CarCertificateFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound our time."""

    since: Annotated[Moment, Meta(description="At this instant or later, in our time.")] | None = None
    until: Annotated[Moment, Meta(description="Before this instant, in our time.")] | None = None


class CarCertificates:
    """Certificates of cars. Every method raises as those of `Client` do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def questions(
        self, station: str, wanted: CarCertificateFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> CarCertificateQuestionList:
        """What a station asked for on behalf of cars."""
        path = f"/stations/{segment(station)}/car-certificates"
        return decode(await self._exchange.get(path, query(wanted, limit, cursor)), CarCertificateQuestionList)
