"""Certificates of stations exchanged over real TLS, in every version, with a transaction that runs on.

A request that is refused leaves the same record in every version, so one of them does on PostgreSQL.
"""

import asyncio
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.postgres import POSTGRES

from pilotwire.client.certificate import Certificate, RevokeInput
from pilotwire.client.filters import CertificateFilter, TransactionFilter
from pilotwire.client.operation import Operation
from pilotwire.client.station import StationInput

from .certificate_stations import Renewing16, Renewing21, Renewing201, Wallet, with_wallet
from .tls_site import PASSWORD, Pki, Running, connected, running, status

OPENSSL = shutil.which("openssl") or "openssl"
VERSIONS = pytest.mark.parametrize(
    ("kind", "subprotocol"),
    [(Renewing16, "ocpp1.6"), (Renewing201, "ocpp2.0.1"), (Renewing21, "ocpp2.1")],
    ids=["1.6", "2.0.1", "2.1"],
)


async def ended(server: Running, operation: Operation) -> Operation:
    """The operation once it has ended."""
    async with asyncio.timeout(30):
        while True:
            found = await server.client.operation(operation.id)
            if found.ended_at is not None:
                return found
            await asyncio.sleep(0.05)


async def states(server: Running, wanted: list[str]) -> list[Certificate]:
    """The certificates of CP1, oldest first, once they are in these states."""
    async with asyncio.timeout(20):
        while True:
            found = (await server.client.certificates.list(CertificateFilter(station="CP1"))).items[::-1]
            if [one.state for one in found] == wanted:
                return found
            await asyncio.sleep(0.05)


def result(operation: Operation) -> str:
    """The result as text."""
    return bytes(operation.result).decode()


@pytest.mark.requirement(
    "A02.FR.11", "A02.FR.14", "A02.FR.25", "A03.FR.11", "A03.FR.14", "A03.FR.21",
    "1.6 sec A02.FR.11", "1.6 sec A03.FR.11",
)  # fmt: skip
@VERSIONS
async def test_a_station_gets_a_certificate_and_a_newer_one_while_it_charges(
    pki: Pki, database_url: str | None, kind: Any, subprotocol: str
) -> None:
    wallet = Wallet(pki.folder, organization="My company")
    make = with_wallet(kind, wallet)
    async with running(pki, database_url=database_url, certificate_organization="My company") as server:
        await server.client.put_station("CP1", StationInput(password=PASSWORD))
        async with connected(server.url("CP1"), pki.client("x"), make, subprotocol, PASSWORD) as station:
            await station.boot()
            await station.begin()
            first = await ended(server, await server.client.certificates.rotate("CP1"))
            assert (first.state, '"state":"installed"' in result(first)) == ("done", True)
            assert [answer.status for answer in wallet.answers] == ["Accepted"]
        async with connected(server.url("CP1"), wallet.context(pki.root_file), make, subprotocol) as station:
            live = (await server.client.station("CP1")).connection
            assert live is not None
            assert live.security_profile == 3
            await states(server, ["active"])
            begun = await server.client.certificates.rotate("CP1")
            await wallet.got(2)
            await states(server, ["active", "installed"])
        async with connected(server.url("CP1"), wallet.context(pki.root_file), make, subprotocol) as station:
            second = await ended(server, begun)
            assert (second.state, '"state":"active"' in result(second)) == ("done", True)
            old, new = await states(server, ["replaced", "active"])
            assert (old.serial_number == new.serial_number, new.subject) == (False, "CN=CP1,O=My company")
            running_now = (await server.client.transactions(TransactionFilter(station="CP1", state="open"))).items
            assert [one.started_at < new.requested_at for one in running_now] == [True]
            await station.end(running_now[0].id)
            closed = (await server.client.transactions(TransactionFilter(station="CP1"))).items
            assert [(one.state, float(one.energy_wh or 0)) for one in closed] == [("ended", 7400.0)]
        told = [(one.get("certificate_type"), one.get("request_id")) for one in wallet.received]
        use = None if kind is Renewing16 else "ChargingStationCertificate"
        assert [one[0] for one in told] == [use, use]
        if kind is Renewing21:
            assert [one[1] for one in told] == wallet.numbers
        _verify(pki.folder / "data" / "pki" / "stations", wallet.received[-1]["certificate_chain"])


def _verify(folder: Path, chain: str) -> None:
    """OpenSSL finds a path from the certificate to our root alone, with the CA between them from the chain."""
    leaf, between = chain.split("-----END CERTIFICATE-----\n")[:2]
    end = "-----END CERTIFICATE-----\n"
    (folder / "leaf.pem").write_text(leaf + end)
    (folder / "between.pem").write_text(between + end)
    command: list[str | Path] = [
        OPENSSL,
        "verify",
        "-x509_strict",
        "-CAfile",
        folder / "root.pem",
        "-untrusted",
        folder / "between.pem",
    ]
    done = subprocess.run(
        [*command, "-purpose", "sslclient", folder / "leaf.pem"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.endswith("leaf.pem: OK\n")) == (0, True), done.stderr


async def test_a_revoked_certificate_closes_its_connection_and_opens_none(pki: Pki, database_url: str | None) -> None:
    wallet = Wallet(pki.folder)
    make = with_wallet(Renewing201, wallet)
    async with running(pki, database_url=database_url) as server:
        await server.client.put_station("CP1", StationInput(password=PASSWORD))
        async with connected(server.url("CP1"), pki.client("x"), make, "ocpp2.0.1", PASSWORD) as station:
            await station.boot()
            await ended(server, await server.client.certificates.rotate("CP1"))
        mine = wallet.context(pki.root_file)
        async with connected(server.url("CP1"), mine, make, "ocpp2.0.1") as station:
            (one,) = await states(server, ["active"])
            await server.client.certificates.revoke(one.id, RevokeInput(reason="key-compromise"))
            await asyncio.wait_for(station._connection.wait_closed(), 10)
        assert await status(server.url("CP1"), mine) == 403
        assert (await server.refusal("certificate-revoked")).station == "CP1"
    async with running(pki, database_url=database_url) as server:
        assert await status(server.url("CP1"), mine) == 403


@pytest.mark.requirement("A02.FR.12", "A03.FR.12", "1.6 sec A02.FR.12", "1.6 sec A03.FR.12")
@pytest.mark.parametrize(
    ("kind", "subprotocol", "database_url"),
    [
        (Renewing16, "ocpp1.6", "sqlite"),
        (Renewing201, "ocpp2.0.1", "sqlite"),
        (Renewing21, "ocpp2.1", "sqlite"),
        pytest.param(Renewing21, "ocpp2.1", "postgres", marks=POSTGRES),
    ],
    indirect=["database_url"],
)
async def test_a_request_that_is_not_good_is_rejected_and_one_with_odd_line_ends_is_not(
    pki: Pki, database_url: str | None, kind: Any, subprotocol: str
) -> None:
    wallet = Wallet(pki.folder, common_name="CP2")
    async with running(pki, database_url=database_url) as server:
        await server.client.put_station("CP1", StationInput(password=PASSWORD))
        make = with_wallet(kind, wallet)
        async with connected(server.url("CP1"), pki.client("x"), make, subprotocol, PASSWORD) as station:
            await station.boot()
            assert (await station.ask()).status == "Rejected"
            failed = await ended(server, await server.client.certificates.rotate("CP1"))
            assert (failed.state, failed.errors[0].message) == (
                "failed", "request-rejected: the request is for 'CP2'",
            )  # fmt: skip
            wallet.common_name, wallet.line_end = "CP1", "\r\n"
            assert (await station.ask()).status == "Accepted"
            await states(server, ["installed"])
