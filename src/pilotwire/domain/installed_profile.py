"""Charging profiles that stations hold: what is kept of each, what may be sent, and how one comes to its end."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import EvseId, StationId, TransactionId

from .charging_profile import ChargingProfile, Fault, Purpose, faults
from .composite_schedule import STATION, Installed

ProfileState = Literal[
    "requested", "accepted", "refused", "unanswered", "not-sent", "cleared", "replaced", "missing", "reported", "over"
]
"""Reported: the station told of it and nobody here has set it; missing: it holds it no longer; over: its time or its
transaction has ended."""
HELD: Final[frozenset[ProfileState]] = frozenset({"accepted", "reported", "unanswered", "requested"})
"""The station goes by it, or may."""
_EXTERNAL: Final[Purpose] = "ChargingStationExternalConstraints"


class InstalledProfile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A profile at a station, by its number; those from outside that were never given one have numbers below 0.

    `source` is who set it, as OCPP spells it: CSO is us. `grid_critical`: somebody says that the grid depends on it.
    """

    station: StationId
    evse_id: EvseId
    profile: ChargingProfile
    state: ProfileState = "requested"
    state_at: datetime
    source: str = "CSO"
    grid_critical: bool | None = None
    template: str | None = None
    actor: str | None = None
    status: str | None = None
    reason_code: str | None = None
    info: str | None = None

    @property
    def id(self) -> int:
        """Its number."""
        return self.profile.id


class ProfileCriteria(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which profiles: by number, or by all else that is given."""

    id: int | None = None
    evse_id: EvseId | None = None
    purpose: Purpose | None = None
    stack_level: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self == ProfileCriteria()

    def fits(self, one: InstalledProfile) -> bool:
        """Whether a profile is meant. Those from outside never are. Source: OCPP 2.0.1 part 2, K10.FR.03, K10.FR.04."""
        if one.profile.purpose == _EXTERNAL:
            return False
        if self.id is not None:
            return one.id == self.id
        return (
            self.evse_id in (None, one.evse_id)
            and self.purpose in (None, one.profile.purpose)
            and self.stack_level in (None, one.profile.stack_level)
        )


def moved(one: InstalledProfile, state: ProfileState, at: datetime) -> InstalledProfile:
    """The profile in another state."""
    return msgspec.structs.replace(one, state=state, state_at=at)


def standing(one: InstalledProfile, now: datetime, running: Sequence[TransactionId]) -> InstalledProfile:
    """The profile as it stands: one whose time or transaction has ended is over.

    Source: OCPP 2.0.1 part 2, K02.FR.05; OCPP 1.6, 3.13.1.
    """
    profile = one.profile
    if one.state not in HELD:
        return one
    if profile.valid_to is not None and now >= profile.valid_to:
        return moved(one, "over", profile.valid_to)
    if profile.transaction is not None and profile.transaction not in running:
        return moved(one, "over", now)
    return one


def setting_faults(
    evse_id: EvseId, profile: ChargingProfile, held: Iterable[InstalledProfile], needs: bool
) -> Iterator[Fault]:
    """What keeps a profile from being sent to an EVSE (0: the station); `held` are the station's.

    `needs`: the vehicle at the EVSE has told its needs (ISO 15118), so it may choose of several schedules.
    Source: OCPP 2.0.1 part 2, K01.FR.03, 06, 16, 22, 34, 38 and 39; K04.FR.03.
    """
    yield from faults(profile)
    if profile.purpose == _EXTERNAL:
        yield Fault("/purpose", "Only what is outside sets external constraints.", "Use ChargingStationMaxProfile.")
    if profile.purpose == "ChargingStationMaxProfile":
        if evse_id != STATION:
            yield Fault("/evse_id", "The station's maximum is for the whole station.", "Use 0.")
        if profile.kind == "Relative":
            yield Fault("/kind", "The station's maximum is never relative.", "Use Absolute or Recurring.")
    if profile.purpose == "TxProfile":
        if evse_id == STATION:
            yield Fault("/evse_id", "A transaction's profile is for an EVSE.", "Name it, from 1 on.")
        if profile.transaction is None:
            yield Fault("/transaction_id", "A transaction's profile names its transaction.", "Name an open one.")
    elif profile.transaction is not None:
        yield Fault("/transaction_id", f"A {profile.purpose} is of no transaction.", "Leave it out, or use TxProfile.")
    if len(profile.schedules) > 1 and not needs:
        yield Fault("/schedules", "Several schedules are a choice for a vehicle that has asked.", "Give one.")
    other = rival(evse_id, profile, held)
    if other is not None:
        yield Fault(
            "/stack_level", f"Profile {other.id} has this purpose and stack level for the same time.",
            f"Use another level, or the id {other.id} to take its place.",
        )  # fmt: skip


def rival(evse_id: EvseId, profile: ChargingProfile, held: Iterable[InstalledProfile]) -> InstalledProfile | None:
    """Another profile of the same purpose and level that holds at the same time and place."""
    for one in held:
        same = (one.profile.purpose, one.profile.stack_level, one.evse_id) == (
            profile.purpose, profile.stack_level, evse_id,
        )  # fmt: skip
        if one.state in HELD and one.id != profile.id and same and _meet(one.profile, profile):
            return one
    return None


def counted(held: Iterable[InstalledProfile]) -> tuple[Installed, ...]:
    """Those that the composite schedule is made of."""
    return tuple(Installed(one.evse_id, one.profile) for one in held if one.state in HELD)


def _meet(one: ChargingProfile, other: ChargingProfile) -> bool:
    if one.purpose == "TxProfile" and one.transaction != other.transaction:
        return False
    ends_before = one.valid_to is not None and other.valid_from is not None and one.valid_to <= other.valid_from
    begins_after = other.valid_to is not None and one.valid_from is not None and other.valid_to <= one.valid_from
    return not ends_before and not begins_after
