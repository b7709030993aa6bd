"""A charging station of literal frames, in each version: it keeps variables and a list, boots, reports, and remembers
all that it was asked.
"""

import asyncio
import base64
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

import websockets
from websockets.asyncio.client import ClientConnection

NOON: Final = "2026-03-01T12:00:00Z"
EACH: Final = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")

Answer = dict[str, Any] | str | None
"""A result's payload, an error's code, or no answer at all."""


@dataclass
class RawStation:
    """One station. `answers` win over what it answers by itself; `values` are its variables as Component/Variable, in
    1.6 its keys. It starts anew when it is asked to, and boots when it is triggered.
    """

    name: str
    version: str
    answers: dict[str, Answer | Callable[[dict[str, Any]], Answer]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=lambda: {"OCPPCommCtrlr/HeartbeatInterval": "300"})
    statuses: dict[str, str] = field(default_factory=dict)
    firmware: str | None = None
    password: str | None = None
    context: ssl.SSLContext | None = None
    reason: str = "PowerUp"
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    boots: list[str] = field(default_factory=list)
    list_version: int = 0
    list_entries: dict[str, Any] = field(default_factory=dict)
    report_pause_s: float = 0.0
    answer_pause_s: float = 0.0
    unsent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    socket: ClientConnection | None = None
    _open: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)
    _number: int = 0
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    @property
    def actions(self) -> list[str]:
        """The actions that it was asked, in order."""
        return [action for action, _ in self.asked]

    @property
    def registration(self) -> str | None:
        """The answer to its last boot."""
        return self.boots[-1] if self.boots else None

    async def live(self, url: str) -> None:
        """Stay connected and booted, and come back whenever the connection ends."""
        while True:
            with suppress(OSError, websockets.WebSocketException):
                async with self.connected(url):
                    assert self.socket is not None
                    await self.socket.wait_closed()
            await asyncio.sleep(0.05)

    @asynccontextmanager
    async def connected(self, url: str, *, boots: bool = True) -> AsyncIterator["RawStation"]:
        """Connected and booted."""
        protocols = [websockets.Subprotocol(self.version)]
        secret = base64.b64encode(f"{self.name}:{self.password}".encode()).decode()
        headers = {} if self.password is None else {"Authorization": f"Basic {secret}"}
        async with websockets.connect(
            f"{url}/{self.name}", subprotocols=protocols, open_timeout=5, additional_headers=headers, ssl=self.context
        ) as socket:
            self.socket = socket
            reading = asyncio.create_task(self._read(socket))
            try:
                if boots:
                    await self.boot(self.reason)
                if self.unsent:
                    self.begin(self._send_parts())
                yield self
            finally:
                await _ended(reading)
                await _ended(*self._tasks)  # what was read last may have begun one more

    async def boot(self, reason: str = "PowerUp") -> str:
        """Send a BootNotification; the status that comes back."""
        if self.version == "ocpp1.6":
            about = {"chargePointVendor": "Acme", "chargePointModel": "One"}
            payload: dict[str, Any] = about | ({"firmwareVersion": self.firmware} if self.firmware else {})
        else:
            about = {"vendorName": "Acme", "model": "One"} | (
                {"firmwareVersion": self.firmware} if self.firmware else {}
            )
            payload = {"reason": reason, "chargingStation": about}
        answer = await self.call("BootNotification", payload)
        self.boots.append(answer["status"])
        status: str = answer["status"]
        return status

    async def call(self, action: str, payload: dict[str, Any]) -> Any:
        """The answer's payload; of an error its code. Raises ConnectionClosed when none will come."""
        assert self.socket is not None
        self._number += 1
        message_id = f"{self.name}-{self._number}"
        self._open[message_id] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps([2, message_id, action, payload]))
        return await asyncio.wait_for(self._open[message_id], 10)

    async def until_asked(self, action: str, times: int = 1) -> dict[str, Any]:
        """The payload with which it was asked this, for so many times."""
        for _ in range(1000):
            found = [payload for name, payload in self.asked if name == action]
            if len(found) >= times:
                return found[times - 1]
            await asyncio.sleep(0.01)
        raise AssertionError(f"{action} was not asked; only {self.actions}")

    async def until_told(self, registration: str) -> None:
        """Until its last boot was answered so."""
        for _ in range(1000):
            if self.registration == registration:
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"the boot is not answered {registration}, but {self.boots}")

    async def report(self, request_id: int, parts: list[dict[str, Any]] | None = None) -> None:
        """Send its variables, each in a part of its own, or these parts."""
        rows = [_reported(name, value) for name, value in self.values.items()]
        whole = parts or [
            {"seqNo": number, "tbc": number + 1 < len(rows), "reportData": [row]} for number, row in enumerate(rows)
        ]
        await self.send_all("NotifyReport", request_id, whole)

    async def send_all(self, action: str, request_id: int, parts: list[dict[str, Any]]) -> None:
        """Send the parts of a report, one after the other, however often the connection ends meanwhile."""
        idle = not self.unsent
        self.unsent += [(action, {"requestId": request_id, "generatedAt": NOON, **part}) for part in parts]
        if idle:
            await self._send_parts()

    async def _send_parts(self) -> None:
        """Send what waits, part by part; what is not answered is sent again when the station is back."""
        while self.unsent:
            await asyncio.sleep(self.report_pause_s)
            await self.call(*self.unsent[0])
            self.unsent.pop(0)

    async def _read(self, socket: ClientConnection) -> None:
        try:
            while True:
                frame = json.loads(await socket.recv())
                if frame[0] == 2:
                    await self._answer(socket, frame[1], frame[2], frame[3])
                elif (waiting := self._open.pop(frame[1], None)) is not None and not waiting.done():
                    waiting.set_result(frame[2])
        except websockets.ConnectionClosed as closed:
            for waiting in self._open.values():
                if not waiting.done():
                    waiting.set_exception(closed)
                    waiting.exception()  # nobody may be waiting any more
            self._open.clear()

    async def _answer(self, socket: ClientConnection, message_id: str, action: str, payload: dict[str, Any]) -> None:
        self.asked.append((action, payload))
        await asyncio.sleep(self.answer_pause_s)
        if action in self.answers:
            laid_out = self.answers[action]
            answer = laid_out(payload) if callable(laid_out) else laid_out
        else:
            answer = self.by_itself(action, payload)
        if isinstance(answer, str):
            await socket.send(json.dumps([4, message_id, answer, "", {}]))
        elif answer is not None:
            await socket.send(json.dumps([3, message_id, answer]))
            if answer.get("status") == "Accepted":
                self.follow(action, payload)

    def follow(self, action: str, payload: dict[str, Any]) -> None:
        """Do what was agreed to."""
        if action in ("GetBaseReport", "GetReport"):
            self.begin(self.report(payload["requestId"]))
        elif action == "TriggerMessage" and payload["requestedMessage"] == "BootNotification":
            self.begin(self._boot_again("Triggered"))
        elif action == "Reset":
            self.begin(self._start_anew())

    async def _boot_again(self, reason: str) -> None:
        await self.boot(reason)

    async def _start_anew(self) -> None:
        assert self.socket is not None
        self.reason = "RemoteReset"
        await self.socket.close()

    def begin(self, work: Any) -> None:
        """Do something beside all else, as long as it is connected."""

        async def while_connected() -> None:
            with suppress(websockets.ConnectionClosed):
                await work

        task = asyncio.get_running_loop().create_task(while_connected())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def by_itself(self, action: str, payload: dict[str, Any]) -> Answer:
        """What it answers where nothing is laid out."""
        match action:
            case "GetVariables":
                return {"getVariableResult": [self._read_one(one) for one in payload["getVariableData"]]}
            case "SetVariables":
                return {"setVariableResult": [self._write_one(one) for one in payload["setVariableData"]]}
            case "GetConfiguration":
                keys = payload.get("key") or list(self.values)
                known = [
                    {"key": key, "readonly": False, "value": self.values[key]} for key in keys if key in self.values
                ]
                unknown = [key for key in keys if key not in self.values]
                return {"configurationKey": known, "unknownKey": unknown}
            case "ChangeConfiguration":
                return {"status": self._write(payload["key"], payload["value"])}
            case "GetLocalListVersion":
                name = "listVersion" if self.version == "ocpp1.6" else "versionNumber"
                return {name: self.list_version}
            case "SendLocalList":
                return self._take_list(payload)
            case "ClearCache" | "TriggerMessage" | "Reset" | "GetBaseReport" | "GetReport" | "ChangeAvailability":
                return {"status": "Accepted"}
            case "GetTransactionStatus":
                return {"messagesInQueue": False}
            case _:
                return "NotImplemented"

    def _take_list(self, payload: dict[str, Any]) -> Answer:
        if payload["updateType"] == "Full":
            self.list_entries.clear()
        for entry in payload.get("localAuthorizationList", []):
            token = entry["idTag"] if self.version == "ocpp1.6" else entry["idToken"]["idToken"]
            if "idTagInfo" in entry or "idTokenInfo" in entry:
                self.list_entries[token] = entry
            else:
                self.list_entries.pop(token, None)
        self.list_version = payload["listVersion" if self.version == "ocpp1.6" else "versionNumber"]
        return {"status": "Accepted"}

    def _read_one(self, asked: dict[str, Any]) -> dict[str, Any]:
        about = {"component": asked["component"], "variable": asked["variable"]}
        name = _spelt(asked)
        if name not in self.values:
            return {"attributeStatus": "UnknownVariable", **about}
        return {"attributeStatus": "Accepted", "attributeValue": self.values[name], **about}

    def _write_one(self, asked: dict[str, Any]) -> dict[str, Any]:
        status = self._write(_spelt(asked), asked["attributeValue"])
        return {"attributeStatus": status, "component": asked["component"], "variable": asked["variable"]}

    def _write(self, name: str, value: str) -> str:
        status = self.statuses.get(name, "Accepted")
        if name in _PASSWORDS:
            self.password = value  # with the next connection
            return status
        if status in ("Accepted", "RebootRequired"):
            self.values[name] = value
        return status


_PASSWORDS: Final = ("AuthorizationKey", "SecurityCtrlr/BasicAuthPassword")


def _spelt(asked: dict[str, Any]) -> str:
    component, variable = asked["component"], asked["variable"]
    instance = f"[{component['instance']}]" if "instance" in component else ""
    of_variable = f"[{variable['instance']}]" if "instance" in variable else ""
    return f"{component['name']}{instance}/{variable['name']}{of_variable}"


async def _ended(*tasks: "asyncio.Task[None]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _reported(name: str, value: str) -> dict[str, Any]:
    """A line of a report for `Component[instance]/Variable[instance]`."""
    component, _, variable = name.partition("/")
    return {
        "component": _named(component),
        "variable": _named(variable),
        "variableAttribute": [{"type": "Actual", "value": value, "mutability": "ReadWrite"}],
    }


def _named(text: str) -> dict[str, Any]:
    name, bracket, rest = text.partition("[")
    return {"name": name, "instance": rest.rstrip("]")} if bracket else {"name": name}


def station(name: str, version: str, **more: Any) -> RawStation:
    """A station whose heartbeat interval is 300, whatever its version calls that."""
    if version == "ocpp1.6":
        more.setdefault("values", {"HeartbeatInterval": "300"})
    return RawStation(name, version, **more)
