"""The quirks of living connections, and of what comes below frames, of tests/vectors/quirks."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.transport.closing import CloseCause, Closed, closing
from pilotwire.adapters.transport.connection import Peer
from pilotwire.adapters.transport.desk import CallTimedOutError
from pilotwire.adapters.transport.door import ListenerSettings
from pilotwire.adapters.transport.handshake import HandshakeRules
from pilotwire.adapters.transport.link import LinkPolicy
from pilotwire.adapters.transport.ping_wheel import PingWheel
from pilotwire.apps.csms.app import build
from pilotwire.apps.csms.parts import CsmsRules
from pilotwire.domain.station import Behaviour, ChargingStation
from pilotwire.kernel.ids import MessageId, StationId
from pilotwire.services.context import Rules
from pilotwire.services.work import Work

if TYPE_CHECKING:
    from tests.e2e.transport.conftest import Dial, OpenSite, Site, Until

VECTORS: Final = Path(__file__).parents[2] / "vectors" / "quirks"
STATION: Final = StationId("NW22-0417")
Case = Mapping[str, Any]


def cases(name: str) -> list[Any]:
    (path,) = VECTORS.glob(f"*-{name}.json")
    quirk = msgspec.json.decode(path.read_bytes())
    return [pytest.param(case, id=case["note"]) for case in quirk["cases"]]


@dataclass(eq=False)
class SilentConnection:
    """A connection in memory whose peer never answers a ping; `frames_in` is moved by the test."""

    second: int = 0
    frames_in: int = 0
    closed: Closed | None = None
    closed_at: int | None = None
    pings_at: list[int] = field(default_factory=list)
    subprotocol: str = "ocpp1.6"
    peer: Peer = field(default_factory=Peer)

    async def receive(self) -> str | bytes | Closed:
        raise AssertionError("nobody reads here")

    async def send(self, text: str) -> None:
        raise AssertionError("nobody writes here")

    async def ping(self) -> None:
        self.pings_at.append(self.second)

    async def close(self, cause: CloseCause) -> None:
        self.closed, self.closed_at = closing(cause), self.second

    def abort(self, cause: CloseCause) -> None:
        raise AssertionError("nobody aborts here")


@pytest.mark.parametrize("case", cases("no-pong"))
async def test_pings_and_their_silence(case: Case) -> None:
    wheel, connection, expected = PingWheel(), SilentConnection(), case["tolerant"]
    wheel.watch(connection, case["ping"]["interval_s"], case["ping"]["pong_timeout_s"])
    for second in range(1, case["until_s"] + 1):
        connection.second = second
        connection.frames_in += second in case["frames_at_s"]
        await wheel.turn()
        await asyncio.sleep(0)
    assert connection.pings_at == expected["pings_at_s"]
    assert connection.closed_at == expected["closed_at_s"]
    assert (connection.closed and connection.closed.cause) == expected["cause"]


@pytest.mark.parametrize("case", cases("calls-ignored"))
async def test_a_station_that_ignores_calls_is_let_go_in_the_end(
    case: Case, open_site: "OpenSite", dial: "Dial", until: "Until"
) -> None:
    site = await open_site()
    site.policy = LinkPolicy(timeouts=case["unanswered_before_close"])
    station = await dial(site)
    await until(lambda: site.links)
    for number in range(case["calls_unanswered"]):
        with pytest.raises(CallTimedOutError):
            await site.links[0].call("TriggerMessage", b"{}", 0.01, MessageId(f"c{number}"))
        if case["heartbeats_between"] and number + 1 < case["calls_unanswered"]:
            station.text(f'[2,"{number}","Heartbeat",{{}}]')
            await until(partial(has_settled, site, number + 1))
    await asyncio.sleep(0.05)
    assert bool(site.ended) == case["tolerant"]["closed"]
    assert (str(site.ended[0].cause) if site.ended else None) == case["tolerant"]["cause"]


def has_settled(site: "Site", calls: int) -> bool:
    return len(site.desk.settled) >= calls


@pytest.mark.parametrize("case", cases("compression-unasked"))
async def test_a_compressed_frame_that_nobody_agreed_on_ends_the_connection(
    case: Case, open_site: "OpenSite", dial: "Dial", until: "Until"
) -> None:
    site = await open_site()
    station = await dial(site)
    station.writer.write(bytes.fromhex(case["socket_hex"]))
    opcode, payload = await station.read()
    assert (opcode, int.from_bytes(payload[:2], "big")) == (8, case["tolerant"]["close_code"])
    await until(lambda: site.ended)
    assert str(site.ended[0].cause) == case["findings"][0]["name"]


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class NoPasswords:
    """No station here has one."""

    async def hash(self, password: bytes) -> str:
        raise AssertionError("nobody sets a password here")

    async def verify(self, password: bytes, stored: str) -> bool:
        raise AssertionError("nobody has a password here")

    def recalls(self, password: bytes, stored: str) -> bool | None:
        raise AssertionError("nobody has a password here")


@pytest.mark.parametrize("case", cases("quiet-csms"))
async def test_nothing_unasked_is_sent_to_a_station_that_wants_quiet(case: Case) -> None:
    store, work, at = MemoryStore(), Work(), datetime(2026, 3, 14, tzinfo=UTC)
    work.save(ChargingStation(STATION, at, at, behaviour=Behaviour(quiet=case["profile"]["quiet"])))
    store.submit(work)
    listener = ListenerSettings(port=0, rules=HandshakeRules(prefix="/ocpp"))
    rules = CsmsRules(trigger_boot_after_s=case["trigger_boot_after_s"])
    csms = build(store, NoPasswords(), SystemClock(), Rules(), rules, listener)
    await csms.start()
    try:
        async with connect(
            f"ws://127.0.0.1:{csms.port}/ocpp/{STATION}", subprotocols=[Subprotocol("ocpp1.6")]
        ) as station:
            sent = []
            try:
                async with asyncio.timeout(case["silent_for_s"]):
                    while True:
                        sent.append(msgspec.json.decode(await station.recv())[2])
            except TimeoutError:
                pass
    finally:
        await csms.close()
    assert sent == case["tolerant"]["sent"]
    assert sorted({name for _, _, name, _ in store.found}) == case["findings"]
