"""Certificates of stations: what becomes of a request, of one that is used, of one that is revoked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.certificate import (
    PENDING,
    Certificate,
    IssuedCertificate,
    RevocationReason,
    Revoked,
    Signing,
    SigningRequest,
    is_among,
)
from pilotwire.domain.certificate_events import (
    CertificateActivated,
    CertificateRefused,
    CertificateRequested,
    CertificateRevoked,
)
from pilotwire.domain.security_commands import SigningUse
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import ConflictError, NotFoundError, PilotwireError
from pilotwire.kernel.ids import RecordId, StationId

from .certificate_authority import CertificateAuthority
from .context import CertificateRules, Context
from .ports import Expiry, Queries, Slice, Store, VariableFilter
from .station_link import StationLink
from .work import Work

MOST_PENDING: Final = 5
"""Requests of one station that may wait at the same time."""
MOST_A_DAY: Final = 20
"""Certificates for one station within a day: a station that asks without end gets no more."""


class CertificatePorts(NamedTuple):
    """What the services about certificates need."""

    store: Store
    queries: Queries
    link: StationLink
    authority: CertificateAuthority


class SigningAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whether the request was accepted, or why not."""

    accepted: bool
    reason: str | None = None


class RequestRejectedError(PilotwireError):
    """A request for a certificate cannot be accepted."""


async def request_certificate(ports: CertificatePorts, context: Context, wish: Signing) -> SigningAnswer:
    """Judge a station's request: accepted is what is stored with this message, and signed and handed over after it.

    The same request again, while the first one waits, is accepted without a second certificate. What is rejected is
    told as an event with the reason. Source: OCPP 2.0.1 part 2, A02.FR.11 and 12, A03.FR.11 and 12; the same in the
    OCPP 1.6 security whitepaper.
    """
    use: SigningUse = wish.use or "ChargingStationCertificate"
    try:
        request = await _good_request(ports, context, wish, use)
        recent = await ports.queries.certificates_of(context.station)
        if any(_is_same(one, request, wish, use) for one in recent):
            return SigningAnswer(True)
        _check_number(recent, context.received_at)
    except PilotwireError as error:
        context.work.tell(
            CertificateRefused(
                station=context.station, at=context.received_at, use=use, reason=error.message, remedy=error.remedy
            )
        )
        return SigningAnswer(False, f"{error.message}; {error.remedy}")
    record = Certificate(
        context.store.next_id(), context.station, use, "requested", context.received_at, context.received_at, request,
        wish.use is not None, wish.request_id, wish.dialect,
    )  # fmt: skip
    context.work.save(record)
    context.work.tell(
        CertificateRequested(
            station=context.station, at=context.received_at, certificate=str(record.id), use=use,
            subject=request.subject, request_id=wish.request_id,
        )
    )  # fmt: skip
    return SigningAnswer(True)


def check_names(request: SigningRequest, use: SigningUse, station: ChargingStation, rules: CertificateRules) -> None:
    """Raise RequestRejectedError unless the request names this station and this operator.

    Source: OCPP 2.0.1 part 2, A00.FR.509 and 511; OCPP 1.6 security whitepaper, A00.FR.509, A02.FR.13.
    """
    named = request.common_name
    if not named:
        raise RequestRejectedError("the request has no common name (CN)", "it must be the station's serial number")
    told = station.identity.serial_number
    if use == "ChargingStationCertificate" and named not in (station.id, told):
        known = f"'{station.id}'" + (f" or '{told}'" if told and told != station.id else "")
        raise RequestRejectedError(f"the request is for '{named}'", f"its common name (CN) must be {known}")
    wanted = {_plain(one) for one in rules.organizations}
    if wanted and _plain(request.organization or "") not in wanted:
        has = (
            "no organisation (O)" if request.organization is None else f"the organisation (O) '{request.organization}'"
        )
        raise RequestRejectedError(
            f"the request has {has}",
            f"set OrganizationName (CpoName in 1.6) of the station to '{rules.organizations[0]}'",
        )


async def used_certificate(store: Store, queries: Queries, station: StationId, fingerprint: str, at: datetime) -> bool:
    """Record that a station connected with a certificate: now it is active, and what it had before is replaced.

    Says False for a certificate of another station, with which this one must not come in. One that is none of ours is
    nobody's business here. Source: OCPP 2.0.1 part 2, A02.FR.10, A03.FR.10.
    """
    used = await queries.certificate_with(fingerprint)
    if used is None or used.state in ("active", "revoked"):
        return used is None or used.station == station
    if used.station != station:
        return False
    work = Work()
    replaced = [
        one
        for one in await queries.certificates_of(station)
        if one.use == used.use
        and one.id != used.id
        and (one.state == "active" or (one.state in ("issued", "installed") and one.id < used.id))
    ]
    work.save(
        changed(used, at, state="active", error=None, remedy=None),
        *(changed(one, at, state="replaced") for one in replaced),
    )
    work.tell(
        CertificateActivated(
            station=station, at=at, certificate=str(used.id), use=used.use, fingerprint=fingerprint,
            replaced=tuple(str(one.id) for one in replaced),
        )
    )  # fmt: skip
    await store.commit(work)
    return True


async def revoke_certificate(
    ports: CertificatePorts, record: RecordId, reason: RevocationReason, at: datetime, actor: str | None = None
) -> Certificate:
    """Revoke a certificate for good: when this returns, no connection is opened with it, and an open one is closed.

    Stored first, so that a list that could not be written is written at the next start. Raises NotFoundError, and
    ConflictError for one that was never issued. Again it changes nothing but to make sure of the list.
    """
    found = await known_certificate(ports.queries, record)
    if found.issued is None:
        raise ConflictError(
            f"Certificate {record} was never issued: it is {found.state}.", "There is nothing to revoke."
        )
    if found.state != "revoked":
        found = changed(found, at, state="revoked", revoked_at=at, revocation_reason=reason)
        work = Work()
        work.save(found)
        work.tell(
            CertificateRevoked(
                station=found.station, at=at, certificate=str(found.id), use=found.use, reason=reason, actor=actor
            )
        )
        await ports.store.commit(work)
    await publish_revocations(ports.queries, ports.authority, at)
    live = ports.link.connection(found.station)
    if live is not None and found.issued is not None and live.certificate == found.issued.fingerprint:
        await ports.link.disconnect(found.station, "The certificate was revoked.")
    return found


async def publish_revocations(queries: Queries, authority: CertificateAuthority, at: datetime) -> None:
    """Have the authority's lists hold all that is revoked and has not ended."""
    revoked = await queries.certificates_in(("revoked",), Expiry(after=at, limit=_ALL))
    await authority.publish([_entry(one, one.issued) for one in revoked if one.issued is not None], at)


async def known_certificate(queries: Queries, record: RecordId) -> Certificate:
    """A certificate by its id. Raises NotFoundError."""
    found = await queries.certificate(record)
    if found is None:
        raise NotFoundError(f"There is no certificate '{record}'.", "Look at the list of certificates.")
    return found


def changed(one: Certificate, at: datetime, **changes: object) -> Certificate:
    """The record with these changes."""
    return msgspec.structs.replace(one, updated_at=at, **changes)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


async def _good_request(ports: CertificatePorts, context: Context, wish: Signing, use: SigningUse) -> SigningRequest:
    """The request, if all of it can be accepted. Raises RequestRejectedError, BadInputError."""
    station, rules = context.record, context.rules.certificates
    if station is None:
        raise RequestRejectedError("the station is not known", "enter it first")
    live = ports.link.connection(context.station)
    profile = 0 if live is None else live.security_profile
    if profile < rules.min_profile:
        raise RequestRejectedError(
            f"the connection has security profile {profile}, and certificates are given from {rules.min_profile} on",
            "give the station a password, or lower certificate_min_profile",
        )
    request = await ports.authority.examine(wish.csr)
    check_names(request, use, station, rules)
    _check_not_another(ports.store, request, station)
    if use != "ChargingStationCertificate":
        await _check_secc(ports.queries, request, station.id)
    if wish.root is not None:
        known = await ports.authority.authorities()
        if not any(use in one.uses and is_among(wish.root, one.ids) for one in known):
            raise RequestRejectedError(
                "the station asks for a certificate under a root that is none of ours",
                "install our root on it, or configure it to ask for no other",
            )
    return request


def _check_not_another(store: Store, request: SigningRequest, station: ChargingStation) -> None:
    """A serial number that another station connects as would let this one in as that."""
    if request.common_name != station.id and store.station(StationId(request.common_name)) is not None:
        raise RequestRejectedError(
            f"'{request.common_name}' is another station", "correct the serial number that this station tells"
        )


async def _check_secc(queries: Queries, request: SigningRequest, station: StationId) -> None:
    """Where the station has told its SECC ids, the name must be one. Source: OCPP 2.1 part 2, A02, 2.4."""
    wanted = VariableFilter(component="ISO15118Ctrlr", variable="SeccId")
    told = (await queries.variables(Slice(limit=500), station, wanted)).items
    ids = {found.value for one in told if (found := one.attribute("Actual")) is not None and found.value}
    if ids and request.common_name not in ids:
        raise RequestRejectedError(
            f"the request is for '{request.common_name}'", f"its common name (CN) must be {' or '.join(sorted(ids))}"
        )


def _is_same(one: Certificate, request: SigningRequest, wish: Signing, use: SigningUse) -> bool:
    return (
        one.state in PENDING
        and one.use == use
        and one.request.key_hash == request.key_hash
        and one.request_id == wish.request_id
    )


def _check_number(recent: Sequence[Certificate], at: datetime) -> None:
    if sum(one.state in PENDING for one in recent) >= MOST_PENDING:
        raise RequestRejectedError(f"{MOST_PENDING} requests of this station wait already", "wait for their answers")
    if sum(at - one.requested_at < _DAY for one in recent) >= MOST_A_DAY:
        raise RequestRejectedError(
            f"the station has asked {MOST_A_DAY} times within a day", "see why it does, and let it ask tomorrow"
        )


def _entry(one: Certificate, issued: IssuedCertificate) -> Revoked:
    at, reason = one.revoked_at or one.updated_at, one.revocation_reason or "unspecified"
    return Revoked(issued.issuer, issued.serial_number, at, reason)


_ALL: Final = 1_000_000
_DAY: Final = timedelta(days=1)
