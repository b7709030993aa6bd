"""The CSMS of one process: a listener for stations, joined to the handlers, over a store."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

from pilotwire.adapters.transport.binding import CannotListenError
from pilotwire.adapters.transport.door import ListenerSettings, Tls
from pilotwire.adapters.transport.ping_wheel import PingWheel
from pilotwire.adapters.transport.sessions import Connections
from pilotwire.adapters.transport.ws_server import StationListener
from pilotwire.domain.finding import Oddity
from pilotwire.handlers.outgoing import TABLES
from pilotwire.kernel.ids import MessageId, StationId
from pilotwire.kernel.time import Clock
from pilotwire.protocol.ocppj.version import Version
from pilotwire.services.advisers import NO_ADVISERS, Advisers
from pilotwire.services.automatism import Policy
from pilotwire.services.context import Rules
from pilotwire.services.ports import Store

from .attempts import Attempts
from .automatisms import Automatisms
from .door import StationDoor
from .guarded_passwords import Remembering
from .issuing import Issuing
from .links import LiveStations
from .parts import CsmsParts, CsmsRules
from .refusal_log import RefusalLog
from .rounds import Rounds
from .transaction_watch import TransactionWatch
from .watchdog import Watchdog


@dataclass(frozen=True, slots=True)
class SecurePort:
    """Where stations are awaited with TLS (security profiles 2 and 3). 0: any free port."""

    port: int
    tls: Tls


class Csms:
    """Runs between `start` and `close`. `stations` is the API's way to stations; `watch` looks after transactions."""

    def __init__(
        self, parts: CsmsParts, listener: ListenerSettings, when_absent: Callable[[StationId], Version | None],
        secure: SecurePort | None = None,
    ) -> None:  # fmt: skip
        self.parts = parts
        self.automatisms = parts.automatisms
        self.stations = LiveStations(parts)
        settings = replace(listener, rules=replace(listener.rules, version_when_absent=when_absent))
        self._watchdog = Watchdog(parts, self.stations)
        door = StationDoor(parts, self.stations, self._watchdog)
        self._listener = StationListener(settings, door, random.random)
        self._secure: StationListener[tuple[Oddity, ...]] | None = None
        if secure is not None:
            self._secure = StationListener(replace(settings, port=secure.port), door, random.random, secure.tls)
        self.watch = TransactionWatch(parts, self.stations)
        self._rounds = Rounds(parts, self.stations)
        self._running: list[asyncio.Task[None]] = []

    @property
    def port(self) -> int:
        """The port on which stations are awaited."""
        return self._listener.port

    @property
    def tls_port(self) -> int | None:
        """The port on which they are awaited with TLS, if there is one."""
        return None if self._secure is None else self._secure.port

    async def start(self) -> None:
        """Begin to listen. Raises CannotListenError, and leaves no port open then."""
        await self._listener.start()
        try:
            if self._secure is not None:
                await self._secure.start()
        except CannotListenError:
            await self._listener.close()
            raise
        self.watch.start()
        loop = asyncio.get_running_loop()
        self._running = [loop.create_task(one.run()) for one in (self.parts.pings, self._rounds, self._watchdog)]

    async def close(self) -> None:
        """Say good-bye to all stations (1001); returns when their last messages have been handed to the store."""
        await self.watch.close()
        await self.automatisms.close()
        listeners = [self._listener] if self._secure is None else [self._listener, self._secure]
        await asyncio.gather(*(listener.close() for listener in listeners))
        self.parts.refusals.close()
        for task in self._running:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


def build(
    store: Store, passwords: Remembering, clock: Clock, rules: Rules, csms: CsmsRules, listener: ListenerSettings,
    version_when_absent: Version | None = None, secure: SecurePort | None = None, advisers: Advisers = NO_ADVISERS,
    issuing: Issuing | None = None,
) -> Csms:  # fmt: skip
    """Wire the CSMS. A station's own `subprotocol_when_absent` wins over the deployment's.

    With `secure` there is a second port, for TLS; `listener` holds for both. Without `issuing` nobody gets a
    certificate.
    """
    policy = Policy(store, csms.quiet, csms.automatisms())
    automatisms = Automatisms(store, policy, clock, rules, csms.onboarding_template)
    parts = CsmsParts(
        store,
        passwords,
        clock,
        rules,
        csms,
        Connections(),
        PingWheel(),
        lambda: MessageId(str(uuid4())),
        automatisms,
        Attempts(csms.wrong_passwords_per_min),
        RefusalLog(store, clock),
        advisers,
        tables=TABLES if issuing is None else issuing.tables,
        certificate_seen=None if issuing is None else issuing.seen,
    )

    def when_absent(station: StationId) -> Version | None:
        record = store.station(station)
        own = record.behaviour.subprotocol_when_absent if record is not None else None
        return VERSIONS.get(own, version_when_absent) if own else version_when_absent

    return Csms(parts, listener, when_absent, secure)


VERSIONS: Final = {version.subprotocol: version for version in Version}
"""Versions by their name in the handshake."""
