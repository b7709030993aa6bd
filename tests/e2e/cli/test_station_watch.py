"""`pilotwire stations watch`: as JSON for programs, and drawn on a terminal."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pilotwire.domain.events import ConnectorStatusChanged
from pilotwire.domain.message import LoggedMessage
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.kernel.ids import ConnectorId, EvseId, RecordId, StationId
from pilotwire.services.work import Work

from ..api.conftest import NOON
from .conftest import Beside

CP = StationId("CP-1")


@pytest.fixture(autouse=True)
def _station(beside: Beside) -> None:
    free = Connector(CP, EvseId(1), ConnectorId(1), "Available", NOON, NOON)
    frame = LoggedMessage(RecordId(1), CP, NOON, "in", "call", '[2,"1","Heartbeat",{}]', 1, "1", "Heartbeat", "valid")
    beside.do(beside.site.holds(ChargingStation(CP, NOON, NOON), free, frame))


@contextmanager
def watching(beside: Beside, stdout: int, *flags: str) -> Iterator["subprocess.Popen[bytes]"]:
    """The verb as a process of its own."""
    around = {"PILOTWIRE_SERVER": beside.site.url, "PILOTWIRE_KEY": beside.site.keys["read"], "COLUMNS": "120"}
    command = [sys.executable, "-m", "pilotwire.cli", "stations", "watch", "CP-1", "--utc", *flags]
    process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, env={**os.environ, **around})
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


async def faults(beside: Beside) -> None:
    """Its connector has a fault."""
    work = Work()
    work.tell(
        ConnectorStatusChanged(
            station=CP, at=NOON, evse_id=EvseId(1), connector_id=ConnectorId(1), status="Faulted", since=NOON,
            error_code="GroundFailure",
        )
    )  # fmt: skip
    await beside.site.store.commit(work)


def test_as_json_the_state_comes_first_and_then_every_event(beside: Beside) -> None:
    with watching(beside, subprocess.PIPE, "--json") as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        assert (first["station"]["id"], first["connectors"][0]["status"]) == ("CP-1", "Available")
        assert first["transactions"] == []
        beside.do(faults(beside))
        told = json.loads(process.stdout.readline())
        assert (told["type"], told["status"]) == ("connector.status_changed", "Faulted")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
        assert (process.returncode, errors) == (130, b"")


def test_on_a_terminal_it_is_drawn_anew_with_every_event(beside: Beside) -> None:
    ours, theirs = pty.openpty()
    with watching(beside, theirs):
        os.close(theirs)
        shown = _until(ours, "Available")
        assert "CP-1" in shown
        assert "Heartbeat" in shown
        beside.do(faults(beside))
        assert "GroundFailure" in _until(ours, "GroundFailure")
    os.close(ours)


def _until(terminal: int, word: str) -> str:
    """What is written until this word is there."""
    text, deadline = "", time.monotonic() + 20
    while word not in text and time.monotonic() < deadline:
        text += os.read(terminal, 65_536).decode(errors="replace")
    return text
