"""Plug and charge of OCPP 1.6 over the wire, within DataTransfer: both vendor ids, every message, both ways."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from tests.fixtures.certificates import certificate, signing_request
from tests.fixtures.contract_pki import ContractPki, Responder
from tests.fixtures.contract_pool import Pool

from pilotwire.client.certificate import (
    Certificate,
    CertificateIdInput,
    DeleteCertificateInput,
    InstallInput,
    ReadCertificatesInput,
    RootCertificateInput,
    RotateCertificateInput,
)
from pilotwire.client.client import Client
from pilotwire.client.filters import CertificateFilter, FindingFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput

from .conftest import Running, running
from .raw_station import RawStation

OCA, HAS2BE = "org.openchargealliance.iso15118pnc", "iso15118"
VENDORS: Final = (OCA, HAS2BE)
PASSWORD: Final = "a-long-enough-password"
EXI: Final = "gJgCGn8+/w=="
ROOT: Final = certificate("V2G Root", is_ca=True, valid=(-900, 900))
ID: Final = {
    "hashAlgorithm": "SHA256", "issuerNameHash": "AbCd" * 16, "issuerKeyHash": "0123" * 16, "serialNumber": "00Fe09",
}  # fmt: skip


@pytest.fixture
async def pki() -> AsyncIterator[ContractPki]:
    async with Responder().running() as responder:
        yield ContractPki(responder)


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    async with Pool(contracts={EXI: [("gJgDxyz/+A==", "DE8AAC12345678")]}).running() as made:
        yield made


@pytest.fixture
async def server(tmp_path: Path, database_url: str | None, pool: Pool) -> AsyncIterator[Running]:
    more = {"outgoing_private_addresses": True, "contract_provider_url": f"{pool.url}/opcp"}
    async with running(tmp_path, database_url, **more) as started:
        async with started.client() as client:
            for vendor in VENDORS:
                await client.put_station(vendor, StationInput(password=PASSWORD))
        yield started


class CarStation(RawStation):
    """It speaks of plug and charge with one vendor id, and is called so."""

    async def ask(self, message: str, payload: Any) -> tuple[str, Any]:
        """The answer to a message within DataTransfer: its status, and its data."""
        data = payload if isinstance(payload, str) else json.dumps(payload)
        answer = await self.call("DataTransfer", {"vendorId": self.name, "messageId": message, "data": data})
        return answer["status"], json.loads(answer["data"]) if "data" in answer else None

    def was_asked(self) -> list[tuple[str, str, Any]]:
        """What came to it within DataTransfer: vendor id, message and data."""
        sent = [payload for action, payload in self.asked if action == "DataTransfer"]
        return [(one["vendorId"], one["messageId"], json.loads(one["data"])) for one in sent]


def station(vendor: str, **answers: Any) -> CarStation:
    """It answers what comes within DataTransfer so, by message; other messages are unknown to it."""

    def answered(payload: dict[str, Any]) -> dict[str, Any]:
        found = answers.get(payload["messageId"])
        if found is None:
            return {"status": "UnknownMessageId"}
        return {"status": "Accepted", "data": json.dumps(found)}

    return CarStation(vendor, "ocpp1.6", answers={"DataTransfer": answered}, password=PASSWORD)


async def test_what_a_station_asks_for_is_answered_in_the_words_of_its_vendor_id(
    server: Running, pki: ContractPki, pool: Pool
) -> None:
    requests = {
        OCA: {"iso15118SchemaVersion": "urn:iso:15118:2:2013:MsgDef", "action": "Install", "exiRequest": EXI},
        HAS2BE: {"15118SchemaVersion": "urn:iso:15118:2:2013:MsgDef", "exiRequest": EXI},
    }
    for vendor in VENDORS:
        one, leaf = station(vendor), pki.contract()
        async with server.client() as client, one.connected(server.ocpp_url):
            contract = {"status": "Accepted", "exiResponse": "gJgDxyz/+A=="}
            assert await one.ask("Get15118EVCertificate", requests[vendor]) == ("Accepted", contract)
            status, told = await one.ask("GetCertificateStatus", {"ocspRequestData": pki.hash_data(leaf)})
            read = ocsp.load_der_ocsp_response(base64.b64decode(told["ocspResult"], validate=True))
            assert (status, told["status"], read.serial_number) == (
                "Accepted", "Accepted", leaf.certificate.serial_number,
            )  # fmt: skip
            status, told = await one.ask("SignCertificate", {"csr": "garbage"})
            assert (status, told["status"], "statusInfo" in told) == ("Accepted", "Rejected", vendor == OCA)
            assert await one.ask("Reset", {}) == ("UnknownMessageId", None)
            seen = (await client.car_certificates.questions(vendor)).items
            assert [(item.kind, item.status, item.emaid, item.within) for item in seen] == [
                ("status", "Accepted", None, vendor), ("contract", "Accepted", "DE8AAC12345678", vendor),
            ]  # fmt: skip
    assert {asked["xsdMsgDefNamespace"] for _, asked in pool.asked} == {"urn:iso:15118:2:2013:MsgDef"}


async def test_what_is_no_such_message_is_rejected_and_the_field_is_named(server: Running, pool: Pool) -> None:
    wrong: dict[str, list[Any]] = {
        "Get15118EVCertificate": ["no json", "[]", {"action": "Install"}],
        "GetCertificateStatus": ["", {"ocspRequestData": []}],
        "SignCertificate": [{}, {"csr": {}}],
    }
    for vendor in VENDORS:
        one = station(vendor)
        async with server.client() as client, one.connected(server.ocpp_url):
            for message, payloads in wrong.items():
                for payload in payloads:
                    assert await one.ask(message, payload) == ("Rejected", None), (message, payload)
            found = (await client.findings(FindingFilter(station=vendor, name="data-transfer-unreadable"))).items
            assert {(item.place, item.count) for item in found} == {
                ("Get15118EVCertificate", 3), ("GetCertificateStatus", 2), ("SignCertificate", 2),
            }  # fmt: skip
            details = {item.place: item.detail for item in found}
            assert details["SignCertificate"].startswith("/csr")
            assert (await client.car_certificates.questions(vendor)).items == []
            assert (await client.certificates.list()).items == []
    assert pool.asked == []


async def states(client: Client, vendor: str, *wanted: str) -> list[Certificate]:
    """The certificates of a station, oldest first, once they are in these states."""
    async with asyncio.timeout(20):
        while True:
            found = (await client.certificates.list(CertificateFilter(station=vendor))).items[::-1]
            if tuple(one.state for one in found) == wanted:
                return found
            await asyncio.sleep(0.02)


async def test_a_station_gets_its_certificate_for_cars_when_it_asks_and_when_it_is_asked_to(server: Running) -> None:
    csr = signing_request(ec.generate_private_key(ec.SECP256R1()), "DE*SECC*1")
    asked = {
        OCA: {"csr": csr, "certificateType": "V2GCertificate"},
        HAS2BE: {"csr": x509.load_pem_x509_csr(csr.encode()).public_bytes(Encoding.DER).hex(),
                 "typeOfCertificate": "V2GCertificate"},
    }  # fmt: skip
    for vendor in VENDORS:
        accepted = {"status": "Accepted"}
        one = station(vendor, CertificateSigned=accepted, TriggerMessage=accepted)
        async with server.client() as client, one.connected(server.ocpp_url):
            assert await one.ask("SignCertificate", asked[vendor]) == ("Accepted", accepted)
            (made,) = await states(client, vendor, "installed")
            assert (made.use, made.subject) == ("V2GCertificate", "DC=CPO,CN=DE*SECC*1")
            sent_to, message, data = one.was_asked()[0]
            assert (sent_to, message) == (vendor, "CertificateSigned")
            chain = (await client.certificates.get(made.id)).chain or ""
            if vendor == OCA:
                assert data == {"certificateChain": chain, "certificateType": "V2GCertificate"}
            else:
                ders = [read.public_bytes(Encoding.DER) for read in x509.load_pem_x509_certificates(chain.encode())]
                assert data == {"cert": b"".join(ders).hex(), "typeOfCertificate": "V2GCertificate"}
            await client.certificates.rotate(vendor, RotateCertificateInput(use="V2GCertificate"))
            await one.until_asked("DataTransfer", 2)
            assert one.was_asked()[1] == (vendor, "TriggerMessage", {"requestedMessage": "SignV2GCertificate"})


async def test_roots_for_cars_are_installed_read_and_deleted_and_the_stations_word_is_shown(server: Running) -> None:
    async with server.client() as client:
        wanted = RootCertificateInput(use="V2GRootCertificate", certificate=ROOT.pem.decode())
        await client.certificates.put_root("v2g", wanted)
    hexed = ROOT.der.hex()
    use: Final = "V2GRootCertificate"
    words: dict[str, list[Any]] = {
        OCA: [
            {"certificateType": use, "certificate": ROOT.pem.decode()}, {"certificateType": [use]},
            {"status": "Accepted", "certificateHashDataChain": [{"certificateType": use, "certificateHashData": ID}]},
        ],
        HAS2BE: [
            {"certificateType": use, "certificate": hexed}, {"typeOfCertificate": [use]},
            {"status": "Accepted", "certificateHashDataChain": [ID]},
        ],
    }  # fmt: skip
    for vendor in VENDORS:
        install, read, held = words[vendor]
        one = station(
            vendor, InstallCertificate={"status": "Failed"}, GetInstalledCertificateIds=held,
            DeleteCertificate={"status": "NotFound"},
        )  # fmt: skip
        async with server.client() as client, one.connected(server.ocpp_url):
            await one.ask("GetCertificateStatus", {"ocspRequestData": {**ID, "responderURL": "ftp://x"}})
            assert (await client.certificates.install(vendor, InstallInput(root="v2g"))).status == "Failed"
            found = await client.certificates.installed(vendor, ReadCertificatesInput(uses=[use]))
            assert (found.status, [(item.use, item.id.serial_number) for item in found.items]) == (
                "Accepted", [(use, "00Fe09")],
            )  # fmt: skip
            hashes = CertificateIdInput(
                hash_algorithm="SHA256", issuer_name_hash=ID["issuerNameHash"], issuer_key_hash=ID["issuerKeyHash"],
                serial_number=ID["serialNumber"],
            )  # fmt: skip
            deleted = await client.certificates.delete(vendor, DeleteCertificateInput(id=hashes, use=use))
            assert deleted.status == "NotFound"
            assert one.was_asked() == [
                (vendor, "InstallCertificate", install), (vendor, "GetInstalledCertificateIds", read),
                (vendor, "DeleteCertificate", {"certificateHashData": ID}),
            ]  # fmt: skip


async def test_a_station_that_knows_nothing_of_it_says_so_and_a_senseless_answer_is_told(server: Running) -> None:
    async with server.client() as client:
        wanted = RootCertificateInput(use="MORootCertificate", certificate=ROOT.pem.decode())
        await client.certificates.put_root("mo", wanted)
        one = CarStation(OCA, "ocpp1.6", password=PASSWORD, answers={"DataTransfer": {"status": "UnknownVendorId"}})
        async with one.connected(server.ocpp_url):
            answer = await client.certificates.install(OCA, InstallInput(root="mo"))
            assert (answer.status, answer.info) == (
                "UnknownVendorId", "it knows nothing of plug and charge under this vendor id",
            )  # fmt: skip
            one.answers["DataTransfer"] = {"status": "Accepted", "data": "<ok/>"}
            with pytest.raises(ApiProblem) as senseless:
                await client.certificates.install(OCA, InstallInput(root="mo"))
            told = senseless.value.problem
            assert (told.status, told.detail) == (
                502, "The data in the answer to DataTransfer makes no sense: the data is no JSON object in a text, or "
                "not such a one.",
            )  # fmt: skip
            one.asked.clear()
            one.answers["GetInstalledCertificateIds"] = {"status": "NotFound"}
            assert (await client.certificates.installed(OCA)).status == "NotFound"
            assert one.actions == ["GetInstalledCertificateIds"] * 2, "it has never spoken of cars, so it is not asked"
