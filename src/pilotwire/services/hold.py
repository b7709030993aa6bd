"""Keeping a station at the door: its boots answered Pending or Rejected until somebody accepts it."""

from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

from pilotwire.domain.events import StationHeld, StationReleased
from pilotwire.domain.onboarding import answer_for
from pilotwire.domain.remote_control import Trigger
from pilotwire.domain.station import ChargingStation, HeldRegistration, Hold, Onboarding, Registration
from pilotwire.kernel.errors import ConflictError, PilotwireError
from pilotwire.kernel.ids import StationId

from .ports import Store
from .station_link import StationLink
from .station_record import known_station
from .work import Work


class Decision(NamedTuple):
    """What was decided of a station: the answer that it has had, the one to its next boot, and whether it was asked to
    boot now. `why` says why not.
    """

    registration: Registration | None
    next_registration: Registration
    boot: Literal["asked", "awaited"]
    why: str | None = None


class Decider(NamedTuple):
    """Who decides, and over which ports."""

    store: Store
    link: StationLink
    deployment: Onboarding
    actor: str | None = None


def holding(record: ChargingStation, answer: HeldRegistration, at: datetime, actor: str | None) -> Work:
    """The change that has the station's boots answered so from now on."""
    work = Work()
    work.save(msgspec.structs.replace(record, hold=Hold(answer, at, actor), updated_at=at))
    work.tell(StationHeld(station=record.id, at=at, registration=answer, actor=actor))
    return work


def releasing(record: ChargingStation, deployment: Onboarding, at: datetime, actor: str | None) -> Work:
    """The change that has the station's next boot accepted; where the deployment's rule says otherwise, by a rule of
    its own.
    """
    after = msgspec.structs.replace(record, hold=None, updated_at=at)
    if answer_for(after, deployment) != "Accepted":
        after = msgspec.structs.replace(after, onboarding="accept")
    work = Work()
    work.save(after)
    work.tell(StationReleased(station=record.id, at=at, actor=actor))
    return work


async def accept(decider: Decider, station: StationId, at: datetime) -> Decision:
    """Have the station's next boot accepted, and ask it to boot when it waits for that.

    A rejected station is asked nothing: it boots by itself after its interval. Raises NotFoundError; ConflictError for
    a station that is accepted already. Source: OCPP 2.0.1 part 2, B02.FR.04 and B03.FR.03.
    """
    record = known_station(decider.store, station)
    if record.registration == "Accepted" and answer_for(record, decider.deployment) == "Accepted":
        raise ConflictError(f"Station '{station}' is accepted already.", "There is nothing left to do.")
    await decider.store.commit(releasing(record, decider.deployment, at, decider.actor))
    return await _decided(decider, station)


async def reject(decider: Decider, station: StationId, at: datetime) -> Decision:
    """Have the station's boots answered Rejected, and ask it to boot when it waits. Raises NotFoundError.

    Source: OCPP 2.0.1 part 2, B03.
    """
    record = known_station(decider.store, station)
    await decider.store.commit(holding(record, "Rejected", at, decider.actor))
    return await _decided(decider, station)


async def ask_to_boot(link: StationLink, station: StationId) -> str | None:
    """Ask for a BootNotification; None when the station agrees, else why it will come by itself."""
    try:
        reply = await link.request(station, Trigger("BootNotification"))
    except PilotwireError as error:
        return error.message
    return None if reply.status == "Accepted" else f"the station answered {reply.status}"


async def _decided(decider: Decider, station: StationId) -> Decision:
    record = known_station(decider.store, station)
    expected = answer_for(record, decider.deployment)
    if record.registration != "Pending":
        return Decision(record.registration, expected, "awaited", "it does not wait for an answer now")
    why = await ask_to_boot(decider.link, station)
    present = known_station(decider.store, station).registration
    return Decision(present, expected, "asked" if why is None else "awaited", why)
