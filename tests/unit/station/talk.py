"""A station of unit tests, and the CSMS at the other end of its line: all in one thread, in virtual time."""

import json
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

from pilotwire.domain.reading import Sample
from pilotwire.kernel.time import from_unix_ms, print_seconds
from pilotwire.station.effects import Dial, Effect, HangUp, Transmit
from pilotwire.station.setup import EvseSetup, StationSetup
from pilotwire.station.station import VirtualStation

NOON_MS = 1_772_366_400_000
"""2026-03-01T12:00:00Z."""
ACCEPTED = {"status": "Accepted"}


class SteadyOutlet:
    """A car that takes 7,200 W whenever it may, and never less: 2 Wh a second."""

    def __init__(self, setup: EvseSetup, random: Random) -> None:
        self.occupied = False
        self.import_mj = 0
        self.phases: int | None = 3
        self.enabled = False
        self.limit_a: float | None = None

    @property
    def power_w(self) -> int:
        return 7200 if self.enabled and self.occupied and self.limit_a != 0 else 0

    @property
    def offered_w(self) -> int:
        return 0 if self.limit_a == 0 else 7200

    def enable(self, on: bool) -> None:
        self.enabled = on

    def limit(self, limit_a: float | None, limit_w: int | None, phases: int | None) -> None:
        self.limit_a = limit_a

    def step(self, dt_ms: int) -> None:
        self.import_mj += self.power_w * dt_ms

    def samples(self, measurands: Sequence[str]) -> tuple[Sample, ...]:
        shown = {
            "Energy.Active.Import.Register": Sample(value=Decimal(self.import_mj // 3_600_000)),
            "Power.Active.Import": Sample("Power.Active.Import", Decimal(self.power_w), "W"),
        }
        return tuple(shown[name] for name in measurands if name in shown)


class Talk:
    """Runs a station against a CSMS that answers each call at once, with what `answers` has for its action."""

    def __init__(self, setup: StationSetup, answers: dict[str, Any] | None = None) -> None:
        self.now_ms = NOON_MS
        self.outlets: list[SteadyOutlet] = []
        self.station = VirtualStation(setup, NOON_MS, self._outlet)
        self.answers: dict[str, Any] = {
            "BootNotification": lambda _: {"status": "Accepted", "currentTime": self.time, "interval": 300},
            "Heartbeat": lambda _: {"currentTime": self.time},
            "Authorize": {"idTagInfo" if "1.6" in setup.versions[0].subprotocol else "idTokenInfo": ACCEPTED},
            "StartTransaction": {"transactionId": 7, "idTagInfo": ACCEPTED},
        } | (answers or {})
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.replies: list[list[Any]] = []
        self.dials: list[Dial] = []
        self.hang_ups: list[HangUp] = []
        self.answering = True
        self.reachable = True
        self.held: list[str] = []

    @property
    def time(self) -> str:
        """The CSMS's clock, as it tells it."""
        return print_seconds(from_unix_ms(self.now_ms))

    def start(self) -> None:
        """Power on, connect, boot."""
        self.station.power_on()
        self.settle()

    def wait(self, seconds: float) -> None:
        """Let time pass, step by step, answering what comes."""
        until_ms = self.now_ms + int(seconds * 1000)
        while (due_ms := self.station.next_due_ms) is not None and due_ms <= until_ms:
            self.now_ms = max(self.now_ms, due_ms)
            self.station.advance(self.now_ms)
            self.settle()
        self.now_ms = until_ms
        self.station.advance(until_ms)
        self.settle()

    def ask(self, action: str, payload: dict[str, Any], number: str = "c1") -> list[Any]:
        """Call the station; its answer."""
        self.station.received(json.dumps([2, number, action, payload]))
        self.settle()
        return next(reply for reply in self.replies if reply[1] == number)

    def plug(self, evse_id: int = 1) -> None:
        """A car comes."""
        self.outlets[evse_id - 1].occupied = True
        self.station.plugged(evse_id)
        self.settle()

    def unplug(self, evse_id: int = 1) -> None:
        """It leaves."""
        self.outlets[evse_id - 1].occupied = False
        self.station.unplugged(evse_id)
        self.settle()

    def drop(self) -> None:
        """The line breaks."""
        self.station.disconnected("the test cut the line")
        self.settle()

    def settle(self) -> None:
        """Carry out the effects until there are none."""
        while effects := self.station.take_effects():
            for effect in effects:
                self._carry_out(effect)

    def sent(self, action: str) -> list[dict[str, Any]]:
        """The payloads of the station's calls of an action."""
        return [payload for name, payload in self.calls if name == action]

    def _outlet(self, setup: EvseSetup, random: Random) -> SteadyOutlet:
        self.outlets.append(SteadyOutlet(setup, random))
        return self.outlets[-1]

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Dial():
                self.dials.append(effect)
                if self.reachable:
                    self.station.connected(effect.subprotocols[0])
                else:
                    self.station.refused("nobody listens")
            case HangUp():
                self.hang_ups.append(effect)
            case Transmit(text):
                self._hear(text)
            case _:
                raise AssertionError(effect)

    def _hear(self, text: str) -> None:
        frame = json.loads(text)
        if frame[0] != 2:
            self.replies.append(frame)
            return
        self.calls.append((frame[2], frame[3]))
        if not self.answering:
            self.held.append(frame[1])
            return
        answer = self.answers.get(frame[2], {})
        payload = answer(frame[3]) if callable(answer) else answer
        if isinstance(payload, list):
            self.station.received(json.dumps([4, frame[1], *payload]))
        else:
            self.station.received(json.dumps([3, frame[1], payload]))
