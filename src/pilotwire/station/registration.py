"""Whether the CSMS has accepted the station: boots, waits, heartbeats, and the station's clock."""

from collections.abc import Callable

from pilotwire.kernel.time import unix_ms

from .agenda import Agenda, Entry
from .model.variables import Variables
from .session import Failure, Outcome, Result, Session
from .setup import StationSetup
from .speech import Registration, RegistrationStatus, Speech

HEARTBEAT_INTERVAL = "OCPPCommCtrlr.HeartbeatInterval"
SANE_WAIT_S = 60
"""Between boots, when the CSMS leaves the choice to the station."""


class Register:
    """Boots until it is accepted; afterwards heartbeats. `accepted` is called each time that a boot is.

    Source: OCPP 2.0.1 part 2, B01 to B03, G02; OCPP 1.6, 4.2, 4.6.
    """

    __slots__ = (
        "_agenda", "_heartbeat", "_retry", "_session", "_setup", "_variables", "accepted", "boots", "clock_error_ms",
        "heartbeats", "reason", "speech", "status",
    )  # fmt: skip

    def __init__(self, setup: StationSetup, session: Session, agenda: Agenda, variables: Variables) -> None:
        self._setup = setup
        self._session = session
        self._agenda = agenda
        self._variables = variables
        self._heartbeat: Entry | None = None
        self._retry: Entry | None = None
        self.status: RegistrationStatus | None = None
        self.reason = "PowerUp"
        self.clock_error_ms = setup.clock_error_ms
        self.boots = 0
        self.heartbeats = 0
        self.speech: Callable[[], Speech] = _mute
        self.accepted: Callable[[], None] = _nothing

    def forget(self, reason: str) -> None:
        """The station starts anew, and has to be accepted again."""
        self.status = None
        self.reason = reason
        self.stop()

    def stop(self) -> None:
        """No boots and heartbeats while there is no connection."""
        for entry in (self._heartbeat, self._retry):
            if entry is not None:
                entry.cancel()
        self._heartbeat = self._retry = None

    def connection_opened(self) -> None:
        """Boot, unless the CSMS has accepted this start before: then the heartbeats go on."""
        if self.status == "Accepted":
            self.restart_heartbeat()
            self.accepted()
        else:
            self.boot()

    def boot(self) -> None:
        """Send a BootNotification now."""
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        self.boots += 1
        self._session.call(*self.speech().boot(self._setup, self.reason), self._answered)

    def beat(self) -> None:
        """Send a heartbeat now."""
        self.heartbeats += 1
        self._session.call(*self.speech().heartbeat(), self._beaten)
        self.restart_heartbeat()

    def restart_heartbeat(self) -> None:
        """The next heartbeat comes one interval from now. Source: OCPP 2.0.1 part 2, G02.FR.06 and 07."""
        if self._heartbeat is not None:
            self._heartbeat.cancel()
            self._heartbeat = None
        interval_s = self._variables.number(HEARTBEAT_INTERVAL)
        if interval_s > 0 and self.status == "Accepted":
            self._heartbeat = self._agenda.after(1000 * interval_s, self.beat)

    def _answered(self, outcome: Outcome) -> None:
        match outcome:
            case Result(payload):
                self._take(self.speech().read_registration(payload))
            case Failure(lost=True):
                return
            case Failure():
                self._boot_after(SANE_WAIT_S)

    def _take(self, told: Registration) -> None:
        self.status = told.status
        self._set_clock(told)
        if told.status != "Accepted":
            self._boot_after(told.interval_s or SANE_WAIT_S)
            return
        if told.interval_s > 0:
            self._variables.keep(HEARTBEAT_INTERVAL, str(told.interval_s))
        self.restart_heartbeat()
        self.accepted()

    def _beaten(self, outcome: Outcome) -> None:
        if isinstance(outcome, Result) and self._setup.follows_csms:
            self.clock_error_ms = unix_ms(self.speech().read_time(outcome.payload)) - self._agenda.now_ms

    def _set_clock(self, told: Registration) -> None:
        if self._setup.follows_csms:
            self.clock_error_ms = unix_ms(told.at) - self._agenda.now_ms

    def _boot_after(self, wait_s: int) -> None:
        self._retry = self._agenda.after(1000 * wait_s, self.boot)


def _mute() -> Speech:
    raise LookupError("no version is agreed upon yet")


def _nothing() -> None:
    pass
