"""Routes of stations at the door: hold, accept, reject."""

from typing import Final

from litestar import post
from litestar.params import FromPath

from pilotwire.client.hold import Decision, HoldInput
from pilotwire.client.operation import Operation
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId
from pilotwire.services import hold
from pilotwire.services.provisioning_job import PROVISION, ProvisionRequest
from pilotwire.services.station_record import known_station
from pilotwire.services.template_record import known_template

from .answer import JsonResponse
from .asking import path_text, read_body
from .control import actor_of
from .operations import accepted
from .parts import ApiParts, ApiRequest, Parts


@post("/stations/{station_id:str}/hold", status_code=202)
async def hold_station(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> JsonResponse[Operation]:
    """Hold a station.

    Its next boot is answered as wanted, and so are all after it, until it is accepted or rejected. Begins an operation
    `station.provision` that waits for that boot, reads the station's variables and writes the template; with `accept`
    it then accepts the station by itself if all of the template was taken, else it waits for a person.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    given = await read_body(request, HoldInput)
    await _check(parts, given)
    actor = actor_of(request, parts)
    wish = ProvisionRequest(given.registration, given.report, given.template, given.accept, given.reset)
    record = known_station(parts.store, station.id)
    work = hold.holding(record, given.registration, parts.clock.now(), actor)
    return accepted(await parts.operations.start(PROVISION, wish, station.id, actor, work))


@post("/stations/{station_id:str}/accept", status_code=200)
async def accept_station(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> Decision:
    """Accept a station.

    With its next boot, for which it is asked at once where it waits. A station that was rejected may not be asked
    anything: it boots by itself after its interval.
    """
    decider = hold.Decider(parts.store, parts.link, parts.rules.onboarding, actor_of(request, parts))
    return _shown(await hold.accept(decider, StationId(path_text(station_id)), parts.clock.now()))


@post("/stations/{station_id:str}/reject", status_code=200)
async def reject_station(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> Decision:
    """Reject a station.

    Its boots are answered Rejected until it is accepted; one that waits is asked to boot at once. Its connection stays:
    to close the door as well, set its `onboarding` to `refuse`.
    """
    decider = hold.Decider(parts.store, parts.link, parts.rules.onboarding, actor_of(request, parts))
    return _shown(await hold.reject(decider, StationId(path_text(station_id)), parts.clock.now()))


async def _check(parts: ApiParts, given: HoldInput) -> None:
    if given.template is not None:
        await known_template(parts.queries, given.template)
    if given.accept and given.template is None:
        raise BadInputError(
            "A station is accepted by itself once it has taken a template, and none is named.", "/accept",
            "Name a template, or accept the station yourself.",
        )  # fmt: skip
    if given.registration == "Rejected" and given.template is not None:
        raise BadInputError(
            "A rejected station is asked nothing, so no template can be written.", "/template",
            "Hold it as Pending, or leave the template out.",
        )  # fmt: skip


def _shown(decision: hold.Decision) -> Decision:
    return Decision(
        registration=decision.registration,
        next_registration=decision.next_registration,
        boot=decision.boot,
        why=decision.why,
    )


HOLD_ROUTES: Final = (hold_station, accept_station, reject_station)
