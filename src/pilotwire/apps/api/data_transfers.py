"""Routes of vendor data: what a station is sent, and which messages plug-ins know."""

from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client.data_transfer import (
    DataTransferAnswer,
    DataTransferInput,
    VendorMessage,
    VendorMessageList,
)
from pilotwire.domain import vendor_data as domain
from pilotwire.services import data_transfer as service
from pilotwire.services.remote_control import Asker

from .control import acted, desk_of
from .once import Answers
from .parts import ApiRequest, Parts


@post("/stations/{station_id:str}/data-transfers", status_code=200)
async def send_vendor_data(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[DataTransferAnswer]:
    """Send vendor data.

    By vendor id and message id, as the maker has defined them. Data of a message that a plug-in knows is checked
    first. What stations send by themselves comes as event `data_transfer.received`.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, DataTransferInput)
    command = domain.SendVendorData(wanted.vendor_id, wanted.message_id, wanted.data)

    async def act(asker: Asker) -> DataTransferAnswer:
        told = await service.send(asker, desk.station, command, asker.advisers.vendor_plugins.messages())
        return DataTransferAnswer(
            status=told.status, noticed=[], reason_code=told.reason_code, info=told.info, data=told.data
        )

    return await acted(desk, wanted, act)


@get("/vendor-messages")
async def list_vendor_messages(parts: Parts) -> VendorMessageList:
    """List vendor messages.

    Messages to stations that plug-ins know, with the schema of their data. Others can be sent too, unchecked.
    """
    return VendorMessageList(items=[_shown(one) for one in parts.advisers.vendor_plugins.messages()])


def _shown(one: domain.VendorMessage) -> VendorMessage:
    return VendorMessage(
        vendor_id=one.vendor_id, message_id=one.message_id, title=one.title, source=one.source,
        fields=None if one.fields is None else _schema(one.fields),
    )  # fmt: skip


def _schema(fields: type[msgspec.Struct]) -> dict[str, object]:
    (_, *_), parts = msgspec.json.schema_components([fields], ref_template="#/$defs/{name}")
    return {**parts.pop(fields.__name__), **({"$defs": parts} if parts else {})}


DATA_TRANSFER_ROUTES: Final = (send_vendor_data, list_vendor_messages)
