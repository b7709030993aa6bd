"""A running server with a release, shared by the tests of one module."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

import pytest
import pytest_asyncio
from tests.fixtures.firmware_maker import Maker

from pilotwire.client.certificate import RootCertificateInput
from pilotwire.client.client import Client
from pilotwire.client.firmware import FirmwareUpdate, ReleaseInput, UpdateFilter
from pilotwire.client.operation import Operation
from pilotwire.domain.kept_file import NewFile

from ..csms.conftest import Running, running

CONTENT: Final = b"firmware " * 4_000
_NUMBERS: Final = count(1)


@dataclass
class Site:
    """The server, and short ways to its parts."""

    running: Running
    client: Client

    @property
    def url(self) -> str:
        """What stations dial."""
        return self.running.ocpp_url

    async def file(self, content: bytes = CONTENT) -> str:
        """A file that is kept here."""
        files = self.running.server.files
        assert files is not None

        async def body() -> AsyncIterator[bytes]:
            yield content

        return str((await files.keep(NewFile(name="fw.bin", kind="firmware"), body())).id)

    async def release(self, version: str = "2.0", **more: Any) -> str:
        """A release of a name of its own, of a file that is kept here unless it is said otherwise."""
        name = f"r-{next(_NUMBERS)}"
        where = {} if "location" in more else {"file": await self.file()}
        await self.client.firmware.put_release(
            name, ReleaseInput(firmware_version=version, vendor="Acme", **{**where, **more})
        )
        return name

    async def signed(self, made: Maker, **more: Any) -> str:
        """A release with a signature, whose root is known here."""
        root = RootCertificateInput(use="ManufacturerRootCertificate", certificate=made.root.pem.decode())
        await self.client.certificates.put_root(f"acme-{next(_NUMBERS)}", root)
        signature = {"signature": made.sign(CONTENT), "signing_certificate": made.signer.pem.decode()}
        return await self.release(**{**signature, **more})

    async def ended(self, operation: Operation) -> Operation:
        """An operation at its end."""
        async with asyncio.timeout(30):
            while True:
                found = await self.client.operation(operation.id)
                if found.ended_at is not None:
                    return found
                await asyncio.sleep(0.02)

    async def update(self, station: str) -> FirmwareUpdate:
        """The latest update of a station."""
        found = (await self.client.firmware.updates(UpdateFilter(station=station), limit=1)).items
        return found[0]

    async def until(self, station: str, *states: str) -> FirmwareUpdate:
        """The latest update of a station, once it is in one of these states."""
        async with asyncio.timeout(20):
            while True:
                found = (await self.client.firmware.updates(UpdateFilter(station=station), limit=1)).items
                if found and found[0].state in states:
                    return found[0]
                await asyncio.sleep(0.02)

    async def findings(self, station: str) -> Sequence[str]:
        """What was odd about a station."""
        return sorted(one.name for one in (await self.client.findings()).items if one.station == station)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """One server for all tests of a module; files may be told that lie within private networks."""
    folder = tmp_path_factory.mktemp("firmware-site")
    async with running(folder, file_private_addresses=True) as started, started.client() as client:
        yield Site(started, client)
