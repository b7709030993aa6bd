"""A charging station that keeps a local list, and running operations that bring it in step."""

import asyncio
from itertools import count
from typing import TypeVar, cast

import msgspec

from pilotwire.adapters.storage.opening import Storage
from pilotwire.apps.csms.operations import RunningOperations
from pilotwire.domain.command import Command, Reply
from pilotwire.domain.device_model import Address, Attribute, Characteristics, Component, Variable
from pilotwire.domain.id_token import Token
from pilotwire.domain.local_list import Entry, LocalList
from pilotwire.domain.local_list_commands import GetLocalListVersion, SendLocalList, UncarriedTokensError
from pilotwire.domain.operation import Operation, OperationId
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.context import Rules
from pilotwire.services.local_list import (
    list_status,
    put_local_list,
)
from pilotwire.services.local_list_jobs import SYNC, SyncJob, SyncRequest
from pilotwire.services.operations import Surroundings
from pilotwire.services.station_link import (
    CallError,
    CallResult,
    LiveConnection,
)

from .conftest import SetClock
from .records import CS1, CS2, NOON, work

R = TypeVar("R")
VAN_1, VAN_2, VAN_3 = (Token(f"VAN-{number}", "ISO14443", group_id="FLEET") for number in (1, 2, 3))
GUEST = Token("Guest", "KeyCode")


class Charger:
    """A link to one station that keeps a list as the specification says, and does what a test wants before that."""

    def __init__(self) -> None:
        self.there = True
        self.version = 0
        self.entries: dict[str, Entry] = {}
        self.sent: list[SendLocalList] = []
        self.asked = 0
        self.answers: list[str | Exception | None] = []
        self.deaf_after: int | None = None
        self.silent = asyncio.Event()
        self.longest = 1000

    @property
    def values(self) -> list[str]:
        return sorted(one.id_token.value for one in self.entries.values())

    def connection(self, station: StationId) -> LiveConnection | None:
        return LiveConnection("ocpp2.0.1", "192.0.2.7", NOON, NOON, 1, 1) if self.there else None

    def connected(self) -> int:
        return 1

    async def call(self, station: StationId, action: str, payload: bytes, timeout_s: float) -> CallResult | CallError:
        raise AssertionError("the job speaks in commands")

    async def request(self, station: StationId, command: Command[R], timeout_s: float | None = None) -> R:
        await asyncio.sleep(0)
        if isinstance(command, GetLocalListVersion):
            self.asked += 1
            return cast(R, self.version)
        assert isinstance(command, SendLocalList)
        long = tuple(one.id_token.value for one in command.entries if len(one.id_token.value) > self.longest)
        if long:
            raise UncarriedTokensError(long, "too long")
        self.sent.append(command)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        if answer is not None:
            return cast(R, Reply(answer))
        reply = self._takes(command)
        if self.deaf_after == len(self.sent):
            self.silent.set()
            await asyncio.Event().wait()
        return cast(R, reply)

    async def disconnect(self, station: StationId, reason: str) -> None:
        raise AssertionError("the job disconnects nobody")

    def _takes(self, send: SendLocalList) -> Reply:
        if send.kind == "Differential" and send.version <= self.version:
            return Reply("VersionMismatch")
        if send.kind == "Full":
            self.entries = {}
        self.version = send.version
        for entry in send.entries:
            if entry.authorization is None:
                self.entries.pop(entry.id_token.key, None)
            else:
                self.entries[entry.id_token.key] = entry
        return Reply("Accepted")


class Floor:
    """Running operations over a storage, and the station that they bring in step."""

    def __init__(self, storage: Storage, clock: SetClock, charger: Charger) -> None:
        numbers = count(1)
        self.storage, self.charger = storage, charger
        around = Surroundings(storage.store, storage.queries, charger, Rules())
        job = SyncJob(wait_s=60, pause_s=0.001, silences=3)
        self.running = RunningOperations({SYNC: job}, around, clock, lambda: OperationId(f"op-{next(numbers)}"))

    async def sync(self) -> Operation:
        begun = await self.running.start(SYNC, SyncRequest(), CS1)
        return await self.until(begun.id, "done", "failed")

    async def until(self, operation: OperationId, *states: str) -> Operation:
        async with asyncio.timeout(10):
            while True:
                found = await self.storage.queries.operation(operation)
                if found is not None and found.state in states:
                    return found
                await asyncio.sleep(0.005)

    async def state(self) -> str:
        return (await list_status(self.storage.store, self.storage.queries, CS1, NOON)).state


async def populate(storage: Storage) -> None:
    stations = (ChargingStation(name, NOON, NOON) for name in (CS1, CS2))
    await storage.store.commit(work(*stations, VAN_1, VAN_2, VAN_3, GUEST))
    await put_local_list(storage.store, storage.queries, depot(groups=("FLEET",), stations=(CS1,)))


def depot(name: str = "depot", **fields: object) -> LocalList:
    return msgspec.structs.replace(LocalList(name, NOON, NOON), **fields)


def kinds(charger: Charger) -> list[tuple[str, int, int]]:
    return [(one.kind, one.version, len(one.entries)) for one in charger.sent]


def told_limits(items: str | None = None, size: str | None = None, entries: float | None = None) -> list[Variable]:
    controller = Component("LocalAuthListCtrlr")
    told = [
        Variable(CS1, Address(controller, name), NOON, (Attribute(value=value),))
        for name, value in (("ItemsPerMessage", items), ("BytesPerMessage", size))
        if value is not None
    ]
    most = Variable(CS1, Address(controller, "Entries"), NOON, (), Characteristics("integer", max_limit=entries))
    return told if entries is None else [*told, most]
