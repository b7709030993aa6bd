"""The routes of certificates: those that were issued, roots that stations are to trust, and what a station holds."""

import json
from typing import Any

import aiohttp
import msgspec
import pytest
from tests.fixtures.certificate_authority import certificate
from tests.fixtures.certificates import certificate as pair

from pilotwire.client.certificate import (
    CertificateIdInput,
    DeleteCertificateInput,
    InstallInput,
    ReadCertificatesInput,
    RevokeInput,
    RootCertificateInput,
)
from pilotwire.client.client import Client
from pilotwire.client.filters import CertificateFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.station_link import CallResult

from .conftest import NOON, Site

ROOT = pair("V2G Root", is_ca=True, valid=(-900, 900))
PEM = ROOT.pem.decode()
OWN = CertificateIdInput(hash_algorithm="SHA256", issuer_name_hash="AA", issuer_key_hash="bb", serial_number="0007")


class Charger:
    """A station that holds roots; it tells them by SHA-384."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []
        self.held: list[dict[str, str]] = []

    async def answer(self, action: str, payload: bytes) -> CallResult:
        asked = json.loads(payload)
        self.asked.append((action, asked))
        told: dict[str, object] = {"status": "Accepted"}
        if action == "GetInstalledCertificateIds":
            chains = [{"certificateType": "V2GRootCertificate", "certificateHashData": one} for one in self.held]
            told = {"status": "Accepted", "certificateHashDataChain": chains} if chains else {"status": "NotFound"}
        return CallResult("m", msgspec.Raw(json.dumps(told).encode()), 1.0)


@pytest.fixture
async def charger(site: Site) -> Charger:
    await site.holds(ChargingStation(StationId("CP01"), NOON, NOON))
    made = Charger()
    site.link.connect("CP01", made.answer)
    return made


async def problem(work: Any) -> tuple[int, str, str | None]:
    """Status, detail and pointer of what is refused."""
    with pytest.raises(ApiProblem) as refused:
        await work
    told = refused.value.problem
    return told.status, told.detail, told.errors[0].pointer if told.errors else None


async def test_certificates_are_listed_read_and_revoked(site: Site, client: Client, raw: aiohttp.ClientSession) -> None:
    await site.holds(certificate(7, "active"), certificate(8, "requested"), certificate(9, "active", "CP02"))
    assert [one.id for one in (await client.certificates.list()).items] == ["9", "8", "7"]
    narrowed = await client.certificates.list(CertificateFilter(station="CP01", state="active"))
    assert [(one.id, one.chain) for one in narrowed.items] == [("7", None)]
    one = await client.certificates.get("7")
    assert (one.subject, one.serial_number, one.chain) == ("CN=CP01", "7", "leaf 7\nbetween\n")
    gone = await client.certificates.revoke("7", RevokeInput(reason="superseded"))
    assert (gone.state, gone.revocation_reason) == ("revoked", "superseded")
    assert [entry.serial_number for entry in site.authority.revoked] == ["7"]
    assert await problem(client.certificates.revoke("8")) == (
        409, "Certificate 8 was never issued: it is requested.", None,
    )  # fmt: skip
    for name in ("70", "x", "9" * 30):
        assert (await problem(client.certificates.get(name)))[0] == 404
    async with raw.get("/api/v1/certificates?state=nonsense") as answer:
        assert answer.status == 422


async def test_our_authorities_are_shown_with_what_names_them(client: Client) -> None:
    (one,) = (await client.certificates.authorities()).items
    assert (one.uses, one.subject, one.ids[0].serial_number) == (["ChargingStationCertificate"], "CN=Root", "1")


async def test_a_root_is_kept_under_a_name_replaced_and_removed(client: Client, raw: aiohttp.ClientSession) -> None:
    wanted = RootCertificateInput(use="V2GRootCertificate", certificate=PEM.replace("\n", "\r\n"), note="Depot")
    put = await client.certificates.put_root("v2g", wanted)
    assert (put.subject, put.certificate, put.note, len(put.ids)) == ("CN=V2G Root", PEM, "Depot", 3)
    assert (await client.certificates.put_root("v2g", wanted)).updated_at == put.updated_at
    async with raw.put(
        "/api/v1/root-certificates/v2g",
        json={"use": "MORootCertificate", "certificate": PEM},
        headers={"If-Match": '"0"'},
    ) as answer:
        assert answer.status == 412
    assert [one.name for one in (await client.certificates.roots()).items] == ["v2g"]
    assert (await client.certificates.root("v2g")).use == "V2GRootCertificate"
    await client.certificates.delete_root("v2g")
    assert (await problem(client.certificates.root("v2g")))[0] == 404


async def test_what_is_no_root_is_refused_with_the_field(client: Client) -> None:
    between = pair("Sub-CA", ROOT, is_ca=True)
    chain = RootCertificateInput(use="V2GRootCertificate", certificate=between.pem.decode() + PEM)
    status, detail, pointer = await problem(client.certificates.put_root("v2g", chain))
    assert (status, pointer) == (422, "/certificate")
    assert "it holds 2 certificates" in detail
    garbage = RootCertificateInput(use="V2GRootCertificate", certificate="hello")
    assert (await problem(client.certificates.put_root("v2g", garbage)))[2] == "/certificate"


@pytest.mark.requirement("M04.FR.07")
async def test_a_root_is_installed_recognised_and_deleted_by_the_hashes_that_the_station_told(
    client: Client, charger: Charger
) -> None:
    root = await client.certificates.put_root("v2g", RootCertificateInput(use="V2GRootCertificate", certificate=PEM))
    assert (await client.certificates.install("CP01", InstallInput(root="v2g"))).status == "Accepted"
    assert charger.asked == [("InstallCertificate", {"certificateType": "V2GRootCertificate", "certificate": PEM})]
    told = {one.hash_algorithm: one for one in root.ids}["SHA384"]
    charger.held = [
        {
            "hashAlgorithm": "SHA384",
            "issuerNameHash": told.issuer_name_hash.upper(),
            "issuerKeyHash": told.issuer_key_hash,
            "serialNumber": f"00{told.serial_number}",
        }
    ]
    (held,) = (await client.certificates.installed("CP01", ReadCertificatesInput())).items
    assert (held.use, held.root, held.certificate) == ("V2GRootCertificate", "v2g", None)
    assert (await client.certificates.delete("CP01", DeleteCertificateInput(root="v2g"))).status == "Accepted"
    assert charger.asked[-1] == ("DeleteCertificate", {"certificateHashData": charger.held[0]})
    charger.held = []
    status, detail, _ = await problem(client.certificates.delete("CP01", DeleteCertificateInput(root="v2g")))
    assert (status, detail) == (404, "Station 'CP01' holds no root certificate 'v2g'.")
    assert (await problem(client.certificates.install("CP01", InstallInput(root="x"))))[0] == 404


async def test_a_stations_own_certificate_is_not_deleted(site: Site, client: Client, charger: Charger) -> None:
    await site.holds(certificate(7, "active"))
    status, detail, _ = await problem(client.certificates.delete("CP01", DeleteCertificateInput(id=OWN)))
    assert (status, detail) == (
        409, "This is the station's own certificate 7 (active), which OCPP does not let be deleted.",
    )  # fmt: skip
    assert charger.asked == []
    for wrong in (DeleteCertificateInput(), DeleteCertificateInput(id=OWN, root="v2g")):
        assert (await problem(client.certificates.delete("CP01", wrong)))[::2] == (422, "/id")


async def test_a_station_that_is_away_or_unknown_is_told_so(site: Site, client: Client) -> None:
    await site.holds(ChargingStation(StationId("CP01"), NOON, NOON))
    status, detail, _ = await problem(client.certificates.installed("CP01"))
    assert (status, detail) == (409, "Station 'CP01' has never been connected.")
    assert (await problem(client.certificates.rotate("CP02")))[0] == 404
