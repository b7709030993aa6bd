"""Messages about transactions: kept until they are delivered, in the order in which things happened."""

from collections import deque
from collections.abc import Callable, Iterator

from pilotwire.protocol.message import Payload

from .agenda import Agenda, Entry
from .facts import TransactionFact
from .model.variables import Variables
from .session import Failure, Outcome, Result, Session

Spoken = tuple[str, Payload]
"""An action and its message."""


class Delivery:
    """The queue outlives connections and reboots. A message that the CSMS refuses is tried again, at last given up.

    `speak` gives the message of a fact when its turn has come, or None where the version has none for it; `heard` gets
    the answer. Source: OCPP 1.6, 4.8 and its errata; OCPP 2.0.1 part 2, E04, E13.
    """

    __slots__ = (
        "_agenda", "_attempts", "_busy", "_queue", "_retry", "_session", "_variables", "delivered", "given_up", "heard",
        "may_send", "speak",
    )  # fmt: skip

    def __init__(self, session: Session, agenda: Agenda, variables: Variables) -> None:
        self._session = session
        self._agenda = agenda
        self._variables = variables
        self._queue: deque[TransactionFact] = deque()
        self._attempts = 0
        self._busy = False
        self._retry: Entry | None = None
        self.delivered = 0
        self.given_up = 0
        self.may_send: Callable[[], bool] = _never
        self.speak: Callable[[TransactionFact], Spoken | None] = _silent
        self.heard: Callable[[TransactionFact, Result | None], None] = _deaf

    def __len__(self) -> int:
        return len(self._queue)

    def __iter__(self) -> Iterator[TransactionFact]:
        return iter(self._queue)

    def add(self, fact: TransactionFact) -> None:
        """Tell it when its turn comes."""
        self._queue.append(fact)
        self.go_on()

    def waits_for(self, transaction: str) -> bool:
        """Whether messages of a transaction are still queued."""
        return any(fact.transaction == transaction for fact in self._queue)

    def go_on(self) -> None:
        """Send the next one if nothing is in its way: called when a connection is there and the CSMS accepted us."""
        while self._queue and not self._busy and self._retry is None and self.may_send():
            fact = self._queue[0]
            spoken = self.speak(fact)
            if spoken is None:
                self._queue.popleft()
                continue
            self._busy = True
            self._session.call(spoken[0], spoken[1], self._done, self._timeout_s)

    def stop(self) -> None:
        """Forget what is on its way, not what is queued: the power failed."""
        self._busy = False
        self._attempts = 0
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None

    def _done(self, outcome: Outcome) -> None:
        if not self._busy:
            return
        self._busy = False
        match outcome:
            case Result():
                self.delivered += 1
                self._next(outcome)
            case Failure(lost=True):
                return
            case Failure():
                self._attempts += 1
                if self._attempts >= self._variables.number(ATTEMPTS):
                    self.given_up += 1
                    self._next(None)
                else:
                    wait_s = self._variables.number(ATTEMPT_INTERVAL) * self._attempts
                    self._retry = self._agenda.after(1000 * wait_s, self._try_again)

    def _next(self, result: Result | None) -> None:
        self._attempts = 0
        fact = self._queue.popleft()
        self.heard(fact, result)
        self.go_on()

    def _try_again(self) -> None:
        self._retry = None
        self.go_on()

    @property
    def _timeout_s(self) -> float:
        return float(self._variables.number("OCPPCommCtrlr.MessageTimeout[Default]"))


def _never() -> bool:
    return False


def _silent(fact: TransactionFact) -> Spoken | None:
    return None


def _deaf(fact: TransactionFact, result: Result | None) -> None:
    pass


ATTEMPTS = "OCPPCommCtrlr.MessageAttempts[TransactionEvent]"
ATTEMPT_INTERVAL = "OCPPCommCtrlr.MessageAttemptInterval[TransactionEvent]"
