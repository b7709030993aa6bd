"""Pings for all connections from one timer: who stays silent through a ping is cut off."""

import asyncio
from dataclasses import dataclass

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.connection import Connection
from pilotwire.adapters.transport.slots import Slots


@dataclass(slots=True)
class _Watch:
    interval_s: float
    patience_s: float
    frames_in: int
    pinged: bool = False


class PingWheel:
    """Watches connections in steps of `step_s`; an idle connection costs one entry and no task.

    A connection on which any frame came since the last look is alive and is not pinged.
    """

    def __init__(self, step_s: float = 1.0) -> None:
        self._step_s = step_s
        self._slots: Slots[Connection] = Slots(step_s)
        self._watched: dict[Connection, _Watch] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._watched)

    def watch(self, connection: Connection, interval_s: float, pong_timeout_s: float) -> None:
        """Ping after `interval_s` of silence and close after `pong_timeout_s` more; 0 seconds of interval: never.

        Asked again for the same connection, the new times count. Connections that have ended are let go of themselves.
        """
        self.forget(connection)
        if interval_s > 0:
            self._watched[connection] = _Watch(interval_s, pong_timeout_s, connection.frames_in)
            self._slots.put(connection, interval_s)

    def forget(self, connection: Connection) -> None:
        """Watch this connection no longer."""
        self._watched.pop(connection, None)
        self._slots.drop(connection)

    async def run(self) -> None:
        """Turn the wheel until cancelled."""
        while True:
            await asyncio.sleep(self._step_s)
            await self.turn()

    async def turn(self) -> None:
        """One step: look at every connection that is due."""
        for connection in self._slots.turn():
            watch = self._watched.get(connection)
            if watch is not None:
                await self._look(connection, watch)

    async def _look(self, connection: Connection, watch: _Watch) -> None:
        if connection.closed is not None:
            del self._watched[connection]
        elif connection.frames_in != watch.frames_in:
            watch.frames_in, watch.pinged = connection.frames_in, False
            self._slots.put(connection, watch.interval_s)
        elif watch.pinged:
            del self._watched[connection]
            task = asyncio.get_running_loop().create_task(connection.close(CloseCause.NO_PONG))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
        else:
            watch.pinged = True
            self._slots.put(connection, watch.patience_s)
            await connection.ping()
