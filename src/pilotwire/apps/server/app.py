"""CSMS and API in one process: start, announce, run until told to stop, close in order."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
from collections.abc import Callable, Coroutine, Iterator, Mapping
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final
from uuid import uuid4

import msgspec
import uvloop
from prometheus_client import CollectorRegistry

from pilotwire.adapters.clock import SystemClock
from pilotwire.adapters.pki.firmware_signature import check_signature
from pilotwire.adapters.pki.passwords import Argon2Passwords
from pilotwire.adapters.storage.opening import Storage, open_storage
from pilotwire.adapters.telemetry.logging import configure_logging
from pilotwire.apps.api.admin_key import write_admin_key
from pilotwire.apps.api.health import storage_check
from pilotwire.apps.api.login import Logins
from pilotwire.apps.api.parts import ApiParts, ApiSettings
from pilotwire.apps.api.remembered import LIFE, MOST, MOST_BYTES
from pilotwire.apps.api.serving import ApiServer
from pilotwire.apps.csms.app import Csms, SecurePort, build
from pilotwire.apps.csms.charge_records import ChargeRecords
from pilotwire.apps.csms.cost_telling import Answers, CostTelling
from pilotwire.apps.csms.issuing import Issuing, IssuingParts
from pilotwire.apps.csms.operations import RunningOperations
from pilotwire.apps.csms.tariff_keeping import TariffKeeping
from pilotwire.domain.operation import OperationId
from pilotwire.handlers.outgoing import Calls
from pilotwire.kernel.errors import PilotwireError
from pilotwire.services.advisers import NO_ADVISERS
from pilotwire.services.api_key import ensure_admin_key
from pilotwire.services.context import Rules
from pilotwire.services.customer_job import CUSTOMER
from pilotwire.services.customers import forget_expired
from pilotwire.services.device_model_jobs import REPORT
from pilotwire.services.files import Files
from pilotwire.services.jobs import JOBS
from pilotwire.services.monitor_jobs import APPLY as MONITORS_APPLY
from pilotwire.services.monitor_jobs import REPORT as MONITORING_REPORT
from pilotwire.services.operations import Secrets, Surroundings
from pilotwire.services.provisioning_job import PROVISION
from pilotwire.services.station_certificates import publish_revocations

from .advising import advisers
from .announcement import Announcement, announce
from .authority import ThreadedAuthority, ThreadedRootReader
from .filing import Filing, open_filing
from .metrics import AdmissionFigures, FileFigures, show_storage
from .securing import Secured, secured
from .settings import Settings
from .wiring import care_rules, csms_rules, listener_settings, qr_rules, service_rules, version_when_absent, zone_of

_log: Final = logging.getLogger(__name__)

_GC_THRESHOLDS: Final = (100_000, 50, 100)
"""Thousands of connections are millions of objects that live long: looking through them often is dear."""
_REPORTED: Final[Mapping[str, frozenset[str]]] = {
    REPORT: frozenset({"NotifyReport"}),
    PROVISION: frozenset({"NotifyReport"}),
    MONITORING_REPORT: frozenset({"NotifyMonitoringReport"}),
    MONITORS_APPLY: frozenset({"NotifyMonitoringReport"}),
    CUSTOMER: frozenset({"NotifyCustomerInformation"}),
}
_FORGET_EVERY_S: Final = 3600.0


def serve(settings: Settings) -> int:
    """Run the server until SIGINT or SIGTERM; returns the process's exit code.

    Raises PilotwireError with a remedy when it cannot start: a port taken, a folder or a database it may not use.
    """
    configure_logging(settings.log_level, settings.log_format)
    gc.set_threshold(*_GC_THRESHOLDS)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_run(settings, announce))
    return 0


class Server:
    """Everything of one process. `start` raises PilotwireError and leaves nothing behind."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.logins = Logins(os.urandom)
        self._clock = SystemClock()
        self._closing = contextlib.AsyncExitStack()
        self._secured: Secured | None = None
        self._advisers = NO_ADVISERS
        self._authority: ThreadedAuthority | None = None
        self.csms: Csms | None = None
        self.filing: Filing | None = None
        self._api: ApiServer | None = None

    @property
    def ocpp_url(self) -> str:
        """What a station dials, without its id."""
        port = self.csms.port if self.csms is not None else self.settings.ocpp_port
        return f"ws://{_dialled(self.settings.stations_host)}:{port}{self.settings.ocpp_path}"

    @property
    def ocpp_tls_url(self) -> str | None:
        """The same with TLS, where there is a port for it."""
        port = self.csms.tls_port if self.csms is not None else self.settings.ocpp_tls_port
        return (
            None if port is None else f"wss://{_dialled(self.settings.stations_host)}:{port}{self.settings.ocpp_path}"
        )

    @property
    def http_url(self) -> str:
        """Where the API is."""
        port = self._api.port if self._api is not None else self.settings.http_port
        return f"http://{_dialled(self.settings.host)}:{port}"

    @property
    def files(self) -> Files | None:
        """The file service, None where it is off."""
        return None if self.filing is None else self.filing.files

    async def start(self) -> None:
        """Open the storage, then the stations' port, then the API's."""
        settings, clock = self.settings, self._clock
        _make_folder(settings.data_dir)
        async with contextlib.AsyncExitStack() as stack:
            storage = await open_storage(settings.database(), clock)
            stack.push_async_callback(storage.close)
            passwords = Argon2Passwords(os.urandom)
            stack.callback(passwords.close)
            keep = partial(write_admin_key, settings.data_dir)
            await ensure_admin_key(storage.store, lambda secret: _drop(keep(secret)), clock.now(), os.urandom)
            rules = service_rules(settings)
            issuing = await self._issuing(storage, rules)
            self._secured = await asyncio.to_thread(secured, settings, clock)
            costs = Answers(storage.queries, rules.zone, settings.cost_answer_s)
            stack.callback(costs.close)
            self._advisers = msgspec.structs.replace(await advisers(settings, clock, stack), costs=costs)
            self.csms = build(
                storage.store, passwords, clock, rules, csms_rules(settings),
                listener_settings(settings), version_when_absent(settings),
                None if self._secured is None else SecurePort(self._secured.port, self._secured.tls),
                self._advisers, issuing,
            )  # fmt: skip
            self.filing = await open_filing(settings, storage, clock)
            if self.filing is not None:
                await self.filing.start(self._secured, _dialled)
                stack.push_async_callback(self.filing.close)
            await _await_reports(storage, self.csms)
            if issuing is not None:
                issuing.attach(self.csms.stations)
            await self.csms.start()
            stack.push_async_callback(self.csms.close)
            around = Surroundings(
                storage.store, storage.queries, self.csms.stations, rules, Secrets(passwords, os.urandom),
                authority=None if issuing is None else issuing.authority, files=self.files, advisers=self._advisers,
                policy=self.csms.automatisms.policy, zone_of=partial(zone_of, settings),
            )  # fmt: skip
            operations = RunningOperations(JOBS, around, clock, lambda: OperationId(str(uuid4())))
            stack.push_async_callback(operations.close)
            self._api = await ApiServer.start(
                self._api_parts(storage, passwords, self.csms, operations), settings.host, settings.http_port
            )
            stack.push_async_callback(self._api.stop)
            await operations.resume()
            self._begin(self.csms, operations, issuing)
            telling = CostTelling(self.csms.parts, self.csms.stations, storage.queries, settings.cost_update_s)
            costs.attach(telling)
            keeping = TariffKeeping(self.csms.parts)
            for work in (telling.run(), keeping.run(), *self._in_background(storage, issuing)):
                stack.push_async_callback(_cancelled, asyncio.create_task(work))
            self._closing = stack.pop_all()

    def _begin(self, csms: Csms, operations: RunningOperations, issuing: Issuing | None) -> None:
        csms.automatisms.begin(operations)
        if issuing is not None:
            issuing.begin(operations, csms.automatisms.policy)

    def _in_background(self, storage: Storage, issuing: Issuing | None) -> Iterator[Coroutine[object, object, None]]:
        """What goes on by itself until the server is closed."""
        settings = self.settings
        records = ChargeRecords(
            storage.store, storage.queries, storage.feed, self._clock, service_rules(settings).zone,
            timedelta(seconds=settings.charge_record_after_s),
        )  # fmt: skip
        yield records.run()
        yield self._forget(storage)
        if self.filing is not None:
            yield self.filing.run()
        if issuing is not None:
            yield issuing.run()
        if self._secured is not None:
            yield self._secured.tls.follow()

    async def close(self) -> None:
        """Stop the API, say good-bye to stations, store what waits."""
        await self._closing.aclose()

    async def _issuing(self, storage: Storage, rules: Rules) -> Issuing | None:
        """Our certificate authority at work, its keys opened and its lists written anew; None where there is none."""
        if self.settings.certificate_authority == "off":
            return None
        authority, now = ThreadedAuthority(self.settings, self.read_certificates_again), self._clock.now()
        await authority.open(now)
        self._authority = authority
        try:
            await publish_revocations(storage.queries, authority, now)
        except PilotwireError as error:  # most of all a clock that nobody has set yet: it is tried again
            _log.error("revocation lists could not be written: %s. %s", error.message, error.remedy)
        parts = IssuingParts(storage.store, storage.queries, authority, rules, self._clock)
        return Issuing(parts)

    def read_certificates_again(self) -> None:
        """Take up changed TLS files at once; without it they are looked at every few seconds."""
        if self._secured is not None:
            self._secured.tls.refresh(even_if_unchanged=True)

    def announcement(self) -> Announcement:
        """What to tell the person at the terminal."""
        settings = self.settings
        token = self.logins.issue_token(self._clock.monotonic()) if settings.show_link else None
        database = settings.database()
        return Announcement(
            self.ocpp_url, self.http_url, settings.protocols, settings.onboarding_rule(),
            database.render_as_string(hide_password=True) if settings.database_url else str(database.database),
            str(settings.admin_key_file), None if token is None else f"{self.http_url}/login?token={token}",
            self.ocpp_tls_url, None if self.filing is None else self.filing.base_url,
            None if self._secured is None else self._secured.development,
        )  # fmt: skip

    def _api_parts(
        self, storage: Storage, passwords: Argon2Passwords, csms: Csms, operations: RunningOperations
    ) -> ApiParts:
        settings, registry = self.settings, CollectorRegistry()
        show_storage(storage, registry)
        registry.register(AdmissionFigures(csms.parts))
        if self.filing is not None:
            registry.register(FileFigures(self.filing.files, self.filing.gate))
        return ApiParts(
            settings=ApiSettings(
                version=version("pilotwire"), ocpp_url=self.ocpp_url, ocpp_tls_url=self.ocpp_tls_url,
                hosts=settings.http_hosts,
                keep_customer_data_h=settings.keep_customer_data_h,
                call_timeout_s=settings.call_timeout_s,
                stops_at_limits=settings.transaction_limit_stop and not settings.quiet,
                problems=care_rules(settings).problems,
                qr_codes=qr_rules(settings),
            ),
            store=storage.store, queries=storage.queries, feed=storage.feed, link=csms.stations, call_book=Calls(),
            operations=operations, rules=service_rules(settings), advisers=self._advisers,
            policy=csms.automatisms.policy,
            authority=self._authority, root_reader=ThreadedRootReader(),
            signature_check=check_signature, zone_of=partial(zone_of, settings),
            passwords=passwords, clock=self._clock, random_bytes=os.urandom, logins=self.logins,
            files=self.files, registry=registry, retention=storage.retention, started_at=self._clock.now(),
            health=[lambda: storage_check(storage.health())],
        )  # fmt: skip

    async def _forget(self, storage: Storage) -> None:
        """Delete, once an hour, what is older than the settings say."""
        while True:
            now, settings = self._clock.now(), self.settings
            messages, events = (
                now - timedelta(days=days) if days else None
                for days in (settings.keep_messages_days, settings.keep_events_days)
            )
            try:
                await storage.retention.forget_before(messages, events)
                await storage.retention.forget_answers(now - LIFE, MOST, MOST_BYTES)
                await forget_expired(storage.store, storage.queries, now)
            except Exception:
                _log.exception("forgetting what is old failed; it is tried again in an hour")
            await asyncio.sleep(_FORGET_EVERY_S)


async def _run(settings: Settings, tell: Callable[[Announcement], None]) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    server = Server(settings)
    await server.start()
    if settings.ocpp_tls_port is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, server.read_certificates_again)
    try:
        tell(server.announcement())
        await stop.wait()
    finally:
        await server.close()


async def _cancelled(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _await_reports(storage: Storage, csms: Csms) -> None:
    """Hear the parts of reports that an earlier process asked for, also of stations that wait to be accepted."""
    for one in await storage.queries.open_operations():
        if one.kind in _REPORTED and one.station is not None:
            csms.stations.await_from(one.station, _REPORTED[one.kind])


def _make_folder(data_dir: Path) -> None:
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise PilotwireError(
            f"The data folder {data_dir} cannot be made: {error.strerror}.",
            "Make it yourself for this user, or name another with --data-dir.",
        ) from error


def _dialled(host: str) -> str:
    """The address to call a listener by: one that listens on all addresses is named by this machine's own name."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return os.uname().nodename
    return f"[{host}]" if ":" in host else host


def _drop(_: object) -> None:
    """Makes a function of no result out of one."""
