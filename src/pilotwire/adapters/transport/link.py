"""One connection joined with one endpoint: a reader that never waits for a handler, and one call handled at a time."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Final

import msgspec

from pilotwire.adapters.transport.closing import CloseCause, Closed
from pilotwire.adapters.transport.connection import Connection, NotConnectedError
from pilotwire.adapters.transport.desk import Answer, Desk, DeskReply, ErrorAnswer, Incoming
from pilotwire.adapters.transport.outcome import PendingCall, conclude, describe_frame, describe_in
from pilotwire.kernel.ids import MessageId
from pilotwire.kernel.time import Clock
from pilotwire.protocol.ocppj.endpoint import Endpoint
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.ocppj.event import (
    Answered,
    CallReceived,
    Event,
    Noticed,
    Refused,
    Repeated,
    SendReceived,
    TimedOut,
)
from pilotwire.protocol.ocppj.frame import Call, Send
from pilotwire.protocol.ocppj.reply import Reply
from pilotwire.protocol.ocppj.version import Version

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LinkPolicy:
    """How much a link holds back, and when it gives up.

    `queue`: received calls that wait for their turn; beyond it reading pauses, so that the network pushes back.
    `timeouts`: close after so many calls of ours in a row without an answer (quirk `calls-ignored`); 0 never.
    `predecessor_timeout_s`: how long the calls of the station's last connection may still hold up those of this one.
    """

    queue: int = 16
    timeouts: int = 0
    predecessor_timeout_s: float = 30.0


DEFAULT_POLICY: Final = LinkPolicy()


class Link:
    """Runs one connection, as station or as CSMS.

    Received calls are handled strictly one after the other, in their order; answers to calls of ours at once, so a
    handler may call back over its own link. An answer leaves only after `Desk.settle`.
    """

    __slots__ = (
        "__weakref__", "_after_tick", "_clock", "_connection", "_desk", "_endpoint", "_inbox", "_policy",
        "_predecessor", "_room", "_settling", "_timeouts", "_timer", "_worker", "generation",
    )  # fmt: skip

    def __init__(
        self, connection: Connection, endpoint: Endpoint, desk: Desk, clock: Clock, policy: LinkPolicy = DEFAULT_POLICY
    ) -> None:
        self._connection = connection
        self._endpoint = endpoint
        self._desk = desk
        self._clock = clock
        self._policy = policy
        self._inbox: list[Incoming] = []
        self._worker: asyncio.Task[None] | None = None
        self._after_tick: asyncio.Task[None] | None = None
        self._room: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._settling: MessageId | None = None
        self._timeouts = 0
        self._predecessor: Link | None = None
        self.generation = 0

    @property
    def connection(self) -> Connection:
        """The connection underneath."""
        return self._connection

    @property
    def version(self) -> Version:
        """The OCPP version spoken."""
        return self._endpoint.version

    @property
    def waiting(self) -> int:
        """Received calls that wait for their turn."""
        return len(self._inbox)

    async def run(self) -> Closed:
        """Read until the connection ends. Calls received before that are still handled: see `drained`."""
        connection, policy = self._connection, self._policy
        try:
            while not isinstance(message := await connection.receive(), Closed):
                texts = self._take(message)
                if texts:
                    await self._send_if_open(texts)
                if len(self._inbox) >= policy.queue:
                    await self._wait_for_room()
            return message
        finally:
            self._end()

    @property
    def busy(self) -> bool:
        """Whether a received call waits or is being handled, here or on the link that this one follows."""
        return self._worker is not None or (self._predecessor is not None and self._predecessor.busy)

    async def drained(self) -> None:
        """Wait until this link is not busy."""
        while (worker := self._worker) is not None:
            await asyncio.wait((worker,))
        if self._predecessor is not None:
            await self._predecessor.drained()

    def follow(self, predecessor: "Link") -> None:
        """Handle nothing before `predecessor`, the same station's last link, is drained: calls keep their order."""
        self._predecessor = predecessor if predecessor.busy else None

    async def call(self, action: str, payload: bytes, timeout_s: float, message_id: MessageId) -> Answer | ErrorAnswer:
        """Call the other side and wait for its answer; further calls queue, and waiting there counts.

        Raises NotConnectedError, CallTimedOutError, AnswerUnreadableError, QueueFullError, and ConflictError for an id
        that is in use.
        """
        if self._connection.closed is not None:
            raise NotConnectedError(self._connection.closed)
        pending = PendingCall(asyncio.get_running_loop().create_future(), timeout_s)
        now = self._clock.monotonic()
        self._endpoint.call(Call(message_id, action, msgspec.Raw(payload)), now, now + timeout_s, pending)
        self._arm(now)
        self._make_room()
        try:
            await self._send_all(self._endpoint.data_to_send())
            return await pending.future
        except asyncio.CancelledError:
            self._endpoint.cancel(message_id)
            raise
        finally:
            pending.future.cancel()

    async def send(self, action: str, payload: bytes, message_id: MessageId) -> None:
        """Send a message that nobody answers (2.1 only). Raises NotConnectedError, and OurFault in other versions."""
        self._endpoint.send(Send(message_id, action, msgspec.Raw(payload)))
        await self._send_all(self._endpoint.data_to_send())

    async def reject_result(self, message_id: MessageId, fault: Fault, description: str = "") -> None:
        """Tell the other side that its result was no use; versions before 2.1 cannot."""
        self._endpoint.reject_result(message_id, fault, description)
        await self._send_all(self._endpoint.data_to_send())

    async def send_text(self, text: str) -> None:
        """Send any text, past all rules: for the inspector and the lab. Raises NotConnectedError."""
        await self._send_all([text])

    async def close(self, cause: CloseCause) -> None:
        """End the connection; `run` returns."""
        await self._connection.close(cause)

    def replies(self, actions: frozenset[str]) -> tuple[Reply, ...]:
        """The remembered replies to these actions, for the station's next endpoint; without one not durable yet."""
        return tuple(reply for reply in self._endpoint.replies_to(actions) if reply.id != self._settling)

    def _take(self, message: str | bytes) -> list[str]:
        """Hand one received message on; the texts to send at once."""
        now = self._clock.monotonic()
        events = self._endpoint.receive(message, now)
        if len(events) == 1 and type(message) is str:
            event = events[0]
            if type(event) is CallReceived:
                self._enqueue(Incoming(event.call, message, self._clock.now(), now))
                return []
        return self._sort(events, message, now)

    def _sort(self, events: list[Event], message: str | bytes, now: float) -> list[str]:
        noted = tuple(str(event.finding) for event in events if isinstance(event, Noticed))
        if isinstance(message, bytes):
            noted = ("binary-frame", *noted)
        at, told, texts = self._clock.now(), False, self._endpoint.data_to_send()
        for event in events:
            if isinstance(event, CallReceived | SendReceived):
                told = True
                text = message if isinstance(message, str) else message.decode("utf-8", "replace")
                self._enqueue(Incoming(_message(event), text, at, now, noted))
            elif (frame := describe_in(event, message, at, noted)) is not None:
                told = True
                self._desk.seen(self, frame)
            if isinstance(event, Repeated) and event.call.id == self._settling:
                texts = [text for text in texts if text is not event.reply]  # not durable yet: it follows when it is
            self._conclude(event)
        if events and not told:
            self._desk.seen(self, describe_frame(message, "in", at, self.version, noted))
        return texts

    def _conclude(self, event: Event) -> None:
        if isinstance(event, Answered | Refused):
            self._timeouts = 0
        elif isinstance(event, TimedOut):
            self._timeouts += 1
        conclude(event, self._connection.closed)

    def _enqueue(self, incoming: Incoming) -> None:
        self._inbox.append(incoming)
        if self._worker is None:
            self._worker = asyncio.get_running_loop().create_task(self._work())

    async def _wait_for_room(self) -> None:
        # While a call of ours is open its answer must get in: the handler that everything waits for may need it.
        while len(self._inbox) >= self._policy.queue and self._endpoint.next_deadline is None:
            self._room = asyncio.get_running_loop().create_future()
            await self._room
        if len(self._inbox) >= self._policy.queue * _QUEUES_PER_FLOOD:
            await self._connection.close(CloseCause.CALL_FLOOD)

    def _make_room(self) -> None:
        if self._room is not None and not self._room.done():
            self._room.set_result(None)

    async def _work(self) -> None:
        """Handle what waits, one after the other, and be gone."""
        try:
            if self._predecessor is not None:
                await self._wait_for_predecessor(self._predecessor)
                self._predecessor = None
            while self._inbox:
                incoming = self._inbox.pop(0)
                self._make_room()
                await self._serve(incoming)
        finally:
            self._worker = None

    async def _wait_for_predecessor(self, predecessor: "Link") -> None:
        try:
            async with asyncio.timeout(self._policy.predecessor_timeout_s):
                await predecessor.drained()
        except TimeoutError:
            _log.warning("a call of the station's last connection is still being handled; going on without it")

    async def _serve(self, incoming: Incoming) -> None:
        reply = await self._decide(incoming)
        answer = self._word(incoming.message.id, reply) if type(incoming.message) is Call else ""
        self._settling = incoming.message.id
        try:
            await self._desk.settle(self, incoming, reply, answer, self._clock.now())
        except (Exception, asyncio.CancelledError) as error:
            _raise_if_cancelled(error)
            _log.exception("what %s brought could not be made durable", incoming.message.action)
            self._inbox.clear()
            await self._connection.close(CloseCause.NOT_DURABLE)
            return
        self._settling = None
        if answer:
            try:
                await self._connection.send(answer)
            except NotConnectedError:
                _log.debug("the connection ended before the answer to %s left", incoming.message.action)

    async def _decide(self, incoming: Incoming) -> DeskReply:
        try:
            return await self._desk.handle(self, incoming)
        except (Exception, asyncio.CancelledError) as error:
            _raise_if_cancelled(error)
            _log.exception("handling %s failed", incoming.message.action)
            return _FAILED

    def _word(self, message_id: MessageId, reply: DeskReply) -> str:
        """The text of the answer; "" once the connection has ended."""
        if reply.payload is not None:
            self._endpoint.answer(message_id, reply.payload, self._clock.monotonic())
        else:
            self._endpoint.refuse(message_id, reply.fault or Fault.INTERNAL, reply.description, reply.details)
        texts = self._endpoint.data_to_send()
        return texts[0] if texts else ""

    async def _send_all(self, texts: list[str]) -> None:
        for text in texts:
            self._desk.seen(self, describe_frame(text, "out", self._clock.now(), self.version))
            await self._connection.send(text)

    async def _send_if_open(self, texts: list[str]) -> None:
        try:
            await self._send_all(texts)
        except NotConnectedError:
            _log.debug("the connection ended before %d frames left", len(texts))

    def _arm(self, now: float) -> None:
        deadline = self._endpoint.next_deadline
        if deadline is None:
            return
        loop = asyncio.get_running_loop()
        when = loop.time() + max(0.0, deadline - now)
        if self._timer is None or self._timer.when() > when:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = loop.call_at(when, self._tick)

    def _tick(self) -> None:
        self._timer = None
        now = self._clock.monotonic()
        for event in self._endpoint.tick(now):
            self._conclude(event)
        self._arm(now)
        self._after_tick = asyncio.get_running_loop().create_task(self._go_on(self._endpoint.data_to_send()))

    async def _go_on(self, texts: list[str]) -> None:
        await self._send_if_open(texts)
        if 0 < self._policy.timeouts <= self._timeouts:
            await self._connection.close(CloseCause.CALLS_IGNORED)

    def _end(self) -> None:
        closed = self._connection.closed
        for event in self._endpoint.close(str(CloseCause.LOST if closed is None else closed.cause)):
            self._conclude(event)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


_QUEUES_PER_FLOOD: Final = 4
_FAILED: Final = DeskReply(fault=Fault.INTERNAL, description="the message could not be handled")


def _message(event: CallReceived | SendReceived) -> Call | Send:
    return event.call if isinstance(event, CallReceived) else event.send


def _raise_if_cancelled(error: BaseException) -> None:
    """Tell a worker that is cancelled from a handler that waited for something that was."""
    task = asyncio.current_task()
    if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
        raise error
