"""What a kind of long work is to a test that kills the server: a row."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from pilotwire.client.client import Client
from pilotwire.client.filters import OperationFilter
from pilotwire.client.operation import Operation

from .raw_station import RawStation
from .test_kill import Process
from .tls_site import Pki

VERSIONS: Final = ("ocpp1.6", "ocpp2.1")
"""2.0.1 is asked in the words of 2.1 in all of this."""


@dataclass(frozen=True)
class Site:
    """A server that is killed now and then, reached without TLS and with it."""

    process: Process
    secure_url: str
    pki: Pki


async def nothing(client: Client, one: RawStation) -> None:
    """Nothing is to be prepared."""


@dataclass(frozen=True)
class Row:
    """One kind of long work at stations that `made` makes. `begin` returns its operation; None for one that begins by
    itself, which is found by its kind. `check` gets the client, the result and the station, at its end. `failures` are
    the names of those that so many kills may lead to.

    `turn`: what takes longer to begin by itself comes first, what nobody is to have begun at the kill last.
    `helpers` are added to the name of a station to name others; `parts` are the kinds of which it begins operations.
    """

    kind: str
    made: Callable[[Site, str, str], RawStation]
    begin: Callable[[Client, RawStation], Awaitable[str | None]]
    check: Callable[[Client, Any, RawStation], Awaitable[None]]
    prepare: Callable[[Client, RawStation], Awaitable[None]] = nothing
    helpers: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    versions: tuple[str, ...] = VERSIONS
    turn: Literal["first", "second", "third", "last"] = "third"
    parts: tuple[str, ...] = ()


async def of_station(client: Client, kind: str, station: str) -> Operation:
    """The only operation of this kind at the station, once there is one."""
    async with asyncio.timeout(40):
        while True:
            found = (await client.operations(OperationFilter(kind=kind, station=station))).items
            if found:
                (one,) = found
                return one
            await asyncio.sleep(0.05)


async def ended(client: Client, operation: str) -> Operation:
    """The operation once it has ended."""
    async with asyncio.timeout(40):
        while True:
            found = await client.operation(operation)
            if found.ended_at is not None:
                return found
            await asyncio.sleep(0.1)
