"""What stations tell of charging profiles by themselves: parts of reports, and limits that somebody else has set."""

import hashlib
from typing import Final

import msgspec

from pilotwire.domain.charging_profile import ChargingProfile, Purpose, Schedule
from pilotwire.domain.installed_profile import InstalledProfile, moved
from pilotwire.domain.profile_events import LimitCleared, LimitSet, ProfilesReported
from pilotwire.kernel.ids import EvseId

from .context import Context

_EVERYWHERE: Final = EvseId(0)


class LimitFromOutside(msgspec.Struct, frozen=True):
    """A limit that somebody else has set: who, for which EVSE (0: the station), and its schedules where they are told.

    `local_generation`: it is power that may be used beside the limits (2.1, K27).
    """

    source: str
    evse_id: EvseId
    grid_critical: bool | None
    local_generation: bool
    schedules: tuple[Schedule, ...]


def reported(context: Context, request_id: int, more: bool, profiles: tuple[InstalledProfile, ...]) -> None:
    """A station tells of profiles that it keeps; who asked gathers them. Source: OCPP 2.0.1 part 2, K09."""
    context.work.tell(
        ProfilesReported(
            station=context.station, at=context.received_at, request_id=request_id, more=more, profiles=profiles
        )
    )


def limited(context: Context, limit: LimitFromOutside) -> None:
    """Somebody else limits the station: it counts in the composite schedule where its schedules were told.

    A later one of the same source and place takes the place of the one before. Source: OCPP 2.0.1 part 2, K11, K12;
    OCPP 2.1 part 2, K27.
    """
    context.work.tell(
        LimitSet(
            station=context.station, at=context.received_at, source=limit.source, evse_id=limit.evse_id,
            grid_critical=limit.grid_critical, local_generation=limit.local_generation,
        )
    )  # fmt: skip
    if limit.schedules:
        purpose: Purpose = "LocalGeneration" if limit.local_generation else "ChargingStationExternalConstraints"
        schedules = tuple(
            one if one.start_at is not None else msgspec.structs.replace(one, start_at=context.received_at)
            for one in limit.schedules
        )
        profile = ChargingProfile(_number(limit.source, limit.evse_id), purpose, "Absolute", schedules)
        context.work.save(
            InstalledProfile(
                station=context.station, evse_id=limit.evse_id, profile=profile, state="reported",
                state_at=context.received_at, source=limit.source, grid_critical=limit.grid_critical,
            )
        )  # fmt: skip


def lifted(context: Context, source: str, evse_id: EvseId) -> None:
    """Such a limit is lifted. One that nobody knows of is no fault: it came before the station was known.

    Source: OCPP 2.0.1 part 2, K13.
    """
    context.work.tell(LimitCleared(station=context.station, at=context.received_at, source=source, evse_id=evse_id))
    number = _number(source, evse_id)
    blank = ChargingProfile(number, "ChargingStationExternalConstraints", "Absolute", ())
    context.work.save(
        moved(
            InstalledProfile(
                station=context.station, evse_id=evse_id, profile=blank, source=source, state_at=context.received_at
            ),
            "cleared", context.received_at,
        )
    )  # fmt: skip


def _number(source: str, evse_id: EvseId) -> int:
    """A number below 0 that is always the same for a source and a place."""
    digest = hashlib.sha256(f"{source}/{evse_id}".encode()).digest()
    return -1 - int.from_bytes(digest[:4]) % 0x7FFF_FFFF
