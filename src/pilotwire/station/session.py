"""A station's connections to its CSMS: dialling, backing off, calls and their outcomes. No I/O: effects go out."""

from collections.abc import Callable
from random import Random
from typing import TypeAlias

import msgspec

from pilotwire.kernel.errors import ConflictError
from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.decode import encode
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocppj.endpoint import Endpoint
from pilotwire.protocol.ocppj.event import (
    Answered,
    AnswerUnreadable,
    CallReceived,
    ConnectionLost,
    Event,
    Expired,
    NotDelivered,
    Refused,
    TimedOut,
)
from pilotwire.protocol.ocppj.frame import Call

from .agenda import Agenda, Entry
from .effects import Dial, Effect, HangUp, Transmit
from .setup import CALL_TIMEOUT_S, StationSetup


class Result(msgspec.Struct, frozen=True, gc=False):
    """The CSMS answered."""

    payload: msgspec.Raw


class Failure(msgspec.Struct, frozen=True, gc=False):
    """The CSMS refused (`code` is set), or did not answer. `lost`: the connection ended first, or there was none."""

    why: str
    code: str | None = None
    lost: bool = False


Outcome: TypeAlias = Result | Failure
Done: TypeAlias = Callable[[Outcome], None]


class Pace(msgspec.Struct, frozen=True):
    """When to dial again. Source: OCPP 2.0.1 part 4, 5.3, with its errata; 1.6 leaves it open."""

    least_s: int = 10
    random_s: int = 10
    repeats: int = 3


class Session:
    """One station's end of the line. `on_call` gets each call of the CSMS and must see to its answer."""

    __slots__ = (
        "_agenda",
        "_endpoint",
        "_failures",
        "_next_id",
        "_out",
        "_prefix",
        "_random",
        "_redial",
        "_setup",
        "_tick",
        "on_call",
        "on_lost",
        "on_open",
        "online",
        "pace",
        "ping_interval_s",
        "received_frames",
        "sent_frames",
        "version",
        "wanted",
    )  # fmt: skip

    def __init__(self, setup: StationSetup, agenda: Agenda, random: Random, out: list[Effect]) -> None:
        self._setup = setup
        self._agenda = agenda
        self._random = random
        self._out = out
        self._endpoint: Endpoint | None = None
        self._prefix = f"{random.getrandbits(48):012x}"
        self._next_id = 0
        self._failures = 0
        self._redial: Entry | None = None
        self._tick: Entry | None = None
        self.pace = Pace()
        self.version = setup.versions[0]
        self.online = False
        self.wanted = False
        self.sent_frames = 0
        self.received_frames = 0
        self.on_open: Callable[[], None] = _nothing
        self.on_lost: Callable[[], None] = _nothing
        self.on_call: Callable[[Call], None] = _ignore

    def open(self) -> None:
        """Want a connection from now on, and dial."""
        self.wanted = True
        self._dial()

    def close(self, code: int | None = 1000, reason: str = "") -> None:
        """Want none any more; a code of None cuts the line without a word."""
        self.wanted = False
        self._stop_dialling()
        self._out.append(HangUp(code, reason))
        self._ended(reason or "the station hung up")

    def redial(self, reason: str) -> None:
        """Hang up and connect anew at once, as after a change of the network profile."""
        self.close(1000, reason)
        self.open()

    def connected(self, subprotocol: str) -> None:
        """The driver has a WebSocket with this subprotocol."""
        version = next((one for one in self._setup.versions if one.subprotocol == subprotocol), None)
        if version is None or not self.wanted:
            self._out.append(HangUp(1002, f"the subprotocol {subprotocol!r} was not offered"))
            self._again()
            return
        self._failures = 0
        self.version = version
        self._endpoint = Endpoint(version)
        self.online = True
        self.on_open()

    def refused(self, why: str) -> None:
        """The driver could not connect."""
        if self.wanted:
            self._again()

    def disconnected(self, why: str) -> None:
        """The WebSocket is gone."""
        if self._endpoint is None:
            return
        self._ended(why)
        if self.wanted:
            self._again()

    def received(self, text: str | bytes) -> None:
        """A frame of the CSMS."""
        if self._endpoint is None:
            return
        self.received_frames += 1
        self._handle(self._endpoint.receive(text, self._now_s))
        self.flush()

    def call(self, action: str, payload: Payload, done: Done, timeout_s: float = CALL_TIMEOUT_S) -> None:
        """Call the CSMS; calls go one after the other. Without a connection `done` hears so at once."""
        if self._endpoint is None:
            done(Failure("there is no connection", lost=True))
            return
        self._next_id += 1
        call = Call(MessageId(f"{self._prefix}-{self._next_id:x}"), action, msgspec.Raw(encode(payload)))
        try:
            self._endpoint.call(call, self._now_s, self._now_s + timeout_s, done)
        except ConflictError as error:
            done(Failure(str(error)))
            return
        self.flush()

    def answer(self, message_id: MessageId, payload: Payload) -> None:
        """Answer a call of the CSMS."""
        if self._endpoint is not None:
            self._endpoint.answer(message_id, encode(payload), self._now_s)
            self.flush()

    def transmit(self, text: str) -> None:
        """Send a text as it is, past all rules: for stations that misbehave."""
        self.sent_frames += 1
        self._out.append(Transmit(text))

    @property
    def endpoint(self) -> Endpoint | None:
        """The open connection's endpoint."""
        return self._endpoint

    @property
    def _now_s(self) -> float:
        return self._agenda.now_ms / 1000

    def _dial(self) -> None:
        self._stop_dialling()
        subprotocols = tuple(version.subprotocol for version in self._setup.versions)
        setup = self._setup
        self._out.append(Dial(setup.url, subprotocols, setup.security_profile, setup.password))

    def _again(self) -> None:
        pace = self.pace
        least_s = pace.least_s * 2 ** min(self._failures, pace.repeats)
        self._failures += 1
        wait_ms = 1000 * least_s + self._random.randrange(1000 * pace.random_s + 1)
        self._stop_dialling()
        self._redial = self._agenda.after(wait_ms, self._dial)

    def _stop_dialling(self) -> None:
        if self._redial is not None:
            self._redial.cancel()
            self._redial = None

    def _ended(self, why: str) -> None:
        endpoint, self._endpoint = self._endpoint, None
        if self._tick is not None:
            self._tick.cancel()
            self._tick = None
        if endpoint is None:
            return
        self.online = False
        self.on_lost()
        self._handle(endpoint.close(why))

    def flush(self) -> None:
        """Hand out what the endpoint has to send."""
        endpoint = self._endpoint
        if endpoint is None:
            return
        for text in endpoint.data_to_send():
            self.sent_frames += 1
            self._out.append(Transmit(text))
        deadline_s = endpoint.next_deadline
        if deadline_s is None:
            return
        due_ms = int(deadline_s * 1000) + 1
        if self._tick is None or self._tick.act is None or self._tick.due_ms > due_ms:
            if self._tick is not None:
                self._tick.cancel()
            self._tick = self._agenda.at(due_ms, self._expire)

    def _expire(self) -> None:
        if self._endpoint is not None:
            self._handle(self._endpoint.tick(self._now_s))
            self.flush()

    def _handle(self, events: list[Event]) -> None:
        for event in events:
            match event:
                case CallReceived(call):
                    self.on_call(call)
                case Answered(_, done, payload):
                    _tell(done, Result(payload))
                case Refused(_, done, error):
                    _tell(done, Failure(error.description, error.code))
                case AnswerUnreadable(_, done, malformed):
                    _tell(done, Failure(malformed.why))
                case TimedOut(_, done) | Expired(_, done):
                    _tell(done, Failure("no answer in time"))
                case NotDelivered(_, done, reason) | ConnectionLost(_, done, reason):
                    _tell(done, Failure(reason, lost=True))
                case _:
                    pass


def _tell(done: object, outcome: Outcome) -> None:
    if callable(done):
        done(outcome)


def _nothing() -> None:
    pass


def _ignore(call: Call) -> None:
    pass


def no_matter(outcome: Outcome) -> None:
    """For calls whose answer changes nothing."""
