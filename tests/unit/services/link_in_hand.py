"""A link to one station whose answers a test lays out."""

from datetime import datetime
from typing import Any, TypeVar

from pilotwire.domain.command import Command
from pilotwire.kernel.ids import StationId
from pilotwire.services.station_link import (
    CallError,
    CallResult,
    LiveConnection,
)

R = TypeVar("R")


class LinkInHand:
    """Answers each command with what is next, an error being raised, and remembers what it was asked.

    `live` is the connection of every station; whom it was told to disconnect is in `disconnected`.
    """

    def __init__(self, *answers: Any, live: LiveConnection | None = None) -> None:
        self.answers = list(answers)
        self.live = live
        self.asked: list[tuple[str, Command[Any], float | None]] = []
        self.disconnected: list[str] = []

    def connection(self, station: StationId) -> LiveConnection | None:
        return self.live

    def connected(self) -> int:
        return 0

    async def call(self, station: StationId, action: str, payload: bytes, timeout_s: float) -> CallResult | CallError:
        raise NotImplementedError

    async def request(self, station: StationId, command: Command[R], timeout_s: float | None = None) -> R:
        self.asked.append((station, command, timeout_s))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        result: R = answer
        return result

    async def disconnect(self, station: StationId, reason: str) -> None:
        self.disconnected.append(station)


class StillClock:
    """Stands still."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0
