"""Long work about customers: a station is asked, its answer awaited, and its local list brought in step."""

from typing import Final

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.customer import CustomerInformation, CustomerInquiry
from pilotwire.domain.customer_events import CustomerInformationRequested
from pilotwire.domain.kept_events import LocalListChanged
from pilotwire.domain.operation import OperationError, Progress
from pilotwire.domain.report import ReportLimits
from pilotwire.kernel.errors import ConflictError, NotFoundError, PilotwireError
from pilotwire.kernel.ids import RecordId, StationId

from .customers import MOST_BYTES, MOST_PARTS
from .local_list import local_list_of
from .local_list_jobs import SYNC, SyncRequest
from .operations import Step, Surroundings
from .report_gathering import arrival
from .station_link import CallRefusedError, NoAnswerError, UnusableAnswerError
from .work import Work

CUSTOMER: Final = "station.customer_information"
_LIMITS: Final = ReportLimits(parts=MOST_PARTS, bytes=MOST_BYTES)


class CustomerRequest(msgspec.Struct, frozen=True):
    """Which question: whom it is about is kept apart, since many may see this."""

    inquiry: str


class CustomerResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whether the station was asked to tell, to forget; how many parts came; and what became of its local list, where
    it holds the token: `updating` by an operation, or `left` as it is.
    """

    report: bool
    clear: bool
    parts: int
    local_list: str = "none"


class CustomerMemory(msgspec.Struct, frozen=True):
    """Whether the station was perhaps asked already, and whether it has agreed."""

    asking: bool = False
    agreed: bool = False


class CustomerRefusedError(PilotwireError):
    """The station does not tell or forget, or not all of it."""


class CustomerJob:
    """`station.customer_information`: asks a station about a customer and waits until the answer is there.

    Cut off between question and answer it waits for parts for a while before it asks again: a station that was to
    forget tells only once. Source: OCPP 2.0.1 part 2, N09 and N10.
    """

    def __init__(
        self, limits: ReportLimits = _LIMITS, look_every_s: float = 0.2, wait_s: float = 600.0, again_s: float = 5.0
    ) -> None:
        self._limits = limits
        self._look_every_s = look_every_s
        self._wait_s = wait_s
        self._again_s = again_s

    async def run(self, step: Step, around: Surroundings) -> CustomerResult:
        """See `Job`."""
        request = msgspec.json.decode(step.operation.request, type=CustomerRequest)
        inquiry = await _known(around, RecordId(int(request.inquiry)))
        memory = msgspec.json.decode(step.operation.memory, type=CustomerMemory | None) or CustomerMemory()
        try:
            if not memory.agreed:
                await self._ask(step, around, inquiry, memory)
            await self._wait(step, around, inquiry)
        except PilotwireError:
            await _end(step, around, inquiry)
            raise
        left = await _update_list(step, around, inquiry) if inquiry.clear else "none"
        parts = await around.queries.customer_parts(inquiry.id)
        return CustomerResult(inquiry.report, inquiry.clear, len(parts), left)

    async def _ask(self, step: Step, around: Surroundings, inquiry: CustomerInquiry, memory: CustomerMemory) -> None:
        await arrival(step, inquiry.station, self._wait_s)
        if memory.asking:
            await step.until(lambda: _has_parts(around, inquiry), self._again_s)
            if _has_parts(around, inquiry):
                await step.keep(CustomerMemory(True, True), Progress(message="waiting for the answer"))
                return
        await step.keep(CustomerMemory(True), Progress(message="asking"))
        command = CustomerInformation(inquiry.assembly.request_id, inquiry.about, inquiry.report, inquiry.clear)
        try:
            reply = await around.link.request(inquiry.station, command)
        except CallRefusedError as error:
            await _tell(step, around, inquiry, Reply("CallError", info=error.code))
            raise
        except (NoAnswerError, UnusableAnswerError):
            await _tell(step, around, inquiry, Reply("NoAnswer"))
            raise
        await _tell(step, around, inquiry, reply)
        if reply.status != "Accepted":
            told = f" ({reply.info or reply.reason_code})" if reply.info or reply.reason_code else ""
            raise CustomerRefusedError(f"the station answered {reply.status}{told}", "Ask again later.")
        await step.keep(CustomerMemory(True, True), Progress(message="waiting for the answer"))

    async def _wait(self, step: Step, around: Surroundings, inquiry: CustomerInquiry) -> None:
        since = step.now()
        while True:
            now = _present(around, inquiry)
            if now is None and not (await _known(around, inquiry.id)).is_open:
                return  # what is complete in memory may not be stored yet
            if now is None:
                await step.sleep(self._look_every_s)
                continue
            heard = msgspec.structs.replace(now.assembly, last_at=max(now.assembly.last_at, since))
            state = heard.state(step.now(), self._limits)
            if state != "waiting":
                raise CustomerRefusedError(
                    f"customer.{state}: the station does not tell the rest ({now.assembly.parts} parts so far)",
                    "What has come is kept for a while. Ask again.",
                )
            await step.sleep(self._look_every_s)


async def _known(around: Surroundings, number: RecordId) -> CustomerInquiry:
    found = await around.queries.customer_inquiry(number)
    if found is None:
        raise NotFoundError("The question was forgotten by now.", "Ask again.")
    return found


def _present(around: Surroundings, inquiry: CustomerInquiry) -> CustomerInquiry | None:
    """The question while parts of its answer may come."""
    found = around.store.monitoring.inquiries(inquiry.station)
    return next((one for one in found if one.id == inquiry.id and one.is_open), None)


def _has_parts(around: Surroundings, inquiry: CustomerInquiry) -> bool:
    now = _present(around, inquiry)
    return now is None or now.assembly.parts > 0


async def _end(step: Step, around: Surroundings, inquiry: CustomerInquiry) -> None:
    """No part is awaited any more."""
    now = _present(around, inquiry)
    if now is not None:
        work = Work()
        work.save(msgspec.structs.replace(now, ended_at=step.now()))
        await around.store.commit(work)


async def _tell(step: Step, around: Surroundings, inquiry: CustomerInquiry, reply: Reply) -> None:
    kind = inquiry.about.kind
    if kind is None:
        return
    work = Work()
    work.tell(
        CustomerInformationRequested(
            station=inquiry.station, at=step.now(), actor=step.operation.actor, inquiry=inquiry.id, about=kind,
            report=inquiry.report, clear=inquiry.clear, **msgspec.structs.asdict(reply),
        )
    )  # fmt: skip
    await around.store.commit(work)


async def _update_list(step: Step, around: Surroundings, inquiry: CustomerInquiry) -> str:
    """Take the token out of the list that the station should hold, and bring the list to it.

    A station forgets all but what is on its local list, which only a CSMS may change. Source: OCPP 2.0.1 part 2,
    N10.FR.02, N10.FR.03.
    """
    token = inquiry.about.id_token
    held = None if token is None else await around.queries.held_list(inquiry.station)
    if token is None or held is None or token.key not in {entry.key for entry in held.entries}:
        return "none"
    wanted = local_list_of(around.store, inquiry.station)
    if wanted is not None:
        left = tuple(value for value in wanted.tokens if value.casefold() != token.key)
        if left == wanted.tokens:
            await _fault(step, inquiry.station, f"its local list '{wanted.name}' holds the token by its group")
            return "left"
        now = step.now()
        after = msgspec.structs.replace(wanted, tokens=left, revision=wanted.revision + 1, updated_at=now)
        work = Work()
        work.save(after)
        work.tell(LocalListChanged(at=now, name=after.name, revision=after.revision))
        await around.store.commit(work)
    if around.operations is None:
        return "left"
    try:
        await around.operations.start(SYNC, SyncRequest(), inquiry.station, step.operation.actor)
    except ConflictError:
        await _fault(step, inquiry.station, "its local list is being brought in step already")
    return "updating"


async def _fault(step: Step, station: StationId, why: str) -> None:
    await step.fault(OperationError(why, "Look at its local list, and bring it in step.", station))
