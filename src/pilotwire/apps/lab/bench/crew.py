"""Stations of the load generator: each says what its talk has it say, one call at a time."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

from pilotwire.apps.lab.bench.answer import Check, call_result, echo_of, is_call, refusal_of
from pilotwire.apps.lab.bench.job import Target
from pilotwire.apps.lab.bench.line import Line, LineError, open_line
from pilotwire.apps.lab.bench.scenario import Voice
from pilotwire.apps.lab.bench.talk import Talk, UnexpectedAnswerError, stamp_of
from pilotwire.apps.lab.bench.tally import Tally


class Caller:
    """One station on its line: runs one talk at a time. After an error it is silent."""

    __slots__ = (
        "_asked_at", "_calls", "_check", "_ended", "_id", "_line", "_talk", "_tally", "answer_bytes", "answers",
        "station", "voice",
    )  # fmt: skip

    def __init__(self, station: str, voice: Voice, line: Line, check: Check, tally: Tally) -> None:
        self.station = station
        self.voice = voice
        self.answers = 0
        self.answer_bytes = 0
        self._line = line
        self._check = check
        self._tally = tally
        self._talk: Talk = _silence()
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._calls = 0
        self._id = b""
        self._asked_at = 0.0
        line.heard = self._heard
        line.lost = self._lost

    def start(self, talk: Talk) -> asyncio.Future[None]:
        """Begin a talk, once the last one has ended; the future is done when this one has, by itself or by an error."""
        self._talk = talk
        self._ended = asyncio.get_running_loop().create_future()
        self._go_on(b"")
        return self._ended

    def leave(self) -> None:
        """Close the line."""
        self._line.close()

    def _heard(self, text: bytes) -> None:
        now = perf_counter()
        answer = self._check(text, self._id)
        if answer is None:
            self._heard_oddly(text)
            return
        tally = self._tally
        tally.messages += 1
        if tally.recording:
            tally.latencies_s.append(now - self._asked_at)
        self.answers += 1
        self.answer_bytes += len(text)
        self._go_on(answer)

    def _go_on(self, answer: bytes) -> None:
        try:
            rest = self._talk.send(answer) if answer else next(self._talk)
        except StopIteration:
            self._end()
            return
        except UnexpectedAnswerError as error:
            self._fail(str(error))
            return
        self._calls += 1
        self._id = _ID % self._calls
        call = b'[2,"' + self._id + b'",' + rest
        self._tally.call_bytes += len(call)
        self._line.say(call)
        self._asked_at = perf_counter()

    def _heard_oddly(self, text: bytes) -> None:
        if is_call(text):
            self._line.say(refusal_of(text))
        else:
            self._fail(f"{self.station} asked {self._id.decode()} and got {text.decode('utf-8', 'replace')}")

    def _lost(self, why: str) -> None:
        self._fail(f"{self.station} lost its connection: {why}")

    def _fail(self, what: str) -> None:
        self._tally.error(what)
        self._talk = _silence()
        self._end()

    def _end(self) -> None:
        if not self._ended.done():
            self._ended.set_result(None)


async def muster(
    target: Target, ids: Iterable[tuple[str, Voice]], answer_bytes: dict[str, int], tally: Tally
) -> list[Caller]:
    """Connect stations and have them boot, a few at a time. Raises LineError when one of them cannot work."""
    room = asyncio.Semaphore(_AT_A_TIME)

    async def join(station: str, voice: Voice) -> Caller:
        async with room:
            return await _join(target, station, voice, answer_bytes.get(voice.subprotocol, _ECHO_BYTES), tally)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(join(station, voice)) for station, voice in ids]
    if tally.errors:
        raise LineError(f"stations could not boot: {tally.first_error}", "look at the last log lines of the server")
    return [task.result() for task in tasks]


async def _join(target: Target, station: str, voice: Voice, echo_bytes: int, tally: Tally) -> Caller:
    is_echo = target.kind == "echo"
    path = f"{target.path}/{echo_bytes}/{station}" if is_echo else f"{target.path}/{station}"
    line = await open_line(target.port, path, voice.subprotocol)
    caller = Caller(station, voice, line, echo_of(echo_bytes) if is_echo else call_result, tally)
    await asyncio.wait_for(caller.start(voice.boot(station, stamp)), _BOOT_S)
    return caller


def stamp() -> bytes:
    """The present moment as stations write it."""
    return stamp_of(datetime.now(UTC))


def _silence() -> Talk:
    yield from ()


_AT_A_TIME: Final = 50
_BOOT_S: Final = 60.0
_ECHO_BYTES: Final = 100
_ID: Final = b"6f9619ff-8b86-4011-b42d-%012d"
"""As long as the ids of real stations; every connection counts by itself."""
