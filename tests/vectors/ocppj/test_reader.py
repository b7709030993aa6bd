import json
from pathlib import Path

import msgspec
import pytest
from msgspec import Raw

from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.frame import EMPTY, Call, Frame, FrameFinding, Malformed, Odd, write_frame
from pilotwire.protocol.ocppj.reader import read_frame
from pilotwire.protocol.ocppj.version import Version

VECTORS = Path(__file__).parent
A = MessageId("a")


class Taken(msgspec.Struct):
    """A text that is read as a frame: type number, id, other parts, and the content as text."""

    name: str
    source: str
    versions: list[str]
    text: str
    frame: list[int | str]
    findings: list[str] = []
    bare_id: bool = False


class Broken(msgspec.Struct):
    """A text that is no frame, with type number, id and code of the answer due in each version."""

    name: str
    source: str
    finding: str
    type_number: int | None
    message_id: str | None
    answers: dict[str, list[int | str] | None]
    text: str = ""
    hex: str = ""

    @property
    def received(self) -> str | bytes:
        return bytes.fromhex(self.hex) if self.hex else self.text


def taken(file_name: str) -> list[tuple[Taken, Version]]:
    rows = msgspec.json.decode((VECTORS / file_name).read_bytes(), type=list[Taken])
    return [(row, Version(version)) for row in rows for version in row.versions]


def broken(file_name: str) -> list[tuple[Broken, Version]]:
    rows = msgspec.json.decode((VECTORS / file_name).read_bytes(), type=list[Broken])
    return [(row, Version(version)) for row in rows for version in row.answers]


def name(value: Taken | Broken | Version) -> str:
    return value.subprotocol if isinstance(value, Version) else value.name


def elements(frame: Frame) -> list[object]:
    """A frame's type number and its parts, the payload or details as text."""
    *parts, content = msgspec.structs.astuple(frame)
    return [frame.type_number, *parts, bytes(content).decode()]


def head(malformed: Malformed) -> list[object] | None:
    """Type number, id and code of the answer as written, after a look at the rest of it."""
    if malformed.answer is None:
        return None
    written: list[object] = json.loads(write_frame(malformed.answer, bare_id=malformed.bare_id))
    assert len(written) == 5
    assert written[3] != ""
    assert written[4] == {}
    return written[:3]


@pytest.mark.parametrize(("row", "version"), taken("good.json"), ids=name)
def test_a_good_frame_is_read_with_its_payload_untouched(row: Taken, version: Version) -> None:
    for received in (row.text, row.text.encode()):
        frame = read_frame(received, version)
        assert not isinstance(frame, Odd | Malformed)
        assert elements(frame) == row.frame
        assert read_frame(received, version, strict=True) == frame


@pytest.mark.parametrize(("row", "version"), taken("odd.json"), ids=name)
def test_an_odd_frame_is_taken_and_its_oddity_named(row: Taken, version: Version) -> None:
    for received in (row.text, row.text.encode()):
        odd = read_frame(received, version)
        assert isinstance(odd, Odd)
        assert list(odd.findings) == row.findings
        assert elements(odd.frame) == row.frame
        assert odd.bare_id is row.bare_id


@pytest.mark.parametrize(("row", "version"), broken("malformed.json"), ids=name)
def test_a_malformed_frame_is_named_and_gets_the_answer_of_its_version(row: Broken, version: Version) -> None:
    malformed = read_frame(row.received, version)
    assert isinstance(malformed, Malformed)
    assert malformed.finding == row.finding
    assert malformed.message_id == row.message_id
    assert malformed.type_number == row.type_number
    assert head(malformed) == row.answers[version.subprotocol]


@pytest.mark.parametrize(
    ("version", "code"),
    [(Version.V16, "ProtocolError"), (Version.V201, "RpcFrameworkError"), (Version.V21, "RpcFrameworkError")],
)
def test_a_payload_nested_too_deeply_is_refused_under_its_id(version: Version, code: str) -> None:
    malformed = read_frame('[2,"a","DataTransfer",{"v":' + "[" * 100_000 + "]" * 100_000 + "}]", version)
    assert isinstance(malformed, Malformed)
    assert malformed.finding is FrameFinding.TOO_DEEP
    assert head(malformed) == [4, "a", code]


def test_a_large_payload_is_read() -> None:
    payload = '{"v":"' + "x" * 1_000_000 + '"}'
    frame = read_frame(f'[2,"a","DataTransfer",{payload}]', Version.V201)
    assert frame == Call(A, "DataTransfer", Raw(payload.encode()))


def test_text_with_half_a_surrogate_pair_is_not_json() -> None:
    malformed = read_frame('[2,"a","DataTransfer",{"v":"\ud800"}]', Version.V201)
    assert isinstance(malformed, Malformed)
    assert malformed.finding is FrameFinding.NOT_JSON


def test_an_id_with_half_a_surrogate_pair_is_unreadable() -> None:
    malformed = read_frame('[2,"\ud800","Heartbeat",{}]', Version.V201)
    assert isinstance(malformed, Malformed)
    assert head(malformed) == [4, "-1", "RpcFrameworkError"]


def test_a_replacement_character_is_good_utf8() -> None:
    assert read_frame('[2,"a","Heartbeat",{"v":"\ufffd"}]'.encode(), Version.V201) == Call(
        A, "Heartbeat", Raw('{"v":"\ufffd"}'.encode())
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('[2,42,"Heartbeat",{}]', [4, 42, "RpcFrameworkError"]),
        (
            '[2,"123e4567-e89b-12d3-a456-4266141740001","Heartbeat",{}]',
            [4, "123e4567-e89b-12d3-a456-4266141740001", "RpcFrameworkError"],
        ),
        ('\ufeff[2,"a","Heartbeat",{}]', [4, "a", "RpcFrameworkError"]),
        ('["2","a","Heartbeat",{}]', [4, "a", "RpcFrameworkError"]),
        ("[3,42,{}]", None),
        ('[4,"a","GenericError"]', None),
    ],
)
def test_strict_reading_refuses_odd_frames(text: str, answer: list[object] | None) -> None:
    malformed = read_frame(text, Version.V201, strict=True)
    assert isinstance(malformed, Malformed)
    assert head(malformed) == answer


def test_strict_reading_takes_null_for_a_payload_in_16_as_the_specification_does() -> None:
    assert read_frame('[2,"a","Heartbeat",null]', Version.V16, strict=True) == Odd(
        Call(A, "Heartbeat", EMPTY), (FrameFinding.PAYLOAD_NULL,)
    )


def test_a_refusal_does_not_repeat_what_came() -> None:
    malformed = read_frame('[2,"a","Heartbeat",{"secret"', Version.V201)
    assert isinstance(malformed, Malformed)
    assert malformed.answer is not None
    assert "secret" not in write_frame(malformed.answer)
