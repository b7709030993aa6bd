"""Whole sessions of real chargers, as their logs have them, played to the running server.

The frames are read from the folder beside the repository; they are not part of it.
"""

import asyncio
import json
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
import websockets

from pilotwire.client.filters import MessageFilter, TransactionFilter
from pilotwire.kernel.ids import StationId

from .conftest import Running

FRAMES: Final = Path(__file__).resolve().parents[4] / "shared" / "data" / "real-frames.jsonl"
pytestmark = pytest.mark.skipif(not FRAMES.exists(), reason=f"there are no recorded frames at {FRAMES}")

EXPECTED: Final[dict[str, list[tuple[str, str, int | None, int | None, list[str]]]]] = {
    "s-03": [("347", "ended", None, 54, ["start-missing"])],
    "s-04": [("1", "open", 51880, None, [])],
    "s-11": [("1", "open", 519576, None, [])],
    "s-12": [("1", "open", 714061, None, [])],
    "s-13": [("1728279653", "open", None, None, ["start-missing"])],
    "s-18": [("1", "open", None, None, ["start-missing"])],
    "s-21": [("1", "open", None, None, ["start-missing"])],
    "s-22": [("1", "open", 0, None, [])],
    "s-25": [("1", "open", None, None, ["start-missing"])],
    "s-26": [("1", "open", 669498, None, [])],
    "s-32": [("1744943533", "open", None, None, ["start-missing"])],
    "s-36": [("1234", "open", None, None, ["start-missing"])],
    "s-38": [("1643539948", "open", None, None, ["start-missing"])],
    "s-42": [("1", "open", 0, None, [])],
}
"""What each session is about: id, state, register at start and stop in Wh, flags. Sessions not named have none."""


def sessions() -> dict[str, list[dict[str, Any]]]:
    """Frames of 1.6 by session, in order."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if FRAMES.exists():
        for line in FRAMES.read_text(encoding="utf-8").splitlines():
            frame = json.loads(line)
            if frame["session"] and frame["ocpp"] == "1.6":
                found[frame["session"]].append(frame)
    return {name: sorted(frames, key=lambda frame: int(frame["order"])) for name, frames in sorted(found.items())}


def is_json(text: str) -> bool:
    """Whether a frame is whole; one of them was cut off by the charger itself."""
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    return True


class Player:
    """Plays the station's part of a log, and lets the server call what the log's CSMS called."""

    def __init__(self, server: Running, identity: str, socket: Any) -> None:
        self.server = server
        self.identity = identity
        self.socket = socket
        self.answers: list[list[Any]] = []
        self.calling: dict[str, asyncio.Task[Any]] = {}
        self.ids: dict[str, str] = {}

    async def play(self, frame: dict[str, Any]) -> None:
        """One frame of the log."""
        text = frame["frame"]
        if frame["direction"] == "csms":
            await self._call(json.loads(text))
        elif text.lstrip().startswith("[2"):
            await self.socket.send(text)
            self.answers.append(await self._receive())
        else:
            await self._answer(text)

    async def _call(self, logged: list[Any]) -> None:
        if logged[0] != 2:
            return
        link, payload = self.server.csms.stations, msgspec.json.encode(logged[3])
        self.calling[logged[1]] = asyncio.create_task(link.call(StationId(self.identity), logged[2], payload, 5.0))
        call = await self._receive()
        assert (call[0], call[2], call[3]) == (2, logged[2], logged[3])
        self.ids[logged[1]] = call[1]

    async def _answer(self, text: str) -> None:
        logged_id = text.split('"')[1]
        ours = self.ids.get(logged_id)
        await self.socket.send(text if ours is None else text.replace(logged_id, ours))
        if ours is not None and is_json(text):
            await asyncio.wait_for(self.calling.pop(logged_id), 5)

    async def _receive(self) -> Any:
        return json.loads(await asyncio.wait_for(self.socket.recv(), 5))


@pytest.mark.parametrize("session", sessions() or ["none"])
async def test_a_real_session_gives_the_right_transactions(server: Running, session: str) -> None:
    async with websockets.connect(
        f"{server.ocpp_url}/{session}", subprotocols=[websockets.Subprotocol("ocpp1.6")]
    ) as socket:
        boot = '[2,"boot","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]'
        await socket.send(boot)
        assert json.loads(await socket.recv())[2]["status"] == "Accepted"
        player = Player(server, session, socket)
        for frame in sessions()[session]:
            await player.play(frame)
        for task in player.calling.values():
            task.cancel()
    assert [answer for answer in player.answers if answer[0] != 3] == []
    async with server.client() as client:
        found = (await client.transactions(TransactionFilter(station=session))).items
        told = [
            (t.id, t.state, None if t.meter_start_wh is None else int(t.meter_start_wh),
             None if t.meter_stop_wh is None else int(t.meter_stop_wh), t.flags)
            for t in found
        ]  # fmt: skip
        assert told == EXPECTED.get(session, [])
        logged = (await client.messages(MessageFilter(station=session), limit=500)).items
        texts = {message.text for message in logged}
        assert {
            f["frame"] for f in sessions()[session] if f["frame"].startswith("[2") and f["direction"] == "station"
        } <= texts
