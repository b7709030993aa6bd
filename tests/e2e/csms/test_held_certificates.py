"""Roots installed on stations of the `ocpp` package, read from them and deleted, by the API and by the command line."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

import ocpp.v16.call as call16
import ocpp.v21.call as call21
import ocpp.v201.call as call201
import pytest
from tests.fixtures.certificates import certificate

from pilotwire.cli.main import main
from pilotwire.client.certificate import (
    CertificateIdInput,
    DeleteCertificateInput,
    InstallInput,
    ReadCertificatesInput,
    RootCertificateInput,
)
from pilotwire.client.client import Client

from .conftest import Running
from .frame_stations import told
from .holding_stations import Holding16, Holding21, Holding201, Vault, with_vault
from .test_foreign_stations import connected

ROOT: Final = certificate("Our Root", is_ca=True, valid=(-900, 900))
WHY: Final = {"reason_code": "OutOfStorage", "additional_info": "store is full"}
FOREIGN: Final = {
    "hash_algorithm": "SHA512", "issuer_name_hash": "AbCd" * 32, "issuer_key_hash": "0123456789ABCDEF" * 8,
    "serial_number": "00Fe09",
}  # fmt: skip
KINDS: Final = (("ocpp1.6", Holding16), ("ocpp2.0.1", Holding201), ("ocpp2.1", Holding21))

Verb = Callable[..., Any]


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases, with a station of each version."""
    return server_of_each_kind


@pytest.fixture
def verb(server: Running, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Verb:
    """Runs a verb in a thread, since it brings its own loop: its exit code, what it printed, and what it noted."""
    monkeypatch.setenv("PILOTWIRE_SERVER", server.server.http_url)
    monkeypatch.setenv("PILOTWIRE_KEY", server.key)
    monkeypatch.setenv("COLUMNS", "400")

    async def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = await asyncio.to_thread(main, ("certificates", *arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


async def put_root(client: Client) -> dict[str, str]:
    """Store our root; its SHA-384 hashes as a station of bad manners spells them."""
    wanted = RootCertificateInput(use="CSMSRootCertificate", certificate=ROOT.pem.decode())
    root = await client.certificates.put_root("ours", wanted)
    one = next(one for one in root.ids if one.hash_algorithm == "SHA384")
    return {
        "hash_algorithm": "SHA384", "issuer_name_hash": one.issuer_name_hash.upper(),
        "issuer_key_hash": one.issuer_key_hash, "serial_number": one.serial_number.upper().zfill(40),
    }  # fmt: skip


async def booted(station: Any, version: str) -> None:
    """Boot it."""
    if version == "ocpp1.6":
        await station.call(call16.BootNotification(charge_point_model="One", charge_point_vendor="Acme"))
        return
    calls = call21 if version == "ocpp2.1" else call201
    about = {"model": "Two", "vendor_name": "Acme"}
    await station.call(calls.BootNotification(charging_station=about, reason="PowerUp"))


def shown(version: str, status: str) -> str:
    """How the command line says an answer; 1.6 has no room for a reason."""
    return f"{status}\n" if version == "ocpp1.6" else f"{status} (store is full)\n"


async def test_the_stations_own_answer_to_an_installation_is_shown(server: Running, verb: Verb) -> None:
    async with server.client() as client:
        await put_root(client)
        for version, kind in KINDS:
            vault = Vault(why=WHY)
            async with connected(server, with_vault(kind, vault), version, version) as station:
                await booted(station, version)
                for status in ("Accepted", "Rejected", "Failed"):
                    vault.status = status
                    answer = await client.certificates.install(version, InstallInput(root="ours"))
                    info = None if version == "ocpp1.6" else "store is full"
                    assert (answer.status, answer.info) == (status, info)
                    code = 0 if status == "Accepted" else 1
                    assert await verb("install", version, "ours") == (code, shown(version, status), "")
                word = "CentralSystemRootCertificate" if version == "ocpp1.6" else "CSMSRootCertificate"
                assert vault.asked == [{"certificate_type": word, "certificate": ROOT.pem.decode()}] * 6
        events = await told(client, 18, "root_certificate.installed")
        assert [(one["station"], one["status"]) for one in events] == [
            (version, status) for version, _ in KINDS for status in ("Accepted", "Rejected", "Failed") for _ in "12"
        ]
        assert {(one["name"], one["use"]) for one in events} == {("ours", "CSMSRootCertificate")}


async def test_what_a_station_holds_is_shown_by_its_own_letters_and_ours_is_known(server: Running, verb: Verb) -> None:
    async with server.client() as client:
        ours = await put_root(client)
        for version, kind in KINDS:
            vault = Vault(status="NotFound", why=WHY)
            async with connected(server, with_vault(kind, vault), version, version) as station:
                await booted(station, version)
                only = ReadCertificatesInput(uses=["CSMSRootCertificate"])
                none = await client.certificates.installed(version, only)
                assert (none.status, none.items) == ("NotFound", [])
                code, out, noted = await verb("installed", version, "--use", "CSMSRootCertificate")
                assert (code, out, noted) == (0, "", f"{shown(version, 'NotFound').strip()}: it tells of none.\n")
                vault.status, vault.why, vault.held = "Accepted", None, [ours, FOREIGN]
                found = await client.certificates.installed(version, only)
                told_ids = [{name: getattr(one.id, name) for name in one.id.__struct_fields__} for one in found.items]
                assert (found.status, told_ids) == ("Accepted", [ours, FOREIGN])
                assert [(one.use, one.root) for one in found.items] == [
                    ("CSMSRootCertificate", "ours"), ("CSMSRootCertificate", None),
                ]  # fmt: skip
                code, out, _ = await verb("installed", version, "--use", "CSMSRootCertificate")
                rows = [line.split() for line in out.splitlines()[1:]]
                assert (code, rows) == (
                    0,
                    [
                        ["CSMSRootCertificate", ours["serial_number"], "ours", "SHA384", ours["issuer_name_hash"],
                         ours["issuer_key_hash"]],
                        ["CSMSRootCertificate", "00Fe09", "-", "SHA512", "AbCd" * 32, "0123456789ABCDEF" * 8],
                    ],
                )  # fmt: skip


@pytest.mark.requirement("M04.FR.07", "1.6 sec M04.FR.07")
async def test_a_certificate_is_deleted_by_the_very_letters_that_the_station_told(server: Running, verb: Verb) -> None:
    async with server.client() as client:
        ours = await put_root(client)
        by_hash = (
            "--algorithm", FOREIGN["hash_algorithm"], "--name-hash", FOREIGN["issuer_name_hash"],
            "--key-hash", FOREIGN["issuer_key_hash"], "--serial-number", FOREIGN["serial_number"], "--yes",
        )  # fmt: skip
        wanted = DeleteCertificateInput(id=CertificateIdInput(**FOREIGN))  # type: ignore[arg-type]  # literal words
        for version, kind in KINDS:
            vault = Vault(why=WHY)
            async with connected(server, with_vault(kind, vault), version, version) as station:
                await booted(station, version)
                for status in ("Accepted", "Failed", "NotFound"):
                    vault.status = status
                    answer = await client.certificates.delete(version, wanted)
                    assert answer.status == status
                    code = 0 if status == "Accepted" else 1
                    assert await verb("delete", version, *by_hash) == (code, shown(version, status), "")
                assert vault.asked == [{"certificate_hash_data": FOREIGN}] * 6
                vault.status, vault.held = "Accepted", [FOREIGN, ours]
                assert (
                    await client.certificates.delete(version, DeleteCertificateInput(root="ours"))
                ).status == "Accepted"
                assert vault.asked[-1] == {"certificate_hash_data": ours}
        events = await told(client, 21, "certificate.deleted")
        assert [one["status"] for one in events[:7]] == [
            "Accepted", "Accepted", "Failed", "Failed", "NotFound", "NotFound", "Accepted",
        ]  # fmt: skip
