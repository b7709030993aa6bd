"""In and out of service: asking for it, remembering what is wanted, and seeing when the station says that it is so."""

import msgspec

from pilotwire.domain import readiness
from pilotwire.domain.availability import WHOLE_EVSE, Place, fulfilled, place_of, wished
from pilotwire.domain.command import Reply
from pilotwire.domain.control_events import AvailabilityReached, AvailabilityRequested
from pilotwire.domain.event import Event
from pilotwire.domain.remote_control import ChangeAvailability
from pilotwire.domain.station import WHOLE_STATION, AvailabilityWish, ChargingStation, Connector
from pilotwire.kernel.ids import StationId

from .context import Context
from .remote_control import Answer, Asker, Told, answer_of, ask, check_evse, check_place, told_of
from .station_record import known_station
from .work import Work


async def change_availability(asker: Asker, station: StationId, command: ChangeAvailability) -> Answer:
    """Ask for a station, EVSE or connector in or out of service. What the station agrees to is kept as wanted.

    Raises NotFoundError, BadInputError, ObstacleError for an unknown EVSE, and as `request`. Source: OCPP 2.0.1 part 2,
    G03 and G04; OCPP 1.6, 5.2.
    """
    known_station(asker.store, station)
    check_place(command.evse_id, command.connector_id is not None)
    check_evse(asker, station, command.evse_id)
    open_here = readiness.running_at(asker.store.open_transactions(station), command.evse_id)
    running = open_here if command.status == "Inoperative" else ()

    def event(reply: Reply) -> Event:
        return AvailabilityRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, wanted=command.status,
            evse_id=command.evse_id, connector_id=command.connector_id, **msgspec.structs.asdict(reply),
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        record = asker.store.station(station)
        if record is not None and reply.status in ("Accepted", "Scheduled"):
            _remember(asker, record, command, reply.status == "Scheduled", work)

    return answer_of(await ask(asker, station, command, event, settle), told_of(running))


def follow(context: Context) -> None:
    """See whether a report has made true what is wanted. Nothing to do for stations of which nothing is awaited."""
    record = _record(context)
    if record is None or all(one.done_at is not None for one in record.wishes):
        return
    connectors: dict[Place, Connector] = dict(context.store.connectors(context.station))
    for change in context.work.changes:
        if isinstance(change, Connector):
            connectors[change.evse_id, change.connector_id] = change
    wishes = record.wishes
    for wish in fulfilled(wishes, connectors, context.received_at):
        wishes = wished(wishes, wish)
        context.work.tell(
            AvailabilityReached(
                station=context.station, at=context.received_at, wanted=wish.wanted,
                evse_id=wish.evse_id or None, connector_id=wish.connector_id or None,
            )
        )  # fmt: skip
    if wishes is not record.wishes:
        context.work.save(msgspec.structs.replace(record, wishes=wishes))


def _record(context: Context) -> ChargingStation | None:
    """The station as this work leaves it so far."""
    changed = (one for one in reversed(context.work.changes) if isinstance(one, ChargingStation))
    return next(changed, context.record)


def _remember(asker: Asker, record: ChargingStation, command: ChangeAvailability, scheduled: bool, work: Work) -> None:
    now = asker.clock.now()
    place = command.evse_id or WHOLE_STATION, command.connector_id or WHOLE_EVSE
    fresh = AvailabilityWish(*place, command.status, now, scheduled, asker.actor)
    wishes = wished(record.wishes, fresh)
    if not scheduled:  # a station that is so already has nothing more to tell
        done = fulfilled(wishes, asker.store.connectors(record.id), now)
        wishes = wished(wishes, next((one for one in done if place_of(one) == place_of(fresh)), fresh))
    work.save(msgspec.structs.replace(record, wishes=wishes))
