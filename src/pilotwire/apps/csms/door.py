"""Who may come in, and the life of a connection from its first to its last event."""

import asyncio
from datetime import datetime
from hashlib import sha256
from logging import getLogger
from typing import Final

import msgspec

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.connection import Connection
from pilotwire.adapters.transport.door import Admission
from pilotwire.adapters.transport.handshake import Handshake, UpgradeRequest
from pilotwire.adapters.transport.link import Link
from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.adapters.transport.sessions import WeakerProfileError
from pilotwire.domain.control_events import StationUnresponsive
from pilotwire.domain.events import StationConnected, StationDisconnected, StationUnderAttack
from pilotwire.domain.finding import Oddity
from pilotwire.domain.onboarding import rule_for
from pilotwire.domain.station import Behaviour, ChargingStation
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.ocppj.endpoint import Endpoint
from pilotwire.protocol.ocppj.limits import Limits
from pilotwire.services import findings, transaction_history
from pilotwire.services.remote_control import Asker
from pilotwire.services.station_password import take_new_password
from pilotwire.services.transaction_care import check_open
from pilotwire.services.work import Work

from .attempts import Attack
from .credentials import check_credentials, is_next_password
from .desk import StationDesk
from .guarded_passwords import GuardedPasswords, TooManyAttemptsError
from .links import LiveStations
from .parts import CsmsParts, link_policy
from .watchdog import Watchdog

_log: Final = getLogger(__name__)


class StationDoor:
    """Fits the listeners' `Door`: admits by record, password and certificate, then runs the connection."""

    def __init__(self, parts: CsmsParts, stations: LiveStations, watchdog: Watchdog) -> None:
        self._parts = parts
        self._stations = stations
        self._watchdog = watchdog

    async def admit(self, handshake: Handshake) -> Admission[tuple[Oddity, ...]] | Refusal:
        """Whether this station may connect: known or welcome as a stranger, with its password or certificate.

        Source: OCPP-J 1.6, 3.2; OCPP 2.0.1 part 2, A00.FR.204 and 207; part 4, 3.3.
        """
        record = self._parts.store.station(handshake.identity)
        if record is None and self._parts.rules.onboarding == "refuse":
            return refuse(Reason.UNKNOWN_STATION, f"No station '{handshake.identity}' is known here.")
        if record is not None and rule_for(record, self._parts.rules.onboarding) == "refuse":
            return refuse(Reason.STATION_BLOCKED, f"Station '{handshake.identity}' is blocked.")
        checked = await self._check(handshake, record)
        if isinstance(checked, Refusal):
            return checked
        if await is_next_password(handshake, record, self._parts.passwords):
            await take_new_password(self._parts.store, handshake.identity, self._parts.clock.now())
        security_profile, oddities = checked
        weaker = self._parts.connections.check(handshake.identity, security_profile)
        if weaker is not None:
            return weaker
        own = record.behaviour.compression if record is not None else None
        noted = (*(Oddity(f.name, "", f.detail, f.severity) for f in handshake.findings), *oddities)
        compress = self._parts.csms.compression if own is None else own
        return Admission(handshake, noted, security_profile, compress)

    async def serve(self, connection: Connection, admission: Admission[tuple[Oddity, ...]]) -> None:
        """Run one connection. Both its ends are events, whatever happens between."""
        parts, identity = self._parts, admission.handshake.identity
        table = parts.tables[admission.handshake.version]
        desk = StationDesk(parts, identity, table, parts.clock.now(), admission.handshake.certificate)
        limits = Limits(max_queued=parts.csms.call_queue)
        endpoint = Endpoint(table.version, limits, parts.connections.replies(identity))
        link = Link(connection, endpoint, desk, parts.clock, link_policy(parts.csms))
        try:
            session = parts.connections.open(identity, link, admission.security_profile, parts.clock.monotonic())
        except WeakerProfileError:
            await connection.close(CloseCause.WEAKER_PROFILE)
            return
        reminder: asyncio.TimerHandle | None = None
        questions: asyncio.TimerHandle | None = None
        try:
            await parts.store.room()
            parts.store.submit(self._connected(admission, session.generation))
            self._is_there(admission, desk)
            parts.pings.watch(connection, self._ping_interval_s(identity), _PONG_TIMEOUT_S)
            self._watchdog.watch(identity, desk, link)
            reminder = self._remind_of_boot(identity)
            parts.automatisms.look(identity)
            questions = self._ask_of_transactions(identity)
            closed = await link.run()
        finally:
            parts.pings.forget(connection)
            self._watchdog.forget(identity, link)
            for timer in (reminder, questions):
                if timer is not None:
                    timer.cancel()
            was_live = parts.connections.close(identity, link)
            if was_live:
                self._stations.remove(identity)
        await link.drained()
        work = self._disconnected(identity, str(closed.cause), session.generation, was_live)
        if closed.cause in _UNRESPONSIVE:
            work.tell(_unresponsive(identity, closed.cause, desk, parts.clock.now()))
        parts.store.submit(work)

    def _is_there(self, admission: Admission[tuple[Oddity, ...]], desk: StationDesk) -> None:
        """From now on the station can be reached; its certificate is in use."""
        identity, shown = admission.handshake.identity, _fingerprint(admission.handshake)
        self._stations.add(identity, desk, admission.handshake.address, admission.security_profile, shown)
        if shown is not None and self._parts.certificate_seen is not None:
            self._stations.in_background(self._parts.certificate_seen(identity, shown))

    def refused(self, request: UpgradeRequest, identity: str, refusal: Refusal) -> None:
        """Keep a refusal with its reason, so that whoever stands at the charger can be told."""
        self._parts.refusals.add(request, identity, refusal)

    async def _check(
        self, handshake: Handshake, record: ChargingStation | None
    ) -> tuple[int, tuple[Oddity, ...]] | Refusal:
        """What the credentials prove, as many of them as the limits on wrong passwords let us look at."""
        parts = self._parts
        own_address = None if record is None else record.address
        guarded = GuardedPasswords(parts.passwords, parts.attempts, handshake, own_address, parts.clock)
        try:
            return await check_credentials(handshake, record, guarded, parts.csms.organizations)
        except TooManyAttemptsError as error:
            return error.refusal
        finally:
            attack = guarded.done()
            if attack is not None:
                self._tell_attack(attack)

    def _tell_attack(self, attack: Attack) -> None:
        addresses = ", ".join(attack.addresses)
        _log.warning(
            "station %s: %d wrong passwords, lately from %s; further ones are slowed down",
            attack.station, attack.failures, addresses,
        )  # fmt: skip
        work = Work()
        work.tell(
            StationUnderAttack(
                station=attack.station, at=self._parts.clock.now(), failures=attack.failures,
                addresses=attack.addresses,
            )
        )  # fmt: skip
        self._parts.store.submit(work)

    def _connected(self, admission: Admission[tuple[Oddity, ...]], generation: int) -> Work:
        handshake, at, work = admission.handshake, self._parts.clock.now(), Work()
        known = self._parts.store.station(handshake.identity)
        record = known or ChargingStation(handshake.identity, created_at=at, updated_at=at)
        if record.protocol != handshake.subprotocol:
            record = msgspec.structs.replace(record, capabilities=())
        address = handshake.address if admission.security_profile else record.address
        work.save(msgspec.structs.replace(record, protocol=handshake.subprotocol, connected_at=at, address=address))
        work.tell(
            StationConnected(
                station=handshake.identity, at=at, protocol=handshake.subprotocol, address=handshake.address,
                generation=generation,
            )
        )  # fmt: skip
        transaction_history.connection_changed(self._parts.store, work, handshake.identity, at, "connected")
        work.note(*admission.station)
        findings.count(work, self._parts.store, handshake.identity, at, None)
        return work

    def _disconnected(self, identity: StationId, reason: str, generation: int, was_live: bool) -> Work:
        at, work = self._parts.clock.now(), Work()
        record = self._parts.store.station(identity)
        if record is not None and was_live:
            work.save(msgspec.structs.replace(record, disconnected_at=at))
            transaction_history.connection_changed(self._parts.store, work, identity, at, "disconnected", reason)
        work.tell(StationDisconnected(station=identity, at=at, reason=reason, generation=generation))
        return work

    def _behaviour(self, identity: StationId) -> Behaviour:
        record = self._parts.store.station(identity)
        return record.behaviour if record is not None else Behaviour()

    def _ping_interval_s(self, identity: StationId) -> float:
        own = self._behaviour(identity).ping_interval_s
        return self._parts.csms.ping_interval_s if own is None else own

    def _remind_of_boot(self, identity: StationId) -> asyncio.TimerHandle | None:
        """Ask for a BootNotification later, should none have come. A station that was accepted before need not boot.

        Finding `boot-absent`; nothing is asked of a station that is to be left in quiet.
        """
        record = self._parts.store.station(identity)
        if record is not None and record.registration is not None:
            return None
        if not self._parts.automatisms.policy.may_start(identity, "boot-reminder"):
            return None
        delay_s = self._parts.csms.trigger_boot_after_s or _BOOT_REMINDER_S
        return asyncio.get_running_loop().call_later(delay_s, self._ask_to_boot, identity)

    def _ask_of_transactions(self, identity: StationId) -> asyncio.TimerHandle | None:
        """Ask later about transactions that were open before the connection: they may have ended meanwhile.

        Later, so that the station can deliver what it has first. Source: OCPP 2.0.1 part 2, E14.
        """
        parts, delay_s = self._parts, self._parts.csms.check_transactions_after_s
        if not parts.store.open_transactions(identity):
            return None
        if not parts.automatisms.policy.may_start(identity, "transaction-check"):
            return None
        asker = Asker(
            store=parts.store, link=self._stations, clock=parts.clock, rules=parts.rules,
            timeout_s=parts.csms.call_timeout_s,
        )  # fmt: skip
        return asyncio.get_running_loop().call_later(
            delay_s, lambda: self._stations.in_background(check_open(asker, identity))
        )

    def _ask_to_boot(self, identity: StationId) -> None:
        record = self._parts.store.station(identity)
        if record is None or record.registration is None:
            self._stations.in_background(self._trigger_boot(identity))

    async def _trigger_boot(self, identity: StationId) -> None:
        work, at = Work(), self._parts.clock.now()
        work.note(Oddity("boot-absent", "", "no BootNotification after the connection was opened"))
        findings.count(work, self._parts.store, identity, at, None)
        self._parts.store.submit(work)
        payload = b'{"requestedMessage":"BootNotification"}'
        try:
            await self._stations.call(identity, "TriggerMessage", payload, self._parts.csms.call_timeout_s)
        except PilotwireError as error:
            _log.info("station %s could not be asked to boot: %s", identity, error)


def _fingerprint(handshake: Handshake) -> str | None:
    return None if handshake.certificate is None else sha256(handshake.certificate.der).hexdigest()


_BOOT_REMINDER_S: Final = 10
_UNRESPONSIVE: Final = (CloseCause.CALLS_IGNORED, CloseCause.UNRESPONSIVE)
_PONG_TIMEOUT_S: Final = 20.0


def _unresponsive(station: StationId, cause: CloseCause, desk: StationDesk, at: datetime) -> StationUnresponsive:
    return StationUnresponsive(station=station, at=at, reason=str(cause), last_seen_at=desk.last_seen_at)
