"""Pings for all connections from one timer: who stays silent through a ping is cut off."""

import asyncio
from dataclasses import dataclass

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.connection import Connection


@dataclass(slots=True)
class _Watch:
    connection: Connection
    interval: int
    patience: int
    slot: int
    frames_in: int = 0
    pinged: bool = False


class PingWheel:
    """Watches connections in steps of `step_s`; an idle connection costs one entry and no task.

    A connection on which any frame came since the last look is alive and is not pinged.
    """

    def __init__(self, step_s: float = 1.0) -> None:
        self._step_s = step_s
        self._now = 0
        self._watched: dict[Connection, _Watch] = {}
        self._due: dict[int, set[Connection]] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._watched)

    def watch(self, connection: Connection, interval_s: float, pong_timeout_s: float) -> None:
        """Ping after `interval_s` of silence and close after `pong_timeout_s` more; 0 seconds of interval: never.

        Asked again for the same connection, the new times count. Connections that have ended are let go of themselves.
        """
        self.forget(connection)
        if interval_s > 0:
            watch = _Watch(connection, self._steps(interval_s), self._steps(pong_timeout_s), 0, connection.frames_in)
            self._watched[connection] = watch
            self._schedule(watch, watch.interval)

    def forget(self, connection: Connection) -> None:
        """Watch this connection no longer."""
        watch = self._watched.pop(connection, None)
        if watch is not None:
            self._due.get(watch.slot, set()).discard(connection)

    async def run(self) -> None:
        """Turn the wheel until cancelled."""
        while True:
            await asyncio.sleep(self._step_s)
            await self.turn()

    async def turn(self) -> None:
        """One step: look at every connection that is due."""
        self._now += 1
        for connection in self._due.pop(self._now, ()):
            watch = self._watched.get(connection)
            if watch is not None and watch.slot == self._now:
                await self._look(watch)

    async def _look(self, watch: _Watch) -> None:
        connection = watch.connection
        if connection.closed is not None:
            del self._watched[connection]
        elif connection.frames_in != watch.frames_in:
            watch.frames_in, watch.pinged = connection.frames_in, False
            self._schedule(watch, watch.interval)
        elif watch.pinged:
            del self._watched[connection]
            task = asyncio.get_running_loop().create_task(connection.close(CloseCause.NO_PONG))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
        else:
            watch.pinged = True
            self._schedule(watch, watch.patience)
            await connection.ping()

    def _schedule(self, watch: _Watch, steps: int) -> None:
        watch.slot = self._now + steps
        self._due.setdefault(watch.slot, set()).add(watch.connection)

    def _steps(self, seconds: float) -> int:
        return max(1, round(seconds / self._step_s))
