"""Refusals kept with their reason, as many as are of use: a flood of them is counted, and kept in a few records."""

import asyncio
import logging
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import Final

import msgspec

from pilotwire.adapters.transport.handshake import UpgradeRequest
from pilotwire.adapters.transport.refusal import Refusal
from pilotwire.domain import message as log
from pilotwire.domain.events import StationRefused
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.kernel.time import Clock
from pilotwire.services.ports import Store
from pilotwire.services.work import Work

from .buckets import Buckets

_log: Final = logging.getLogger(__name__)


@dataclass(slots=True)
class _Held:
    """The last refusal of its kind that was not kept by itself, and how many there were."""

    refusal: log.Refusal
    count: int


class RefusalLog:
    """Keeps refusals: of each kind, address and station a few at once and one a minute; of all together `per_s`.

    What comes beyond that is kept within a minute in one record for all of its kind, which says how many there were.
    `counts` are all refusals by reason, `dropped` those that stand in no record.
    """

    def __init__(self, store: Store, clock: Clock, per_s: float = 5.0) -> None:
        self.counts: Counter[str] = Counter()
        self.dropped = 0
        self._store = store
        self._clock = clock
        self._alike = Buckets(_ALIKE_PER_MIN, _ALIKE_AT_ONCE)
        self._all = Buckets(60 * per_s, _ALL_AT_ONCE)
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._timer: asyncio.TimerHandle | None = None

    def add(self, request: UpgradeRequest, identity: str, refusal: Refusal) -> None:
        """Keep a refusal, at once or with others of its kind. Never waits."""
        self.counts[str(refusal.reason)] += 1
        now = self._clock.monotonic()
        key = f"{refusal.reason} {request.address} {identity}"
        record = self._record(request, identity, refusal)
        if not self._alike.wait_s(key, now):
            self._alike.take(key, now)
            if self._all.take("all", now):
                self._keep(record)
                return
        self._hold(key, record)

    def close(self) -> None:
        """Keep what was held back."""
        if self._timer is not None:
            self._timer.cancel()
            self._flush()

    def _hold(self, key: str, record: log.Refusal) -> None:
        held = self._held.get(key)
        if held is None and len(self._held) >= _KINDS_HELD:
            self.dropped += 1
            return
        self._held[key] = _Held(record, 1 if held is None else held.count + 1)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_FLUSH_AFTER_S, self._flush)

    def _flush(self) -> None:
        self._timer = None
        for held in self._held.values():
            self._keep(msgspec.structs.replace(held.refusal, repeats=held.count - 1))
        self._held.clear()

    def _record(self, request: UpgradeRequest, identity: str, refusal: Refusal) -> log.Refusal:
        return log.Refusal(
            RecordId(0), self._clock.now(), str(refusal.reason), refusal.detail, refusal.remedy,
            refusal.status, request.address, request.raw_path[:_PATH_SHOWN], StationId(identity) if identity else None,
            request.subprotocols, request.user_agent or None,
        )  # fmt: skip

    def _keep(self, refusal: log.Refusal) -> None:
        more = f" ({refusal.repeats} more of its kind)" if refusal.repeats else ""
        who = refusal.station or "a charger"
        _log.info("refused %s from %s: %s: %s%s", who, refusal.address, refusal.reason, refusal.detail, more)
        work = Work()
        work.save(msgspec.structs.replace(refusal, id=self._store.next_id()))
        work.tell(
            StationRefused(
                station=refusal.station, at=refusal.at, reason=refusal.reason, detail=refusal.detail,
                address=refusal.address, repeats=refusal.repeats,
            )
        )  # fmt: skip
        self._store.submit(work)


_ALIKE_PER_MIN: Final = 1
_ALIKE_AT_ONCE: Final = 5
_ALL_AT_ONCE: Final = 500
_KINDS_HELD: Final = 200
"""Kinds that are held back at a time: what the flush stores in one go."""
_FLUSH_AFTER_S: Final = 60.0
_PATH_SHOWN: Final = 500
