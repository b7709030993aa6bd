"""The charging profiles that a station has, and what they allow right now."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from pilotwire.domain.charging_profile import ChargingProfile, RateUnit
from pilotwire.domain.composite_schedule import (
    STATION,
    Allowed,
    CompositeOptions,
    CompositePeriod,
    Installed,
    RunningTransaction,
    Situation,
    composite,
)
from pilotwire.domain.profile_timeline import changes
from pilotwire.kernel.ids import EvseId
from pilotwire.kernel.time import from_unix_ms, unix_ms

from .agenda import Agenda, Entry

LOOK_AHEAD_S = 86_400


class Limits:
    """Profiles by EVSE (0: the station). `changed` is called when another limit may hold from now on.

    A profile replaces the one with its id, and the one of the same purpose, stack level and EVSE.
    Source: OCPP 2.0.1 part 2, K01.FR.05 and K01.FR.06; OCPP 1.6, 3.13.2.
    """

    __slots__ = ("_agenda", "_alarm", "_evses", "_installed", "_running", "changed")

    def __init__(self, agenda: Agenda, evses: Sequence[EvseId]) -> None:
        self._agenda = agenda
        self._evses = evses
        self._installed: list[Installed] = []
        self._running: dict[EvseId, RunningTransaction] = {}
        self._alarm: Entry | None = None
        self.changed: Callable[[], None] = _nothing

    @property
    def installed(self) -> Sequence[Installed]:
        """All profiles, in the order in which they came."""
        return self._installed

    def install(self, evse_id: EvseId, profile: ChargingProfile) -> None:
        """Take a profile; what it replaces goes."""
        self._installed = [one for one in self._installed if not _is_replaced(one, evse_id, profile)]
        self._installed.append(Installed(evse_id, profile))
        self._again()

    def remove(self, which: Callable[[Installed], bool]) -> int:
        """Forget profiles; how many there were."""
        kept = [one for one in self._installed if not which(one)]
        gone = len(self._installed) - len(kept)
        if gone:
            self._installed = kept
            self._again()
        return gone

    def transaction_began(self, evse_id: EvseId, running: RunningTransaction) -> None:
        """Relative schedules of this EVSE begin now."""
        self._running[evse_id] = running
        self._again()

    def transaction_ended(self, evse_id: EvseId) -> None:
        """The transaction's own profiles go with it. Source: OCPP 2.0.1 part 2, K01.FR.37 and K02; OCPP 1.6, 3.13.1."""
        self._running.pop(evse_id, None)
        self._installed = [
            one for one in self._installed if one.profile.purpose != "TxProfile" or one.evse_id != evse_id
        ]
        self._again()

    def allowed(self, evse_id: EvseId, unit: RateUnit = "A", voltage_v: int = 230, phases: int = 3) -> Allowed:
        """What an EVSE may draw now; without any profile there is no limit."""
        if not self._installed:
            return NO_LIMIT
        options = CompositeOptions(voltage_v=Decimal(voltage_v), phases=phases)
        return composite(self._situation(), evse_id, from_unix_ms(self._agenda.now_ms), 1, unit, options)[0].allowed

    def schedule(
        self, evse_id: EvseId, duration_s: int, unit: RateUnit, options: CompositeOptions
    ) -> list[CompositePeriod]:
        """The composite schedule from now on. Source: OCPP 2.0.1 part 2, K08; OCPP 1.6, 5.7."""
        return composite(self._situation(), evse_id, from_unix_ms(self._agenda.now_ms), duration_s, unit, options)

    def _situation(self) -> Situation:
        return Situation(self._installed, self._evses, self._running)

    def _again(self) -> None:
        self._wait_for_next()
        self.changed()

    def _wait_for_next(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        due_ms = min(self._changes(), default=None)
        if due_ms is not None:
            self._alarm = self._agenda.at(due_ms, self._again)
        elif self._installed:
            self._alarm = self._agenda.after(1000 * LOOK_AHEAD_S, self._again)

    def _changes(self) -> Iterable[int]:
        now = from_unix_ms(self._agenda.now_ms)
        until = now + timedelta(seconds=LOOK_AHEAD_S)
        zone = CompositeOptions().zone
        for one in self._installed:
            begins = [known.began_at for evse, known in self._running.items() if one.evse_id in (STATION, evse)]
            for began_at in (*begins, None):
                for at in changes(one.profile, now, until, began_at, zone):
                    yield unix_ms(at)


def _is_replaced(one: Installed, evse_id: EvseId, profile: ChargingProfile) -> bool:
    if one.profile.id == profile.id:
        return True
    return (
        one.evse_id == evse_id
        and one.profile.purpose == profile.purpose
        and one.profile.stack_level == profile.stack_level
    )


def _nothing() -> None:
    pass


NO_LIMIT = Allowed()
