"""What stations know of customers, as the API asks for it and shows it. From OCPP 2.0.1 on; scope admin alone."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .certificate import CertificateIdInput
from .codec import Instant, decode, encode
from .control import StartToken
from .exchange import Exchange
from .filters import Wanted
from .operation import Operation
from .path import path
from .query import query
from .shape import PLAIN, Input, Resource


class CustomerToken(Resource, frozen=True, kw_only=True):
    """The token that a question is about."""

    value: str
    type: str | None = None


class CustomerInput(Input, frozen=True, kw_only=True):
    """Whom to ask about: exactly one of a token, a certificate by the names that the station told (with the hash
    algorithm of its installation), or a text that the station knows the customer by. `report`: tell; `clear`: forget.
    """

    id_token: StartToken | None = None
    certificate: CertificateIdInput | None = None
    identifier: Annotated[str, Meta(min_length=1, max_length=64, pattern=PLAIN)] | None = None
    report: bool = True
    clear: bool = False


class CustomerInquiry(Resource, frozen=True, kw_only=True):
    """A question to a station about a customer. `state` is `waiting` while parts of the answer may come. It is deleted
    with its answer at `expires_at`.
    """

    id: str
    station: str
    about: Literal["id-token", "certificate", "identifier"]
    report: bool
    clear: bool
    state: Literal["waiting", "complete", "incomplete"]
    asked_at: Instant
    expires_at: Instant
    parts: int
    id_token: CustomerToken | None = None
    certificate_serial: str | None = None
    identifier: str | None = None
    actor: str | None = None


class CustomerInquiryList(Resource, frozen=True, kw_only=True):
    """Questions, the newest first."""

    items: list[CustomerInquiry]
    next_cursor: str | None


class CustomerAnswer(Resource, frozen=True, kw_only=True):
    """A question and what the station said, in its own words; `missing` are parts that have not come although later
    ones have. A station that knows nothing says so in words of its own.
    """

    inquiry: CustomerInquiry
    text: str
    missing: list[str]


class CustomerFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Questions to one station."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None


class Customers:
    """Part of a `Client`, as its `customers`; raises what its methods do. Needs a key of scope admin."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def ask(self, station: str, what: CustomerInput) -> Operation:
        """Ask a station about a customer. Problems: 409 while another question to it is being asked."""
        return decode(
            await self._exchange.send("POST", path("stations", station, "customer-information"), encode(what)),
            Operation,
        )

    async def list(
        self, wanted: CustomerFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> CustomerInquiryList:
        """Questions whose answers are not forgotten yet."""
        said = query(wanted, limit, cursor)
        return decode(await self._exchange.get("/customer-information", said), CustomerInquiryList)

    async def answer(self, inquiry: str) -> CustomerAnswer:
        """A question and its answer. Problems: 404 once it is forgotten."""
        return decode(await self._exchange.get(path("customer-information", inquiry)), CustomerAnswer)

    async def forget(self, inquiry: str) -> None:
        """Delete a question and its answer now."""
        await self._exchange.send("DELETE", path("customer-information", inquiry))
