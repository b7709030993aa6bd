"""Certificates that end: told in time, renewed before, and recorded when it has happened."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from pilotwire.domain.certificate import LIVE, Certificate, newest_live
from pilotwire.domain.certificate_events import CertificateExpired, CertificateExpiring
from pilotwire.kernel.errors import ConflictError

from .automatism import Policy
from .certificate_jobs import ROTATE, RotateRequest
from .context import Rules
from .operations import Operations
from .ports import Expiry, Queries, Store
from .station_certificates import changed
from .station_link import StationLink
from .work import Work

AGAIN_AFTER: Final = timedelta(days=1)
"""A renewal that came to nothing is tried again after this."""
AT_ONCE: Final = 50
"""Renewals that one look begins at most."""


class RenewalPorts(NamedTuple):
    """What the look at certificates needs."""

    store: Store
    queries: Queries
    link: StationLink
    operations: Operations
    rules: Rules
    policy: Policy


async def look_at_ends(ports: RenewalPorts, now: datetime) -> int:
    """Record what has ended, tell what ends soon, and begin to renew it; returns how many renewals were begun.

    A station is asked when it is connected and nobody wants it left in quiet. Source: OCPP 2.0.1 part 2, A02.
    """
    await _record_ended(ports, now)
    lead = timedelta(days=ports.rules.certificates.renewal_days)
    ending = await ports.queries.certificates_in(("installed", "active"), Expiry(before=now + lead))
    begun = 0
    for one in ending:
        if one.expiry_told_at is None:
            one = await _tell(ports, one, now)
        if begun < AT_ONCE and await _is_due(ports, one, now):
            begun += await _renew(ports, one, now)
    return begun


async def _record_ended(ports: RenewalPorts, now: datetime) -> None:
    ended = await ports.queries.certificates_in(LIVE, Expiry(before=now))
    for one in ended:
        work = Work()
        work.save(changed(one, now, state="expired"))
        if one.issued is not None:
            work.tell(
                CertificateExpired(
                    station=one.station, at=now, certificate=str(one.id), use=one.use, not_after=one.issued.not_after
                )
            )
        await ports.store.commit(work)


async def _tell(ports: RenewalPorts, one: Certificate, now: datetime) -> Certificate:
    told, work = changed(one, now, expiry_told_at=now), Work()
    work.save(told)
    if one.issued is not None:
        work.tell(
            CertificateExpiring(
                station=one.station, at=now, certificate=str(one.id), use=one.use, not_after=one.issued.not_after
            )
        )
    await ports.store.commit(work)
    return told


async def _is_due(ports: RenewalPorts, one: Certificate, now: datetime) -> bool:
    if ports.store.station(one.station) is None or ports.link.connection(one.station) is None:
        return False
    if not ports.policy.may_start(one.station, "certificate-renewal"):
        return False
    if one.renewal_tried_at is not None and now - one.renewal_tried_at < AGAIN_AFTER:
        return False
    own = [other for other in await ports.queries.certificates_of(one.station) if other.use == one.use]
    newest = newest_live(own)
    return newest is not None and newest.id == one.id


async def _renew(ports: RenewalPorts, one: Certificate, now: datetime) -> int:
    work = Work()
    work.save(changed(one, now, renewal_tried_at=now))
    await ports.store.commit(work)
    try:
        await ports.operations.start(ROTATE, RotateRequest(one.use), one.station)
    except ConflictError:
        return 0
    return 1
