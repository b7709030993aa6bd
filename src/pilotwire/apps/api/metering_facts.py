"""What the routes of metering say of themselves; part of the route table."""

from collections.abc import Mapping
from typing import Final

from pilotwire.client import resources as r
from pilotwire.client.filters import Part

from . import metering_examples as em
from .route import NOT_FOUND, RouteFacts

METERING: Final[Mapping[str, RouteFacts]] = {
    "list_station_readings": RouteFacts(
        scope="read", tag="metering", query=(r.StationReadingFilter, Part), answer=r.ReadingList,
        example=r.ReadingList(items=[em.MAIN_METER], next_cursor=None), problems=NOT_FOUND,
    ),
    "list_signed_readings": RouteFacts(
        scope="read", tag="metering", answer=r.SignedReadingList,
        example=r.SignedReadingList(items=[em.SIGNED_READING], complete=True), problems=NOT_FOUND,
    ),
    "export_values": RouteFacts(
        scope="read", tag="metering", answer=str, example=em.VALUES_XML, media_type="application/xml",
        problems=NOT_FOUND,
    ),
    "export_ocmf": RouteFacts(
        scope="read", tag="metering", answer=str, example=f"{em.OCMF}\n", media_type="text/plain", problems=NOT_FOUND
    ),
    "list_meter_keys": RouteFacts(
        scope="read", tag="metering", answer=r.MeterKeyList, example=r.MeterKeyList(items=[em.METER_KEY]),
        problems=NOT_FOUND,
    ),
    "add_meter_key": RouteFacts(
        scope="configure", tag="metering", body=r.MeterKeyInput, body_example=em.METER_KEY_INPUT, answer=r.MeterKey,
        example=em.METER_KEY, statuses=(201,), problems=("not-found", "conflict"),
    ),
    "delete_meter_key": RouteFacts(scope="configure", tag="metering", statuses=(204,), problems=NOT_FOUND),
}  # fmt: skip
