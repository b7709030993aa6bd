"""The server killed at each step of a change of the security profile: taken up again, and the station never lost."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from pilotwire.client.client import Client
from pilotwire.client.operation import Operation
from pilotwire.client.security import SecurityProfileInput
from pilotwire.client.station import StationInput

from .test_kill import Process, free_port
from .tls_site import PASSWORD, Pki
from .upgrading_stations import Upgrading, Way, working


@pytest.mark.parametrize(
    ("protocol", "action", "done"),
    [
        ("ocpp1.6", "ChangeConfiguration", False),
        ("ocpp1.6", "ChangeConfiguration", True),
        ("ocpp2.0.1", "GetInstalledCertificateIds", False),
        ("ocpp2.0.1", "GetVariables", False),
        ("ocpp2.0.1", "SetNetworkProfile", True),
        ("ocpp2.0.1", "SetVariables", False),
        ("ocpp2.0.1", "SetVariables", True),
        ("ocpp2.0.1", "Reset", False),
        ("ocpp2.0.1", "Reset", True),
    ],
)
async def test_a_kill_at_each_step_changes_nothing_about_the_end(
    pki: Pki, tmp_path: Path, protocol: str, action: str, done: bool
) -> None:
    """`done`: whether the station still does what it is asked at that moment, its answer being lost."""
    tls_port = free_port()
    flags: tuple[object, ...] = (
        "--ocpp-tls-port", tls_port, "--ocpp-tls-certificates", ",".join(map(str, pki.server)),
        "--ocpp-tls-keys", ",".join(map(str, pki.keys)),
    )  # fmt: skip
    server = Process(tmp_path / "data", None, free_port(), free_port(), flags)
    secure = f"wss://127.0.0.1:{tls_port}/ocpp"
    station = Upgrading(protocol, {1: Way(server.ocpp_url, 1)}, PASSWORD, pki.client("none"), profile=1)
    if protocol == "ocpp1.6":
        station.ways[9] = Way(secure, 0)
    async with server.running() as first, server.client() as client:
        await client.put_station("CP1", StationInput(password=PASSWORD))

        def kill(asked: str, payload: dict[str, Any]) -> bool:
            if asked != action or first.returncode is not None:
                return False
            if done:
                getattr(station, f"_on_{asked}")(payload)
            first.kill()
            return True

        station.hears = kill
        async with working(station):
            await until(client, None)
            wish = SecurityProfileInput(security_profile=2, csms_url=secure)
            begun = await client.security.change_profile("CP1", wish)
            await asyncio.wait_for(first.wait(), 20)
            station.hears = lambda _, __: False
            async with server.running():
                ended = await until(client, begun)
                assert ended is not None
                assert (ended.state, ended.errors) == ("done", [])
                shown = await client.station("CP1")
                assert shown.connection is not None
                assert (shown.connection.security_profile, shown.min_security_profile) == (2, 2)
                assert (station.profile, station.leaves) == (2, False)


async def until(client: Client, begun: Operation | None) -> Operation | None:
    """Wait for the operation's end, or, with none, for the station."""
    async with asyncio.timeout(60):
        while True:
            found = None if begun is None else await client.operation(begun.id)
            if begun is None and (await client.station("CP1")).connection is not None:
                return None
            if found is not None and found.state in ("done", "failed", "cancelled"):
                return found
            await asyncio.sleep(0.05)
