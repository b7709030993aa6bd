"""A station's password changed from here, in such an order that the station is never locked out."""

from datetime import datetime
from typing import Final, Literal, NamedTuple

import msgspec

from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.events import PasswordChanged
from pilotwire.domain.onboarding import check_may_ask
from pilotwire.domain.password import check_password, longest_password
from pilotwire.domain.security_commands import SetPassword
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import ConflictError
from pilotwire.kernel.ids import StationId

from .ports import (
    Passwords,
    Queries,
    Store,
)
from .station_link import (
    CallRefusedError,
    NoAnswerError,
    NotConnectedError,
    StationLink,
    UnusableAnswerError,
)
from .station_record import known_station
from .work import Work

Change = Literal["changed", "refused", "unknown"]
"""`unknown`: nobody can say whether the station has taken the new one, so both open the door until it uses one."""


class PasswordChange(NamedTuple):
    """What became of it, and the station's own words where it gave an answer."""

    change: Change
    reply: Reply | None = None


class PasswordPorts(NamedTuple):
    """What the change of a password needs."""

    store: Store
    link: StationLink
    passwords: Passwords
    queries: Queries


async def change_password(
    ports: PasswordPorts, station: StationId, password: str, at: datetime, timeout_s: float | None = None
) -> PasswordChange:
    """Give a connected station a new password; only what it has accepted takes the old one's place.

    The new one is stored before the station hears of it: whatever is lost on the way, it can come back. Raises
    NotFoundError, BadInputError, CannotError, NotConnectedError, and ConflictError for the password that it has.
    Source: OCPP 2.0.1 part 2, A01; OCPP 1.6 security whitepaper, A01.
    """
    check_password(password, longest_password(await _limit(ports, station)))
    command = SetPassword(password)
    record = known_station(ports.store, station)
    check_may_ask(record, command)
    if ports.link.connection(station) is None:
        raise NotConnectedError(f"station '{station}' is not connected", "wait until it is")
    if record.password_hash is not None and await ports.passwords.verify(password.encode(), record.password_hash):
        raise ConflictError("the station has this password already", "choose another one")
    hashed = await ports.passwords.hash(password.encode())
    await _save(ports.store, station, at, next_password_hash=hashed)
    try:
        reply = await ports.link.request(station, command, timeout_s)
    except CallRefusedError as error:
        await _keep_old(ports.store, station, at)
        return PasswordChange("refused", Reply("Rejected", error.code, error.description or None))
    except (CannotError, NotConnectedError):
        await _keep_old(ports.store, station, at)
        raise
    except (NoAnswerError, UnusableAnswerError):
        return PasswordChange("unknown")
    if reply.status == "Accepted":
        await take_new_password(ports.store, station, at)
        return PasswordChange("changed", reply)
    if reply.status == "RebootRequired":
        return PasswordChange("unknown", reply)
    await _keep_old(ports.store, station, at)
    return PasswordChange("refused", reply)


async def _limit(ports: PasswordPorts, station: StationId) -> float | None:
    """The longest password by the station's own word."""
    found = await ports.queries.variables_of(station, [_PASSWORD])
    told = (one.characteristics.max_limit for one in found if one.characteristics is not None)
    return next((limit for limit in told if limit is not None), None)


async def take_new_password(store: Store, station: StationId, at: datetime) -> None:
    """From now on the new password is the station's, and the old one is refused.

    Source: OCPP 2.0.1 part 2, A01.FR.03.
    """
    hashed = known_station(store, station).next_password_hash
    if hashed is None:
        return
    work = Work()
    work.tell(PasswordChanged(station=station, at=at))
    await _save(store, station, at, work, password_hash=hashed, next_password_hash=None)


async def _keep_old(store: Store, station: StationId, at: datetime) -> None:
    """Source: OCPP 2.0.1 part 2, A01.FR.04."""
    await _save(store, station, at, next_password_hash=None)


async def _save(
    store: Store, station: StationId, at: datetime, work: Work | None = None, **changes: str | None
) -> None:
    """Change the record as it is now, not as it was when the change began."""
    work = work or Work()
    record: ChargingStation = known_station(store, station)
    work.save(msgspec.structs.replace(record, updated_at=at, **changes))
    await store.commit(work)


_PASSWORD: Final = Address(Component("SecurityCtrlr"), "BasicAuthPassword")
