"""Certificates at work: requests of stations to the authority, certificates seen at the door, and the timer."""

import asyncio
from datetime import UTC, datetime, timedelta
from logging import getLogger
from typing import Final, NamedTuple

from pilotwire.domain.certificate import PENDING, Signing
from pilotwire.handlers.outgoing import TABLES
from pilotwire.handlers.signing import with_signing
from pilotwire.kernel.errors import ConflictError
from pilotwire.kernel.ids import StationId
from pilotwire.kernel.time import Clock
from pilotwire.services.automatism import Policy
from pilotwire.services.certificate_authority import CertificateAuthority
from pilotwire.services.certificate_jobs import ROTATE, SIGN, SignRequest
from pilotwire.services.certificate_renewal import RenewalPorts, look_at_ends
from pilotwire.services.context import Context, Rules
from pilotwire.services.operations import Operations
from pilotwire.services.ports import Expiry, Queries, Store
from pilotwire.services.station_certificates import (
    CertificatePorts,
    SigningAnswer,
    publish_revocations,
    request_certificate,
    used_certificate,
)
from pilotwire.services.station_link import StationLink

_log: Final = getLogger(__name__)

SIGN_AFTER_S: Final = 0.2
"""The answer to the station's request leaves first."""
PENDING_EVERY_S: Final = 5.0
"""How often we look for requests that nobody works on, as a process that was ended leaves them behind."""
LOOK_EVERY: Final = timedelta(hours=1)
PUBLISH_EVERY: Final = timedelta(days=1)


class IssuingParts(NamedTuple):
    """What issuing works with."""

    store: Store
    queries: Queries
    authority: CertificateAuthority
    rules: Rules
    clock: Clock


class Issuing:
    """Joins the authority to the stations: they can ask from `attach` on, what they ask for is made from `begin` on."""

    def __init__(self, parts: IssuingParts) -> None:
        self.authority = parts.authority
        self._parts = parts
        self._link: StationLink | None = None
        self._operations: Operations | None = None
        self._policy: Policy | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.tables = with_signing(TABLES, self._sign)

    def attach(self, link: StationLink) -> None:
        """The way to stations; to be called before the first of them is let in, since a request needs it."""
        self._link = link

    def begin(self, operations: Operations, policy: Policy) -> None:
        """The way to long work, and what may begin by itself; what was asked for before is found by `run`."""
        self._operations, self._policy = operations, policy

    async def seen(self, station: StationId, fingerprint: str) -> None:
        """A station has connected with this certificate; with another station's it does not stay."""
        parts = self._parts
        own = await used_certificate(parts.store, parts.queries, station, fingerprint, parts.clock.now())
        if not own and self._link is not None:
            _log.warning("station %s showed a certificate that was issued to another station", station)
            await self._link.disconnect(station, "The certificate was issued to another station.")

    async def run(self) -> None:
        """Look after requests, ends and revocation lists, for ever."""
        looked_at = published_at = datetime.min.replace(tzinfo=UTC)
        while True:
            now = self._parts.clock.now()
            try:
                await self._take_up_pending()
                if now - published_at >= PUBLISH_EVERY:
                    await publish_revocations(self._parts.queries, self._parts.authority, now)
                    published_at = now
                if now - looked_at >= LOOK_EVERY:
                    await self.look_at_ends(now)
                    looked_at = now
            except Exception:
                _log.exception("looking after certificates failed; it is tried again")
            await asyncio.sleep(PENDING_EVERY_S)

    async def look_at_ends(self, now: datetime) -> int:
        """Tell, renew and record what ends; how many renewals were begun."""
        parts = self._parts
        if self._link is None or self._operations is None or self._policy is None:
            return 0
        ports = RenewalPorts(parts.store, parts.queries, self._link, self._operations, parts.rules, self._policy)
        return await look_at_ends(ports, now)

    async def _sign(self, context: Context, wish: Signing) -> SigningAnswer:
        if self._link is None:
            return SigningAnswer(False, "the server has not started yet")
        parts = self._parts
        ports = CertificatePorts(parts.store, parts.queries, self._link, parts.authority)
        answer = await request_certificate(ports, context, wish)
        if answer.accepted:
            asyncio.get_running_loop().call_later(SIGN_AFTER_S, self._begin, context.station)
        return answer

    def _begin(self, station: StationId) -> None:
        task = asyncio.get_running_loop().create_task(self._work_on(station))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _take_up_pending(self) -> None:
        waiting = await self._parts.queries.certificates_in(PENDING, Expiry())
        for station in dict.fromkeys(one.station for one in waiting):
            await self._work_on(station)

    async def _work_on(self, station: StationId) -> None:
        """Begin to sign if the station is there, unless that is being done; work that rotates does it too."""
        operations = self._operations
        if operations is None or self._link is None or self._link.connection(station) is None:
            return
        if operations.is_busy(ROTATE, station) or operations.is_busy(SIGN, station):
            return
        try:
            await operations.start(SIGN, SignRequest(), station)
        except ConflictError:
            _log.debug("station %s is being worked on", station)
