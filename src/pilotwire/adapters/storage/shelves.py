"""Shelves: how each kind of record is held in memory. `put` with None takes a record away."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final, Generic, Protocol, TypeVar

from pilotwire.domain.id_token import Token
from pilotwire.domain.requested_start import AWAITED, LATE, RequestedStart
from pilotwire.domain.station import Connector
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId

Record = TypeVar("Record")
Key = TypeVar("Key")
TransactionKey = tuple[StationId, TransactionId]
ConnectorKey = tuple[StationId, EvseId, ConnectorId]

StartKey = tuple[StationId, int]

CACHED_TOKENS: Final = 100_000
LATE_STARTS: Final = 16
"""Remote starts of one station that timed out and are still known to the messages of it."""


class Shelf(Protocol):
    """One kind of record by its key."""

    def key_of(self, record: Any) -> Any:
        """The key of a record of this kind."""
        ...

    def get(self, key: Any) -> Any:
        """The record as held now, None when there is none."""
        ...

    def put(self, key: Any, after: Any) -> None:
        """Hold the record from now on; it is not stored yet."""
        ...

    def restore(self, key: Any, before: Any) -> None:
        """Go back to what is stored; `before` is what was held until the record that was refused."""
        ...

    def settle(self, key: Any, after: Any) -> None:
        """The record is stored now."""
        ...


class Plain(Generic[Key, Record]):
    """All records of a kind, always, in a dictionary that others may read."""

    def __init__(self, records: dict[Key, Record], key_of: Callable[[Any], Key]) -> None:
        self._records = records
        self._key_of = key_of

    def key_of(self, record: Any) -> Key:
        """The key of a record."""
        return self._key_of(record)

    def get(self, key: Key) -> Record | None:
        """The record, None for an unknown key."""
        return self._records.get(key)

    def put(self, key: Key, after: Record | None) -> None:
        """Hold the record, or with None no longer."""
        if after is None:
            self._records.pop(key, None)
        else:
            self._records[key] = after

    restore = put

    def settle(self, key: Key, after: Record | None) -> None:
        """Nothing to let go of."""


class Connectors:
    """All connectors, by station."""

    def __init__(self) -> None:
        self._of_station: dict[StationId, dict[tuple[EvseId, ConnectorId], Connector]] = {}

    def key_of(self, record: Connector) -> ConnectorKey:
        """Station, EVSE and connector."""
        return record.station, record.evse_id, record.connector_id

    def of_station(self, station: StationId) -> Mapping[tuple[EvseId, ConnectorId], Connector]:
        """The station's connectors."""
        return self._of_station.get(station, {})

    def get(self, key: ConnectorKey) -> Connector | None:
        """A connector."""
        return self.of_station(key[0]).get(key[1:])

    def put(self, key: ConnectorKey, after: Connector | None) -> None:
        """Hold the connector, or with None no longer."""
        if after is not None:
            self._of_station.setdefault(key[0], {})[key[1:]] = after
        elif key[0] in self._of_station:
            self._of_station[key[0]].pop(key[1:], None)
            if not self._of_station[key[0]]:
                del self._of_station[key[0]]

    restore = put

    def settle(self, key: ConnectorKey, after: Connector | None) -> None:
        """Nothing to let go of."""


class Transactions:
    """Transactions that are open, and ended ones until they are stored."""

    def __init__(self) -> None:
        self._open: dict[StationId, dict[TransactionId, Transaction]] = {}
        self._open_by_token: dict[str, dict[TransactionKey, None]] = {}
        self._ended: dict[TransactionKey, Transaction] = {}

    def key_of(self, record: Transaction) -> TransactionKey:
        """Station and transaction."""
        return record.station, record.id

    def of_station(self, station: StationId) -> Sequence[Transaction]:
        """The station's open transactions, oldest first."""
        running = self._open.get(station)
        if not running:
            return []
        return list(running.values()) if len(running) == 1 else sorted(running.values(), key=_started_at)

    def stations(self) -> Sequence[StationId]:
        """The stations that have open transactions."""
        return list(self._open)

    def with_token(self, token: str) -> Sequence[Transaction]:
        """Open transactions that this token started, oldest first."""
        keys = self._open_by_token.get(token, ())
        return sorted((self._open[station][transaction] for station, transaction in keys), key=_started_at)

    def get(self, key: TransactionKey) -> Transaction | None:
        """A transaction that is open, or that has ended and is not stored yet."""
        return self._running(key) or self._ended.get(key)

    def put(self, key: TransactionKey, after: Transaction | None) -> None:
        """Hold the transaction, or with None no longer."""
        before = self._running(key)
        running = None if after is None or after.ended else after
        if running is not None:
            self._open.setdefault(key[0], {})[key[1]] = running
        elif before is not None:
            _drop(self._open, key[0], key[1])
        if after is not None and after.ended:
            self._ended[key] = after
        else:
            self._ended.pop(key, None)
        self._index_token(key, before, running)

    restore = put

    def settle(self, key: TransactionKey, after: Transaction | None) -> None:
        """Let go of an ended one."""
        if after is not None and after.ended and self._ended.get(key) is after:
            del self._ended[key]

    def _running(self, key: TransactionKey) -> Transaction | None:
        running = self._open.get(key[0])
        return running.get(key[1]) if running else None

    def _index_token(self, key: TransactionKey, before: Transaction | None, after: Transaction | None) -> None:
        was = before.id_token if before is not None else None
        now = after.id_token if after is not None else None
        if was is now:
            return
        if was is not None:
            _drop(self._open_by_token, was.key, key)
        if now is not None:
            self._open_by_token.setdefault(now.key, {})[key] = None


class RequestedStarts:
    """Remote starts of which a transaction may still come, late ones too; others until they are stored."""

    def __init__(self) -> None:
        self._of_station: dict[StationId, dict[int, RequestedStart]] = {}
        self._awaited: dict[StartKey, RequestedStart] = {}

    def key_of(self, record: RequestedStart) -> StartKey:
        """Station and number."""
        return record.station, record.id

    def of_station(self, station: StationId) -> Sequence[RequestedStart]:
        """Those of a station, oldest first."""
        held = self._of_station.get(station)
        return [one for one in held.values() if one.state in LATE] if held else ()

    def awaited(self) -> Sequence[RequestedStart]:
        """Those of all stations of which something is awaited."""
        return list(self._awaited.values())

    def get(self, key: StartKey) -> RequestedStart | None:
        """One of them."""
        held = self._of_station.get(key[0])
        return held.get(key[1]) if held else None

    def put(self, key: StartKey, after: RequestedStart | None) -> None:
        """Hold it, or with None no longer; of one station the oldest that timed out make room."""
        self._awaited.pop(key, None)
        if after is None:
            if self.get(key) is not None:
                _drop(self._of_station, *key)
            return
        held = self._of_station.setdefault(key[0], {})
        held[key[1]] = after
        if after.state in AWAITED:
            self._awaited[key] = after
        elif len(held) > LATE_STARTS:
            for late in [one.id for one in held.values() if one.state == "timed-out"][:-LATE_STARTS]:
                del held[late]

    restore = put

    def settle(self, key: StartKey, after: RequestedStart | None) -> None:
        """Let go of one of which nothing can come any more."""
        if after is not None and after.state not in LATE and self.get(key) is after:
            _drop(self._of_station, *key)


class Tokens:
    """Tokens that are not stored yet, and a cache of those that are; it knows of unknown ones too."""

    def __init__(self, cached: int = CACHED_TOKENS) -> None:
        self._unsaved: dict[str, Token | None] = {}
        self._cache: dict[str, Token | None] = {}
        self._cached = cached
        self.changes = 0
        """Rises with each change: tells whether something read from the database meanwhile may be out of date."""

    def key_of(self, record: Token) -> str:
        """The token's key."""
        return record.key

    def __contains__(self, key: str) -> bool:
        """Whether `get` can answer; if not, only the database can."""
        return key in self._unsaved or key in self._cache

    def get(self, key: str) -> Token | None:
        """The token as far as memory knows."""
        return self._unsaved[key] if key in self._unsaved else self._cache.get(key)

    def put(self, key: str, after: Token | None) -> None:
        """Hold the token, or that there is none."""
        self._cache.pop(key, None)
        self._unsaved[key] = after
        self.changes += 1

    def restore(self, key: str, before: Token | None) -> None:
        """Forget it, so that the database is asked again."""
        self._cache.pop(key, None)
        self._unsaved.pop(key, None)
        self.changes += 1

    def settle(self, key: str, after: Token | None) -> None:
        """From unsaved to cached."""
        if key in self._unsaved and self._unsaved[key] is after:
            del self._unsaved[key]
            self.remember(key, after)

    def remember(self, key: str, token: Token | None) -> None:
        """Cache what the database says; those cached longest make room."""
        if len(self._cache) >= self._cached:
            for oldest in list(islice(self._cache, 1 + self._cached // 16)):
                del self._cache[oldest]
        self._cache[key] = token


def _drop(nested: dict[Any, dict[Any, Any]], outer: Any, inner: Any) -> None:
    del nested[outer][inner]
    if not nested[outer]:
        del nested[outer]


def _started_at(transaction: Transaction) -> datetime:
    return transaction.started_at
