"""What holds for any input and any order of events at an OCPP-J endpoint."""

import json
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw

from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.endpoint import Endpoint
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.ocppj.event import (
    Answered,
    AnswerUnreadable,
    CallReceived,
    ConnectionLost,
    Event,
    Expired,
    InProgress,
    NotDelivered,
    Refused,
    Repeated,
    TimedOut,
)
from pilotwire.protocol.ocppj.frame import Call, Malformed, Odd
from pilotwire.protocol.ocppj.limits import Limits
from pilotwire.protocol.ocppj.reader import read_frame
from pilotwire.protocol.ocppj.version import Version

versions = st.sampled_from(Version)
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40)
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=4
)
nearly_frames = st.lists(st.integers(1, 7) | values, max_size=6).map(json.dumps)
broken_frames = st.tuples(nearly_frames, st.integers(0, 60), st.text(max_size=3)).map(
    lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] + 1 :]
)
texts = st.text() | nearly_frames | broken_frames | st.text(st.characters(categories=["Cs"]), max_size=3)
received = texts | st.binary() | (nearly_frames | broken_frames).map(lambda text: text.encode("utf-16-le"))


@settings(max_examples=150, deadline=None)
@given(received, versions, st.booleans())
def test_any_message_is_read_and_none_raises(message: str | bytes, version: Version, strict: bool) -> None:
    frame = read_frame(message, version, strict=strict)
    if isinstance(frame, Odd):
        assert frame.findings
    if isinstance(frame, Malformed):
        assert frame.why
        if version is Version.V16 and frame.message_id is None:
            assert frame.answer is None


@settings(max_examples=150, deadline=None)
@given(st.lists(received, max_size=8), versions, st.booleans())
def test_an_endpoint_takes_any_messages_and_sends_only_frames_that_read_well(
    messages: list[str | bytes], version: Version, strict: bool
) -> None:
    endpoint = Endpoint(version, Limits(strict=strict))
    endpoint.call(Call(MessageId("0"), "Reset", Raw(b"{}")), now=0.0, deadline=1.0)
    for message in messages:
        for event in endpoint.receive(message, now=0.5):
            if isinstance(event, CallReceived):
                endpoint.refuse(event.call.id, Fault.NOT_IMPLEMENTED, event.call.action)
    for text in endpoint.data_to_send():
        assert not isinstance(read_frame(text, Version.V21), Malformed)


ids = st.text(max_size=50) | st.integers(-(10**30), 10**30)
tails = st.lists(values, max_size=4) | st.tuples(st.text(), st.dictionaries(st.text(), values, max_size=2)).map(list)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ids, tails, st.booleans()), max_size=8, unique_by=lambda row: str(row[0])), versions)
def test_every_call_with_a_readable_id_gets_exactly_one_answer(
    calls: list[tuple[str | int, list[object], bool]], version: Version
) -> None:
    endpoint = Endpoint(version)
    due = Counter(json.dumps(message_id) for message_id, _, _ in calls)
    for message_id, tail, accepted in calls:
        for event in endpoint.receive(json.dumps([2, message_id, *tail]), now=0.0):
            if isinstance(event, CallReceived) and accepted:
                endpoint.answer(event.call.id, b"{}", now=0.0)
            elif isinstance(event, CallReceived):
                endpoint.refuse(event.call.id, Fault.GENERIC)
    answers = [json.loads(text) for text in endpoint.data_to_send()]
    assert all(answer[0] in (3, 4) for answer in answers)
    assert Counter(json.dumps(answer[1]) for answer in answers) == due


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xy"), st.integers(0, 5)), max_size=30))
def test_a_repeated_call_gets_the_reply_of_the_first_and_is_handled_once(arrivals: list[tuple[str, str, int]]) -> None:
    endpoint, now, handled = Endpoint(Version.V201), 0.0, 0
    replies: dict[tuple[str, str], str] = {}
    latest: dict[str, str] = {}
    for message_id, payload, wait_s in arrivals:
        now += wait_s
        text = f'[2,"{message_id}","MeterValues",{{"v":"{payload}"}}]'
        (event,) = [event for event in endpoint.receive(text, now) if isinstance(event, CallReceived | Repeated)]
        assert isinstance(event, Repeated) is (latest.get(message_id) == payload)
        if isinstance(event, CallReceived):
            handled += 1
            endpoint.answer(event.call.id, b'{"n":%d}' % handled, now)
            latest[message_id] = payload
            replies[message_id, payload] = f'[3,"{message_id}",{{"n":{handled}}}]'
        assert endpoint.data_to_send() == [replies[message_id, payload]]


ENDS = (Answered, Refused, AnswerUnreadable, TimedOut, Expired, NotDelivered, ConnectionLost)


@dataclass
class Side:
    """An endpoint, the texts on their way to the other one, and a ledger of its calls."""

    endpoint: Endpoint
    on_the_way: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    ended: dict[str, Event] = field(default_factory=dict)
    handling: list[Call] = field(default_factory=list)
    handled: list[str] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)

    def flush(self) -> None:
        """Put on the way what is to be sent; never more open calls than allowed."""
        for text in self.endpoint.data_to_send():
            self.on_the_way.append(text)
            if text.startswith("[2,"):
                self.sent.append(json.loads(text)[1])
        assert len(set(self.sent) - set(self.ended)) <= self.endpoint.limits.max_open

    def note(self, events: list[Event]) -> None:
        """Enter events into the ledger: each call of ours ends once, each of theirs comes up until it has a result."""
        for event in events:
            if isinstance(event, CallReceived):
                assert event.call.id not in self.settled
                assert event.call not in self.handling
                self.handled.append(event.call.id)
                self.handling.append(event.call)
            elif isinstance(event, ENDS):
                assert event.token == event.call.id
                assert event.call.id not in self.ended
                self.ended[event.call.id] = event
                if isinstance(event, Answered):
                    assert event.payload == event.call.payload


STEPS = ["call", "deliver", "answer", "refuse"]
TROUBLE = ["lose", "double", "wait", "cancel"]


@dataclass
class Line:
    """Two endpoints and what happens between them, one step at a time."""

    sides: tuple[Side, Side]
    now: float = 0.0
    calls: int = 0

    def step(self, what: str, which: int, pick: int) -> None:
        side, other = self.sides[which], self.sides[1 - which]
        if what == "call":
            self.call(side)
        elif what == "wait":
            self.now += pick
        elif what == "cancel" and side.made:
            side.note(side.endpoint.cancel(MessageId(side.made[pick % len(side.made)])))
        elif what in ("answer", "refuse") and side.handling:
            call = side.handling.pop(pick % len(side.handling))
            if what == "answer":
                side.settled.add(call.id)
                side.endpoint.answer(call.id, call.payload, self.now)
            else:
                side.endpoint.refuse(call.id, Fault.GENERIC)
        elif what in ("deliver", "double", "lose") and other.on_the_way:
            text = other.on_the_way[0] if what == "double" else other.on_the_way.pop(0)
            if what != "lose":
                side.note(side.endpoint.receive(text, self.now))
        for each in self.sides:
            each.note(each.endpoint.tick(self.now))
            each.flush()

    def call(self, side: Side) -> None:
        number = self.calls = self.calls + 1
        call = Call(MessageId(f"m{number}"), "DataTransfer", Raw(b'{"n":%d}' % number))
        side.made.append(call.id)
        side.endpoint.call(call, self.now, self.now + 20.0, token=call.id)

    def drain(self) -> None:
        """Let everything arrive and be answered, without more trouble."""
        while any(side.on_the_way or side.handling for side in self.sides):
            for which in (0, 1):
                self.step("deliver", which, 0)
                self.step("answer", which, 0)


def line(version: Version, max_open: int) -> Line:
    limits = Limits(max_open=max_open, replies=1000, reply_age_s=1e9)
    return Line((Side(Endpoint(version, limits)), Side(Endpoint(version, limits))))


def steps(names: list[str]) -> st.SearchStrategy[list[tuple[str, int, int]]]:
    return st.lists(st.tuples(st.sampled_from(names), st.integers(0, 1), st.integers(0, 9)), max_size=80)


@settings(deadline=None)
@given(steps(STEPS), versions, st.integers(1, 3))
def test_on_a_good_line_every_call_is_handled_once_and_gets_its_own_answer(
    plan: list[tuple[str, int, int]], version: Version, max_open: int
) -> None:
    talk = line(version, max_open)
    for step in plan:
        talk.step(*step)
    talk.drain()
    for side, other in (talk.sides, talk.sides[::-1]):
        assert side.made == list(side.sent) == other.handled
        assert set(side.ended) == set(side.made)
        assert all(isinstance(event, Answered | Refused) for event in side.ended.values())
        assert side.endpoint.late_answers == side.endpoint.unknown_answers == 0


@settings(deadline=None)
@given(steps(STEPS + TROUBLE), versions, st.integers(1, 3), st.booleans())
def test_on_a_bad_line_every_call_ends_once_and_no_answer_goes_astray(
    plan: list[tuple[str, int, int]], version: Version, max_open: int, breaks: bool
) -> None:
    talk = line(version, max_open)
    for step in plan:
        talk.step(*step)
    for side in talk.sides:
        if breaks:
            side.note(side.endpoint.close("cut"))
        side.note(side.endpoint.tick(talk.now + 20.0))
        side.note(side.endpoint.tick(talk.now + 20.0))
    for side, other in (talk.sides, talk.sides[::-1]):
        assert sorted(side.ended) == sorted(side.made)
        assert side.endpoint.next_deadline is None
        assert set(other.handled) <= set(side.sent) <= set(side.made)


@pytest.mark.parametrize("version", Version)
def test_a_call_doubled_before_its_answer_is_in_progress_and_after_it_a_repeat(version: Version) -> None:
    endpoint = Endpoint(version)
    kinds: list[type[Event]] = []
    for text in ['[2,"a","MeterValues",{}]'] * 2:
        kinds += [type(event) for event in endpoint.receive(text, now=0.0)]
    endpoint.answer(MessageId("a"), b"{}", now=0.0)
    kinds += [type(event) for event in endpoint.receive('[2,"a","MeterValues",{}]', now=0.0)]
    assert kinds == [CallReceived, InProgress, Repeated]
