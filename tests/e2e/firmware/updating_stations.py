"""Stations of every version that fetch firmware over real HTTP and install it, in literal frames over real sockets.

One tells what it does in the order in which it does it, whatever the server does meanwhile: what was not answered is
told again once the connection is back.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp
import websockets
from websockets.asyncio.client import ClientConnection

VERSIONS: Final = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")
ASKS: Final = ("UpdateFirmware", "SignedUpdateFirmware")


@dataclass
class UpdatingStation:
    """`becomes` is what it runs after an installation. `script` is what it tells, in order: statuses, `fetch` for the
    download, `boot` for a new start, `pause` to wait for `resume`. `answer` is what it says to the request. `plain`: it
    knows no signed firmware.
    """

    name: str
    version: str
    firmware: str = "1.0"
    becomes: str = "2.0"
    script: tuple[str, ...] = ("Downloading", "fetch", "Downloaded", "Installing", "boot", "Installed")
    answer: str | None = "Accepted"
    answers: list[str] = field(default_factory=list)
    plain: bool = False
    model: str = "One"
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    fetched: list[bytes] = field(default_factory=list)
    boots: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    resume: asyncio.Event = field(default_factory=asyncio.Event)
    socket: ClientConnection | None = None
    status: str = "Idle"
    number: int | None = None
    signed: bool = False
    _open: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)
    _count: int = 0
    _work: "asyncio.Task[None] | None" = None

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The updates that it was asked for."""
        return [payload for action, payload in self.asked if action in ASKS]

    async def live(self, url: str) -> None:
        """Connected and booted, again and again."""
        while True:
            with suppress(OSError, websockets.WebSocketException, TimeoutError):
                await self._connected(url)
            self.reached.clear()
            await asyncio.sleep(0.05)

    async def close(self) -> None:
        """Do nothing more."""
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)

    async def _connected(self, url: str) -> None:
        protocols = [websockets.Subprotocol(self.version)]
        async with websockets.connect(f"{url}/{self.name}", subprotocols=protocols, open_timeout=10) as socket:
            self.socket = socket
            reading = asyncio.create_task(self._read(socket))
            try:
                answer = await self.call("BootNotification", self._boot())
                assert answer["status"] == "Accepted", answer
                self.boots += 1
                self.reached.set()
                await reading
            finally:
                self.reached.clear()
                reading.cancel()
                await asyncio.gather(reading, return_exceptions=True)
                for waiting in self._open.values():
                    if not waiting.done():
                        waiting.set_exception(ConnectionResetError("the connection ended"))
                self._open.clear()

    def _boot(self) -> dict[str, Any]:
        if self.version == "ocpp1.6":
            return {
                "chargePointVendor": "Acme", "chargePointModel": self.model, "firmwareVersion": self.firmware
            }  # fmt: skip
        about = {"vendorName": "Acme", "model": self.model, "firmwareVersion": self.firmware}
        return {"reason": "FirmwareUpdate" if self.boots else "PowerUp", "chargingStation": about}

    async def call(self, action: str, payload: dict[str, Any]) -> Any:
        """The answer's payload."""
        assert self.socket is not None
        self._count += 1
        message_id = f"{self.name}-{self._count}"
        waiting = self._open[message_id] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps([2, message_id, action, payload]))
        return await asyncio.wait_for(waiting, 20)

    async def tell(self, status: str) -> None:
        """A status, until it is answered."""
        self.status = status
        while True:
            await self.reached.wait()
            with suppress(websockets.ConnectionClosed, TimeoutError, OSError):
                await self.call(*self._status(status))
                return
            await asyncio.sleep(0.05)

    def _status(self, status: str) -> tuple[str, dict[str, Any]]:
        if self.version == "ocpp1.6" and not self.signed:
            return "FirmwareStatusNotification", {"status": status}
        number = {} if self.number is None else {"requestId": self.number}
        action = "SignedFirmwareStatusNotification" if self.version == "ocpp1.6" else "FirmwareStatusNotification"
        return action, {"status": status, **number}

    async def _update(self, location: str) -> None:
        await asyncio.sleep(0.01)
        for word in self.script:
            if word == "fetch":
                if not await self._fetch(location):
                    await self.tell("DownloadFailed")
                    return
            elif word == "pause":
                await self.resume.wait()
            elif word == "boot":
                self.firmware = self.becomes
                self.reached.clear()
                assert self.socket is not None
                await self.socket.close()
            else:
                await self.tell(word)

    async def _fetch(self, location: str) -> bool:
        """The whole file, with a second try where it broke off."""
        for _ in range(100):
            try:
                async with aiohttp.ClientSession() as session, session.get(location) as answer:
                    if answer.status != 200:
                        return False
                    self.fetched.append(await answer.read())
                    return True
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
        return False

    async def _read(self, socket: ClientConnection) -> None:
        with suppress(websockets.ConnectionClosed):
            while True:
                frame = json.loads(await socket.recv())
                if frame[0] == 2:
                    await self._answer(socket, frame[1], frame[2], frame[3])
                elif (waiting := self._open.pop(frame[1], None)) is not None and not waiting.done():
                    waiting.set_result(frame[2])

    async def _answer(self, socket: ClientConnection, message_id: str, action: str, payload: dict[str, Any]) -> None:
        self.asked.append((action, payload))
        if action in ASKS:
            await self._answer_update(socket, message_id, action, payload)
        elif action in ("TriggerMessage", "ExtendedTriggerMessage"):
            await socket.send(json.dumps([3, message_id, {"status": "Accepted"}]))
            asyncio.get_running_loop().create_task(self._triggered(payload["requestedMessage"]))
        else:
            await socket.send(json.dumps([4, message_id, "NotImplemented", "", {}]))

    async def _triggered(self, wanted: str) -> None:
        with suppress(websockets.ConnectionClosed, TimeoutError, OSError):
            if wanted == "BootNotification":
                await self.call("BootNotification", self._boot())
            else:
                idle = self.status in ("Idle", "Installed")
                await self.call(*self._status("Idle" if idle else self.status))

    async def _answer_update(
        self, socket: ClientConnection, message_id: str, action: str, payload: dict[str, Any]
    ) -> None:
        if self.plain and action == "SignedUpdateFirmware":
            await socket.send(json.dumps([4, message_id, "NotImplemented", "", {}]))
            return
        status = self.answers.pop(0) if self.answers else self.answer
        if status is None:
            return
        plain = self.version == "ocpp1.6" and action == "UpdateFirmware"
        await socket.send(json.dumps([3, message_id, {} if plain else {"status": status}]))
        if not plain and status not in ("Accepted", "AcceptedCanceled"):
            return
        await self.close()
        self.signed = action == "SignedUpdateFirmware"
        self.number = payload.get("requestId")
        location = payload["location"] if plain else payload["firmware"]["location"]
        self._work = asyncio.get_running_loop().create_task(self._update(location))


@asynccontextmanager
async def living(url: str, stations: Sequence[UpdatingStation]) -> AsyncIterator[None]:
    """All of them at work, booted."""
    tasks = [asyncio.create_task(one.live(url)) for one in stations]
    try:
        async with asyncio.timeout(30):
            await asyncio.gather(*(one.reached.wait() for one in stations))
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(one.close() for one in stations))
