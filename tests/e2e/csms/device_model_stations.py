"""Stations of the `ocpp` package that keep variables: what they are asked, what they hold, and how they answer."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

import ocpp.v16.call as call16
import ocpp.v16.call_result as result16
import ocpp.v21
import ocpp.v21.call as call21
import ocpp.v21.call_result as result21
import ocpp.v201
import ocpp.v201.call as call201
import ocpp.v201.call_result as result201
import pytest
import websockets
from ocpp.routing import on

from .conftest import Running
from .foreign_stations import Station16

STATUSES: Final = {
    "Fine": "Accepted",
    "Later": "RebootRequired",
    "No": "Rejected",
    "Nowhere": "UnknownVariable",
    "NoTarget": "NotSupportedAttributeType",
}
"""What the stations of these tests answer to a write, by the variable's name."""


class Keys16(Station16):
    """A 1.6 station with a few keys."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.values: dict[str, str] = {"HeartbeatInterval": "300", "AcmeColour": "red", "GetConfigurationMaxKeys": "2"}
        self.asked: list[Any] = []
        self.changed: list[tuple[str, str]] = []

    @on("GetConfiguration")  # type: ignore[untyped-decorator]
    async def configuration(self, key: Sequence[str] = (), **_: Any) -> Any:
        """What it has."""
        self.asked.append(list(key))
        known = [one for one in (key or self.values) if one in self.values]
        told = [{"key": one, "readonly": one.startswith("Get"), "value": self.values[one]} for one in known]
        unknown = [one for one in key if one not in self.values]
        return result16.GetConfiguration(configuration_key=told or None, unknown_key=unknown or None)

    @on("ChangeConfiguration")  # type: ignore[untyped-decorator]
    async def change(self, key: str, value: str, **_: Any) -> Any:
        """Takes what it has; the colour needs a boot."""
        self.changed.append((key, value))
        if key not in self.values:
            return result16.ChangeConfiguration(status="NotSupported")
        self.values[key] = value
        return result16.ChangeConfiguration(status="RebootRequired" if key == "AcmeColour" else "Accepted")


class Keeping:
    """What stations of 2.x share: they answer by the name of the variable, and keep what they were asked."""

    results: Any

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.read: list[Any] = []
        self.written: list[Any] = []
        self.values: dict[str, str] = {"HeartbeatInterval": "300"}
        self.report: Any = None

    @on("GetVariables")  # type: ignore[untyped-decorator]
    async def variables(self, get_variable_data: Any, **_: Any) -> Any:
        """Answers backwards."""
        self.read.append(get_variable_data)
        return self.results.GetVariables(get_variable_result=[self._told(one) for one in reversed(get_variable_data)])

    @on("SetVariables")  # type: ignore[untyped-decorator]
    async def change(self, set_variable_data: Any, **_: Any) -> Any:
        """By the name."""
        self.written.append(set_variable_data)
        return self.results.SetVariables(set_variable_result=[self._taken(one) for one in set_variable_data])

    @on("GetBaseReport")  # type: ignore[untyped-decorator]
    async def base_report(self, request_id: int, report_base: str, **_: Any) -> Any:
        """Agrees, and leaves the report to the test."""
        self.report = request_id
        return self.results.GetBaseReport(status="Accepted")

    def _told(self, asked: Any) -> Any:
        name, component = asked["variable"]["name"], asked["component"]["name"]
        about = {"component": asked["component"], "variable": asked["variable"]}
        if component == "Nothing":
            return {"attribute_status": "UnknownComponent", **about}
        if name not in self.values:
            return {"attribute_status": "UnknownVariable", **about}
        return {"attribute_status": "Accepted", "attribute_value": self.values[name], **about}

    def _taken(self, wanted: Any) -> Any:
        name = wanted["variable"]["name"]
        status = STATUSES.get(name, "Accepted")
        if status == "Accepted":
            self.values[name] = wanted["attribute_value"]
        return {"attribute_status": status, "component": wanted["component"], "variable": wanted["variable"]}


class Keeping201(Keeping, ocpp.v201.ChargePoint):  # type: ignore[misc]  # the package is untyped
    """Speaks 2.0.1."""

    results = result201


class Keeping21(Keeping, ocpp.v21.ChargePoint):  # type: ignore[misc]  # the package is untyped
    """Speaks 2.1."""

    results = result21


CALLS: Final = {"ocpp2.0.1": call201, "ocpp2.1": call21}
KINDS: Final[dict[str, Any]] = {"ocpp2.0.1": Keeping201, "ocpp2.1": Keeping21}
EACH_2X: Final = pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])


@asynccontextmanager
async def connected(server: Running, version: str) -> AsyncIterator[Any]:
    """A booted station CS, reading in the background."""
    kind = Keys16 if version == "ocpp1.6" else KINDS[version]
    url = f"{server.ocpp_url}/CS"
    async with websockets.connect(url, subprotocols=[websockets.Subprotocol(version)]) as socket:
        station = kind("CS", socket)
        reading = asyncio.create_task(station.start())
        await boot(station, version)
        try:
            yield station
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)


async def boot(station: Any, version: str) -> None:
    if version == "ocpp1.6":
        message: Any = call16.BootNotification(charge_point_model="One", charge_point_vendor="Acme")
    else:
        message = CALLS[version].BootNotification(
            charging_station={"model": "Two", "vendor_name": "Acme"}, reason="PowerUp"
        )
    assert (await station.call(message)).status == "Accepted"
