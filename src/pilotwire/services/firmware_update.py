"""An update of one station's firmware: what is checked before it begins, and how each step of it is stored."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.campaign import Signing
from pilotwire.domain.command import Reply
from pilotwire.domain.firmware_events import FirmwareUpdateAnswered, FirmwareUpdateRequested
from pilotwire.domain.firmware_publication import best_location
from pilotwire.domain.firmware_release import FirmwareRelease, misfit, runs
from pilotwire.domain.firmware_update import FirmwareUpdate, UpdateTimes, answered, ended
from pilotwire.kernel.errors import BadInputError, ConflictError
from pilotwire.kernel.ids import StationId

from .firmware_register import keep
from .firmware_release import known_release
from .ports import Store
from .station_record import known_station
from .work import Work

MOST_AHEAD: Final = timedelta(days=366)
_CLOCKS_DIFFER: Final = timedelta(minutes=5)


class UpdateWish(msgspec.Struct, frozen=True, omit_defaults=True):
    """What somebody asks of one station. `force`: also where the release is not for it, or it runs it already.

    `retrieve_at` None: at once. `wait_s` is how long a station that is away is waited for. `via` names a local
    controller that offers the release.
    """

    release: str
    retrieve_at: datetime | None = None
    install_at: datetime | None = None
    retries: int | None = None
    retry_interval_s: int | None = None
    signing: Signing = "prefer"
    scheme: str | None = None
    via: StationId | None = None
    force: bool = False
    wait_s: float = 86_400.0
    times: UpdateTimes = UpdateTimes()


class Meant(NamedTuple):
    """A station and the release that it is to be given."""

    station: StationId
    release: FirmwareRelease


def check_wish(store: Store, station: StationId, wish: UpdateWish, now: datetime) -> Meant:
    """Look at everything that can be known before the station is asked.

    Raises NotFoundError, BadInputError naming the field, ConflictError for a release that is not for the station.
    """
    record = known_station(store, station)
    release = known_release(store, wish.release)
    check_times(wish.retrieve_at, wish.install_at, now)
    if wish.signing == "require" and not release.is_signed:
        raise BadInputError(
            f"release {release.name} has no signature", "/signing", "give the release its signature and certificate"
        )
    if wish.via is not None and best_location(offered(store, wish.via, release.name)) is None:
        raise ConflictError(
            f"{wish.via} does not offer release {release.name}.", "Have it publish the release first, and wait for it."
        )
    if wish.force:
        return Meant(station, release)
    if runs(release, record.identity):
        raise ConflictError(
            f"Station {station} runs {release.version} already.", "Force it if it is to be installed once more."
        )
    why = misfit(release, record.identity)
    if why is not None:
        raise ConflictError(
            f"Release {release.name} is not for station {station}: {why}.", "Choose another, or force it."
        )
    return Meant(station, release)


def check_times(retrieve_at: datetime | None, install_at: datetime | None, now: datetime) -> None:
    """Raise BadInputError for times that are over, too far, or the wrong way round."""
    for pointer, at in (("/retrieve_at", retrieve_at), ("/install_at", install_at)):
        if at is None:
            continue
        if at < now - _CLOCKS_DIFFER:
            raise BadInputError(
                f"{at:%Y-%m-%d %H:%M:%S} is in the past", pointer, "give a time to come, or leave it out: at once"
            )
        if at > now + MOST_AHEAD:
            raise BadInputError(f"{at:%Y-%m-%d} is more than a year away", pointer, "ask nearer to the time")
    if install_at is not None and install_at < (retrieve_at or now):
        raise BadInputError(
            "it cannot be installed before it is fetched", "/install_at", "have it come after retrieve_at"
        )


def offered(store: Store, controller: StationId, release: str) -> tuple[str, ...]:
    """Where a local controller offers a release now."""
    for one in reversed(store.publications(controller)):
        if one.release == release and one.state == "published":
            return one.locations
    return ()


def requested(
    store: Store, meant: Meant, wish: UpdateWish, now: datetime, operation: str, actor: str | None
) -> tuple[FirmwareUpdate, Work]:
    """The record of an update that begins, and the work that stores it."""
    record = known_station(store, meant.station)
    release = meant.release
    update = FirmwareUpdate(
        meant.station, store.next_transaction_number(), release.name, release.version, now, now,
        wish.retrieve_at or now, signed=release.is_signed and wish.signing != "never", install_at=wish.install_at,
        retries=wish.retries, retry_interval_s=wish.retry_interval_s, times=wish.times,
        previous=record.identity.firmware_version, operation=operation, actor=actor, via=wish.via,
    )  # fmt: skip
    work = Work()
    work.save(update)
    work.tell(
        FirmwareUpdateRequested(
            station=update.station, at=now, number=update.number, release=update.release, version=update.version,
            previous=update.previous, actor=actor,
        )
    )  # fmt: skip
    return update, work


def with_answer(store: Store, update: FirmwareUpdate, reply: Reply, now: datetime) -> Work:
    """The work that stores a station's answer; other updates of it that it called off end.

    Source: OCPP 2.1 part 2, L01.FR.24.
    """
    work = Work()
    after = answered(update, reply, now)
    work.tell(
        FirmwareUpdateAnswered(
            station=update.station, at=now, number=update.number, release=update.release, status=reply.status,
            detail=reply.info or reply.reason_code,
        )
    )  # fmt: skip
    keep(work, update, after, now)
    if after.is_open:
        for other in store.firmware_updates(update.station):
            if other.is_open and other.number != update.number:
                keep(work, other, ended(other, "cancelled", now, "superseded"), now)
    return work
