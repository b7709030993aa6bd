"""The certificates in a station: what it holds, roots that it is to trust, and what it is to forget."""

from collections.abc import Sequence
from typing import Final, NamedTuple, get_args

import msgspec

from pilotwire.domain.certificate import Certificate, RootCertificate, is_among
from pilotwire.domain.certificate_events import CertificateDeleted, RootCertificateInstalled
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.security_commands import (
    CarDialect,
    CertificateId,
    DeleteCertificate,
    GetInstalledCertificates,
    InstallCertificate,
    InstalledAnswer,
    InstalledCertificate,
    InstalledUse,
    RootUse,
)
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import ConflictError, NotFoundError
from pilotwire.kernel.ids import StationId

from .ports import Queries, Slice
from .remote_control import Asker
from .root_certificates import known_root
from .station_record import known_station
from .work import Work

_EVERY_USE: Final[tuple[InstalledUse, ...]] = (*get_args(RootUse), "V2GCertificateChain")
_FOR_CARS: Final[tuple[InstalledUse, ...]] = ("V2GRootCertificate", "MORootCertificate", "V2GCertificateChain")


class Held(NamedTuple):
    """A certificate that a station told of, and what of ours it is: a root's name, or a certificate's record."""

    installed: InstalledCertificate
    root: str | None = None
    certificate: Certificate | None = None


class Inventory(NamedTuple):
    """What a station holds, and its own word for it, with its reason where it gave one."""

    status: str
    held: list[Held]
    reason_code: str | None = None
    info: str | None = None


async def installed_certificates(
    asker: Asker, queries: Queries, station: StationId, uses: Sequence[InstalledUse] = ()
) -> Inventory:
    """What a connected station holds, by its own words; without uses all. Raises as `StationLink.request`.

    A version that tells one use at a time is asked for each that it has: Accepted is then that it holds any.
    Source: OCPP 2.0.1 part 2, M03; OCPP 1.6 security whitepaper, M03.
    """
    told = await _asked(asker, known_station(asker.store, station), tuple(uses))
    roots = (await queries.root_certificates(Slice(limit=_MOST_ROOTS))).items
    own = [one for one in await queries.certificates_of(station) if one.issued is not None]
    held = [_recognised(one, roots, own) for one in told.certificates]
    return Inventory(told.status, held, told.reason_code, told.info)


async def install_root(asker: Asker, queries: Queries, station: StationId, name: str) -> Reply:
    """Have a connected station trust a root certificate of the store. Raises NotFoundError, and as `request`.

    Source: OCPP 2.0.1 part 2, M05; OCPP 1.6 security whitepaper, M05.
    """
    record = known_station(asker.store, station)
    root = await known_root(queries, name)
    command = InstallCertificate(root.use, root.pem, _dialect(record, root.use))
    reply = await asker.link.request(station, command, asker.timeout_s)
    work = Work()
    work.tell(
        RootCertificateInstalled(
            station=station, at=asker.clock.now(), use=root.use, status=reply.status, fingerprint=root.fingerprint,
            name=root.name, actor=asker.actor,
        )
    )  # fmt: skip
    await asker.store.commit(work)
    return reply


async def delete_installed(
    asker: Asker, queries: Queries, station: StationId, wanted: CertificateId, use: InstalledUse | None = None
) -> Reply:
    """Have a connected station delete a certificate, by the names that it told. `use` is what it is for, where known.

    The one with which it connects to us is not asked for: ConflictError. Source: OCPP 2.0.1 part 2, M04.FR.06 and 07;
    OCPP 1.6 security whitepaper, M04.FR.05 and 07.
    """
    record = known_station(asker.store, station)
    for one in await queries.certificates_of(station):
        in_use = one.use == "ChargingStationCertificate" and one.issued is not None
        if in_use and one.issued is not None and is_among(wanted, one.issued.ids):
            raise ConflictError(
                f"This is the station's own certificate {one.id} ({one.state}), which OCPP does not let be deleted.",
                "Rotate it for a new one, or revoke it.",
            )
    command = DeleteCertificate(wanted, None if use is None else _dialect(record, use))
    reply = await asker.link.request(station, command, asker.timeout_s)
    work = Work()
    work.tell(
        CertificateDeleted(
            station=station, at=asker.clock.now(), status=reply.status, serial_number=wanted.serial_number,
            actor=asker.actor,
        )
    )  # fmt: skip
    await asker.store.commit(work)
    return reply


async def delete_root(asker: Asker, queries: Queries, station: StationId, name: str) -> Reply:
    """Have a connected station delete a root certificate of the store, by the names that it tells for it just now.

    So the hash algorithm is always the station's own. Raises NotFoundError when it does not hold that root. Source:
    OCPP 2.0.1 part 2, M04.FR.07; OCPP 1.6 security whitepaper, M04.FR.07.
    """
    root = await known_root(queries, name)
    inventory = await installed_certificates(asker, queries, station, (root.use,))
    found = next((one.installed.id for one in inventory.held if is_among(one.installed.id, root.ids)), None)
    if found is None:
        raise NotFoundError(
            f"Station '{station}' holds no root certificate '{name}'.", "Read which certificates it holds."
        )
    return await delete_installed(asker, queries, station, found, root.use)


def _dialect(station: ChargingStation, use: InstalledUse) -> CarDialect | None:
    """How to speak of this use, where the version has no words of its own; the newer way if it has never told."""
    return (station.car_dialect or "oca") if use in _FOR_CARS else None


async def _asked(asker: Asker, station: ChargingStation, uses: tuple[InstalledUse, ...]) -> InstalledAnswer:
    """The answers to one question, or to one for each use; of those for cars only if it has spoken of them, or if they
    are named.
    """
    if len(uses) != 1:
        try:
            return await asker.link.request(station.id, GetInstalledCertificates(uses), asker.timeout_s)
        except CannotError:
            pass  # one at a time, then
    answers: list[InstalledAnswer] = []
    cannot: list[CannotError] = []
    wanted = uses or _EVERY_USE
    for use in wanted:
        dialect = _dialect(station, use) if uses else station.car_dialect
        try:
            told = await asker.link.request(station.id, GetInstalledCertificates((use,), dialect), asker.timeout_s)
        except CannotError as error:
            cannot.append(error)
            continue
        named = tuple(msgspec.structs.replace(one, use=one.use or use) for one in told.certificates)
        answers.append(msgspec.structs.replace(told, certificates=named))
    if cannot and (uses or len(cannot) == len(wanted)):
        raise cannot[0]
    return _together(answers)


def _together(answers: Sequence[InstalledAnswer]) -> InstalledAnswer:
    """The answers as one: the first that found any speaks for all."""
    speaking = next((one for one in answers if one.status == "Accepted"), answers[0])
    return msgspec.structs.replace(speaking, certificates=tuple(held for one in answers for held in one.certificates))


def _recognised(one: InstalledCertificate, roots: Sequence[RootCertificate], own: Sequence[Certificate]) -> Held:
    root = next((known.name for known in roots if is_among(one.id, known.ids)), None)
    certificate = next((known for known in own if known.issued and is_among(one.id, known.issued.ids)), None)
    return Held(one, root, certificate)


_MOST_ROOTS: Final = 1000
