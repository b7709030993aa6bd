"""Vendor data both ways: what stations send, handed to plug-ins, and what they are sent."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.event import Event
from pilotwire.domain.vendor_data import (
    UNKNOWN_VENDOR,
    SendVendorData,
    VendorAnswer,
    VendorData,
    VendorMessage,
    VendorReply,
)
from pilotwire.domain.vendor_events import VendorDataSent
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId

from .context import Context
from .notices import data_transfer
from .remote_control import Asker, ask
from .station_record import known_station
from .transactions import store_readings

MOST_BYTES: Final = 262_144
"""Vendor data that we send at most, as JSON: stations have small memories, and frames their limits."""


async def receive(context: Context, vendor_id: str, message_id: str | None, data: Any) -> VendorAnswer:
    """The answer to vendor data of a station, with what a plug-in understood of it stored.

    Source: OCPP 2.0.1 part 2, P02; OCPP 1.6, 4.3.
    """
    received = VendorData(context.station, vendor_id, message_id, data)
    answer = await context.advisers.vendor_plugins.answer(received)
    if answer is None:
        known = any(one.vendor_id == vendor_id for one in context.advisers.vendor_plugins.messages())
        answer = VendorAnswer("UnknownMessageId" if known else UNKNOWN_VENDOR)
    if answer.trouble is not None:
        context.note("data-transfer-unreadable", answer.trouble, message_id or vendor_id, severity="warning")
    for one in answer.readings:
        store_readings(context, one.evse_id, (one.reading,))
    raw = None if data is None else msgspec.Raw(msgspec.json.encode(data))
    data_transfer(context, vendor_id, message_id, raw, answer.status, answer.facts)
    return answer


async def send(
    asker: Asker, station: StationId, command: SendVendorData, known: Iterable[VendorMessage]
) -> VendorReply:
    """Send a station vendor data; that of a message that a plug-in knows is checked first.

    Raises NotFoundError, BadInputError naming the field, and as `StationLink.request`.
    Source: OCPP 2.0.1 part 2, P01; OCPP 1.6, 5.5.
    """
    known_station(asker.store, station)
    _check(command, known)
    said = None if command.data is None else _as_text(command.data)
    if said is not None and len(said) > MOST_BYTES:
        raise BadInputError(
            f"The data has {len(said)} characters as JSON, and {MOST_BYTES} are sent at most.", "/data",
            "Send less, or let the station fetch it.",
        )  # fmt: skip

    def event(reply: Reply) -> Event:
        told = reply.data if isinstance(reply, VendorReply) else None
        return VendorDataSent(
            station=station, at=asker.clock.now(), actor=asker.actor, vendor_id=command.vendor_id,
            message_id=command.message_id, data=said, answer=None if told is None else _as_text(told),
            status=reply.status, reason_code=reply.reason_code, info=reply.info,
        )  # fmt: skip

    return await ask(asker, station, command, event)


def _check(command: SendVendorData, known: Iterable[VendorMessage]) -> None:
    of_vendor = [one for one in known if one.vendor_id == command.vendor_id]
    found = next((one for one in of_vendor if one.message_id == command.message_id), None)
    if found is None:
        return
    if found.fields is None:
        if command.data is not None:
            raise BadInputError(f"{found.message_id} of {found.vendor_id} takes no data.", "/data", "Leave it out.")
        return
    given = VendorData(StationId(""), command.vendor_id, command.message_id, command.data).opened()
    try:
        msgspec.convert(given, found.fields)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$")
        pointer = "/data" + place.rstrip("`").replace(".", "/").replace("[", "/").replace("]", "")
        raise BadInputError(
            f"This is no {found.message_id} of {found.vendor_id}: {message}.", pointer,
            f"See the message's fields: {', '.join(found.fields.__struct_encode_fields__)}.",
        ) from error  # fmt: skip


def _as_text(data: object) -> str:
    return msgspec.json.encode(data).decode()
