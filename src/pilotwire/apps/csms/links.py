"""The way to connected stations: the port `StationLink` over the live connections."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NoReturn, TypeVar

import msgspec

from pilotwire.adapters.transport import connection as transport
from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.desk import Answer, AnswerUnreadableError, CallTimedOutError, ErrorAnswer
from pilotwire.adapters.transport.link import Link
from pilotwire.domain.capability import Capability, check_can
from pilotwire.domain.command import Command
from pilotwire.domain.events import CallAnswered
from pilotwire.domain.onboarding import check_may_ask
from pilotwire.handlers.commands import fault_in, say, understand
from pilotwire.handlers.features import denial_in, feature_of, refusal_in
from pilotwire.handlers.outgoing import brings
from pilotwire.kernel.ids import MessageId, StationId
from pilotwire.protocol.ocppj import limits
from pilotwire.services.capability import learning
from pilotwire.services.station_link import (
    CallError,
    CallRefusedError,
    CallResult,
    LiveConnection,
    NoAnswerError,
    NotConnectedError,
    QueueFullError,
    UnusableAnswerError,
)
from pilotwire.services.work import Work

from .desk import StationDesk
from .parts import CsmsParts

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Open:
    desk: StationDesk
    address: str
    security_profile: int
    certificate: str | None
    since: datetime


class LiveStations:
    """Fits `StationLink` for the stations that are connected to this process."""

    def __init__(self, parts: CsmsParts) -> None:
        self._parts = parts
        self._open: dict[StationId, _Open] = {}
        self._background: set[asyncio.Task[None]] = set()
        self._owed: dict[StationId, frozenset[str]] = {}

    def add(
        self, station: StationId, desk: StationDesk, address: str, security_profile: int, certificate: str | None = None
    ) -> None:
        """The station has a new live connection, with the certificate of this fingerprint if it showed one. What it was
        asked for before and still owes is heard here too.
        """
        desk.expect(self._owed.pop(station, _NOTHING))
        self._open[station] = _Open(desk, address, security_profile, certificate, self._parts.clock.now())

    def remove(self, station: StationId) -> None:
        """The station's live connection has ended."""
        ended, record = self._open.pop(station, None), self._parts.store.station(station)
        if ended is not None and record is not None and record.registration == "Pending":
            self.await_from(station, ended.desk.expected)

    def await_from(self, station: StationId, actions: frozenset[str]) -> None:
        """On its next connection the station may send these, accepted or not: an earlier one was asked for them. A boot
        there is one of its own. Source: OCPP 2.0.1 part 2, B02.FR.09.
        """
        owed = actions - {"BootNotification"}
        if owed:
            self._owed[station] = self._owed.get(station, _NOTHING) | owed

    def connection(self, station: StationId) -> LiveConnection | None:
        """See `StationLink`."""
        known, session = self._open.get(station), self._parts.connections.get(station)
        if known is None or session is None:
            return None
        return LiveConnection(
            session.link.version.subprotocol, known.address, known.since, known.desk.last_seen_at, session.generation,
            known.security_profile, known.certificate,
        )  # fmt: skip

    def connected(self) -> int:
        """See `StationLink`."""
        return len(self._parts.connections)

    async def call(self, station: StationId, action: str, payload: bytes, timeout_s: float) -> CallResult | CallError:
        """See `StationLink`. What the call makes the station send is expected from now on, accepted or not."""
        session, known = self._parts.connections.get(station), self._open.get(station)
        if session is None or known is None:
            self._refuse_offline(station)
        await self._parts.store.room()
        known.desk.expect(brings(action, payload))
        message_id = self._parts.new_message_id()
        outcome = "not-delivered"
        try:
            answer = await self._ask(session.link, action, payload, timeout_s, message_id)
            outcome = "result" if isinstance(answer, CallResult) else "error"
            self._learn(station, action, answer)
            return answer
        except NoAnswerError:
            outcome = "timed-out"
            raise
        finally:
            work = Work()
            at = self._parts.clock.now()
            work.tell(CallAnswered(station=station, at=at, action=action, message_id=message_id, outcome=outcome))
            self._parts.store.submit(work)

    async def request(self, station: StationId, command: Command[R], timeout_s: float | None = None) -> R:
        """See `StationLink`."""
        session = self._parts.connections.get(station)
        if session is None:
            self._refuse_offline(station)
        check_may_ask(self._parts.store.station(station), command)
        said = say(session.link.version.subprotocol, command)
        record = self._parts.store.station(station)
        if record is not None and record.capabilities:
            check_can(record.capabilities, feature_of(said.action))
        answer = await self.call(station, said.action, said.payload, timeout_s or self._parts.csms.call_timeout_s)
        if isinstance(answer, CallError):
            raise CallRefusedError(said.action, answer.code, answer.description)
        try:
            return understand(said, command, answer.payload)
        except UnusableAnswerError as error:
            with suppress(transport.NotConnectedError):
                message_id, fault = MessageId(answer.message_id), fault_in(said, answer.payload)
                await session.link.reject_result(message_id, fault, error.message)
            raise

    async def disconnect(self, station: StationId, reason: str) -> None:
        """See `StationLink`."""
        session = self._parts.connections.get(station)
        if session is not None:
            await session.link.close(CloseCause.FINISHED)

    def _learn(self, station: StationId, action: str, answer: CallResult | CallError) -> None:
        """Keep what an answer says of what the station can do, where that is new."""
        feature, record = feature_of(action), self._parts.store.station(station)
        if feature is None or record is None:
            return
        if isinstance(answer, CallError):
            why = refusal_in(action, answer.code)
            if why is None:
                return
        else:
            why = denial_in(action, bytes(answer.payload))
        at, work = self._parts.clock.now(), Work()
        fresh = (
            Capability(feature, True, "answered", at, f"it answered {action}")
            if why is None
            else Capability(feature, False, "refused", at, why)
        )
        after = learning(record, (fresh,), work)
        if after is not record:
            work.save(after)
            self._parts.store.submit(work)

    def in_background(self, work: Coroutine[object, object, None]) -> None:
        """Run something to its end without waiting for it."""
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _ask(
        self, link: Link, action: str, payload: bytes, timeout_s: float, message_id: MessageId
    ) -> CallResult | CallError:
        try:
            answer = await link.call(action, payload, timeout_s, message_id)
        except CallTimedOutError as error:
            raise NoAnswerError(error.message, error.remedy) from error
        except AnswerUnreadableError as error:
            raise NoAnswerError(
                error.message, "Look at the station's messages: its answer is no valid frame."
            ) from error
        except transport.NotConnectedError as error:
            if error.sent:
                raise NoAnswerError(
                    f"the connection ended before {action} was answered", "The station may have done it; look first."
                ) from error
            raise NotConnectedError(error.message, error.remedy) from error
        except limits.QueueFullError as error:
            raise QueueFullError(error.message, error.remedy) from error
        return _told(answer, message_id)

    def _refuse_offline(self, station: StationId) -> NoReturn:
        record = self._parts.store.station(station)
        if record is None or record.connected_at is None:
            raise NotConnectedError(
                f"station {station} has never been connected", "Check its URL and look at the refusals."
            )
        since = record.disconnected_at or record.connected_at
        raise NotConnectedError(
            f"station {station} is not connected since {since:%Y-%m-%d %H:%M:%S} UTC", "Wait until it is back."
        )


_NOTHING: Final[frozenset[str]] = frozenset()


def _told(answer: Answer | ErrorAnswer, message_id: MessageId) -> CallResult | CallError:
    latency_ms = round(answer.latency_s * 1000, 3)
    if isinstance(answer, Answer):
        return CallResult(message_id, msgspec.Raw(answer.payload), latency_ms)
    error = answer.error
    return CallError(message_id, error.code, error.description, error.details, latency_ms)
