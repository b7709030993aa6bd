"""What stations know of customers: the question is kept from before it is asked, the answer for a while."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain import sequence
from pilotwire.domain.customer import CustomerInquiry, CustomerPart, CustomerReference
from pilotwire.domain.customer_events import CustomerInformationForgotten, CustomerInformationReceived
from pilotwire.domain.report import Part, begin, take
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import RecordId, StationId

from .context import Context
from .ports import Queries, Store
from .report_gathering import request_id_of
from .work import Removed, Work


class CustomerWish(NamedTuple):
    """What somebody wants to know, or to be forgotten, of whom; and how long the answer may be kept."""

    about: CustomerReference
    report: bool
    clear: bool
    keep: timedelta


class Answered(NamedTuple):
    """A question and what has come of its answer, the parts in their order."""

    inquiry: CustomerInquiry
    parts: Sequence[CustomerPart]


def inquiry_of(
    store: Store, station: StationId, wish: CustomerWish, at: datetime, actor: str | None
) -> CustomerInquiry:
    """A question as it is kept. BadInputError unless it is about exactly one customer and asks for something.

    Source: OCPP 2.0.1 part 2, N09.FR.01, N09.FR.04 and N09.FR.07.
    """
    if wish.about.kind is None:
        raise BadInputError(
            "It must be about one customer: an id token, a certificate, or an identifier.", "/id_token",
            "Give exactly one of the three.",
        )  # fmt: skip
    if not (wish.report or wish.clear):
        raise BadInputError("Nothing is asked for.", "/report", "Set report, clear, or both.")
    number = store.next_id()
    assembly = begin(request_id_of(number), at)
    return CustomerInquiry(number, station, wish.about, wish.report, wish.clear, assembly, at, at + wish.keep, actor)


def take_part(context: Context, part: Part, text: str) -> None:
    """Keep a part of an answer, once; one that nobody asked for is not kept. Source: OCPP 2.0.1 part 2, N09.FR.05."""
    found = next(
        (
            one
            for one in context.store.monitoring.inquiries(context.station)
            if one.assembly.request_id == part.request_id
        ),
        None,
    )
    is_again = found is not None and sequence.contains(found.assembly.seen, part.seq_no)
    if found is not None and is_again and not found.is_open:
        return
    if found is None or not found.is_open:
        context.note("customer-data-unasked", f"customer data under request {part.request_id}", severity="warning")
        return
    is_new = part.seq_no >= 0 and not is_again
    assembly = take(found.assembly, part, context.received_at)
    if assembly.parts > MOST_PARTS or assembly.bytes > MOST_BYTES:
        context.note("customer-data-too-much", f"{assembly.parts} parts, {assembly.bytes} bytes", severity="warning")
        return
    ended_at = context.received_at if assembly.is_complete else None
    context.work.save(msgspec.structs.replace(found, assembly=assembly, ended_at=ended_at))
    if is_new:
        context.work.save(CustomerPart(found.id, part.seq_no, text, found.expires_at))
        context.work.tell(
            CustomerInformationReceived(
                station=context.station, at=context.received_at, inquiry=found.id, seq_no=part.seq_no, more=part.more,
                size_bytes=part.bytes,
            )
        )  # fmt: skip


async def answered(queries: Queries, number: RecordId, at: datetime) -> Answered:
    """A question and its answer. NotFoundError for one that is unknown, or was forgotten."""
    found = await queries.customer_inquiry(number)
    if found is None or found.expires_at <= at:
        raise NotFoundError(
            f"There is no question {number} about a customer, or its answer was forgotten by now.",
            "Look at the list of questions, or ask the station again.",
        )
    return Answered(found, await queries.customer_parts(number))


async def forget(store: Store, queries: Queries, number: RecordId, at: datetime, actor: str | None) -> None:
    """Delete a question and its answer now. Raises NotFoundError."""
    found, _ = await answered(queries, number, at)
    work = Work()
    work.save(Removed(CustomerInquiry, str(number)))
    work.tell(CustomerInformationForgotten(station=found.station, at=at, inquiry=number, actor=actor))
    await store.commit(work)


async def forget_expired(store: Store, queries: Queries, at: datetime) -> int:
    """Delete all questions whose time is over, with their answers; how many there were."""
    gone = 0
    while expired := await queries.expired_inquiries(at):
        work = Work()
        work.save(*(Removed(CustomerInquiry, str(number)) for number in expired))
        await store.commit(work)
        gone += len(expired)
    return gone


MOST_PARTS: Final = 1_000
MOST_BYTES: Final = 1_000_000
"""Of one answer."""
