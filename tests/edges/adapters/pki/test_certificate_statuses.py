"""Statuses from responders and revocation lists: found out, checked, kept while they hold, and refused by name."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from tests.fixtures.certificates import NOW, Pair, certificate, revocation_list
from tests.fixtures.contract_pki import ContractPki, Holder, made

from pilotwire.adapters.pki.certificate_statuses import CertificateStatuses, ProofRule, StatusError, StatusTerms
from pilotwire.adapters.pki.hash_data import certificate_ids
from pilotwire.domain.car_certificates import StatusQuestion, StatusVerdict
from pilotwire.domain.contract import OcspData
from pilotwire.kernel.errors import PilotwireError

URL = "http://ocsp.example.com"
CA = certificate("OEM CA", is_ca=True)
CAR, OTHER_CAR = (certificate(name, CA) for name in ("WP0ZZZ1", "WP0ZZZ2"))
PEM_LIST = revocation_list(CA, CAR)
DER_LIST = x509.load_pem_x509_crl(PEM_LIST).public_bytes(Encoding.DER)


@pytest.fixture(scope="module")
def pki() -> ContractPki:
    return ContractPki()


class Web:
    """Answers of the world: by address what is there, and what responders say of what they know."""

    def __init__(self, pki: ContractPki | None = None, **pages: bytes) -> None:
        self.pki = pki
        self.pages = {f"http://{name}": page for name, page in pages.items()}
        self.asked: list[str] = []

    async def post(self, url: str, body: bytes) -> bytes:
        self.asked.append(url)
        if self.pki is None or url != URL:
            raise PilotwireError(f"{url} cannot be asked")
        return self.pki.responder._signed(ocsp.load_der_ocsp_request(body))

    async def get(self, url: str) -> bytes:
        self.asked.append(url)
        if url not in self.pages:
            raise PilotwireError(f"{url} cannot be asked")
        return self.pages[url]


def statuses(web: Web, *known: x509.Certificate, proof: ProofRule = "require") -> CertificateStatuses:
    async def cas() -> Sequence[x509.Certificate]:
        return known

    return CertificateStatuses(web, cas, StatusTerms(proof))


def question(pair: Pair | Holder, issuer: Pair | Holder, *urls: str, source: str = "CRL") -> StatusQuestion:
    id_ = certificate_ids(pair.certificate, issuer.certificate)[1]
    return StatusQuestion(id_, "CRL" if source == "CRL" else "OCSP", urls)


def asked(pki: ContractPki, leaf: Holder) -> OcspData:
    id_ = certificate_ids(leaf.certificate, pki.sub2.certificate)[0]
    return OcspData("SHA256", id_.issuer_name_hash, id_.issuer_key_hash, id_.serial_number, URL)


@pytest.mark.requirement("M06.FR.08", "M06.FR.09")
async def test_an_answer_in_der_is_passed_on_and_kept_while_it_holds(pki: ContractPki) -> None:
    web, leaf = Web(pki), pki.contract()
    found = statuses(web)
    answer = await found.ocsp(asked(pki, leaf), NOW)
    read = ocsp.load_der_ocsp_response(answer)
    assert (read.serial_number, read.certificate_status) == (leaf.certificate.serial_number, ocsp.OCSPCertStatus.GOOD)
    assert await found.ocsp(asked(pki, leaf), NOW + timedelta(hours=23)) == answer
    assert web.asked == [URL]
    await found.ocsp(asked(pki, leaf), NOW + timedelta(hours=24, minutes=1))
    assert web.asked == [URL, URL]


async def test_an_answer_that_is_forged_or_about_another_is_not_passed_on(pki: ContractPki) -> None:
    leaf = pki.contract()
    pki.responder.signer = made("Stranger")
    try:
        with pytest.raises(StatusError, match="signed by nobody who may answer for the issuer"):
            await statuses(Web(pki), pki.sub2.certificate).ocsp(asked(pki, leaf), NOW)
    finally:
        pki.responder.signer = None
    bad = OcspData("SHA256", "zz", "bb", "0c", URL)
    with pytest.raises(StatusError, match="its hash data is malformed"):
        await statuses(Web(pki)).ocsp(bad, NOW)


@pytest.mark.requirement("M07.FR.01", "M07.FR.03")
async def test_a_verdict_comes_from_the_first_responder_that_answers(pki: ContractPki) -> None:
    web, leaf, gone = Web(pki), pki.contract(), pki.contract()
    pki.responder.revoked.add(gone.certificate.serial_number)
    found = statuses(web, pki.sub2.certificate)
    wanted = [question(one, pki.sub2, "http://down", URL, source="OCSP") for one in (leaf, gone)]
    verdicts = await found.verdicts(wanted, NOW)
    assert [(one.status, one.until) for one in verdicts] == [
        ("Good", NOW + timedelta(days=1)), ("Revoked", NOW + timedelta(days=1)),
    ]  # fmt: skip
    assert sorted(web.asked) == ["http://down", "http://down", URL, URL]
    await found.verdicts(wanted, NOW + timedelta(hours=1))
    assert len(web.asked) == 4, "they are kept while they hold"


@pytest.mark.requirement("M07.FR.02")
async def test_a_responder_that_fails_leaves_the_certificate_without_a_verdict(pki: ContractPki) -> None:
    wanted = question(pki.contract(), pki.sub2, "http://down", "http://down2", source="OCSP")
    assert await statuses(Web(pki)).verdicts([wanted], NOW) == [
        StatusVerdict("Failed", NOW, "http://down2 cannot be asked")
    ]


@pytest.mark.parametrize("content", [PEM_LIST, DER_LIST], ids=["PEM", "DER"])
@pytest.mark.requirement("M07.FR.04", "M07.FR.06", "M07.FR.07")
async def test_a_list_of_its_ca_says_which_certificates_are_revoked(content: bytes) -> None:
    web = Web(crl=content)
    found = statuses(web, CA.certificate)
    wanted = [question(one, CA, "http://crl") for one in (CAR, OTHER_CAR)]
    verdicts = await found.verdicts(wanted, NOW)
    assert [(one.status, one.until) for one in verdicts] == [
        ("Revoked", NOW + timedelta(days=7)), ("Good", NOW + timedelta(days=7)),
    ]  # fmt: skip


FORGER = certificate("OEM CA", is_ca=True)
UNFIT: dict[str, tuple[Callable[[], bytes], str]] = {
    "not there": (lambda: b"", "http://crl cannot be asked"),
    "no list": (lambda: b"<html>", "what lies there is no revocation list that can be read"),
    "of another CA": (lambda: revocation_list(certificate("Another", is_ca=True)), "is that of another CA"),
    "outdated": (lambda: revocation_list(CA, valid=(-30, -1)), "the revocation list is outdated"),
    "partial": (lambda: revocation_list(CA, critical=True), "is partial or indirect"),
    "forged": (lambda: revocation_list(FORGER), "is not signed by the CA"),
}


@pytest.mark.requirement("M07.FR.05")
@pytest.mark.parametrize("case", sorted(UNFIT))
async def test_a_list_that_says_nothing_leaves_the_certificate_without_a_verdict(case: str) -> None:
    content, why = UNFIT[case]
    web = Web() if case == "not there" else Web(crl=content())
    (verdict,) = await statuses(web, CA.certificate).verdicts([question(CAR, CA, "http://crl")], NOW)
    assert (verdict.status, verdict.until) == ("Failed", NOW)
    assert verdict.reason is not None
    assert why in verdict.reason


async def test_what_nobody_vouches_for_counts_only_where_that_was_chosen(pki: ContractPki) -> None:
    leaf = pki.contract()
    wanted = [question(CAR, CA, "http://crl"), question(leaf, pki.sub2, URL, source="OCSP")]
    why = "who issued it is unknown here; put the CA's certificate among the contract roots"
    strict = await statuses(Web(pki, crl=PEM_LIST)).verdicts(wanted, NOW)
    assert [(one.status, one.reason) for one in strict] == [("Failed", why), ("Failed", why)]
    lenient = await statuses(Web(pki, crl=PEM_LIST), proof="prefer").verdicts(wanted, NOW)
    assert [one.status for one in lenient] == ["Revoked", "Good"]
    pki.responder.brings = [pki.sub2.certificate]
    try:
        (proven,) = await statuses(Web(pki)).verdicts(wanted[1:], NOW)
    finally:
        pki.responder.brings = []
    assert proven.status == "Good", "the issuer came along, and it is the one that the station named"


async def test_nobody_waits_longer_than_the_deadline() -> None:
    class Slow(Web):
        async def get(self, url: str) -> bytes:
            await asyncio.sleep(60)
            return b""

    async def known() -> Sequence[x509.Certificate]:
        return ()

    found = CertificateStatuses(Slow(), known, StatusTerms(deadline_s=0.01))
    (verdict,) = await found.verdicts([question(CAR, CA, "http://crl")], NOW)
    assert (verdict.status, verdict.reason) == ("Failed", "nobody answered within 0.01 s")
