"""A station's heartbeat while a call of the CSMS to the same station is open."""

import asyncio
import contextlib
from time import perf_counter
from typing import Final

from pilotwire.adapters.transport.closing import Closed
from pilotwire.adapters.transport.connection import Connection
from pilotwire.adapters.transport.ws_client import connect
from pilotwire.apps.lab.bench.answer import call_result
from pilotwire.apps.lab.bench.crew import stamp
from pilotwire.apps.lab.bench.drive import Tell
from pilotwire.apps.lab.bench.job import Cross, Crossed
from pilotwire.apps.lab.bench.talk_ocpp201 import HEARTBEAT, boot
from pilotwire.client.call import CallRequest, CallResult
from pilotwire.client.client import Client
from pilotwire.kernel.errors import PilotwireError
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.protocol.ocppj.reader import read_frame
from pilotwire.protocol.ocppj.version import Version


class CrossingError(PilotwireError):
    """The server said something else than it had to."""


async def cross(job: Cross, tell: Tell) -> Crossed:
    """Have the server call the station, send a heartbeat, take its answer, and only then answer the call.

    Raises CrossingError.
    """
    tell("heartbeats while a call is open")
    target, station = job.target, f"{job.run}-cross"
    latencies_ms: list[float] = []
    url = f"ws://127.0.0.1:{target.port}{target.path}"
    async with connect(url, station, ("ocpp2.0.1",)) as connection, Client(target.http_url, target.key) as client:
        await _boot(connection, station)
        for number in range(job.repeats):
            call = asyncio.create_task(client.call(station, CallRequest(action=_ACTION)))
            call_id = await _called(connection)
            started_at = perf_counter()
            await _ask(connection, b"beat-%d" % number, HEARTBEAT)
            latencies_ms.append((perf_counter() - started_at) * 1000)
            if call.done():
                raise CrossingError("the call ended before the station had answered it", _REPORT)
            await connection.send(f'[3,"{call_id}",{{"status":"Accepted"}}]')
            if not isinstance(await call, CallResult):
                raise CrossingError("the station's answer came back through the API as an error", _REPORT)
    return Crossed(latencies_ms=latencies_ms)


_ACTION: Final = "ClearCache"
_ANSWER_S: Final = 30.0
_REPORT: Final = "look at the log of the server; please report it with the command"


async def _boot(connection: Connection, station: str) -> None:
    talk = boot(station, stamp)
    number, rest = 0, next(talk)
    with contextlib.suppress(StopIteration):
        while True:
            number += 1
            rest = talk.send(await _ask(connection, b"boot-%d" % number, rest))


async def _called(connection: Connection) -> str:
    """The id of our call, when it arrives at the station."""
    while True:
        frame = read_frame(await _receive(connection), Version.V201)
        if isinstance(frame, Call) and frame.action == _ACTION:
            return frame.id


async def _ask(connection: Connection, call_id: bytes, rest: bytes) -> bytes:
    await connection.send((b'[2,"' + call_id + b'",' + rest).decode())
    text = await _receive(connection)
    answer = call_result(text, call_id)
    if answer is None:
        raise CrossingError(f"the server answered {rest.decode()} with {text.decode()}", _REPORT)
    return answer


async def _receive(connection: Connection) -> bytes:
    async with asyncio.timeout(_ANSWER_S):
        message = await connection.receive()
    if isinstance(message, Closed):
        raise CrossingError(f"the server ended the connection: {message.cause}", _REPORT)
    return message.encode() if isinstance(message, str) else message
