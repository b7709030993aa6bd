"""The virtual charging station: what happens at it, and what comes of that on the wire. No I/O, and its own clock."""

from collections.abc import Callable
from random import Random

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.charging_profile import RateUnit
from pilotwire.domain.composite_schedule import RunningTransaction
from pilotwire.domain.id_token import IdToken
from pilotwire.kernel.errors import ConflictError
from pilotwire.kernel.ids import EvseId, TransactionId
from pilotwire.kernel.time import from_unix_ms, print_seconds
from pilotwire.protocol.ocppj.frame import Call

from .agenda import Agenda
from .answering import answer
from .charging_point import ChargingPoint, Running
from .delivery import Delivery
from .effects import Effect, HangUp
from .facts import TransactionFact
from .limits import Limits
from .model.variables import Variables
from .outlet import Outlet
from .registration import HEARTBEAT_INTERVAL, Register
from .session import Failure, Outcome, Pace, Result, Session, no_matter
from .setup import EvseSetup, StationSetup
from .speech import Speech, Spoken
from .token_desk import TokenDesk
from .voices import speech_of

OutletMaker = Callable[[EvseSetup, Random], Outlet]


class VirtualStation:
    """One station. Let time pass with `advance`, do what people do with the acts, and after each of these carry out
    what `take_effects` returns. `now_ms` is in milliseconds since 1970 of the run's clock.
    """

    __slots__ = (
        "_begun", "_effects", "_powered", "_speech", "agenda", "delivery", "limits", "numbers", "points", "random",
        "registration", "reset_when_idle", "session", "setup", "tokens", "variables",
    )  # fmt: skip

    def __init__(self, setup: StationSetup, now_ms: int, outlets: OutletMaker) -> None:
        self.setup = setup
        self.random = Random(f"{setup.seed}/{setup.id}")  # noqa: S311 - a seed makes runs repeatable, no secret
        self.agenda = Agenda(now_ms)
        self.variables = Variables(dict(setup.variables))
        self._effects: list[Effect] = []
        self._speech: dict[str, Speech] = {}
        self._begun = 0
        self._powered = False
        self.reset_when_idle: str | None = None
        self.numbers: dict[str, int] = {}
        self.session = Session(setup, self.agenda, self.random, self._effects)
        self.registration = Register(setup, self.session, self.agenda, self.variables)
        self.delivery = Delivery(self.session, self.agenda, self.variables)
        self.tokens = TokenDesk(self.variables, self.agenda)
        self.limits = Limits(self.agenda, [EvseId(n + 1) for n in range(len(setup.evses))])
        self.points = [
            ChargingPoint(self, number, outlets(evse, self.random), number)
            for number, evse in enumerate(setup.evses, 1)
        ]
        self._join()

    def _join(self) -> None:
        session, registration, delivery = self.session, self.registration, self.delivery
        session.on_open = self._opened
        session.on_lost = registration.stop
        session.on_call = self._called
        registration.speech = self._voice
        registration.accepted = self._accepted
        delivery.may_send = self._may_tell
        delivery.speak = self._speak
        delivery.heard = self._heard
        self.tokens.is_online = self._may_tell
        self.tokens.ask = self._ask_about
        self.limits.changed = self._apply_limits

    # What the driver does.

    @property
    def next_due_ms(self) -> int | None:
        """When `advance` has something to do; None: nothing happens by itself."""
        return self.agenda.next_due_ms

    def advance(self, now_ms: int) -> None:
        """Let time pass until then."""
        self.agenda.run_until(now_ms)

    def take_effects(self) -> list[Effect]:
        """What to do now, in order; each is returned once."""
        found, self._effects[:] = list(self._effects), []
        return found

    def connected(self, subprotocol: str) -> None:
        """A dial succeeded."""
        self.session.connected(subprotocol)

    def refused(self, why: str) -> None:
        """A dial did not succeed."""
        self.session.refused(why)

    def disconnected(self, why: str) -> None:
        """The connection is gone."""
        self.session.disconnected(why)

    def received(self, text: str | bytes) -> None:
        """The CSMS sent a frame."""
        self.session.received(text)

    # What people and the world do.

    def power_on(self, reason: str = "PowerUp") -> None:
        """Start: dial, boot, and be a charging station."""
        self._powered = True
        self.registration.forget(reason)
        self._set_pace()
        self.session.open()
        for point in self.points:
            point.refresh()

    def power_off(self) -> None:
        """The power fails: the line is cut without a word, transactions end with the next start."""
        self._powered = False
        for point in self.points:
            if point.transaction is not None:
                point.stop("AbnormalCondition", "PowerLoss")
            point.stop_timers()
        self._silence(None)

    def reboot(self, reason: str, hard: bool = False) -> None:
        """Start anew by the station's own program; what is to be delivered and the variables survive."""
        for point in self.points:
            if point.transaction is not None:
                point.stop("ResetCommand", "ImmediateReset" if hard else "Reboot")
        self._silence(1001)
        self.agenda.after(BOOT_MS, lambda: self.power_on(reason))

    def lose_network(self) -> None:
        """The line is dead; the station goes on without it."""
        self._effects.append(HangUp(None))
        self.session.disconnected("the network is gone")
        self.session.wanted = False

    def find_network(self) -> None:
        """The line is back."""
        self.session.open()

    def plugged(self, evse_id: int) -> None:
        """A car stands at the EVSE and its cable is in: the outlet knows of it already."""
        self.point(evse_id).plugged()

    def unplugged(self, evse_id: int) -> None:
        """The car's cable is out."""
        self.point(evse_id).unplugged()

    def swipe(self, token: IdToken, evse_id: int | None = None) -> None:
        """Somebody presents a token, for an EVSE or wherever it fits: it starts, or stops what it started."""
        point = self._point_for(token, evse_id)
        if point is None:
            return
        if point.token is not None and point.transaction is not None:
            self._stop_by(point, token)
        else:
            self.tokens.authorize(token, lambda verdict: self._decided(point, token, verdict))

    def point(self, evse_id: int) -> ChargingPoint:
        """Raises ConflictError for an EVSE that the station does not have."""
        if not 1 <= evse_id <= len(self.points):
            raise ConflictError(f"{self.setup.id} has no EVSE {evse_id}", f"name one of 1 to {len(self.points)}")
        return self.points[evse_id - 1]

    def variable_changed(self, name: str) -> None:
        """A variable has another value: what depends on it follows."""
        if name == HEARTBEAT_INTERVAL:
            self.registration.restart_heartbeat()
        self._set_pace()

    def value_of(self, name: str) -> str:
        """A variable as it is told: some are what the station does now."""
        if name == "Ocpp16Ctrlr.NumberOfConnectors":
            return str(len(self.points))
        if name == "ClockCtrlr.DateTime":
            return print_seconds(from_unix_ms(self.clock_ms()))
        if name == "LocalAuthListCtrlr.Entries":
            return str(len(self.tokens.list_entries))
        return self.variables.text(name)

    # What charging points need.

    @property
    def online(self) -> bool:
        """There is a connection, and the CSMS has accepted the station."""
        return self.session.online and self.registration.status == "Accepted"

    def clock_ms(self, at_ms: int | None = None) -> int:
        """The station's own time."""
        return (self.agenda.now_ms if at_ms is None else at_ms) + self.registration.clock_error_ms

    def new_transaction_id(self) -> str:
        """A UUID that the seed decides."""
        bits = f"{self.random.getrandbits(128):032x}"
        return f"{bits[:8]}-{bits[8:12]}-4{bits[13:16]}-a{bits[17:20]}-{bits[20:]}"

    def tell(self, fact: TransactionFact) -> None:
        """Queue a fact for the CSMS."""
        self.delivery.add(fact)

    def condition_changed(self, point: ChargingPoint) -> None:
        """Tell a connector's status if it is another than was told; without a connection the next one tells it."""
        if self.online and self._voice().status_word(point) != point.told_status:
            self.tell_status(point)

    def tell_status(self, point: ChargingPoint) -> None:
        """Tell a connector's status now."""
        voice = self._voice()
        point.told_status = voice.status_word(point)
        self.session.call(*voice.status(point, from_unix_ms(self.clock_ms())), no_matter)

    def transaction_began(self, point: ChargingPoint) -> None:
        """Relative schedules begin."""
        running = point.transaction
        if running is not None:
            began = RunningTransaction(TransactionId(running.id), from_unix_ms(self.agenda.now_ms))
            self.limits.transaction_began(EvseId(point.evse_id), began)

    def transaction_ended(self, point: ChargingPoint, ended: Running) -> None:
        """The transaction's own profiles go."""
        self.limits.transaction_ended(EvseId(point.evse_id))
        reason = self.reset_when_idle
        if reason is not None and all(one.transaction is None for one in self.points if one is not point):
            self.reset_when_idle = None
            self.agenda.after(BOOT_MS, lambda: self.reboot(reason))

    def call(self, spoken: Spoken, done: Callable[[Outcome], None]) -> None:
        """Call the CSMS with any message."""
        self.session.call(*spoken, done)

    def voice(self) -> Speech:
        """How the station speaks on this connection."""
        return self._voice()

    # How it goes on.

    def _opened(self) -> None:
        self.delivery.stop()
        self.registration.connection_opened()

    def _accepted(self) -> None:
        for point in self.points:
            self.tell_status(point)
        self.delivery.go_on()

    def _called(self, call: Call) -> None:
        answer(self, call)

    def _may_tell(self) -> bool:
        return self.online

    def _voice(self) -> Speech:
        version = self.session.version
        speech = self._speech.get(version.name)
        if speech is None:
            speech = self._speech[version.name] = speech_of(version, self.numbers)
        return speech

    def _speak(self, fact: TransactionFact) -> Spoken | None:
        return self._voice().fact(fact)

    def _heard(self, fact: TransactionFact, result: Result | None) -> None:
        if result is None:
            return
        answer = self._voice().read_fact(fact, result.payload)
        if answer.number is not None:
            self.numbers[fact.transaction] = answer.number
        if fact.kind == "Ended":
            self.numbers.pop(fact.transaction, None)
        if answer.authorization is not None and fact.token is not None:
            self.tokens.learn(fact.token, answer.authorization)
            if answer.authorization.status != "Accepted":
                self._no_longer_accepted(fact)

    def _no_longer_accepted(self, fact: TransactionFact) -> None:
        point = self.points[fact.place.evse_id - 1]
        if point.transaction is None or point.transaction.id != fact.transaction:
            return
        if self.variables.switch("TxCtrlr.StopTxOnInvalidId"):
            point.deauthorized("Deauthorized", "DeAuthorized")
        else:
            point.suspended()

    def _ask_about(self, token: IdToken, then: Callable[[Authorization | None], None]) -> None:
        def done(outcome: Outcome) -> None:
            match outcome:
                case Result(payload):
                    then(self._voice().read_authorization(payload))
                case Failure():
                    then(None)

        self.session.call(*self._voice().authorize(token), done)

    def _decided(self, point: ChargingPoint, token: IdToken, verdict: Authorization) -> None:
        if verdict.status == "Accepted":
            point.authorized(token, verdict)

    def _stop_by(self, point: ChargingPoint, token: IdToken) -> None:
        running = point.transaction
        if running is not None and running.token is not None and running.token.key == token.key:
            point.deauthorized("StopAuthorized", "Local")
            return

        def decided(verdict: Authorization) -> None:
            same_group = running is not None and verdict.group_id is not None and verdict.group_id == running.group
            if verdict.status == "Accepted" and same_group:
                point.deauthorized("StopAuthorized", "Local")

        self.tokens.authorize(token, decided)

    def _point_for(self, token: IdToken, evse_id: int | None) -> ChargingPoint | None:
        if evse_id is not None:
            return self.point(evse_id)
        running = [one for one in self.points if one.token is not None and one.token.key == token.key]
        waiting = [one for one in self.points if one.outlet.occupied and one.token is None and one.operative]
        free = [one for one in self.points if one.is_free]
        return next(iter((*running, *waiting, *free)), None)

    def _apply_limits(self) -> None:
        for point in self.points:
            evse = self.setup.evses[point.evse_id - 1]
            unit: RateUnit = "W" if evse.supply == "DC" else "A"
            allowed = self.limits.allowed(EvseId(point.evse_id), unit, phases=evse.phases)
            limit = None if allowed.limit is None else float(allowed.limit)
            if evse.supply == "DC":
                point.limited(None, None if limit is None else int(limit), allowed.phases)
            else:
                point.limited(limit, None, allowed.phases)

    def _set_pace(self) -> None:
        number = self.variables.number
        self.session.pace = Pace(
            number("OCPPCommCtrlr.RetryBackOffWaitMinimum"),
            number("OCPPCommCtrlr.RetryBackOffRandomRange"),
            number("OCPPCommCtrlr.RetryBackOffRepeatTimes"),
        )

    def _silence(self, code: int | None) -> None:
        self.registration.stop()
        self.delivery.stop()
        self.session.close(code, "the station restarts")


BOOT_MS = 5_000
"""How long a start takes."""
