"""A charging station's first words: boot at a CSMS and print what it answers."""

import asyncio
import sys
import time

from msgspec import Raw

from pilotwire.adapters.transport.ws_client import connect
from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.decode import decode_strict, encode
from pilotwire.protocol.ocpp16.core import BootNotificationRequest, BootNotificationResponse
from pilotwire.protocol.ocppj.endpoint import Endpoint
from pilotwire.protocol.ocppj.event import Answered
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.protocol.ocppj.version import Version


async def boot(url: str, identity: str) -> BootNotificationResponse:
    endpoint, now = Endpoint(Version.V16), time.monotonic()
    request = BootNotificationRequest(charge_point_vendor="Acme", charge_point_model="One")
    endpoint.call(Call(MessageId("1"), "BootNotification", Raw(encode(request))), now, deadline=now + 30)
    async with connect(url, identity, ("ocpp1.6",)) as connection:
        for text in endpoint.data_to_send():
            await connection.send(text)
        while isinstance(message := await connection.receive(), str):
            for event in endpoint.receive(message, time.monotonic()):
                if isinstance(event, Answered):
                    return decode_strict(BootNotificationResponse, event.payload)
    raise SystemExit("the CSMS closed the connection")


if __name__ == "__main__":
    print(asyncio.run(boot(sys.argv[1], sys.argv[2])))
