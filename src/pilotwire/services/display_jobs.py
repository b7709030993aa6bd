"""Long work on displays: reading what a station shows, and showing a template at a station."""

from datetime import datetime
from typing import Final

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.display_commands import GetDisplayMessages
from pilotwire.domain.display_events import DisplayMessagesReported
from pilotwire.domain.display_message import SHOWN, DisplayMessage, Priority, ShownWhile, moved, standing
from pilotwire.domain.operation import Progress
from pilotwire.domain.report import Assembly, Part, ReportLimits, begin, take
from pilotwire.kernel.errors import BadInputError, ConflictError, PilotwireError
from pilotwire.kernel.ids import RecordId, StationId

from .display_messages import show
from .display_rendering import Place, rendered
from .display_template_record import known_display_template
from .operations import Step, Surroundings
from .remote_control import Asker
from .station_link import NotConnectedError
from .work import Work

READ: Final = "display.read"
SHOW: Final = "display.show"
_LIMITS: Final = ReportLimits()
_RECEIVED: Final = "display_message.reported"
_EVENTS: Final = 500


class ReadRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which texts: all, or those that fit. Only after all were told is it known which are missing."""

    ids: tuple[int, ...] = ()
    priority: Priority | None = None
    shown_while: ShownWhile | None = None

    @property
    def asks_for_all(self) -> bool:
        """Whether nothing narrows it."""
        return not self.ids and self.priority is None and self.shown_while is None


class ReadResult(msgspec.Struct, frozen=True):
    """How many texts the station told of, and which of ours it holds no longer."""

    messages: int
    missing: tuple[int, ...] = ()


class ReadMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """The parts so far, the texts in them, and the last event that was looked at."""

    assembly: Assembly
    after: RecordId
    asked: bool = False
    found: tuple[DisplayMessage, ...] = ()


class ShowRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which template, and whether against what stations have told."""

    template: str
    force: bool = False


class ShowResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """The number of the message, and the station's own answer."""

    message: int
    status: str


class ShowMemory(msgspec.Struct, frozen=True):
    """The number under which the text is set; once more under the same one does no harm."""

    message: int


class DisplayFailedError(PilotwireError):
    """The station did not tell, or does not show it."""


class ReadJob:
    """`display.read`: asks a station for its texts and stores what it tells.

    Ends by name when parts stop coming or never end; after a restart it waits on. Source: OCPP 2.0.1 part 2, O03, O04.
    """

    def __init__(self, limits: ReportLimits = _LIMITS, look_every_s: float = 0.5, wait_s: float = 600.0) -> None:
        self._limits = limits
        self._look_every_s = look_every_s
        self._wait_s = wait_s

    async def run(self, step: Step, around: Surroundings) -> ReadResult:
        """See `Job`."""
        station = _station(step)
        request = msgspec.json.decode(step.operation.request, type=ReadRequest)
        memory = msgspec.json.decode(step.operation.memory, type=ReadMemory | None)
        if memory is None:
            start = around.store.next_id()
            memory = ReadMemory(begin((start >> 22) & 0x7FFF_FFFF, step.now()), start)
        if not memory.asked:
            await _arrival(step, station, self._wait_s)
            memory = msgspec.structs.replace(memory, assembly=begin(memory.assembly.request_id, step.now()))
            await step.keep(memory, Progress(message="asking for the texts"))
            command = GetDisplayMessages(memory.assembly.request_id, request.ids, request.priority, request.shown_while)
            reply = await around.link.request(station, command)
            if reply.status == "Unknown":  # Source: O03.FR.06: there are none
                return await _settled(step, around, request, ())
            if reply.status != "Accepted":
                raise DisplayFailedError(
                    f"the station answered {reply.status}", "Look at the station's messages, and ask again."
                )
            memory = msgspec.structs.replace(memory, asked=True)
            await step.keep(memory, Progress(message="waiting for the texts"))
        memory = await self._gathered(step, around, station, memory)
        return await _settled(step, around, request, memory.found)

    async def _gathered(self, step: Step, around: Surroundings, station: StationId, memory: ReadMemory) -> ReadMemory:
        while True:
            events = await around.queries.events_after(memory.after, _EVENTS, (_RECEIVED,), station)
            for stored in events:
                if isinstance(stored.event, DisplayMessagesReported):
                    memory = _taken(memory, stored.event)
            if events:
                memory = msgspec.structs.replace(memory, after=events[-1].id)
                await step.keep(memory, Progress(done=len(memory.found), message=f"{memory.assembly.parts} parts"))
            state = memory.assembly.state(step.now(), self._limits)
            if state == "complete":
                return memory
            if state != "waiting":
                raise DisplayFailedError(
                    f"display.{state}: {memory.assembly.parts} parts came, and none of them was the last",
                    "Look at the station's messages, and ask again.",
                )
            await step.sleep(self._look_every_s if not events else 0.05)


class ShowJob:
    """`display.show`: fills a template in for a station and has it shown, once the station is there.

    Sent twice after a restart, the second takes the place of the first, as both have one number.
    """

    def __init__(self, wait_s: float = 600.0) -> None:
        self._wait_s = wait_s

    async def run(self, step: Step, around: Surroundings) -> ShowResult:
        """See `Job`."""
        station = _station(step)
        request = msgspec.json.decode(step.operation.request, type=ShowRequest)
        memory = msgspec.json.decode(step.operation.memory, type=ShowMemory | None)
        if memory is None:
            memory = ShowMemory(around.store.next_transaction_number())
            await step.keep(memory)
        template = await known_display_template(around.queries, request.template)
        await _arrival(step, station, self._wait_s)
        asker = Asker(
            store=around.store, link=around.link, clock=_StepClock(step), rules=around.rules,
            advisers=around.advisers, actor=step.operation.actor,
        )  # fmt: skip
        message = msgspec.structs.replace(rendered(asker, template, Place(station)), id=memory.message)
        try:
            answer = await show(asker, around.queries, message, force=request.force)
        except ConflictError as error:
            raise DisplayFailedError(error.message, error.remedy or "") from error
        if answer.reply.status != "Accepted":
            raise DisplayFailedError(f"display.refused: {_told(answer.reply)}", "Look at what the station can show.")
        return ShowResult(memory.message, answer.reply.status)


class _StepClock:
    """Time as the operation has it."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def now(self) -> datetime:
        """Our time."""
        return self._step.now()

    def monotonic(self) -> float:
        """Seconds since an instant."""
        return self._step.now().timestamp()


def _taken(memory: ReadMemory, event: DisplayMessagesReported) -> ReadMemory:
    """Parts have no number of their own: they count in the order in which they came."""
    assembly = memory.assembly
    if event.request_id != assembly.request_id or assembly.is_complete:
        return memory
    part = Part(
        request_id=event.request_id, seq_no=assembly.parts, more=event.more, variables=len(event.messages),
        bytes=sum(len(one.content.text) for one in event.messages),
    )  # fmt: skip
    found = {one.id: one for one in (*memory.found, *event.messages)}
    return msgspec.structs.replace(memory, assembly=take(assembly, part, event.at), found=tuple(found.values()))


async def _settled(
    step: Step, around: Surroundings, request: ReadRequest, found: tuple[DisplayMessage, ...]
) -> ReadResult:
    """Store what the station told: texts of ours as accepted, others as reported, and what it holds no longer."""
    station, now = _station(step), step.now()
    known = {one.id: one for one in await around.queries.display_messages_of(station)}
    work = Work()
    for one in found:
        ours = known.get(one.id)
        is_ours = ours is not None and ours.state != "reported" and ours.content == one.content
        work.save(moved(ours, "accepted", now) if ours is not None and is_ours else moved(one, "reported", now))
    missing: list[int] = []
    if request.asks_for_all:
        told = {one.id for one in found}
        running = [one.id for one in around.store.open_transactions(station)]
        for one in known.values():
            stands = standing(one, now, running)
            if stands.state in SHOWN and one.id not in told:
                work.save(moved(one, "missing", now))
                missing.append(one.id)
    await around.store.commit(work)
    return ReadResult(len(found), tuple(sorted(missing)))


def _told(reply: Reply) -> str:
    return " ".join(word for word in (reply.status, reply.reason_code, reply.info) if word)


def _station(step: Step) -> StationId:
    station = step.operation.station
    if station is None:
        raise BadInputError("the operation names no station", remedy="start it again, for one station")
    return station


async def _arrival(step: Step, station: StationId, wait_s: float) -> None:
    if not await step.connected(station, wait_s):
        raise NotConnectedError(
            f"station {station} did not connect within {wait_s:g} s", "Start this again once the station is there."
        )
