"""Stations in literal frames: what is sent and what must come back stands in the test as it crosses the line."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection

from pilotwire.client.client import Client
from pilotwire.client.filters import EventFilter

from .conftest import Running

BOOTS = {
    "ocpp1.6": '{"chargePointVendor":"Acme","chargePointModel":"One"}',
    "ocpp2.0.1": '{"reason":"PowerUp","chargingStation":{"model":"Two","vendorName":"Acme"}}',
    "ocpp2.1": '{"reason":"PowerUp","chargingStation":{"model":"Two","vendorName":"Acme"}}',
}


class FrameStation:
    """One connection, accepted already."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self._ids = count(1)

    async def call(self, action: str, payload: str) -> Any:
        """Send a call with this payload's text and bring the payload of its answer; nothing else may come before."""
        name = f"m{next(self._ids)}"
        await self.socket.send(f'[2,"{name}","{action}",{payload}]')
        answer = json.loads(await asyncio.wait_for(self.socket.recv(), 10))
        assert answer[:2] == [3, name], answer
        return answer[2]

    async def asked(self, action: str, answer: str) -> Any:
        """Take the next call of the CSMS, answer it, and bring its payload."""
        frame = json.loads(await asyncio.wait_for(self.socket.recv(), 10))
        assert (frame[0], frame[2]) == (2, action), frame
        await self.socket.send(f'[3,"{frame[1]}",{answer}]')
        return frame[3]


@asynccontextmanager
async def station(server: Running, identity: str, version: str) -> AsyncIterator[FrameStation]:
    """A station that has booted."""
    url = f"{server.ocpp_url}/{identity}"
    async with websockets.connect(url, subprotocols=[websockets.Subprotocol(version)]) as socket:
        found = FrameStation(socket)
        boot = await found.call("BootNotification", BOOTS[version])
        assert boot["status"] == "Accepted"
        yield found


async def told(client: Client, number: int, *types: str) -> list[dict[str, Any]]:
    """The first events of these types, as JSON, without what differs from run to run."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(10):
        async for event in client.events(EventFilter(types=types), after="0"):
            data: dict[str, Any] = json.loads(bytes(event.data))
            found.append({name: value for name, value in data.items() if name not in ("at", "id")})
            if len(found) == number:
                break
    return found
