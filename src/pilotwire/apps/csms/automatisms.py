"""What begins by itself when a station has booted: its first report, and its onboarding."""

import asyncio
from logging import getLogger
from typing import Final

from pilotwire.domain.automatism import Automatism
from pilotwire.kernel.errors import ConflictError
from pilotwire.kernel.ids import StationId
from pilotwire.kernel.time import Clock
from pilotwire.services.automatism import Policy, due, reported
from pilotwire.services.context import Rules
from pilotwire.services.device_model_jobs import REPORT, ReportRequest
from pilotwire.services.hold import holding
from pilotwire.services.operations import Operations
from pilotwire.services.ports import Store
from pilotwire.services.provisioning_job import PROVISION, ProvisionRequest
from pilotwire.services.work import Work

_log: Final = getLogger(__name__)


class Automatisms:
    """Looks at a station's record whenever it has booted or come back, and begins what is due, if it may.

    What is due follows from the record alone, so nothing is lost with the process: it is looked at again when the
    station comes back. Before `begin` nothing is begun.
    """

    def __init__(self, store: Store, policy: Policy, clock: Clock, rules: Rules, template: str | None) -> None:
        self.policy = policy
        self._store = store
        self._clock = clock
        self._rules = rules
        self._template = template
        self._operations: Operations | None = None
        self._tasks: dict[StationId, asyncio.Task[None]] = {}
        self._early: set[StationId] = set()

    def begin(self, operations: Operations) -> None:
        """From now on; stations that were there before are looked at now."""
        self._operations = operations
        for station in self._early:
            self.look(station)
        self._early.clear()

    def look(self, station: StationId) -> None:
        """Begin in the background what is due for this station. Costs nothing where nothing is."""
        record = self._store.station(station)
        if record is None or station in self._tasks:
            return
        wanted = due(record, self._rules.onboarding)
        if wanted is None or not self.policy.may_start(station, wanted):
            return
        if self._operations is None:
            self._early.add(station)
            return
        task = asyncio.get_running_loop().create_task(self._start(self._operations, station, wanted))
        self._tasks[station] = task
        task.add_done_callback(lambda _: self._tasks.pop(station, None))

    async def start(self, station: StationId, automatism: Automatism, kind: str, request: object) -> bool:
        """Begin an operation, if this may begin by itself. False when it may not, or runs for this station already."""
        if self._operations is None or not self.policy.may_start(station, automatism):
            return False
        try:
            await self._operations.start(kind, request, station)
        except ConflictError:
            return False
        return True

    async def close(self) -> None:
        """Begin nothing more."""
        self._operations = None
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _start(self, operations: Operations, station: StationId, wanted: Automatism) -> None:
        record = self._store.station(station)
        if record is None or due(record, self._rules.onboarding) != wanted:
            return
        try:
            if wanted == "onboarding":
                work = holding(record, "Pending", self._clock.now(), None)
                request = ProvisionRequest(template=self._template, accept=True)
                await operations.start(PROVISION, request, record.id, work=work)
            else:
                work = Work()
                work.save(reported(record))
                await operations.start(REPORT, ReportRequest(), record.id, work=work)
        except ConflictError as error:
            _log.info("%s of station %s is not begun: %s", wanted, record.id, error.message)
        except Exception:
            _log.exception("%s of station %s could not be begun", wanted, record.id)
