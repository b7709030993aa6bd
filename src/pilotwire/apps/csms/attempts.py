"""Wrong passwords: limited so that guessing is hopeless, and never so that the true station stays outside.

A password that was right lately, or is the same wrong one again, costs nothing to judge and is never limited. Any other
takes a slow check. How many of these may fail is limited for each station from the address where it last came in, for
each station from all other addresses together, and for each of these addresses. So who guesses from elsewhere, with
whatever number of addresses, uses up what is left for elsewhere, and not what is left for the station.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.kernel.ids import StationId

from .buckets import Buckets


@dataclass(frozen=True, slots=True)
class Attack:
    """Too many wrong passwords: for which station, from where lately, and how many since that was told last."""

    station: StationId
    addresses: tuple[str, ...]
    failures: int


@dataclass(slots=True)
class _Seen:
    """The failures of one station since an attack on it was told last."""

    failures: int = 0
    told_at: float | None = None
    addresses: tuple[str, ...] = ()


class Attempts:
    """What is left for whom. `per_min` failures for each of the limits, and as many at once; 0: no limit.

    `right`, `wrong` and `turned_away` count slow checks and those that were not made; `strangers` lets one check at a
    time through, for those that may not take every thread.
    """

    def __init__(self, per_min: int) -> None:
        self._is_on = per_min > 0
        self._buckets = Buckets(max(1, per_min), max(1, per_min))
        self._in_progress: dict[str, int] = {}
        self._seen: OrderedDict[StationId, _Seen] = OrderedDict()
        self.right = self.wrong = self.turned_away = 0
        self.strangers = asyncio.Semaphore(1)

    def enter(self, station: StationId, address: str, own_address: str | None, now: float) -> Refusal | None:
        """Let one slow check begin: None, and `leave` must follow; or why it has to wait."""
        keys = _keys(station, address, own_address)
        wait_s = max(self._buckets.wait_s(key, now) for key in keys) if self._is_on else 0.0
        busy = self._in_progress.get(keys[0], 0) >= _AT_ONCE
        if self._is_on and (wait_s > 0 or busy):
            self.turned_away += 1
            detail = f"Too many wrong passwords came for station '{station}' or from {address}."
            return refuse(Reason.TOO_MANY_ATTEMPTS, detail, max(1, round(wait_s + _WAIT_MORE_S)))
        self._in_progress[keys[0]] = self._in_progress.get(keys[0], 0) + 1
        return None

    def leave(
        self, station: StationId, address: str, own_address: str | None, *, right: bool | None, now: float
    ) -> Attack | None:
        """The check is over; an attack when it was one failure too many, told again after a while if it goes on.

        `right` is None where it was broken off: that counts for neither.
        """
        keys = _keys(station, address, own_address)
        self._in_progress[keys[0]] -= 1
        if not self._in_progress[keys[0]]:
            del self._in_progress[keys[0]]
        if right is None:
            return None
        if right:
            self.right += 1
            return None
        self.wrong += 1
        for key in keys:
            self._buckets.take(key, now)
        return self._told(station, address, now, too_many=self._buckets.wait_s(keys[0], now) > 0)

    def under_attack(self, now: float) -> int:
        """For how many stations an attack was told lately."""
        return sum(one.told_at is not None and now - one.told_at < _TELL_AGAIN_S for one in self._seen.values())

    def _told(self, station: StationId, address: str, now: float, *, too_many: bool) -> Attack | None:
        seen = self._seen.setdefault(station, _Seen())
        self._seen.move_to_end(station)
        while len(self._seen) > _STATIONS_SEEN:
            self._seen.popitem(last=False)
        seen.failures += 1
        seen.addresses = (*(one for one in seen.addresses if one != address), address)[-_ADDRESSES_TOLD:]
        lately = seen.told_at is not None and now - seen.told_at < _TELL_AGAIN_S
        if not (self._is_on and too_many) or lately:
            return None
        attack = Attack(station, seen.addresses, seen.failures)
        self._seen[station] = _Seen(told_at=now)
        return attack


def _keys(station: StationId, address: str, own_address: str | None) -> tuple[str, ...]:
    """The allowances that an attempt uses; the first one is the station's."""
    if address == own_address:
        return (f"own {station}",)
    return f"others {station}", f"from {network_of(address)}"


def network_of(address: str) -> str:
    """The address as it counts: one customer has a whole network of /64 in IPv6."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return f"{int(known) >> 64:x}::/64" if isinstance(known, IPv6Address) else address


_AT_ONCE: Final = 3
"""Slow checks in progress for one station from elsewhere, or from its own address: it makes one at a time itself."""
_WAIT_MORE_S: Final = 1.0
_TELL_AGAIN_S: Final = 600.0
_ADDRESSES_TOLD: Final = 5
_STATIONS_SEEN: Final = 10_000
