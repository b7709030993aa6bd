from datetime import UTC, datetime

import pytest
from msgspec import Raw

from pilotwire.adapters.transport.desk import FrameKind, SeenFrame
from pilotwire.adapters.transport.outcome import describe_frame, describe_in
from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.event import (
    Answered,
    AnswerUnreadable,
    CallReceived,
    Event,
    InProgress,
    LateAnswer,
    Refused,
    Repeated,
    ResultRejected,
    TimedOut,
    UnknownAnswer,
    Unreadable,
)
from pilotwire.protocol.ocppj.frame import EMPTY, Call, CallError, CallResult, CallResultError, FrameFinding, Malformed
from pilotwire.protocol.ocppj.version import Version

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ID = MessageId("m1")
RESET = Call(ID, "Reset", Raw(b"{}"))
ERROR = CallError(ID, "InternalError", "", EMPTY)
NO_JSON = Malformed(FrameFinding.NOT_JSON, "the message is not JSON")


@pytest.mark.parametrize(
    ("event", "seen"),
    [
        (Answered(RESET, None, Raw(b"{}"), 0.5), SeenFrame("T", "in", "result", AT, ID, "Reset", 0.5, ("x",))),
        (Refused(RESET, None, ERROR, 0.5), SeenFrame("T", "in", "error", AT, ID, "Reset", 0.5, ("x",))),
        (
            AnswerUnreadable(RESET, None, NO_JSON),
            SeenFrame("T", "in", "malformed", AT, ID, "Reset", None, ("x", "frame-not-json")),
        ),
        (LateAnswer(CallResult(ID, EMPTY)), SeenFrame("T", "in", "result", AT, ID, noted=("x", "late-answer"))),
        (UnknownAnswer(ERROR), SeenFrame("T", "in", "error", AT, ID, noted=("x", "unknown-answer"))),
        (Repeated(RESET, "R"), SeenFrame("T", "in", "call", AT, ID, "Reset", noted=("x", "repeated-call"))),
        (InProgress(RESET), SeenFrame("T", "in", "call", AT, ID, "Reset", noted=("x", "call-in-progress"))),
        (
            ResultRejected(CallResultError(ID, "GenericError", "", EMPTY)),
            SeenFrame("T", "in", "result-error", AT, ID, noted=("x",)),
        ),
        (Unreadable(NO_JSON), SeenFrame("T", "in", "malformed", AT, noted=("x", "frame-not-json"))),
        (CallReceived(RESET), None),
        (TimedOut(RESET, None), None),
    ],
)
def test_an_event_tells_which_frame_came(event: Event, seen: SeenFrame | None) -> None:
    assert describe_in(event, "T", AT, ("x",)) == seen


@pytest.mark.parametrize(
    ("text", "kind", "message_id", "action"),
    [
        ('[2,"m1","Reset",{}]', "call", "m1", "Reset"),
        ('[3,"m1",{}]', "result", "m1", None),
        ('[4,"m1","GenericError","",{}]', "error", "m1", None),
        ('[5,"m1","GenericError","",{}]', "result-error", "m1", None),
        ('[6,"m1","NotifyPeriodicEventStream",{}]', "send", "m1", "NotifyPeriodicEventStream"),
        ("[3,17,{}]", "result", "17", None),
        ("hello", "malformed", None, None),
    ],
)
def test_a_frame_is_described_by_what_stands_in_it(
    text: str, kind: FrameKind, message_id: str | None, action: str | None
) -> None:
    seen = describe_frame(text, "out", AT, Version.V21)
    expected_id = None if message_id is None else MessageId(message_id)
    assert seen == SeenFrame(text, "out", kind, AT, expected_id, action)
