"""Signed readings and keys of meters as the API shows and takes them; the client's way to them."""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from .codec import Instant, decode, encode
from .control import Evse
from .exchange import Exchange
from .filters import StationReadingFilter
from .listing import ReadingList
from .path import path
from .query import query
from .shape import Input, Resource, Text

Verdict = Literal["verified", "wrong", "no-key", "unreadable", "unsupported"]
KeySource = Literal["entered", "station", "value"]


class MeterReading(Resource, frozen=True, kw_only=True):
    """One reading as the meter signed it. `at` is its own text, `clock` how its clock is set: U, I, S or R.

    `kind` B: begin, E: end, others in between; `errors` E: energy, t: time; `status` G: good.
    """

    at: str
    clock: str | None = None
    kind: str | None = None
    value: Decimal | None = None
    obis: str | None = None
    unit: str | None = None
    errors: str | None = None
    status: str | None = None


class MeterDataset(Resource, frozen=True, kw_only=True):
    """What an OCMF dataset says: its meter, its number, who was identified and how, and its readings."""

    version: str | None = None
    gateway_serial: str | None = None
    meter_vendor: str | None = None
    meter_model: str | None = None
    meter_serial: str | None = None
    meter_firmware: str | None = None
    pagination: str | None = None
    identified: bool | None = None
    id_level: str | None = None
    id_flags: list[str] | None = None
    id_type: str | None = None
    id_data: str | None = None
    readings: list[MeterReading]


class SignedReading(Resource, frozen=True, kw_only=True):
    """A signed value of a transaction: `data` as it came, to the byte; `text` as it was signed.

    `verdict` is verified only for a signature of a key that is known, `key_id`, by `key_source`: entered by a person,
    told by the station as a variable, or (value) only sent along with the value. `why` says what stands against it.
    """

    at: Instant
    received_at: Instant
    context: str
    measurand: str
    evse_id: int
    data: str
    text: str
    verdict: Verdict
    encoding: str | None = None
    method: str | None = None
    why: str | None = None
    key_id: str | None = None
    key_source: KeySource | None = None
    dataset: MeterDataset | None = None


class SignedReadingList(Resource, frozen=True, kw_only=True):
    """The signed readings of a transaction, oldest first. `complete`: all of its readings were looked through."""

    items: list[SignedReading]
    complete: bool


class MeterKeyInput(Input, frozen=True, kw_only=True):
    """A meter's public key: PEM, DER in hexadecimal or Base64, or oca:base16:asn1:... Without `evse_id`: all EVSEs."""

    public_key: Annotated[str, Meta(min_length=1, max_length=5000)]
    evse_id: Evse | None = None
    note: Text | None = None


class MeterKey(Resource, frozen=True, kw_only=True):
    """A key that was entered: `public_key` is DER in hexadecimal, `id` the same for the same key everywhere."""

    id: str
    public_key: str
    created_at: Instant
    evse_id: int | None = None
    note: str | None = None
    actor: str | None = None


class MeterKeyList(Resource, frozen=True, kw_only=True):
    """The keys of a station's meters."""

    items: list[MeterKey]


class Metering:
    """Part of a `Client`, as its `metering`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def signed_readings(self, station: str, transaction: str) -> SignedReadingList:
        """The signed readings of a transaction, each with a verdict on its signature."""
        where = path("stations", station, "transactions", transaction, "signed-readings")
        return decode(await self._exchange.get(where), SignedReadingList)

    async def values_file(self, station: str, transaction: str, kind: Literal["xml", "ocmf"]) -> str:
        """The signed readings as a file for transparency software, or as plain OCMF, one a line."""
        where = path("stations", station, "transactions", transaction, "signed-readings", f"values.{kind}")
        return (await self._exchange.get(where)).decode()

    async def station_readings(
        self, station: str, wanted: StationReadingFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> ReadingList:
        """Readings that belong to no transaction, oldest first; a page may hold fewer than `limit`."""
        where = path("stations", station, "readings")
        return decode(await self._exchange.get(where, query(wanted, limit, cursor)), ReadingList)

    async def keys(self, station: str) -> MeterKeyList:
        """The keys that were entered for a station's meters."""
        return decode(await self._exchange.get(path("stations", station, "meter-keys")), MeterKeyList)

    async def add_key(self, station: str, what: MeterKeyInput) -> MeterKey:
        """Enter a key. Problems: 400 when it is none."""
        where = path("stations", station, "meter-keys")
        return decode(await self._exchange.send("POST", where, encode(what)), MeterKey)

    async def remove_key(self, station: str, key: str) -> None:
        """Forget a key."""
        await self._exchange.send("DELETE", path("stations", station, "meter-keys", key))
