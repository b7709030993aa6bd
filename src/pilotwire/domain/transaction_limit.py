"""Limits of a transaction in cost, energy, time and state of charge: ours, the station's own, and what is due."""

from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

from .command import Command

LimitName = Literal["max_cost", "max_energy_wh", "max_time_s", "max_soc_percent"]

NAMES: Final[tuple[LimitName, ...]] = ("max_cost", "max_energy_wh", "max_time_s", "max_soc_percent")
REACHED: Final[dict[str, LimitName]] = {
    "CostLimitReached": "max_cost",
    "EnergyLimitReached": "max_energy_wh",
    "TimeLimitReached": "max_time_s",
    "SoCLimitReached": "max_soc_percent",
}
"""What a trigger reason says to be reached. Source: OCPP 2.1 part 2, E16.FR.05 and FR.06."""


_SPELLED: Final[dict[str, LimitName]] = {
    "maxcost": "max_cost",
    "maxenergy": "max_energy_wh",
    "maxtime": "max_time_s",
    "maxsoc": "max_soc_percent",
}


class GetSupportedLimits(Command[tuple[LimitName, ...]], frozen=True):
    """Ask which limits the station can keep by itself. Source: OCPP 2.1 part 2, E16.FR.12."""


def supported(members: str) -> tuple[LimitName, ...]:
    """The limits in a list of OCPP's own names, as variable TxCtrlr.SupportedLimits holds it."""
    words = (word.strip().casefold() for word in members.split(","))
    return tuple(_SPELLED[word] for word in words if word in _SPELLED)


class TransactionLimit(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where energy transfer shall end: cost in the tariff's currency, energy, time since the start, state of charge.

    None is no limit. Source: OCPP 2.1 part 2, E16.
    """

    max_cost: Decimal | None = None
    max_energy_wh: Decimal | None = None
    max_time_s: int | None = None
    max_soc_percent: int | None = None

    def __bool__(self) -> bool:
        """Whether it limits anything."""
        return any(getattr(self, name) is not None for name in NAMES)

    def over(self, other: "TransactionLimit") -> "TransactionLimit":
        """These limits, and those of `other` where there are none here."""
        values = {name: getattr(self, name) for name in NAMES if getattr(self, name) is not None}
        return msgspec.structs.replace(other, **values) if values else other

    def within(self, other: "TransactionLimit") -> "TransactionLimit":
        """The lower one of each limit."""
        pairs = {name: (getattr(self, name), getattr(other, name)) for name in NAMES}
        lower = {name: min((one for one in pair if one is not None), default=None) for name, pair in pairs.items()}
        return TransactionLimit(**lower)

    def only(self, names: "frozenset[LimitName] | tuple[LimitName, ...]") -> "TransactionLimit":
        """These limits without all that is not among the names."""
        return TransactionLimit(**{name: getattr(self, name) for name in names})


class Limits(msgspec.Struct, frozen=True, omit_defaults=True):
    """The limits of one transaction.

    `wanted` is ours and `set_by` who wants it: a key's name, or "token". `sent` is what the station was told last of
    each, `reported` what it said last, `reached` what has been reached and not been raised since. `stop_asked_at` is
    when we asked for the end of a transaction whose station does not keep the limit itself.
    """

    wanted: TransactionLimit = TransactionLimit()
    set_by: str | None = None
    sent: TransactionLimit = TransactionLimit()
    reported: TransactionLimit = TransactionLimit()
    reached: LimitName | None = None
    stop_asked_at: datetime | None = None


def want(limits: Limits | None, wanted: TransactionLimit, set_by: str) -> Limits:
    """The limits after somebody wants others; what is not named stays. A limit that is raised is no longer reached."""
    before = limits or Limits()
    together = wanted.over(before.wanted)
    moved = tuple(name for name in NAMES if getattr(together, name) != getattr(before.wanted, name))
    return msgspec.structs.replace(
        before,
        wanted=together,
        set_by=set_by,
        reached=None if before.reached in moved else before.reached,
        stop_asked_at=None if moved else before.stop_asked_at,
    )


def heard(limits: Limits | None, reported: TransactionLimit | None, trigger: str, is_charging: bool) -> Limits | None:
    """The limits after a report of the station; the same object when it tells nothing of them."""
    reached = REACHED.get(trigger)
    resumed = limits is not None and limits.reached is not None and is_charging
    if reported is None and reached is None and not resumed:
        return limits
    before = limits or Limits()
    return msgspec.structs.replace(
        before,
        reported=before.reported if reported is None else reported.over(before.reported),
        reached=reached or (None if resumed else before.reached),
    )


def to_send(limits: Limits, supported: tuple[str, ...], just_reported: TransactionLimit | None) -> TransactionLimit:
    """What the next answer should tell the station: what it was not told yet, and can keep.

    A limit of the station's own that is as low stays; one above ours, reported just now, is overruled.
    Source: OCPP 2.1 part 2, E16.FR.02, FR.07, FR.08 and FR.12.
    """
    return limits.wanted.only(
        tuple(name for name in NAMES if name in supported and _is_due(limits, name, just_reported))
    )


def sent(limits: Limits, told: TransactionLimit) -> Limits:
    """The limits once an answer has told these."""
    return msgspec.structs.replace(limits, sent=told.over(limits.sent))


def unguarded(limits: Limits) -> TransactionLimit:
    """What we want and the station has not said to keep: ours to look after."""
    return limits.wanted.only(tuple(name for name in NAMES if not _is_kept(limits, name)))


def exceeded(
    limit: TransactionLimit,
    energy_wh: Decimal,
    lasted_s: float,
    soc_percent: Decimal | None,
    cost: Decimal | None = None,
) -> LimitName | None:
    """The first limit that these values reach; cost only where it is known."""
    if limit.max_cost is not None and cost is not None and cost >= limit.max_cost:
        return "max_cost"
    if limit.max_energy_wh is not None and energy_wh >= limit.max_energy_wh:
        return "max_energy_wh"
    if limit.max_time_s is not None and lasted_s >= limit.max_time_s:
        return "max_time_s"
    if limit.max_soc_percent is not None and soc_percent is not None and soc_percent >= limit.max_soc_percent:
        return "max_soc_percent"
    return None


def _is_due(limits: Limits, name: LimitName, just_reported: TransactionLimit | None) -> bool:
    wanted, told, own = (getattr(one, name) for one in (limits.wanted, limits.sent, limits.reported))
    if wanted is None:
        return False
    if wanted == told:
        return just_reported is not None and (getattr(just_reported, name) or 0) > wanted
    return own is None or own == told or own > wanted


def _is_kept(limits: Limits, name: LimitName) -> bool:
    own, wanted = getattr(limits.reported, name), getattr(limits.wanted, name)
    return own is not None and wanted is not None and bool(own <= wanted)
