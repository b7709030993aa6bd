"""`pilotwire messages` against a server, listed and live."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import msgspec
import pytest

from pilotwire.domain.message import LoggedMessage
from pilotwire.kernel.ids import RecordId, StationId

from ..api.conftest import NOON
from .conftest import Beside, Run


def frame(number: int, action: str = "Heartbeat", station: str = "CP-1") -> LoggedMessage:
    return LoggedMessage(
        RecordId(number), StationId(station), NOON, "in", "call", f'[2,"{number}","{action}",{{}}]',
        message_id=str(number), action=action, verdict="valid",
    )  # fmt: skip


@pytest.fixture
def live(beside: Beside) -> Iterator["subprocess.Popen[str]"]:
    """`pilotwire messages --follow` as a process of its own."""
    command = [
        sys.executable,
        "-m",
        "pilotwire.cli",
        "messages",
        "--follow",
        "--station",
        "CP-1",
        "--limit",
        "2",
        "--json",
    ]
    key = {"PILOTWIRE_SERVER": beside.site.url, "PILOTWIRE_KEY": beside.site.keys["read"]}
    beside.do(beside.site.holds(frame(1), frame(2), frame(3), frame(4, station="CP-2")))
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **key}
    )
    yield process
    process.kill()
    process.communicate()


def next_id(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return str(json.loads(process.stdout.readline())["message_id"])


def test_frames_are_listed_the_newest_first_and_can_be_chosen(pilotwire: Run, beside: Beside) -> None:
    answer = msgspec.structs.replace(
        frame(2),
        direction="out",
        kind="result",
        text='[3,"1",{"currentTime":"x"}]',
        call_id=RecordId(1),
        latency_us=812,
    )
    beside.do(beside.site.holds(frame(1), answer, frame(3, "BootNotification")))
    lines = pilotwire("messages", "--utc").out.splitlines()
    assert [line.split()[3:6] for line in lines[1:]] == [
        ["->", "call", "BootNotification"], ["<-", "result", "Heartbeat"], ["->", "call", "Heartbeat"],
    ]  # fmt: skip
    assert lines[2].endswith('valid     0.8 ms  {"currentTime":"x"}')
    chosen = pilotwire("messages", "list", "--direction", "out", "--q", "currenttime", "--json").out
    assert [json.loads(line)["latency_ms"] for line in chosen.splitlines()] == [0.812]


def test_one_frame_is_shown_as_it_was(pilotwire: Run, beside: Beside) -> None:
    beside.do(beside.site.holds(frame(7)))
    record = json.loads(pilotwire("messages", "--json").out)["id"]
    assert 'Text        [2,"7","Heartbeat",{}]' in pilotwire("messages", "show", record).out.splitlines()


def test_following_begins_with_the_newest_and_goes_on_live(live: "subprocess.Popen[str]", beside: Beside) -> None:
    assert [next_id(live), next_id(live)] == ["2", "3"]
    beside.do(beside.site.holds(frame(5, station="CP-2"), frame(6), frame(7)))
    assert [next_id(live), next_id(live)] == ["6", "7"]


def test_ctrl_c_ends_following_quietly(live: "subprocess.Popen[str]") -> None:
    assert next_id(live) == "2"
    live.send_signal(signal.SIGINT)
    _, errors = live.communicate(timeout=10)
    assert (live.returncode, errors) == (130, "")
