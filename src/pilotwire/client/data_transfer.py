"""Vendor data to stations as the API takes it, and the client's way to it."""

from typing import Annotated, Any

from msgspec import Meta

from .call import LONGEST_CALL_S
from .codec import decode, encode
from .control import ControlAnswer, ControlInput
from .exchange import Exchange
from .path import path
from .shape import PLAIN, Resource


class DataTransferInput(ControlInput, frozen=True, kw_only=True):
    """Vendor data for a station. `data` is any JSON; OCPP 1.6 carries what is no text as JSON in a text.

    Data of a message that `GET /vendor-messages` names is checked before it is sent.
    """

    vendor_id: Annotated[str, Meta(min_length=1, max_length=255, pattern=PLAIN)]
    message_id: Annotated[str, Meta(min_length=1, max_length=50, pattern=PLAIN)] | None = None
    data: Any = None


class DataTransferAnswer(ControlAnswer, frozen=True, kw_only=True):
    """The station's own answer, UnknownVendorId and the like included; `data` is what it sent along."""

    data: Any = None


class VendorMessage(Resource, frozen=True, kw_only=True):
    """A message to stations that a plug-in knows. `fields` is the JSON schema of its data; none: it takes no data."""

    vendor_id: str
    message_id: str
    title: str
    source: str
    fields: dict[str, Any] | None = None


class VendorMessageList(Resource, frozen=True, kw_only=True):
    """All such messages."""

    items: list[VendorMessage]


class DataTransfers:
    """Part of a `Client`, as its `data_transfers`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def send(self, station: str, what: DataTransferInput) -> DataTransferAnswer:
        """Give a station vendor data. Problems: 422 data that the message does not have, 409 not connected."""
        where = path("stations", station, "data-transfers")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), DataTransferAnswer)

    async def messages(self) -> VendorMessageList:
        """Messages to stations that plug-ins know."""
        return decode(await self._exchange.get("/vendor-messages"), VendorMessageList)
