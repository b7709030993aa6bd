"""Charging profiles at stations: what is checked before one is sent, what is kept, how they are compared."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from pilotwire.domain.charging_profile import ChargingProfile, RateUnit
from pilotwire.domain.charging_profile_commands import (
    ClearChargingProfiles,
    CompositeReply,
    GetCompositeSchedule,
    SetChargingProfile,
)
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.composite_comparison import Difference, differences
from pilotwire.domain.composite_schedule import (
    CompositeOptions,
    CompositePeriod,
    RunningTransaction,
    Situation,
    composite,
)
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.event import Event
from pilotwire.domain.finding import Oddity
from pilotwire.domain.installed_profile import (
    HELD,
    InstalledProfile,
    ProfileCriteria,
    ProfileState,
    counted,
    moved,
    setting_faults,
    standing,
)
from pilotwire.domain.profile_events import CompositeDiffered, ProfileRequested, ProfilesClearRequested
from pilotwire.domain.readiness import known_evses
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import EvseId, StationId

from .charging_facts import beyond, charging_facts
from .ports import Queries
from .remote_control import Asker, ObstacleError, Told, ask, check_evse
from .station_link import NotConnectedError, QueueFullError
from .station_record import known_station
from .work import SeenOddity, Work

_WITH_FORCE: Final = "send it with force if you know better"


class WantedProfile(msgspec.Struct, frozen=True, kw_only=True):
    """A profile for an EVSE (0: the station); its id 0 asks for a new number."""

    evse_id: EvseId
    profile: ChargingProfile
    force: bool = False
    template: str | None = None


class ProfileAnswer(msgspec.Struct, frozen=True):
    """The station's answer, the profiles as they stand after it, and what is worth noticing."""

    reply: Reply
    profiles: tuple[InstalledProfile, ...]
    noticed: tuple[str, ...] = ()


class CompositeAnswer(msgspec.Struct, frozen=True):
    """The station's own composite schedule, ours, and where they differ."""

    reply: CompositeReply
    ours: tuple[CompositePeriod, ...]
    differences: tuple[Difference, ...]


async def installed_profiles(asker: Asker, queries: Queries, station: StationId) -> list[InstalledProfile]:
    """What the station is believed to keep and what became of the rest, newest first. Raises NotFoundError."""
    known_station(asker.store, station)
    running = [one.id for one in asker.store.open_transactions(station)]
    now = asker.clock.now()
    return [standing(one, now, running) for one in await queries.installed_profiles(station)]


async def set_profile(asker: Asker, queries: Queries, station: StationId, wanted: WantedProfile) -> ProfileAnswer:
    """Have a station keep a profile; with the number of one that it keeps in its place.

    Raises NotFoundError, BadInputError naming the field, ObstacleError when what the station has told stands against
    it (not with `force`), and as `StationLink.request`. Source: OCPP 2.0.1 part 2, K01; OCPP 1.6, 5.16.
    """
    known_station(asker.store, station)
    check_evse(asker, station, wanted.evse_id)
    held = await installed_profiles(asker, queries, station)
    number = wanted.profile.id or asker.store.next_transaction_number()
    profile = msgspec.structs.replace(wanted.profile, id=number)
    for found in setting_faults(wanted.evse_id, profile, held, needs=False):
        raise BadInputError(found.message, _within(found.pointer), found.remedy)
    _check_transaction(asker, station, wanted.evse_id, profile)
    told = beyond(await charging_facts(queries, station), profile)
    told = told or await _phases_told(queries, station, wanted.evse_id, profile)
    if told is not None and not wanted.force:
        raise ObstacleError(told[1], _within(told[0]), _WITH_FORCE)
    one = InstalledProfile(
        station=station, evse_id=wanted.evse_id, profile=profile, state_at=asker.clock.now(), actor=asker.actor,
        template=wanted.template,
    )  # fmt: skip
    reply = await _set(asker, one, held, forced=told is not None)
    kept = await queries.installed_profile(station, number)
    noticed = () if told is None else (f"sent although {told[1]}",)
    return ProfileAnswer(reply, (kept or one,), noticed)


async def clear_profiles(
    asker: Asker, queries: Queries, station: StationId, criteria: ProfileCriteria
) -> ProfileAnswer:
    """Have a station keep the profiles no longer that fit. One that says it has none such is believed.

    Raises NotFoundError, BadInputError for nothing said or for limits from outside, and as `StationLink.request`.
    Source: OCPP 2.0.1 part 2, K10.FR.02 and K10.FR.06; OCPP 1.6, 5.5.
    """
    known_station(asker.store, station)
    if criteria.is_empty:
        raise BadInputError("Nothing says which profiles.", "/id", "Give an id, an EVSE, a purpose or a stack level.")
    if criteria.purpose == "ChargingStationExternalConstraints":
        raise BadInputError("Limits from outside are not ours to clear.", "/purpose", "Name another purpose.")
    meant = [one for one in await installed_profiles(asker, queries, station) if criteria.fits(one)]

    def event(reply: Reply) -> Event:
        return ProfilesClearRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, criteria=criteria, status=reply.status,
            reason_code=reply.reason_code, info=reply.info,
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        after: dict[str, ProfileState] = {"Accepted": "cleared", "Unknown": "missing"}
        gone = after.get(reply.status)
        if gone is not None:
            work.save(*(moved(one, gone, asker.clock.now()) for one in meant if one.state in HELD))

    reply = await ask(asker, station, ClearChargingProfiles(criteria), event, settle)
    noticed = ("the station knows no such profile",) if reply.status == "Unknown" else ()
    after = [one for one in await installed_profiles(asker, queries, station) if criteria.fits(one)]
    return ProfileAnswer(reply, tuple(after), noticed)


async def predicted(
    asker: Asker, queries: Queries, station: StationId, evse_id: EvseId, start_at: datetime, duration_s: int,
    unit: RateUnit,
) -> list[CompositePeriod]:  # fmt: skip
    """What the profiles come to that the station is believed to keep. Raises NotFoundError."""
    held = await installed_profiles(asker, queries, station)
    situation = Situation(counted(held), known_evses(asker.store.connectors(station)), _running(asker, station))
    return composite(situation, evse_id, start_at, duration_s, unit, CompositeOptions(zone=asker.rules.zone))


async def compare(asker: Asker, queries: Queries, station: StationId, command: GetCompositeSchedule) -> CompositeAnswer:
    """Ask a station for its composite schedule and compare it with ours; a difference is an event and a finding.

    Raises NotFoundError, ObstacleError for an unknown EVSE, and as `StationLink.request`.
    Source: OCPP 2.0.1 part 2, K08; OCPP 1.6, 5.7.
    """
    known = known_station(asker.store, station)
    check_evse(asker, station, command.evse_id)
    reply = await asker.link.request(station, command, asker.timeout_s)
    if reply.status != "Accepted" or reply.rate_unit is None:
        return CompositeAnswer(reply, (), ())
    start_at, lasts_s = reply.start_at or asker.clock.now(), command.duration_s
    ours = await predicted(asker, queries, station, command.evse_id, start_at, lasts_s, reply.rate_unit)
    found = tuple(differences(reply.periods, ours, lasts_s))
    if found:
        first = found[0]
        detail = f"EVSE {command.evse_id}: from {first.start_s} s on {first.station}, expected {first.ours}"
        now, work = asker.clock.now(), Work()
        work.tell(CompositeDiffered(station=station, at=now, evse_id=command.evse_id, detail=detail))
        firmware = known.identity.firmware_version or ""
        work.save(SeenOddity(station, firmware, Oddity("composite-schedule-differs", "", detail, "warning"), now))
        await asker.store.commit(work)
    return CompositeAnswer(reply, tuple(ours), found)


async def _set(asker: Asker, one: InstalledProfile, held: Sequence[InstalledProfile], *, forced: bool) -> Reply:
    before = next((other for other in held if other.id == one.id), None)

    def event(reply: Reply) -> Event:
        return ProfileRequested(
            station=one.station, at=asker.clock.now(), actor=asker.actor, profile_id=one.id, evse_id=one.evse_id,
            purpose=one.profile.purpose, template=one.template, forced=forced, status=reply.status,
            reason_code=reply.reason_code, info=reply.info,
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        states: dict[str, ProfileState] = {"Accepted": "accepted", "NoAnswer": "unanswered"}
        known = msgspec.structs.replace(one, status=reply.status, reason_code=reply.reason_code, info=reply.info)
        state = states.get(reply.status, "refused")
        if state == "refused" and before is not None and before.state in HELD:
            work.save(before)  # the station goes on with what it has
        else:
            work.save(moved(known, state, asker.clock.now()))

    work = Work()
    work.save(one)
    await asker.store.commit(work)
    try:
        return await ask(asker, one.station, SetChargingProfile(one.evse_id, one.profile), event, settle)
    except (NotConnectedError, CannotError, QueueFullError) as error:
        unsent = Work()
        failed = msgspec.structs.replace(moved(one, "not-sent", asker.clock.now()), info=str(error))
        unsent.save(before if before is not None and before.state in HELD else failed)
        await asker.store.commit(unsent)
        raise


async def _phases_told(
    queries: Queries, station: StationId, evse_id: EvseId, profile: ChargingProfile
) -> tuple[str, str] | None:
    """Whether a phase is chosen of an EVSE that has not told that it can. Source: OCPP 2.0.1 part 2, K01.FR.20."""
    chosen = next(
        (
            f"/schedules/{place}/periods/{number}/phase_to_use"
            for place, schedule in enumerate(profile.schedules)
            for number, period in enumerate(schedule.periods)
            if period.phase_to_use is not None
        ),
        None,
    )
    if chosen is None:
        return None
    address = Address(Component("EVSE", evse_id=evse_id), "ACPhaseSwitchingSupported")
    found = await queries.variables_of(station, (address,))
    actual = found[0].attribute("Actual") if found else None
    if actual is not None and (actual.value or "").strip().casefold() == "true":
        return None
    return chosen, f"EVSE {evse_id} has not told that it can choose a phase ({address})"


def _within(pointer: str) -> str:
    """The place in what was asked for: all but the EVSE is the profile's."""
    return pointer if pointer == "/evse_id" else f"/profile{pointer}"


def _running(asker: Asker, station: StationId) -> dict[EvseId, RunningTransaction]:
    return {
        one.evse_id: RunningTransaction(one.id, one.started_at)
        for one in asker.store.open_transactions(station)
        if one.evse_id is not None
    }


def _check_transaction(asker: Asker, station: StationId, evse_id: EvseId, profile: ChargingProfile) -> None:
    """Source: OCPP 2.0.1 part 2, K01.FR.03, K01.FR.09 and K01.FR.33."""
    if profile.transaction is None:
        return
    open_ = [one for one in asker.store.open_transactions(station) if one.id == profile.transaction]
    if not open_:
        raise BadInputError(
            f"No transaction '{profile.transaction}' is open at station '{station}'.", "/profile/transaction_id",
            "Look at its open transactions.",
        )  # fmt: skip
    if open_[0].evse_id not in (None, evse_id):
        raise BadInputError(
            f"Transaction '{profile.transaction}' is at EVSE {open_[0].evse_id}.", "/evse_id", "Name that one."
        )
