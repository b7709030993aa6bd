"""Stations of every version that change their security profile as OCPP says: raw frames over real ws and wss."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import websockets

OLD_SLOT = 1


@dataclass
class Way:
    """How the station finds its CSMS."""

    url: str
    profile: int


@dataclass
class Upgrading:
    """A station with its ways, best first; it tries them in turn, and boots on every connection.

    `trust` is its TLS context without a certificate, `own` the one with it. `hears` is told each action before it is
    answered; the answer is left out when it returns True.
    """

    protocol: str
    ways: dict[int, Way]
    password: str | None = None
    trust: ssl.SSLContext | None = None
    own: ssl.SSLContext | None = None
    has_root: bool = True
    may_downgrade: bool | None = None
    url_key: str | None = None
    says: dict[str, str] = field(default_factory=dict)
    hears: Callable[[str, dict[str, Any]], bool] = lambda _, __: False
    priority: list[int] = field(default_factory=lambda: [OLD_SLOT])
    profile: int = 0
    asked: list[str] = field(default_factory=list)
    tried: list[int] = field(default_factory=list)
    leaves: bool = False
    busy: bool = False
    socket: Any = None

    async def run(self) -> None:
        """Connect, for ever."""
        while True:
            for slot in [one for one in self.priority if one in self.ways]:
                way = self.ways[slot]
                self.tried.append(way.profile)
                with suppress(OSError, websockets.WebSocketException, TimeoutError):
                    await self._connected(slot, way)
                    break
            await asyncio.sleep(0.05)

    async def _connected(self, slot: int, way: Way) -> None:
        url = f"{way.url}/CP1"
        if way.profile in (1, 2) and self.password is not None:
            url = url.replace("://", f"://CP1:{self.password}@")
        context = None if way.profile < 2 else self.own if way.profile == 3 else self.trust
        protocols = [websockets.Subprotocol(self.protocol)]
        async with websockets.connect(url, subprotocols=protocols, ssl=context, open_timeout=5) as socket:
            self.socket, self.leaves = socket, False
            await socket.send(json.dumps([2, f"boot-{len(self.tried)}", "BootNotification", self._boot()]))
            assert json.loads(await socket.recv())[2]["status"] == "Accepted"
            if way.profile >= self.profile:
                self._arrived(slot, way)
            while not self.leaves:
                await self._serve(socket, json.loads(await socket.recv()))

    def _arrived(self, slot: int, way: Way) -> None:
        """Source: OCPP 2.0.1 part 2, A05.FR.06."""
        self.profile = way.profile
        if self.protocol != "ocpp1.6":
            self.priority = [one for one in self.priority if self.ways[one].profile >= way.profile or one == slot]

    async def _serve(self, socket: Any, frame: list[Any]) -> None:
        if frame[0] != 2:
            return
        _, message_id, action, payload = frame
        self.asked.append(action)
        if self.hears(action, payload):
            return
        answer = getattr(self, f"_on_{action}", None)
        if answer is None:
            await socket.send(json.dumps([4, message_id, "NotImplemented", "", {}]))
            return
        await socket.send(json.dumps([3, message_id, answer(payload)]))

    def _boot(self) -> dict[str, Any]:
        if self.protocol == "ocpp1.6":
            return {"chargePointModel": "One", "chargePointVendor": "Acme"}
        return {"reason": "PowerUp", "chargingStation": {"model": "Two", "vendorName": "Acme"}}

    def _on_Reset(self, _: dict[str, Any]) -> dict[str, Any]:
        status = self.says.get("Reset", "Accepted")
        self.leaves = status == "Accepted"
        return {"status": status}

    def _on_GetInstalledCertificateIds(self, _: dict[str, Any]) -> dict[str, Any]:
        if not self.has_root:
            return {"status": "NotFound"}
        one = {"hashAlgorithm": "SHA256", "issuerNameHash": "a1", "issuerKeyHash": "b2", "serialNumber": "1"}
        if self.protocol == "ocpp1.6":
            return {"status": "Accepted", "certificateHashData": [one]}
        chain = {"certificateType": "CSMSRootCertificate", "certificateHashData": one}
        return {"status": "Accepted", "certificateHashDataChain": [chain]}

    def _on_GetConfiguration(self, asked: dict[str, Any]) -> dict[str, Any]:
        there = {"SecurityProfile": str(self.profile)}
        if self.url_key is not None:
            there[self.url_key] = self.ways[OLD_SLOT].url
        keys = asked.get("key", list(there))
        known = [{"key": one, "readonly": False, "value": there[one]} for one in keys if one in there]
        return {"configurationKey": known, "unknownKey": [one for one in keys if one not in there]}

    def _on_ChangeConfiguration(self, asked: dict[str, Any]) -> dict[str, Any]:
        key, value = asked["key"], asked["value"]
        status = self.says.get(key, "Accepted")
        if key == "AuthorizationKey" and status == "Accepted":
            self.password = value
        elif key == "SecurityProfile" and status in ("Accepted", "RebootRequired"):
            new = Way(self.ways[OLD_SLOT].url, int(value))
            new.url = self.ways.get(9, new).url
            self.ways[0], self.priority = new, [0, OLD_SLOT]
            self.leaves = status == "Accepted"
        elif key == self.url_key:
            self.ways[9] = Way(value, 0)
        return {"status": status}

    def _on_GetVariables(self, asked: dict[str, Any]) -> dict[str, Any]:
        there = {
            "SecurityProfile": str(self.profile),
            "NetworkConfigurationPriority": ",".join(map(str, self.priority)),
            "AllowSecurityProfileDowngrade": None if self.may_downgrade is None else str(self.may_downgrade).lower(),
        }
        results = []
        for one in asked["getVariableData"]:
            value = there.get(one["variable"]["name"])
            told = {"attributeStatus": "UnknownVariable"} if value is None else {
                "attributeStatus": "Accepted", "attributeValue": value
            }  # fmt: skip
            results.append({"component": one["component"], "variable": one["variable"], **told})
        return {"getVariableResult": results}

    def _on_SetVariables(self, asked: dict[str, Any]) -> dict[str, Any]:
        (one,) = asked["setVariableData"]
        name = one["variable"]["name"]
        status = self.says.get(name, "Accepted")
        if name == "BasicAuthPassword" and status == "Accepted":
            self.password = one["attributeValue"]
        elif name == "NetworkConfigurationPriority" and status != "Rejected":
            self.priority = [int(part) for part in one["attributeValue"].split(",")]
        answer = {"component": one["component"], "variable": one["variable"], "attributeStatus": status}
        return {"setVariableResult": [answer]}

    def _on_SetNetworkProfile(self, asked: dict[str, Any]) -> dict[str, Any]:
        data, slot = asked["connectionData"], asked["configurationSlot"]
        status = self.says.get("SetNetworkProfile", "Accepted")
        if status == "Accepted":
            self.ways[slot] = Way(data["ocppCsmsUrl"], data["securityProfile"])
        return {"status": status}


@asynccontextmanager
async def working(station: Upgrading) -> AsyncIterator[Upgrading]:
    """The station, at work."""
    running = asyncio.create_task(station.run())
    try:
        yield station
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
