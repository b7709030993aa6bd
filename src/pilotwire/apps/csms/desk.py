"""One station's connection at work: its calls to the handlers, its frames to the log, all in one commit."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.desk import DeskReply, Incoming, SeenFrame
from pilotwire.adapters.transport.handshake import Certificate
from pilotwire.adapters.transport.link import Link
from pilotwire.domain.events import StationBooted
from pilotwire.domain.finding import Oddity
from pilotwire.domain.message import Exchange, LoggedMessage
from pilotwire.domain.station import Behaviour
from pilotwire.handlers.dispatch import Arrival, Handled, dispatch
from pilotwire.handlers.handler import ActionTable
from pilotwire.handlers.redaction import KEY_CODE, blot
from pilotwire.kernel.ids import MessageId, RecordId, StationId
from pilotwire.protocol.ingest import TRANSACTION_MESSAGES
from pilotwire.protocol.ocppj.errors import CallFault, Fault, spelling
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.services import findings
from pilotwire.services.work import Work

from .credentials import serial_mismatch
from .parts import CsmsParts, ingest_policy

_NO_BEHAVIOUR: Final = Behaviour()


class StationDesk:
    """The desk of one connection. `expect` lets a station that is not accepted yet send what a call of ours brings."""

    __slots__ = (
        "_behaviour", "_calls", "_certificate", "_end", "_expected", "_mismatched", "_parts",
        "_policy", "_table", "last_seen_at", "station",
    )  # fmt: skip

    def __init__(
        self, parts: CsmsParts, station: StationId, table: ActionTable, now: datetime,
        certificate: Certificate | None = None,
    ) -> None:  # fmt: skip
        self._certificate = certificate
        self._end: asyncio.Task[None] | None = None
        self._mismatched = False
        self.station = station
        self.last_seen_at = now
        self._parts = parts
        self._table = table
        self._behaviour = _NO_BEHAVIOUR
        self._policy = ingest_policy(_NO_BEHAVIOUR, parts.csms.ingest)
        self._expected: frozenset[str] = frozenset()
        self._calls: dict[MessageId, RecordId] = {}

    @property
    def expected(self) -> frozenset[str]:
        """What the station may send, accepted or not."""
        return self._expected

    def expect(self, actions: frozenset[str]) -> None:
        """From now on the station may send these, accepted or not."""
        self._expected |= actions

    async def handle(self, link: Link, incoming: Incoming) -> DeskReply:
        """Ask the handlers. Source: OCPP-J 1.6 and OCPP 2.x part 4, 4.1."""
        self.last_seen_at = incoming.received_at
        record = self._parts.store.station(self.station)
        if record is not None and record.behaviour is not self._behaviour:
            self._behaviour = record.behaviour
            self._policy = ingest_policy(record.behaviour, self._parts.csms.ingest)
        message = incoming.message
        arrival = Arrival(self.station, message, incoming.received_at, self._policy, message.action in self._expected)
        handled = await dispatch(self._table, arrival, self._parts.store, self._parts.rules, self._parts.advisers)
        handled.work.note(*(Oddity(name) for name in incoming.findings))
        if self._certificate is not None:
            handled = self._with_serial_number_checked(handled)
        fault = handled.fault
        if fault is None:
            return DeskReply(handled.payload, note=handled)
        return DeskReply(None, fault.fault, fault.description, fault.details, handled)

    def _with_serial_number_checked(self, handled: Handled) -> Handled:
        """Finding `serial-mismatch` when the message was a boot, which then has no effect unless our rule is to record.

        Source: OCPP 2.0.1 part 2, B01.FR.11 and B01.FR.12.
        """
        booted = next((event for event in handled.work.events if isinstance(event, StationBooted)), None)
        told = None if booted is None else booted.identity.serial_number
        detail = serial_mismatch(self._certificate, self.station, told)
        if detail is None:
            return handled
        handled.work.note(Oddity("serial-mismatch", "", detail, "warning"))
        if self._parts.csms.serial_mismatch == "record":
            return handled
        self._mismatched = True
        kept = Work()
        kept.note(*handled.work.oddities)
        return Handled(b"", kept, handled.verdict, CallFault(Fault.SECURITY, _SERIAL_NUMBER))

    async def settle(
        self, link: Link, incoming: Incoming, reply: DeskReply, answer: str, answered_at: datetime
    ) -> None:
        """Store what the message changed, itself and its answer in one commit. The answer leaves when this returns."""
        handled = reply.note if isinstance(reply.note, Handled) else Handled(b"", Work(), "unchecked")
        store, work, message = self._parts.store, handled.work, incoming.message
        record_id = store.next_pair()
        may_hold_secrets = message.action not in _WITHOUT_SECRETS or KEY_CODE in incoming.text
        work.save(
            Exchange(
                record_id, self.station, incoming.received_at, "call" if type(message) is Call else "send",
                blot(incoming.text) if may_hold_secrets else incoming.text, link.generation, message.id,
                message.action, handled.verdict, blot(answer) if answer and may_hold_secrets else answer,
                None if reply.fault is None else spelling(reply.fault, self._table.version),
                (answered_at - incoming.received_at) // _MICROSECOND,
            )
        )  # fmt: skip
        findings.count(work, store, self.station, incoming.received_at, record_id)
        await store.commit(work)
        if self._mismatched:  # a task of its own, so that the answer leaves first
            self._end = asyncio.get_running_loop().create_task(link.close(CloseCause.SERIAL_NUMBER))
        if may_hold_secrets and message.action == "BootNotification":
            self._parts.automatisms.look(self.station)

    def seen(self, link: Link, frame: SeenFrame) -> None:
        """Log any other frame, and count what is odd about it."""
        if frame.direction == "in":
            self.last_seen_at = frame.at
        store, work = self._parts.store, Work()
        record_id = store.next_id()
        text = frame.text if isinstance(frame.text, str) else frame.text.decode("utf-8", "replace")
        work.save(
            LoggedMessage(
                record_id, self.station, frame.at, frame.direction, frame.kind, blot(text), link.generation,
                frame.message_id, frame.action, call_id=self._pair(frame, record_id),
                latency_us=None if frame.latency_s is None else int(frame.latency_s * 1e6),
                raw=frame.text if isinstance(frame.text, bytes) else None,
            )
        )  # fmt: skip
        work.note(*(Oddity(name) for name in frame.noted))
        findings.count(work, store, self.station, frame.at, record_id)
        store.submit(work)

    def _pair(self, frame: SeenFrame, record_id: RecordId) -> RecordId | None:
        """The record of the call of ours that this frame answers; a call of ours is remembered for its answer."""
        if frame.message_id is None:
            return None
        if frame.direction == "out" and frame.kind == "call":
            self._calls[frame.message_id] = record_id
            while len(self._calls) > _CALLS_KEPT:
                del self._calls[next(iter(self._calls))]
            return None
        return self._calls.pop(frame.message_id, None) if frame.direction == "in" else None


_WITHOUT_SECRETS: Final = TRANSACTION_MESSAGES | {"Heartbeat", "StatusNotification", "Authorize"}
"""Messages that come all the time and have no field in which a credential could stand."""
_SERIAL_NUMBER: Final = "the serial number is not the one in the station's certificate"
_MICROSECOND: Final = timedelta(microseconds=1)
_CALLS_KEPT: Final = 16
"""Calls of ours whose answer may still come, however late."""
