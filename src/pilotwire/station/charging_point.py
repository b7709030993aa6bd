"""One EVSE of a station: who charges at it, its transaction, and what is told of it."""

from typing import Final, Literal, Protocol, TypeAlias

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Context, Reading
from pilotwire.kernel.time import from_unix_ms

from .agenda import Agenda, Entry
from .facts import ChargingState, FactKind, Place, TransactionFact
from .model.variables import Variables
from .outlet import Outlet

Condition: TypeAlias = Literal[
    "available", "preparing", "charging", "suspended-ev", "suspended-evse", "finishing", "reserved", "unavailable",
    "faulted",
]  # fmt: skip
"""What a connector is up to, as finely as any version tells it."""

STEP_MS: Final = 10_000
"""How long power counts as constant while a car charges."""


class Running(msgspec.Struct):
    """A transaction that has begun and not ended."""

    id: str
    place: Place
    began_ms: int
    begin_mj: int
    seq_no: int = 0
    token: IdToken | None = None
    group: str | None = None
    state: ChargingState = "Idle"
    remote_start_id: int | None = None
    reservation_id: int | None = None
    charged_ms: int = 0
    reached: frozenset[str] = frozenset()


class Host(Protocol):
    """What a charging point needs of its station."""

    agenda: Agenda
    variables: Variables

    @property
    def online(self) -> bool:
        """There is a connection, and the CSMS has accepted the station."""
        ...

    def clock_ms(self, at_ms: int | None = None) -> int:
        """The station's own time, which may be wrong."""
        ...

    def new_transaction_id(self) -> str:
        """One that it has never used."""
        ...

    def tell(self, fact: TransactionFact) -> None:
        """Queue a fact for the CSMS."""
        ...

    def condition_changed(self, point: "ChargingPoint") -> None:
        """The connector's status may have to be told."""
        ...

    def transaction_began(self, point: "ChargingPoint") -> None:
        """Profiles and records may have to know."""
        ...

    def transaction_ended(self, point: "ChargingPoint", ended: Running) -> None:
        """Profiles and records may have to know."""
        ...


class ChargingPoint:
    """The life of one EVSE. A transaction begins when one of the start points is reached and ends when one of the stop
    points that were reached is left. Source: OCPP 2.0.1 part 2, E 2.6, E01 to E09; 1.6 has one point of each.
    """

    __slots__ = (
        "_agenda",
        "_aligned",
        "_host",
        "_sampling",
        "_spent",
        "_stepped_ms",
        "_stepping",
        "authorization",
        "bay_taken",
        "condition",
        "connector_id",
        "evse_id",
        "fault",
        "number",
        "operative",
        "outlet",
        "plug_timeout",
        "remote_start_id",
        "reservation_id",
        "reserved_for",
        "token",
        "told_status",
        "transaction",
        "wanted_operative",
    )  # fmt: skip

    def __init__(self, host: Host, evse_id: int, outlet: Outlet, number: int) -> None:
        self._host = host
        self._agenda = host.agenda
        self.evse_id = evse_id
        self.number = number
        self.connector_id = 1
        self.outlet = outlet
        self.operative = True
        self.wanted_operative: bool | None = None
        self.fault: str | None = None
        self.bay_taken = False
        self.token: IdToken | None = None
        self.authorization: Authorization | None = None
        self.remote_start_id: int | None = None
        self.reservation_id: int | None = None
        self.reserved_for: IdToken | None = None
        self.transaction: Running | None = None
        self.condition: Condition = "available"
        self.told_status: str | None = None
        self.plug_timeout: Entry | None = None
        self._spent = False
        self._sampling: Entry | None = None
        self._aligned: Entry | None = None
        self._stepping: Entry | None = None
        self._stepped_ms = self._agenda.now_ms

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.evse_id, self.connector_id, self.number)

    @property
    def is_free(self) -> bool:
        """Nobody charges, plugs or has presented a token here, and it works."""
        idle = self.transaction is None and self.token is None and not self.outlet.occupied
        return idle and self.operative and self.fault is None

    def plugged(self) -> None:
        """A cable now joins car and EVSE."""
        self._catch_up()
        self.bay_taken = True
        self._stop_waiting()
        self._review("CablePluggedIn")

    def unplugged(self) -> None:
        """The car is gone."""
        self._catch_up()
        self.bay_taken = False
        self._spent = False
        stops = self._host.variables.switch("TxCtrlr.StopTxOnEVSideDisconnect")
        if self.transaction is not None and not stops:
            self._update("EVCommunicationLost")
            self._refresh()
            return
        self._review("EVCommunicationLost", "EVDisconnected")
        if self.transaction is None:
            self._forget_token()
        self._refresh()

    def authorized(
        self, token: IdToken, authorization: Authorization, trigger: str = "Authorized",
        remote_start_id: int | None = None,
    ) -> None:  # fmt: skip
        """Somebody may charge here; without a car within EVConnectionTimeOut the permission is gone."""
        self.token = token
        self.authorization = authorization
        self.remote_start_id = remote_start_id
        self._spent = False
        if self.reserved_for is None:
            self.reservation_id = None
        self._review(trigger)
        timeout_s = self._host.variables.number("TxCtrlr.EVConnectionTimeOut")
        if not self.outlet.occupied and timeout_s:
            self._stop_waiting()
            self.plug_timeout = self._agenda.after(1000 * timeout_s, self._nobody_plugged)

    def deauthorized(self, trigger: str, reason: str) -> None:
        """The permission to charge here ends: by the driver, from afar, or because the CSMS says so."""
        self._catch_up()
        self._stop_waiting()
        self.token, token = None, self.token
        self.authorization = None
        self._review(trigger, reason, token)

    def stop(self, trigger: str, reason: str, token: IdToken | None = None) -> None:
        """End the transaction whatever the stop points are."""
        self._catch_up()
        self._stop_waiting()
        self._forget_token()
        if self.transaction is not None:
            self._end(trigger, reason, token)
        self._refresh()

    def suspended(self) -> None:
        """No more energy, and the transaction goes on: the CSMS does not accept the token (StopTxOnInvalidId off)."""
        self._catch_up()
        self.token = None
        self.authorization = None
        self._refresh()
        if self.transaction is not None:
            self._update("Deauthorized")

    def limited(self, limit_a: float | None, limit_w: int | None, phases: int | None) -> None:
        """Another limit holds from now on."""
        self._catch_up()
        self.outlet.limit(limit_a, limit_w, phases)
        self._settle()

    def failed(self, fault: str) -> None:
        """Something broke: no energy until it is cleared."""
        self._catch_up()
        self.fault = fault
        self._refresh()

    def mended(self) -> None:
        """The fault is over."""
        self.fault = None
        self._refresh()

    def set_operative(self, operative: bool) -> None:
        """Take it out of service or back. The caller waits for a transaction to end first."""
        self.operative = operative
        self.wanted_operative = None
        self._refresh()

    def reading(self, measurands: tuple[str, ...], context: Context) -> tuple[Reading, ...]:
        """What the meter shows now, as one reading; none when it shows none of these."""
        self._catch_up()
        samples = self.outlet.samples(measurands)
        at = from_unix_ms(self._host.clock_ms())
        return (Reading(at, samples, context),) if samples else ()

    def tell_now(self, trigger: str) -> None:
        """Tell of the running transaction outside of its rhythm, as TriggerMessage asks."""
        if self.transaction is not None:
            self._update(trigger, readings=self.reading(self._measurands("TxUpdatedMeasurands"), "Trigger"))

    def refresh(self) -> None:
        """Look again at what holds, as after a start."""
        self._refresh()

    def stop_timers(self) -> None:
        """The power failed: nothing happens here any more until it is back."""
        for entry in (self._sampling, self._aligned, self._stepping, self.plug_timeout):
            if entry is not None:
                entry.cancel()
        self._sampling = self._aligned = self._stepping = self.plug_timeout = None

    def _review(self, trigger: str, reason: str = "Local", token: IdToken | None = None) -> None:
        """Something changed: begin, go on with or end the transaction, and tell of it."""
        points = self._points()
        running = self.transaction
        if running is None:
            if not self._spent and points & self._start_points and self._may_begin():
                self._begin(trigger)
        elif running.reached & self._stop_points - points:
            self._end(trigger, reason, token)
        else:
            running.reached |= points
            presented = self.token if trigger in ("Authorized", "RemoteStart") else token
            self._update(trigger, token=presented)
        self._refresh()

    def _refresh(self) -> None:
        """Energy flows when all agree; then the status is told, and the transaction's state."""
        self.outlet.enable(self._may_flow())
        self._settle()

    def _settle(self) -> None:
        self.outlet.step(0)
        running = self.transaction
        if running is not None:
            state = self._charging_state()
            if state != running.state:
                running.state = state
                self._update("ChargingStateChanged")
        self._step_on()
        condition = self._condition()
        if condition != self.condition:
            self.condition = condition
            self._host.condition_changed(self)

    def _may_begin(self) -> bool:
        return self.operative and self.fault is None

    def _may_flow(self) -> bool:
        return self.operative and self.fault is None and self.token is not None and self.outlet.occupied

    def _points(self) -> frozenset[str]:
        connected, allowed = self.outlet.occupied, self.token is not None
        found = {"ParkingBayOccupancy": self.bay_taken, "EVConnected": connected, "Authorized": allowed}
        both = connected and allowed and self.fault is None
        found |= {"PowerPathClosed": both, "DataSigned": both, "EnergyTransfer": both and self.outlet.power_w != 0}
        return frozenset(name for name, reached in found.items() if reached)

    @property
    def _start_points(self) -> frozenset[str]:
        return frozenset(self._host.variables.members("TxCtrlr.TxStartPoint"))

    @property
    def _stop_points(self) -> frozenset[str]:
        return frozenset(self._host.variables.members("TxCtrlr.TxStopPoint"))

    def _charging_state(self) -> ChargingState:
        if not self.outlet.occupied:
            return "Idle"
        if not self._may_flow():
            return "EVConnected"
        if self.outlet.power_w != 0:
            return "Charging"
        return "SuspendedEVSE" if self.outlet.offered_w == 0 else "SuspendedEV"

    def _condition(self) -> Condition:
        if self.fault is not None:
            return "faulted"
        if not self.operative:
            return "unavailable"
        if self.transaction is not None:
            return _CONDITIONS[self._charging_state()]
        if self._spent and self.outlet.occupied:
            return "finishing"
        if self.outlet.occupied or self.token is not None:
            return "preparing"
        return "reserved" if self.reserved_for is not None else "available"

    def _begin(self, trigger: str) -> None:
        host = self._host
        running = Running(
            host.new_transaction_id(), self.place, self._agenda.now_ms, self.outlet.import_mj, token=self.token,
            group=None if self.authorization is None else self.authorization.group_id, reached=self._points(),
            remote_start_id=self.remote_start_id, reservation_id=self.reservation_id,
        )  # fmt: skip
        self.transaction = running
        self.outlet.enable(self._may_flow())
        self.outlet.step(0)
        running.state = self._charging_state()
        readings = self.reading(self._measurands("TxStartedMeasurands"), "Transaction.Begin")
        self._tell("Started", trigger, readings, self.token)
        self.reservation_id, self.reserved_for = None, None
        host.transaction_began(self)
        self._sample_on()

    def _update(self, trigger: str, readings: tuple[Reading, ...] = (), token: IdToken | None = None) -> None:
        if token is not None and self.transaction is not None and self.transaction.token is None:
            self.transaction.token = token
        self._tell("Updated", trigger, readings, token)

    def _end(self, trigger: str, reason: str, token: IdToken | None = None) -> None:
        running = self.transaction
        if running is None:
            return
        self.outlet.enable(False)
        self.outlet.step(0)
        running.state = "EVConnected" if self.outlet.occupied else "Idle"
        readings = self.reading(self._measurands("TxEndedMeasurands"), "Transaction.End")
        self._tell("Ended", trigger, readings, token, reason)
        self.transaction = None
        self._spent = self.outlet.occupied
        self._forget_token()
        if self._sampling is not None:
            self._sampling.cancel()
            self._sampling = None
        self._host.transaction_ended(self, running)
        if self.wanted_operative is not None:
            self.operative, self.wanted_operative = self.wanted_operative, None

    def _tell(
        self, kind: FactKind, trigger: str, readings: tuple[Reading, ...], token: IdToken | None,
        reason: str | None = None,
    ) -> None:  # fmt: skip
        running, host = self.transaction, self._host
        if running is None:
            return
        fact = TransactionFact(
            kind=kind, transaction=running.id, place=running.place, at_ms=host.clock_ms(), seq_no=running.seq_no,
            trigger=trigger, meter_wh=self.outlet.import_mj // 3_600_000, state=running.state, readings=readings,
            token=token, offline=not host.online, reason=reason, remote_start_id=running.remote_start_id,
            reservation_id=running.reservation_id if kind == "Started" else None,
            charged_s=running.charged_ms // 1000 if kind == "Ended" else None, phases=self.outlet.phases,
        )  # fmt: skip
        running.seq_no += 1
        host.tell(fact)

    def _catch_up(self) -> None:
        """Let the energy of the time since the last look flow."""
        elapsed_ms = self._agenda.now_ms - self._stepped_ms
        self._stepped_ms = self._agenda.now_ms
        if elapsed_ms > 0:
            if self.transaction is not None and self.outlet.power_w != 0:
                self.transaction.charged_ms += elapsed_ms
            self.outlet.step(elapsed_ms)

    def _step_on(self) -> None:
        if self._may_flow() and (self._stepping is None or self._stepping.act is None):
            self._stepping = self._agenda.after(STEP_MS, self._step)

    def _step(self) -> None:
        self._catch_up()
        if self.transaction is None:
            self._review("EnergyLimitReached")
        else:
            self._settle()
        self._step_on()

    def _sample_on(self) -> None:
        interval_s = self._host.variables.number("SampledDataCtrlr.TxUpdatedInterval")
        if interval_s and self._host.variables.switch("SampledDataCtrlr.Enabled"):
            self._sampling = self._agenda.after(1000 * interval_s, self._sample)

    def _sample(self) -> None:
        readings = self.reading(self._measurands("TxUpdatedMeasurands"), "Sample.Periodic")
        self._settle()
        if readings:
            self._update("MeterValuePeriodic", readings)
        self._sample_on()

    def _measurands(self, which: str) -> tuple[str, ...]:
        return self._host.variables.members(f"SampledDataCtrlr.{which}")

    def _nobody_plugged(self) -> None:
        self.plug_timeout = None
        if not self.outlet.occupied:
            self.deauthorized("EVConnectTimeout", "Timeout")
            self._forget_token()
            self._refresh()

    def _stop_waiting(self) -> None:
        if self.plug_timeout is not None:
            self.plug_timeout.cancel()
            self.plug_timeout = None

    def _forget_token(self) -> None:
        self.token = None
        self.authorization = None
        self.remote_start_id = None


_CONDITIONS: Final[dict[ChargingState, Condition]] = {
    "Idle": "preparing", "EVConnected": "preparing", "Charging": "charging", "SuspendedEV": "suspended-ev",
    "SuspendedEVSE": "suspended-evse",
}  # fmt: skip
