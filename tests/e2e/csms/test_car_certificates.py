"""Certificates of cars over the wire: contracts of a pool, statuses of responders and lists, and what people see."""

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.x509 import ocsp
from tests.fixtures.certificates import certificate, revocation_list
from tests.fixtures.contract_pki import ContractPki, Responder
from tests.fixtures.contract_pool import Pool

from pilotwire.adapters.pki.hash_data import certificate_ids
from pilotwire.cli.main import main
from pilotwire.client.client import Client

from .conftest import Running, running
from .raw_station import RawStation

BOTH: Final = ("ocpp2.0.1", "ocpp2.1")
OF_2, OF_20 = "urn:iso:15118:2:2013:MsgDef", "urn:iso:std:iso:15118:-20:CommonMessages"
EXI: Final = "gJgCGn8+/w=="
OEM: Final = certificate("OEM CA", is_ca=True)
CARS: Final = [certificate(name, OEM) for name in ("WP0ZZZ1", "WP0ZZZ2")]


@pytest.fixture
async def pki() -> AsyncIterator[ContractPki]:
    async with Responder().running() as responder:
        yield ContractPki(responder)


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    async with Pool(lists={"oem.crl": revocation_list(OEM, CARS[0])}).running() as made:
        yield made


@pytest.fixture
async def server(tmp_path: Path, database_url: str | None, pki: ContractPki, pool: Pool) -> AsyncIterator[Running]:
    roots = tmp_path / "roots"
    roots.mkdir()
    (roots / "mo-root.pem").write_text(pki.root.pem + pki.sub1.pem + pki.sub2.pem)
    (roots / "oem.pem").write_bytes(OEM.pem)
    more = {
        "contract_roots": roots, "outgoing_private_addresses": True, "contract_provider_url": f"{pool.url}/opcp",
        "contract_provider_token": "pool-secret", "contract_provider_timeout_s": 0.5,
    }  # fmt: skip
    async with running(tmp_path, database_url, **more) as started:
        yield started


async def seen(client: Client, name: str) -> list[tuple[Any, ...]]:
    """What people see of a station, oldest first."""
    found = (await client.car_certificates.questions(name)).items[::-1]
    return [
        (one.kind, one.action or one.source, one.status, one.verdict, one.emaid, one.remaining, one.reason)
        for one in found
    ]


def ask(schema: str = OF_2, action: str = "Install", exi: str = EXI, **more: Any) -> dict[str, Any]:
    """A car's request as a station passes it on."""
    return {"iso15118SchemaVersion": schema, "action": action, "exiRequest": exi, **more}


async def test_a_car_gets_its_contract_byte_for_byte_and_a_refusal_is_told_as_one(server: Running, pool: Pool) -> None:
    pool.contracts = {EXI: [("gJgDxyz/+A==", "DE8AAC12345678")]}
    for version in BOTH:
        one = RawStation(version, version)
        async with server.client() as client, one.connected(server.ocpp_url):
            for action in ("Install", "Update"):
                answer = await one.call("Get15118EVCertificate", ask(action=action))
                assert answer == {"status": "Accepted", "exiResponse": "gJgDxyz/+A=="}
            refusal = "the provider has no contract for this car, and the answer tells the car so"
            assert await one.call("Get15118EVCertificate", ask(exi="gJgC")) == {
                "status": "Accepted", "exiResponse": "gJgCrefusal=",
                "statusInfo": {"reasonCode": "NoError", "additionalInfo": refusal},
            }  # fmt: skip
            contract = ("Accepted", None, "DE8AAC12345678", None, None)
            assert await seen(client, version) == [
                ("contract", "Install", *contract), ("contract", "Update", *contract),
                ("contract", "Install", "Accepted", None, None, None, refusal),
            ]  # fmt: skip
    assert pool.asked[0] == (
        "Bearer pool-secret", {"certificateInstallationReq": EXI, "xsdMsgDefNamespace": OF_2},
    )  # fmt: skip


@pytest.mark.requirement("M01.FR.04", "M01.FR.07")
async def test_a_car_of_15118_20_gets_several_contracts_one_by_one(server: Running, pool: Pool) -> None:
    pool.contracts = {EXI: [(f"gJg{number}", f"DE8AAC{number}") for number in (1, 2, 3, 4)]}
    one = RawStation("CS", "ocpp2.1")
    asked = ask(OF_20, maximumContractCertificateChains=3, prioritizedEMAIDs=["DE8AAC4"])
    async with server.client() as client, one.connected(server.ocpp_url):
        answers = [await one.call("Get15118EVCertificate", asked) for _ in range(3)]
        assert answers == [
            {"status": "Accepted", "exiResponse": "gJg4", "remainingContracts": 2},
            {"status": "Accepted", "exiResponse": "gJg1", "remainingContracts": 1},
            {"status": "Accepted", "exiResponse": "gJg2", "remainingContracts": 0},
        ]
        assert pool.asked == [("Bearer pool-secret", {"certificateInstallationReq": EXI, "xsdMsgDefNamespace": OF_20})]
        assert [row[4:6] for row in await seen(client, "CS")] == [("DE8AAC4", 2), ("DE8AAC1", 1), ("DE8AAC2", 0)]


async def test_what_goes_wrong_is_answered_within_the_cars_patience_and_shown(
    server: Running, pool: Pool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = RawStation("CS", "ocpp2.1")
    reasons = []
    async with server.client() as client, one.connected(server.ocpp_url):
        for change in ({"status": 503}, {"status": None, "pause_s": 2.0}):
            for name, value in change.items():
                setattr(pool, name, value)
            reasons.append(await one.call("Get15118EVCertificate", ask()))
        pool.pause_s, pool.contracts = 0.0, {EXI: [("x" * 17_001, "DE8AAC1")]}
        reasons += [await one.call("Get15118EVCertificate", ask(exi=exi)) for exi in (EXI, "not base64!")]
        whys = [
            "the provider of contracts answers with HTTP status 503: out of order",
            "the provider of contracts cannot be asked: 127.0.0.1 took longer than 0.5 s",
            "the provider's answer has 17001 characters, and this version of OCPP carries 17000",
            "the car's request is no Base64, so nobody was asked",
        ]
        assert reasons == [
            {"status": "Failed", "exiResponse": "", "statusInfo": {"reasonCode": "Unspecified", "additionalInfo": why}}
            for why in whys
        ]
        assert [row[-1] for row in await seen(client, "CS")] == whys
    monkeypatch.setenv("PILOTWIRE_SERVER", server.server.http_url)
    monkeypatch.setenv("PILOTWIRE_KEY", server.key)
    monkeypatch.setenv("COLUMNS", "200")
    capsys.readouterr()
    assert await asyncio.to_thread(main, ("certificates", "cars", "CS", "--limit", "1")) == 0
    row = capsys.readouterr().out.splitlines()[1]
    assert row.split()[2:] == ["Install", "Failed", *whys[-1].split()]


@pytest.mark.requirement("M06.FR.01", "M06.FR.02", "M06.FR.03", "M06.FR.04", "M06.FR.08", "M06.FR.09")
async def test_a_station_gets_the_responders_answer_to_show_to_cars(server: Running, pki: ContractPki) -> None:
    leaf, other = pki.contract(), pki.contract()
    for version in BOTH:
        one = RawStation(version, version)
        async with server.client() as client, one.connected(server.ocpp_url):
            answer = await one.call("GetCertificateStatus", {"ocspRequestData": pki.hash_data(leaf)})
            read = ocsp.load_der_ocsp_response(base64.b64decode(answer["ocspResult"], validate=True))
            assert (answer["status"], read.serial_number) == ("Accepted", leaf.certificate.serial_number)
            down = {**pki.hash_data(other), "responderURL": "ftp://127.0.0.1/x"}
            why = "'ftp://127.0.0.1/x' is no address that can be asked"
            assert await one.call("GetCertificateStatus", {"ocspRequestData": down}) == {
                "status": "Failed", "statusInfo": {"reasonCode": "Unspecified", "additionalInfo": why},
            }  # fmt: skip
            status = ("status", "OCSP")
            assert await seen(client, version) == [
                (*status, "Accepted", None, None, None, None), (*status, "Failed", None, None, None, why),
            ]  # fmt: skip


@pytest.mark.requirement(
    "M07.FR.01", "M07.FR.02", "M07.FR.03", "M07.FR.04", "M07.FR.05", "M07.FR.06", "M07.FR.07", "M07.FR.08"
)
async def test_a_cars_chain_is_judged_certificate_by_certificate(server: Running, pki: ContractPki, pool: Pool) -> None:
    good, unknown = pki.contract(), pki.contract()
    pki.responder.unknown.add(unknown.certificate.serial_number)
    wanted = [(pki.hash_data(one), "OCSP", pki.responder.url) for one in (good, unknown)]
    for car, name in zip(CARS, ("oem.crl", "gone.crl"), strict=True):
        id_ = certificate_ids(car.certificate, OEM.certificate)[0]
        named = {
            "hashAlgorithm": "SHA256", "issuerNameHash": id_.issuer_name_hash.upper(),
            "issuerKeyHash": id_.issuer_key_hash, "serialNumber": f"0{id_.serial_number}"[-40:],
        }  # fmt: skip
        wanted.append((named, "CRL", f"{pool.url}/lists/{name}"))
    for named, _, _ in wanted:
        named.pop("responderURL", None)
    one = RawStation("CS", "ocpp2.1")
    async with server.client() as client, one.connected(server.ocpp_url):
        requests = [
            {"certificateHashData": named, "source": source, "urls": ["http://127.0.0.1:9/", url]}
            for named, source, url in wanted
        ]
        answer = await one.call("GetCertificateChainStatus", {"certificateStatusRequests": requests})
        found = answer["certificateStatus"]
        assert [row["certificateHashData"] for row in found] == [named for named, _, _ in wanted]
        assert [(row["source"], row["status"]) for row in found] == [
            ("OCSP", "Good"), ("OCSP", "Unknown"), ("CRL", "Revoked"), ("CRL", "Failed"),
        ]  # fmt: skip
        assert all("nextUpdate" in row for row in found)
        assert [(row[2], row[3], row[-1]) for row in await seen(client, "CS")] == [
            ("Accepted", "Good", None), ("Accepted", "Unknown", None), ("Accepted", "Revoked", None),
            ("Failed", "Failed", "the responder answers with HTTP status 404"),
        ]  # fmt: skip
