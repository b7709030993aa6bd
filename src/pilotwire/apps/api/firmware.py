"""Routes of firmware at stations: update one, look at updates, what local controllers offer."""

import re
from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import firmware as shapes
from pilotwire.client.codec import shaped
from pilotwire.client.control import ControlAnswer
from pilotwire.client.operation import Operation
from pilotwire.domain import firmware_update as domain
from pilotwire.domain.file_location import without_secrets
from pilotwire.domain.firmware_publication import Publication
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import StationId
from pilotwire.services import firmware_ports as filters
from pilotwire.services.firmware_jobs import UPDATE
from pilotwire.services.firmware_publishing import PUBLISH, PublishWish, publishable, unpublish
from pilotwire.services.firmware_update import UpdateWish, check_wish
from pilotwire.services.remote_control import Asker
from pilotwire.services.station_record import known_station

from .asking import path_text, read_body, read_part, read_query
from .control import acted, actor_of, desk_of
from .firmware_times import update_times
from .once import Answers
from .operations import accepted
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant


@post("/stations/{station_id:str}/firmware/update", status_code=202)
async def update_firmware(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> Response[Operation]:
    """Update a station's firmware.

    Begins an operation `station.update_firmware`: the station is told where the release lies, followed through the
    download and the installation, and it is done once a boot has shown the new version. A signed release goes with its
    signature and certificate. Cancelled, nobody fetches the file any more, and a station that can is told so.
    """
    given = await read_body(request, shapes.UpdateInput)
    station = StationId(path_text(station_id))
    wish = UpdateWish(
        given.release, given.retrieve_at, given.install_at, given.retries, given.retry_interval_s, given.signing,
        given.scheme, None if given.via is None else StationId(given.via), given.force, given.wait_s,
        update_times(given.times),
    )  # fmt: skip
    check_wish(parts.store, station, wish, parts.clock.now())
    check_scheme(parts, given.scheme)
    return accepted(await parts.operations.start(UPDATE, wish, station, actor_of(request, parts)))


@get("/firmware-updates")
async def list_firmware_updates(request: ApiRequest, parts: Parts) -> shapes.FirmwareUpdateList:
    """List firmware updates.

    Of all stations, newest first.
    """
    given = msgspec.structs.asdict(read_query(request, shapes.UpdateFilter))
    page = await parts.queries.firmware_updates(read_part(request), msgspec.convert(given, filters.UpdateFilter))
    return shapes.FirmwareUpdateList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/firmware-updates/{number:str}")
async def get_firmware_update(number: FromPath[str], parts: Parts) -> shapes.FirmwareUpdate:
    """Read a firmware update.

    With all that the station told of it.
    """
    text = path_text(number)
    found = await parts.queries.firmware_update(int(text)) if _NUMBER.fullmatch(text) else None
    if found is None:
        raise NotFoundError(f"There is no firmware update '{text}'.", "Look at the list of updates.")
    return _shown(found)


@post("/stations/{station_id:str}/firmware/publish", status_code=202)
async def publish_firmware(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> Response[Operation]:
    """Publish firmware at a local controller.

    Begins an operation `station.publish_firmware`: the controller fetches the release and offers it to the stations
    behind it, which are then updated with `via`. From OCPP 2.0.1 on.
    """
    given = await read_body(request, shapes.PublishInput)
    station = known_station(parts.store, StationId(path_text(station_id)))
    publishable(parts.store, given.release)
    check_scheme(parts, given.scheme)
    wish = PublishWish(
        given.release, given.retries, given.retry_interval_s, given.scheme, given.wait_s, given.timeout_s
    )
    return accepted(await parts.operations.start(PUBLISH, wish, station.id, actor_of(request, parts)))


@post("/stations/{station_id:str}/firmware/unpublish", status_code=200)
async def unpublish_firmware(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ControlAnswer]:
    """Have a local controller offer firmware no longer.

    Unpublished and NoFirmware mean that it does not; DownloadOngoing that a station fetches it just now.
    """
    desk, given = await desk_of(station_id, request, parts, answers, shapes.UnpublishInput)

    async def act(asker: Asker) -> ControlAnswer:
        reply = await unpublish(asker, desk.station, given.release)
        return ControlAnswer(status=reply.status, noticed=[], reason_code=reply.reason_code, info=reply.info)

    return await acted(desk, given, act)


@get("/firmware-publications")
async def list_firmware_publications(request: ApiRequest, parts: Parts) -> shapes.PublicationList:
    """List what local controllers offer.

    And what they have offered, newest first.
    """
    given = read_query(request, shapes.PublicationFilter).station
    page = await parts.queries.publications(read_part(request), None if given is None else StationId(given))
    return shapes.PublicationList(items=[_shown_publication(one) for one in page.items], next_cursor=page.next_cursor)


def check_scheme(parts: ApiParts, scheme: str | None) -> None:
    """Raise BadInputError at /scheme for a protocol by which stations cannot come here."""
    known = () if parts.files is None else parts.files.schemes
    if scheme is not None and scheme not in known:
        raise BadInputError(
            f"stations cannot fetch files by {scheme} here", "/scheme", f"there is: {', '.join(known) or 'none'}"
        )


def _shown(one: domain.FirmwareUpdate) -> shapes.FirmwareUpdate:
    return shapes.FirmwareUpdate(
        number=one.number,
        station=one.station,
        release=one.release,
        version=one.version,
        state=one.state,
        requested_at=instant(one.requested_at),
        since=instant(one.since),
        retrieve_at=instant(one.retrieve_at),
        signed=one.signed,
        status=one.status,
        install_at=instant(one.install_at),
        previous=one.previous,
        firmware=one.firmware,
        operation=one.operation,
        actor=one.actor,
        via=one.via,
        sent_at=instant(one.sent_at),
        heard_at=instant(one.heard_at),
        ended_at=instant(one.ended_at),
        reason=one.reason,
        detail=one.detail,
        remedy=None if one.reason is None else domain.explained(one.reason)[1],
        confirmed=one.confirmed,
        steps=[shaped(step, shapes.UpdateStep) for step in one.steps],
    )


def _shown_publication(one: Publication) -> shapes.Publication:
    return shapes.Publication(
        number=one.number,
        station=one.station,
        release=one.release,
        checksum=one.checksum,
        state=one.state,
        requested_at=instant(one.requested_at),
        since=instant(one.since),
        status=one.status,
        locations=[without_secrets(each) for each in one.locations],
        operation=one.operation,
        actor=one.actor,
        ended_at=instant(one.ended_at),
        reason=one.reason,
        detail=one.detail,
    )


_NUMBER: Final = re.compile("[0-9]{1,10}")
FIRMWARE_ROUTES: Final = (
    update_firmware,
    list_firmware_updates,
    get_firmware_update,
    publish_firmware,
    unpublish_firmware,
    list_firmware_publications,
)
