"""The smallest CSMS: it accepts every boot, and refuses everything else by the right code."""

import time
from datetime import UTC, datetime

from aiohttp import web

from pilotwire.protocol.decode import decode_strict, encode
from pilotwire.protocol.ocpp16.core import BootNotificationRequest, BootNotificationResponse
from pilotwire.protocol.ocppj.endpoint import Endpoint
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.ocppj.event import CallReceived
from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.violation import SchemaViolations, error_code_for


def handle(endpoint: Endpoint, event: CallReceived) -> None:
    call = event.call
    if call.action != "BootNotification":
        return endpoint.refuse(call.id, Fault.NOT_SUPPORTED, "only boots are served here")
    try:
        boot = decode_strict(BootNotificationRequest, call.payload)
    except SchemaViolations as broken:
        return endpoint.refuse(call.id, error_code_for(broken.violations), broken.message)
    print(boot.charge_point_vendor, boot.charge_point_model, "boots")
    response = BootNotificationResponse(status="Accepted", current_time=datetime.now(UTC), interval=300)
    return endpoint.answer(call.id, encode(response), time.monotonic())


async def serve(request: web.Request) -> web.WebSocketResponse:
    socket, endpoint = web.WebSocketResponse(protocols=("ocpp1.6",)), Endpoint(Version.V16)
    await socket.prepare(request)
    async for message in socket:
        for event in endpoint.receive(message.data, time.monotonic()):
            if isinstance(event, CallReceived):
                handle(endpoint, event)
        for text in endpoint.data_to_send():
            await socket.send_str(text)
    return socket


def app() -> web.Application:
    made = web.Application()
    made.add_routes([web.get("/ocpp/{identity}", serve)])
    return made


if __name__ == "__main__":
    web.run_app(app(), host="127.0.0.1", port=9000)
