"""Long work on what stations remember: tokens that may charge no more are forgotten everywhere."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.control_events import CacheClearRequested
from pilotwire.domain.id_token import Token
from pilotwire.domain.operation import OperationError, Progress
from pilotwire.domain.remote_control import ClearCache
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId

from .operations import Step, Surroundings
from .ports import Queries, Slice, TransactionFilter
from .station_link import NoAnswerError, NotConnectedError, QueueFullError
from .work import Work

FORGET: Final = "tokens.forget"
_PAGE: Final = 500
_MOST_PAGES: Final = 20
_TRIES: Final = 3


class ForgetRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """The tokens, by key, and the groups of tokens that stations shall remember no more."""

    tokens: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class ForgetResult(msgspec.Struct, frozen=True):
    """How many stations have forgotten, how many would not, and how many did not come within a day."""

    cleared: int
    refused: int
    absent: int


class ForgetMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """The stations that are still to be asked, with how often each did not answer; None before they are known."""

    left: dict[StationId, int] | None = None
    cleared: int = 0
    refused: int = 0


class ForgetJob:
    """`tokens.forget`: has the stations at which the tokens have charged clear their caches, each when it is there.

    To clear a cache twice does no harm, so a station that was asked before a restart may be asked again.
    Source: OCPP 2.0.1 part 2, C11; OCPP 1.6, 5.4.
    """

    def __init__(self, wait: timedelta = timedelta(days=1), pause_s: float = 5.0) -> None:
        self._wait = wait
        self._pause_s = pause_s

    async def run(self, step: Step, around: Surroundings) -> ForgetResult:
        """See `Job`."""
        memory = msgspec.json.decode(step.operation.memory, type=ForgetMemory | None) or ForgetMemory()
        if memory.left is None:
            request = msgspec.json.decode(step.operation.request, type=ForgetRequest)
            found = await stations_that_may_remember(around.queries, request)
            if step.operation.actor is None:
                found = [one for one in found if not _is_quiet(around, one)]
            memory = ForgetMemory(dict.fromkeys(found, 0))
            await step.keep(memory, _progress(memory))
        while memory.left and step.now() < step.operation.created_at + self._wait:
            here = next((one for one in memory.left if around.link.connection(one) is not None), None)
            if here is None:
                await step.sleep(self._pause_s)
                continue
            memory = await _ask(step, around, memory, here)
        for station in memory.left or ():
            why = "it did not connect, so that it may accept the token while it is offline"
            await step.fault(OperationError(why, "Clear its cache once it is there.", station))
        return ForgetResult(memory.cleared, memory.refused, len(memory.left or ()))


async def stations_that_may_remember(queries: Queries, request: ForgetRequest) -> list[StationId]:
    """Stations at which one of the tokens has charged, those of the latest transactions first, each once."""
    keys = list(request.tokens)
    if request.groups:
        members: Sequence[Token] = await queries.tokens_among((), request.groups)
        keys += [token.key for token in members]
    found: dict[StationId, None] = {}
    for key in dict.fromkeys(keys):
        cursor = None
        for _ in range(_MOST_PAGES):
            page = await queries.transactions(Slice(limit=_PAGE, cursor=cursor), TransactionFilter(token=key))
            found.update(dict.fromkeys(one.station for one in page.items))
            cursor = page.next_cursor
            if cursor is None:
                break
    return list(found)


async def _ask(step: Step, around: Surroundings, memory: ForgetMemory, station: StationId) -> ForgetMemory:
    """Ask one station; the memory after it, kept."""
    left = dict(memory.left or {})
    tries = left.pop(station) + 1
    work = Work()
    error: PilotwireError | None = None
    try:
        reply = await around.link.request(station, ClearCache())
    except (NotConnectedError, NoAnswerError, QueueFullError) as silent:
        if tries < _TRIES:
            left[station] = tries
            again = msgspec.structs.replace(memory, left=left)
            await step.keep(again, _progress(again))
            await step.sleep(_PAUSE_S)
            return again
        reply, error = Reply("NoAnswer"), silent
    except PilotwireError as refusal:
        reply, error = Reply("CallError"), refusal
    work.tell(
        CacheClearRequested(station=station, at=step.now(), actor=step.operation.actor, **msgspec.structs.asdict(reply))
    )
    good = reply.status == "Accepted"
    after = ForgetMemory(left, memory.cleared + good, memory.refused + (not good))
    await step.keep(after, _progress(after), work)
    if not good:
        why = f"it answers {reply.status}" if error is None else error.message
        await step.fault(OperationError(why, "See whether its cache is on: AuthCacheCtrlr/Enabled.", station))
    return after


def _is_quiet(around: Surroundings, station: StationId) -> bool:
    """Whether the station is to be asked nothing that nobody asked for; a removed one is gone with its cache."""
    record = around.store.station(station)
    return record is None or record.behaviour.quiet


def _progress(memory: ForgetMemory) -> Progress:
    done, left = memory.cleared + memory.refused, len(memory.left or ())
    return Progress(done, done + left, "" if left == 0 else f"{left} stations are still to be asked")


_PAUSE_S: Final = 1.0
