"""A server with a TLS port, certificates of its own, and stations of the `ocpp` package that dial it."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import websockets
from tests.fixtures.certificates import Pair, certificate

from pilotwire.apps.server.app import Server
from pilotwire.apps.server.settings import Settings
from pilotwire.client.client import Client
from pilotwire.client.message import Refusal

PASSWORD = "a-long-enough-password"


@dataclass(frozen=True)
class Pki:
    """Two server certificates under one root, and a CA for stations."""

    folder: Path
    root: Pair
    stations: Pair
    server: tuple[Path, Path]
    keys: tuple[Path, Path]
    root_file: Path
    client_ca: Path

    def client(self, name: str, pair: Pair | None = None, *above: Pair) -> ssl.SSLContext:
        """The context of a station that trusts our root and shows this certificate."""
        context = ssl.create_default_context(cafile=self.root_file)
        if pair is not None:
            context.load_cert_chain(*pair.save(self.folder, name, *above))
        return context


def make_pki(tmp_path: Path) -> Pki:
    """Two server certificates and two CAs, in this folder."""
    root, stations = certificate("Root", is_ca=True), certificate("Station CA", is_ca=True)
    ecdsa, ecdsa_key = certificate("csms ecdsa", root).save(tmp_path, "ecdsa")
    rsa, rsa_key = certificate("csms rsa", root, use_rsa=True).save(tmp_path, "rsa")
    return Pki(
        tmp_path, root, stations, (ecdsa, rsa), (ecdsa_key, rsa_key),
        root.save(tmp_path, "root")[0], stations.save(tmp_path, "stations")[0],
    )  # fmt: skip


@dataclass
class Running:
    """A server with a TLS port."""

    server: Server
    client: Client

    @property
    def port(self) -> int:
        assert self.server.csms is not None
        assert self.server.csms.tls_port is not None
        return self.server.csms.tls_port

    def url(self, identity: str) -> str:
        return f"{self.server.ocpp_tls_url}/{identity}"

    async def refusal(self, reason: str, detail: str = "") -> Refusal:
        """The newest refusal once it has this reason, and this in its detail."""
        deadline = time.monotonic() + 10
        while True:
            found = (await self.client.refusals()).items
            if found and found[0].reason == reason and detail in found[0].detail:
                return found[0]
            assert time.monotonic() < deadline, [(one.reason, one.detail) for one in found]
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(pki: Pki, **chosen: Any) -> AsyncIterator[Running]:
    data = pki.folder / "data"
    settings = Settings(
        data_dir=data, ocpp_port=0, http_port=0, ocpp_tls_port=0, trigger_boot_after_s=0, first_report=False,
        **{"ocpp_tls_certificates": pki.server, "ocpp_tls_keys": pki.keys, **chosen},
    )  # fmt: skip
    server = Server(settings)
    await server.start()
    try:
        async with Client(server.http_url, (data / "admin.key").read_text(encoding="ascii").strip()) as client:
            yield Running(server, client)
    finally:
        await server.close()


@asynccontextmanager
async def connected(
    url: str, context: ssl.SSLContext, kind: Any, subprotocol: str, password: str | None = None
) -> AsyncIterator[Any]:
    """A station of the `ocpp` package, reading in the background."""
    identity = url.rpartition("/")[2]
    address = url if password is None else url.replace("://", f"://{identity}:{password}@")
    wanted = [websockets.Subprotocol(subprotocol)]
    async with websockets.connect(address, subprotocols=wanted, ssl=context) as socket:
        station = kind(identity, socket)
        reading = asyncio.create_task(station.start())
        try:
            yield station
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)


async def status(url: str, context: ssl.SSLContext | None) -> int:
    """The HTTP status with which a station is turned away; 0 when TLS ends before there is one."""
    try:
        async with websockets.connect(url, subprotocols=[websockets.Subprotocol("ocpp2.0.1")], ssl=context):
            return 101
    except websockets.InvalidStatus as error:
        return error.response.status_code
    except (OSError, websockets.InvalidMessage):
        return 0
