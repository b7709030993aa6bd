"""The CSMS of one process: a listener for stations, joined to the handlers, over a store."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import uuid4

from pilotwire.adapters.transport.door import ListenerSettings
from pilotwire.adapters.transport.ping_wheel import PingWheel
from pilotwire.adapters.transport.sessions import Connections
from pilotwire.adapters.transport.ws_server import StationListener
from pilotwire.domain.finding import Oddity
from pilotwire.kernel.ids import MessageId, StationId
from pilotwire.kernel.time import Clock
from pilotwire.protocol.ocppj.version import Version
from pilotwire.services.context import Rules
from pilotwire.services.ports import Passwords, Store

from .door import StationDoor
from .links import LiveStations
from .parts import CsmsParts, CsmsRules


class Csms:
    """Runs between `start` and `close`; `stations` is the port through which the API reaches them."""

    def __init__(
        self, parts: CsmsParts, listener: ListenerSettings, when_absent: Callable[[StationId], Version | None]
    ) -> None:
        self.parts = parts
        self.stations = LiveStations(parts)
        rules = replace(listener.rules, version_when_absent=when_absent)
        self._listener: StationListener[tuple[Oddity, ...]] = StationListener(
            replace(listener, rules=rules), StationDoor(parts, self.stations), random.random
        )
        self._wheel: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port on which stations are awaited."""
        return self._listener.port

    async def start(self) -> None:
        """Begin to listen. Raises CannotListenError."""
        await self._listener.start()
        self._wheel = asyncio.get_running_loop().create_task(self.parts.pings.run())

    async def close(self) -> None:
        """Say good-bye to all stations (1001); returns when their last messages have been handed to the store."""
        await self._listener.close()
        if self._wheel is not None:
            self._wheel.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._wheel


def build(
    store: Store, passwords: Passwords, clock: Clock, rules: Rules, csms: CsmsRules, listener: ListenerSettings,
    version_when_absent: Version | None = None,
) -> Csms:  # fmt: skip
    """Wire the CSMS. A station's own `subprotocol_when_absent` wins over the deployment's."""
    parts = CsmsParts(store, passwords, clock, rules, csms, Connections(), PingWheel(), lambda: MessageId(str(uuid4())))

    def when_absent(station: StationId) -> Version | None:
        record = store.station(station)
        own = record.behaviour.subprotocol_when_absent if record is not None else None
        return VERSIONS.get(own, version_when_absent) if own else version_when_absent

    return Csms(parts, listener, when_absent)


VERSIONS: Final = {version.subprotocol: version for version in Version}
"""Versions by their name in the handshake."""
