"""Routes of signed readings: with a verdict on each signature, and as files for transparency software."""

import asyncio
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from litestar import Response, get
from litestar.params import FromPath

from pilotwire.adapters.pki.meter_signature import check
from pilotwire.client import signed_reading as shapes
from pilotwire.domain.meter_key import key_id
from pilotwire.domain.ocmf import Ocmf
from pilotwire.domain.signed_reading import Judgement, method_of
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.ports import ReadingRow, Slice
from pilotwire.services.signed_readings import Key, SignedReading, judge, known_keys, signed_among, with_own_keys
from pilotwire.services.transaction_record import known_transaction

from .asking import path_text
from .parts import ApiParts, Parts
from .shaping import instant

MOST_READINGS: Final = 20_000
_PAGE: Final = 500


@get("/stations/{station_id:str}/transactions/{transaction_id:str}/signed-readings")
async def list_signed_readings(
    station_id: FromPath[str], transaction_id: FromPath[str], parts: Parts
) -> shapes.SignedReadingList:
    """List a transaction's signed readings.

    Each as it came and as it was signed, OCMF also taken apart, with a verdict on its signature. Keys that a person
    entered count alone where there are any; otherwise those that the station has told, or sent along.
    """
    known = await _known(parts, station_id, transaction_id)
    found, keys, complete = await _signed(parts, known)
    judged = await asyncio.to_thread(lambda: [(one, judge(one, keys, check)) for one in found])
    return shapes.SignedReadingList(items=[_shown(one, verdict) for one, verdict in judged], complete=complete)


@get("/stations/{station_id:str}/transactions/{transaction_id:str}/signed-readings/values.xml")
async def export_values(station_id: FromPath[str], transaction_id: FromPath[str], parts: Parts) -> Response[str]:
    """Export signed readings for transparency software.

    An XML file of values, each with the public key that is known for it. Nothing is judged here: that is for the reader
    of the file.
    """
    known = await _known(parts, station_id, transaction_id)
    found, keys, _ = await _signed(parts, known)
    judged = await asyncio.to_thread(lambda: [(one, judge(one, keys, check)) for one in found])
    lines = [_xml_value(known.id, one, _key_of(verdict, keys)) for one, verdict in judged]
    text = "\n".join(('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', "<values>", *lines, "</values>", ""))
    return Response(text, media_type="application/xml", headers=_as_file("xml"))


@get("/stations/{station_id:str}/transactions/{transaction_id:str}/signed-readings/values.ocmf")
async def export_ocmf(station_id: FromPath[str], transaction_id: FromPath[str], parts: Parts) -> Response[str]:
    """Export signed readings as OCMF.

    As they were signed, one a line; values in other formats are left out.
    """
    known = await _known(parts, station_id, transaction_id)
    found, _, _ = await _signed(parts, known)
    text = "".join(f"{one.value.text}\n" for one in found if one.value.ocmf is not None)
    return Response(text, media_type="text/plain", headers=_as_file("ocmf"))


def _as_file(kind: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="values.{kind}"'}


async def _known(parts: ApiParts, station_id: str, transaction_id: str) -> Transaction:
    return await known_transaction(
        parts.store, StationId(path_text(station_id)), TransactionId(path_text(transaction_id))
    )


async def _signed(parts: ApiParts, known: Transaction) -> tuple[list[SignedReading], tuple[Key, ...], bool]:
    rows: list[ReadingRow] = []
    cursor: str | None = None
    complete = False
    while len(rows) < MOST_READINGS and not complete:
        page = await parts.queries.readings(Slice(limit=_PAGE, cursor=cursor), known.station, known.id)
        rows += page.items
        cursor = page.next_cursor
        complete = cursor is None
    found = signed_among(rows)
    return found, with_own_keys(await known_keys(parts.queries, known.station, known.evse_id), found), complete


def _key_of(verdict: Judgement, keys: tuple[Key, ...]) -> bytes | None:
    """The key that the verdict rests on, or else the first one that is known."""
    return next((key.data for key in keys if key_id(key.data) == verdict.key_id), keys[0].data if keys else None)


def _xml_value(transaction: str, one: SignedReading, key: bytes | None) -> str:
    """One value; the key goes first, as the schema of the transparency software has it."""
    shown_key = "" if key is None else f'    <publicKey encoding="hex">{key.hex().upper()}</publicKey>\n'
    return (
        f"  <value transactionId={quoteattr(transaction)} context={quoteattr(one.row.reading.context)}>\n{shown_key}"
        f'    <signedData format={quoteattr(one.value.encoding or "OCMF")} encoding="plain">{escape(one.value.text)}'
        "</signedData>\n  </value>"
    )


def _shown(one: SignedReading, verdict: Judgement) -> shapes.SignedReading:
    row, value = one.row, one.value
    return shapes.SignedReading(
        at=instant(row.reading.at),
        received_at=instant(row.received_at),
        context=row.reading.context,
        measurand=one.measurand,
        evse_id=row.evse_id,
        data=one.data,
        text=value.text,
        verdict=verdict.verdict,
        encoding=value.encoding,
        method=method_of(value) or None,
        why=verdict.why,
        key_id=verdict.key_id,
        key_source=verdict.key_source,
        dataset=None if value.ocmf is None else _shown_dataset(value.ocmf),
    )


def _shown_dataset(found: Ocmf) -> shapes.MeterDataset:
    return shapes.MeterDataset(
        version=found.version,
        gateway_serial=found.gateway_serial,
        meter_vendor=found.meter_vendor,
        meter_model=found.meter_model,
        meter_serial=found.meter_serial,
        meter_firmware=found.meter_firmware,
        pagination=found.pagination,
        identified=found.identified,
        id_level=found.id_level,
        id_flags=list(found.id_flags) or None,
        id_type=found.id_type,
        id_data=found.id_data,
        readings=[
            shapes.MeterReading(
                at=one.at, clock=one.clock, kind=one.kind, value=one.value, obis=one.obis, unit=one.unit,
                errors=one.errors or None, status=one.status,
            )
            for one in found.readings
        ],
    )  # fmt: skip


SIGNED_READING_ROUTES: Final = (list_signed_readings, export_values, export_ocmf)
