"""Plug and charge: contract certificates of cars, checked against roots in a folder and a real responder."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.certificates import NOW
from tests.fixtures.contract_pki import EMAID, ContractPki, Holder, Responder, made

from pilotwire.client.token import TokenInput

from .conftest import Running, running
from .frame_stations import FrameStation, station, told

BOTH = pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
VENDORS = pytest.mark.parametrize("vendor", ["org.openchargealliance.iso15118pnc", "iso15118"])


@pytest.fixture
async def pki() -> AsyncIterator[ContractPki]:
    async with Responder().running() as responder:
        yield ContractPki(responder)


@pytest.fixture
async def server(tmp_path: Path, database_url: str | None, pki: ContractPki) -> AsyncIterator[Running]:
    roots = tmp_path / "roots"
    roots.mkdir()
    (roots / "mo-root.pem").write_text(pki.root.pem)
    more = {"contract_roots": roots, "outgoing_private_addresses": True}
    async with running(tmp_path, database_url, **more) as started:
        async with started.client() as client:
            await client.put_token("DE-8AA-C12345678", TokenInput(type="eMAID", group_id="fleet"))
        yield started


async def authorize(asking: FrameStation, emaid: str = EMAID, **proof: object) -> tuple[str, str]:
    payload = {"idToken": {"idToken": emaid, "type": "eMAID"}, **proof}
    answer = await asking.call("Authorize", json.dumps(payload))
    return answer["certificateStatus"], answer["idTokenInfo"]["status"]


def hashes(pki: ContractPki, leaf: Holder, algorithm: str = "SHA256") -> list[dict[str, str]]:
    return [pki.hash_data(one, algorithm) for one in (leaf, pki.sub2, pki.sub1)]


@pytest.mark.requirement("C07.FR.04", "C07.FR.05", "C07.FR.14")
@BOTH
async def test_a_contract_is_accepted_by_its_chain_and_its_id_in_any_form(
    server: Running, pki: ContractPki, version: str
) -> None:
    leaf = pki.contract()
    async with server.client() as client, station(server, "CS1", version) as cs1:
        answer = await cs1.call(
            "Authorize",
            json.dumps({"idToken": {"idToken": EMAID, "type": "eMAID"}, "certificate": pki.chain(leaf)}),
        )
        assert answer == {
            "idTokenInfo": {"status": "Accepted", "groupIdToken": {"idToken": "fleet", "type": "Central"}},
            "certificateStatus": "Accepted",
        }
        numbers = [one.certificate.serial_number for one in (leaf, pki.sub2, pki.sub1)]
        assert sorted(pki.responder.asked) == sorted(numbers)
        crlf = pki.chain(leaf).replace("\n", "\r\n")
        assert await authorize(cs1, certificate=crlf) == ("Accepted", "Accepted")
        assert len(pki.responder.asked) == 3, "its answers hold for a day"
        told_of = await told(client, 1, "token.authorized")
        assert told_of[0]["certificate_status"] == "Accepted"


@BOTH
async def test_a_contract_is_accepted_by_hash_data_of_which_the_responder_proves_the_issuers(
    server: Running, pki: ContractPki, version: str
) -> None:
    pki.responder.brings = [pki.sub2.certificate, pki.sub1.certificate]
    leaf = pki.contract()
    async with station(server, "CS1", version) as cs1:
        for algorithm in ("SHA256", "SHA384"):
            proof = hashes(pki, leaf, algorithm)
            assert await authorize(cs1, iso15118CertificateHashData=proof) == ("Accepted", "Accepted")


@pytest.mark.requirement("C07.FR.13")
@BOTH
async def test_a_contract_that_nobody_knows_or_that_is_blocked_is_cancelled(
    server: Running, pki: ContractPki, version: str
) -> None:
    async with server.client() as client, station(server, "CS1", version) as cs1:
        chain = pki.chain(pki.contract("FR1XXC00000001"))
        assert await authorize(cs1, "FR1XXC00000001", certificate=chain) == ("ContractCancelled", "Unknown")
        await client.put_token("FR1XXC00000001", TokenInput(type="eMAID", blocked=True))
        assert await authorize(cs1, "FR1XXC00000001", certificate=chain) == ("ContractCancelled", "Blocked")


@pytest.mark.requirement("C07.FR.15", "C07.FR.16", "C07.FR.17")
@BOTH
async def test_a_bad_certificate_is_refused_and_an_operator_sees_why(
    server: Running, pki: ContractPki, version: str
) -> None:
    revoked, expired = pki.contract(), pki.contract(valid=(-30, -1))
    pki.responder.revoked.add(revoked.certificate.serial_number)
    forged, other = pki.contract(signed_by=pki.sub1), made(EMAID, made("Other Root"), ca=False)
    async with server.client() as client, station(server, "CS1", version) as cs1:
        assert await authorize(cs1, certificate=pki.chain(expired)) == ("CertificateExpired", "Expired")
        assert await authorize(cs1, certificate=pki.chain(revoked)) == ("CertificateRevoked", "Invalid")
        assert await authorize(cs1, certificate=pki.chain(forged)) == ("SignatureError", "Invalid")
        assert await authorize(cs1, certificate=other.pem) == ("CertChainError", "Invalid")
        assert await authorize(cs1, certificate="") == ("NoCertificateAvailable", "Invalid")
        found = await told(client, 5, "token.refused")
        number = f"{revoked.certificate.serial_number:x}"
        assert [one["reason"] for one in found] == [
            f"'CN={EMAID}' expired on {NOW - timedelta(days=1):%Y-%m-%d %H:%M} UTC",
            f"certificate {number} was revoked",
            f"'CN={EMAID}' is not signed by the key of 'CN=MO Sub-CA 2'",
            "the root 'CN=Other Root' of the chain is not among ours",
            "no certificate was sent",
        ]


ODD: dict[str, tuple[dict[str, Any], str]] = {
    "HTTP error": ({"status": 503}, "the responder answers with HTTP status 503"),
    "no answer of OCSP": ({"body": b"<html>"}, "the responder's answer cannot be read"),
    "too much": ({"body": b"x" * 100_000}, "127.0.0.1 answers with more than 65536 bytes"),
    "outdated": ({"next_update": NOW - timedelta(hours=1)}, "the responder's answer is outdated"),
    "strange signer": (
        {"signer": made("Stranger")}, "the responder's answer is signed by nobody who may answer for the issuer",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(ODD))
@pytest.mark.parametrize("database_url", [None])
async def test_a_responder_that_proves_nothing_leaves_the_contract_unaccepted(
    server: Running, pki: ContractPki, case: str
) -> None:
    how, why = ODD[case]
    for name, value in how.items():
        setattr(pki.responder, name, value)
    async with server.client() as client, station(server, "CS1", "ocpp2.1") as cs1:
        assert await authorize(cs1, certificate=pki.chain(pki.contract())) == ("CertChainError", "Invalid")
        assert why in (await told(client, 1, "token.refused"))[0]["reason"]


@pytest.mark.parametrize("database_url", [None])
async def test_who_answers_for_the_issuer_has_to_be_let_by_it(server: Running, pki: ContractPki) -> None:
    leaf = pki.contract(responder=None)
    pki.known(pki.sub2, pki.sub1)
    good = made("OCSP", pki.sub2, ca=False, answers=True)
    pki.responder.signer, pki.responder.brings = good, [good.certificate, pki.sub2.certificate, pki.sub1.certificate]
    async with station(server, "CS1", "ocpp2.0.1") as cs1:
        proof = [pki.hash_data(leaf)]
        assert await authorize(cs1, iso15118CertificateHashData=proof) == ("Accepted", "Accepted")
        other = pki.contract(responder=None)
        weak = made("Not for OCSP", pki.sub2, ca=False)
        pki.responder.signer, pki.responder.brings[0] = weak, weak.certificate
        proof = [pki.hash_data(other)]
        assert await authorize(cs1, iso15118CertificateHashData=proof) == ("CertChainError", "Invalid")
        pki.responder.brings = []
        assert await authorize(cs1, iso15118CertificateHashData=proof) == ("CertChainError", "Invalid")


async def test_a_private_address_named_by_a_certificate_is_not_asked(tmp_path: Path, pki: ContractPki) -> None:
    (tmp_path / "mo-root.pem").write_text(pki.root.pem)
    async with (
        running(tmp_path, None, contract_roots=tmp_path) as server,
        server.client() as client,
        station(server, "CS1", "ocpp2.1") as cs1,
    ):
        assert await authorize(cs1, certificate=pki.chain(pki.contract())) == ("CertChainError", "Invalid")
        assert "127.0.0.1 is within a private network" in (await told(client, 1, "token.refused"))[0]["reason"]
    assert pki.responder.asked == []


@pytest.mark.parametrize(
    ("rule", "status"), [("prefer", "Accepted"), ("off", "Accepted"), ("require", "CertChainError")]
)
async def test_the_rule_says_what_holds_when_no_status_can_be_had(
    tmp_path: Path, pki: ContractPki, rule: str, status: str
) -> None:
    (tmp_path / "mo-root.pem").write_text(pki.root.pem)
    pki.responder.status = 500
    more = {"contract_roots": tmp_path, "contract_revocation": rule, "outgoing_private_addresses": True}
    async with running(tmp_path, None, **more) as server, station(server, "CS1", "ocpp2.1") as cs1:
        async with server.client() as client:
            await client.put_token(EMAID, TokenInput())
        assert (await authorize(cs1, certificate=pki.chain(pki.contract())))[0] == status
    assert bool(pki.responder.asked) is (rule != "off")


@VENDORS
async def test_a_1_6_station_asks_within_data_transfer(server: Running, pki: ContractPki, vendor: str) -> None:
    name = "15118CertificateHashData" if vendor == "iso15118" else "iso15118CertificateHashData"
    pki.responder.brings = [pki.sub2.certificate, pki.sub1.certificate]
    revoked = pki.contract()
    pki.responder.revoked.add(revoked.certificate.serial_number)

    async def ask(asking: FrameStation, leaf: Holder) -> Any:
        question = {"idToken": {"idToken": EMAID, "type": "eMAID"}, name: hashes(pki, leaf)}
        data = {"vendorId": vendor, "messageId": "Authorize", "data": json.dumps(question)}
        answer = await asking.call("DataTransfer", json.dumps(data))
        assert answer["status"] == "Accepted"
        return json.loads(answer["data"])

    group = {} if vendor == "iso15118" else {"groupIdToken": {"idToken": "fleet", "type": "Central"}}
    async with station(server, "CP1", "ocpp1.6") as cp1:
        assert await ask(cp1, pki.contract()) == {
            "idTokenInfo": {"status": "Accepted", **group},
            "certificateStatus": "Accepted",
        }
        answer = await ask(cp1, revoked)
        assert (answer["certificateStatus"], answer["idTokenInfo"]["status"]) == ("CertificateRevoked", "Invalid")


@pytest.mark.requirement("1.6 4.3 unknown-message", "1.6 4.3 unknown-vendor")
@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ('{"vendorId":"iso15118","messageId":"Fly","data":"{}"}', {"status": "UnknownMessageId"}),
        ('{"vendorId":"iso15118","data":"{}"}', {"status": "UnknownMessageId"}),
        ('{"vendorId":"com.example","messageId":"Authorize","data":"{}"}', {"status": "UnknownVendorId"}),
        ('{"vendorId":"iso15118","messageId":"Authorize"}', {"status": "Rejected"}),
        ('{"vendorId":"iso15118","messageId":"Authorize","data":"{}"}', {"status": "Rejected"}),
        ('{"vendorId":"iso15118","messageId":"Authorize","data":"[1"}', {"status": "Rejected"}),
    ],
)
async def test_data_that_is_no_question_is_told_so(server: Running, data: str, answer: dict[str, str]) -> None:
    async with station(server, "CP1", "ocpp1.6") as cp1:
        assert await cp1.call("DataTransfer", data) == answer


async def test_without_roots_no_contract_is_accepted(tmp_path: Path, pki: ContractPki) -> None:
    async with (
        running(tmp_path, None) as server,
        server.client() as client,
        station(server, "CS1", "ocpp2.1") as cs1,
    ):
        assert await authorize(cs1, certificate=pki.chain(pki.contract())) == ("CertChainError", "Invalid")
        assert (await told(client, 1, "token.refused"))[0]["reason"].endswith("set contract_roots")
