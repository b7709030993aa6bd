"""Charging stations made of the `ocpp` package that answer remote control as a test lays out, in every version."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import ocpp.v16
import ocpp.v16.call
import ocpp.v16.call_result
import ocpp.v21
import ocpp.v21.call
import ocpp.v21.call_result
import ocpp.v201
import ocpp.v201.call
import ocpp.v201.call_result
import websockets
from ocpp.routing import on


class Answering:
    """What all of them share: the answers laid out by action, and what they were asked."""

    def lay_out(self, results: Any, **answers: dict[str, Any]) -> None:
        """Answer these actions so."""
        self.results = results
        self.answers = answers
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def answer(self, action: str, asked: dict[str, Any]) -> Any:
        """The answer to an action."""
        self.asked.append((action, asked))
        return getattr(self.results, action)(**self.answers[action])


def _answering(name: str, action: str) -> Any:
    """A handler of this action; the package finds it by its name in the class."""

    async def handle(self: Answering, **asked: Any) -> Any:
        return self.answer(action, asked)

    handle.__name__ = name
    return on(action)(handle)


class Answering16(Answering, ocpp.v16.ChargePoint):  # type: ignore[misc]  # the package is untyped
    """Speaks 1.6."""

    on_begin = _answering("on_begin", "RemoteStartTransaction")
    on_stop = _answering("on_stop", "RemoteStopTransaction")
    on_unlock = _answering("on_unlock", "UnlockConnector")
    on_reset = _answering("on_reset", "Reset")
    on_availability = _answering("on_availability", "ChangeAvailability")
    on_trigger = _answering("on_trigger", "TriggerMessage")
    on_clear = _answering("on_clear", "ClearCache")


class Answering201(Answering, ocpp.v201.ChargePoint):  # type: ignore[misc]
    """Speaks 2.0.1."""

    on_begin = _answering("on_begin", "RequestStartTransaction")
    on_stop = _answering("on_stop", "RequestStopTransaction")
    on_unlock = _answering("on_unlock", "UnlockConnector")
    on_reset = _answering("on_reset", "Reset")
    on_availability = _answering("on_availability", "ChangeAvailability")
    on_trigger = _answering("on_trigger", "TriggerMessage")
    on_clear = _answering("on_clear", "ClearCache")
    on_status = _answering("on_status", "GetTransactionStatus")


class Answering21(Answering, ocpp.v21.ChargePoint):  # type: ignore[misc]
    """Speaks 2.1."""

    on_begin = _answering("on_begin", "RequestStartTransaction")
    on_stop = _answering("on_stop", "RequestStopTransaction")
    on_unlock = _answering("on_unlock", "UnlockConnector")
    on_reset = _answering("on_reset", "Reset")
    on_availability = _answering("on_availability", "ChangeAvailability")
    on_trigger = _answering("on_trigger", "TriggerMessage")
    on_clear = _answering("on_clear", "ClearCache")
    on_status = _answering("on_status", "GetTransactionStatus")


KINDS: dict[str, tuple[Any, Any, Any]] = {
    "ocpp1.6": (Answering16, ocpp.v16.call, ocpp.v16.call_result),
    "ocpp2.0.1": (Answering201, ocpp.v201.call, ocpp.v201.call_result),
    "ocpp2.1": (Answering21, ocpp.v21.call, ocpp.v21.call_result),
}


@asynccontextmanager
async def connected(ocpp_url: str, identity: str, protocol: str, **answers: dict[str, Any]) -> AsyncIterator[Any]:
    """A booted station of this version, reading in the background."""
    kind, calls, results = KINDS[protocol]
    subprotocols = [websockets.Subprotocol(protocol)]
    async with websockets.connect(f"{ocpp_url}/{identity}", subprotocols=subprotocols) as socket:
        station = kind(identity, socket)
        station.lay_out(results, **answers)
        reading = asyncio.create_task(station.start())
        try:
            await station.call(boot(calls, protocol))
            yield station
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)


def boot(calls: Any, protocol: str) -> Any:
    """How it announces itself."""
    if protocol == "ocpp1.6":
        return calls.BootNotification(charge_point_model="One", charge_point_vendor="Acme")
    return calls.BootNotification(charging_station={"model": "Two", "vendor_name": "Acme"}, reason="PowerUp")
