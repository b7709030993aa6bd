"""Which connection of a station is the live one: the newest that was let in, known by its generation."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.link import Link
from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.kernel.errors import ConflictError
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.ocppj.reply import Reply


class WeakerProfileError(ConflictError):
    """The station is connected with a stronger security profile; the new connection is to be closed (1008)."""


@dataclass(frozen=True, slots=True)
class Session:
    """A live connection: its generation rises with every connection of any station."""

    link: Link
    security_profile: int
    generation: int


CARRIED_ACTIONS: Final = frozenset({"StartTransaction", "StopTransaction", "MeterValues", "TransactionEvent"})
"""What a station sends again on its next connection if it missed the answer. Source: OCPP-J 1.6 errata, 3.1."""


class Connections:
    """The live connections of this process. What was opened is closed by `close`, with the same link, whatever won."""

    def __init__(self, generations: Iterator[int] | None = None, kept: int = 10_000) -> None:
        """`kept`: how many stations that are away keep their replies; `generations` gives rising numbers."""
        self._generations = count(1) if generations is None else generations
        self._kept = kept
        self._live: dict[StationId, Session] = {}
        self._draining: dict[StationId, Link] = {}
        self._replies: dict[StationId, tuple[Reply, ...]] = {}
        self._opened_at: dict[StationId, list[float]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._live)

    def __iter__(self) -> Iterator[tuple[StationId, Session]]:
        return iter(list(self._live.items()))

    def get(self, identity: StationId) -> Session | None:
        """The live connection of this station."""
        return self._live.get(identity)

    def check(self, identity: StationId, security_profile: int) -> Refusal | None:
        """For `admit`: refuse a connection that is weaker than the live one, before the upgrade."""
        live = self._live.get(identity)
        if live is None or not _is_weaker(security_profile, live):
            return None
        detail = f"The station is connected with security profile {live.security_profile}, this is {security_profile}."
        return refuse(Reason.WEAKER_PROFILE, detail)

    def replies(self, identity: StationId) -> tuple[Reply, ...]:
        """The replies that the station's next endpoint starts with."""
        last = self._last_link(identity)
        return self._replies.get(identity, ()) if last is None else last.replies(CARRIED_ACTIONS)

    def open(self, identity: StationId, link: Link, security_profile: int, now: float) -> Session:
        """Make `link` the station's live connection at `now` (monotonic seconds); the one before is closed with 4001.

        Raises WeakerProfileError.
        """
        live = self._live.get(identity)
        if live is not None and _is_weaker(security_profile, live):
            raise WeakerProfileError("the station is connected with a stronger security profile")
        last = self._last_link(identity)
        if last is not None:
            link.follow(last)
        if live is not None:
            self._spawn(live.link.close(CloseCause.REPLACED))
        session = Session(link, security_profile, next(self._generations))
        link.generation = session.generation
        self._live[identity] = session
        self._draining.pop(identity, None)
        self._replies.pop(identity, None)
        self._opened_at[identity] = [*self._recent(identity, now), now]
        return session

    def close(self, identity: StationId, link: Link) -> bool:
        """The link has ended; whether it was the live one. If not, a newer connection stays untouched."""
        live = self._live.get(identity)
        if live is None or live.link is not link:
            return False
        del self._live[identity]
        self._keep_replies(identity, link)
        if link.busy:
            self._draining[identity] = link
            self._spawn(self._drain(identity, link))
        return True

    def opened_last_minute(self, identity: StationId, now: float) -> int:
        """How often the station connected within the last 60 s: more than a few means that it flaps."""
        return len(self._recent(identity, now))

    def _last_link(self, identity: StationId) -> Link | None:
        live = self._live.get(identity)
        return self._draining.get(identity) if live is None else live.link

    async def _drain(self, identity: StationId, link: Link) -> None:
        await link.drained()
        if self._draining.get(identity) is link:
            del self._draining[identity]
            self._keep_replies(identity, link)

    def _keep_replies(self, identity: StationId, link: Link) -> None:
        replies = link.replies(CARRIED_ACTIONS)
        if replies:
            self._replies[identity] = replies
            while len(self._replies) > self._kept:
                del self._replies[next(iter(self._replies))]

    def _recent(self, identity: StationId, now: float) -> list[float]:
        return [at for at in self._opened_at.get(identity, ()) if now - at < _MINUTE_S]

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


_MINUTE_S: Final = 60.0


def _is_weaker(security_profile: int, live: Session) -> bool:
    return security_profile < live.security_profile and live.link.connection.closed is None
