"""Contract certificates: every way in which a chain can be wrong has its own status and reason."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from tests.fixtures.certificates import NOW
from tests.fixtures.contract_pki import EMAID, ContractPki, made, with_sha1

from pilotwire.adapters.pki.contract_chain import ChainError, read_chain, trusted_path
from pilotwire.domain.contract import bare_emaid, emaid_keys


@pytest.fixture(scope="module")
def pki() -> ContractPki:
    return ContractPki()


def checked(pki: ContractPki, pem: str, emaid: str = EMAID, now: datetime = NOW) -> tuple[str, str]:
    try:
        path = trusted_path(read_chain(pem), [pki.root.certificate], emaid, now)
    except ChainError as error:
        return error.status, error.reason
    return "Accepted", path[-1].subject.rfc4514_string()


def test_a_good_chain_leads_to_the_root_with_or_without_it_and_with_any_line_ends(pki: ContractPki) -> None:
    chain = pki.chain(pki.contract())
    for pem in (chain, chain + pki.root.pem, chain.replace("\n", "\r\n"), chain.replace("\n", "\\n")):
        assert checked(pki, pem) == ("Accepted", "CN=MO Root")


@pytest.mark.parametrize(
    ("name", "emaid"),
    [(EMAID, "de-8aa-c12345678-x"), ("DE-8AA-C12345678", EMAID), ("DE8AAC12345678", "DE8AAC123456789")],
)
def test_separators_case_and_check_digit_of_an_emaid_make_no_difference(
    pki: ContractPki, name: str, emaid: str
) -> None:
    assert checked(pki, pki.chain(pki.contract(name)), emaid)[0] == "Accepted"


WRONG: dict[str, tuple[Callable[[ContractPki], str], str, str]] = {
    "nothing": (lambda pki: " ", "NoCertificateAvailable", "no certificate was sent"),
    "no PEM": (lambda pki: "-----BEGIN CERTIFICATE-----\nAAAA", "CertChainError", "no certificate in PEM"),
    "too long": (lambda pki: pki.contract().pem * 6, "CertChainError", "has 6 certificates, more than 5"),
    "wrong order": (
        lambda pki: pki.sub2.pem + pki.contract().pem + pki.sub1.pem, "CertChainError", "the chain is out of order",
    ),
    "a link missing": (
        lambda pki: pki.contract().pem + pki.sub1.pem, "CertChainError", "followed by 'CN=MO Sub-CA 1', which is not",
    ),
    "unknown root": (lambda pki: _of_other_root(), "CertChainError", "the root 'CN=Other Root' of the chain is not"),
    "same name, other root": (
        lambda pki: _of_other_root("MO Root"), "SignatureError", "is not signed by the key of 'CN=MO Root'",
    ),
    "wrong key": (
        lambda pki: pki.chain(pki.contract(signed_by=pki.sub1)), "SignatureError",
        f"'CN={EMAID}' is not signed by the key of 'CN=MO Sub-CA 2'",
    ),
    "SHA-1": (
        lambda pki: pki.chain(with_sha1(pki.contract(), pki.sub2)), "SignatureError", "is signed with SHA1",
    ),
    "expired": (lambda pki: pki.chain(pki.contract(valid=(-30, -1))), "CertificateExpired", f"'CN={EMAID}' expired on"),
    "of a CA": (lambda pki: pki.sub2.pem + pki.sub1.pem, "CertChainError", f"is not that of contract {EMAID}"),
    "a CA named like it": (
        lambda pki: _ca_named_like_it(pki), "CertChainError", f"'CN={EMAID}' is a CA, not a contract",
    ),
    "key usage": (
        lambda pki: pki.chain(pki.contract(signs=False)), "CertChainError", "is not for signing (key usage)",
    ),
    "curve": (
        lambda pki: pki.chain(pki.contract(curve=ec.SECP256K1())), "CertChainError", "none that ISO 15118 knows",
    ),
    "other contract": (
        lambda pki: pki.chain(pki.contract("DE8AAC99999999X")), "CertChainError", "is not that of contract",
    ),
    "issuer is no CA": (lambda pki: _below_a_contract(pki), "CertChainError", "is no CA and may issue nothing"),
    "path too long": (lambda pki: _too_deep(pki), "CertChainError", "may have 0 CAs below it, not 1"),
    "CA without its use": (
        lambda pki: _of_ca_that_may_not_sign(pki), "CertChainError", "not for issuing certificates (key usage)",
    ),
}  # fmt: skip


def _of_other_root(name: str = "Other Root") -> str:
    root = made(name)
    return made(EMAID, root, ca=False).pem


def _ca_named_like_it(pki: ContractPki) -> str:
    return pki.chain(made(EMAID, pki.sub2, path_length=0))


def _below_a_contract(pki: ContractPki) -> str:
    contract = pki.contract("DE8AAC00000000X")
    return made(EMAID, contract, ca=False).pem + pki.chain(contract)


def _too_deep(pki: ContractPki) -> str:
    deeper = made("MO Sub-CA 3", pki.sub2)
    return made(EMAID, deeper, ca=False).pem + deeper.pem + pki.sub2.pem + pki.sub1.pem


def _of_ca_that_may_not_sign(pki: ContractPki) -> str:
    weak = made("Weak CA", pki.root, signs=False)
    return made(EMAID, weak, ca=False).pem + weak.pem


@pytest.mark.parametrize("case", sorted(WRONG))
def test_each_fault_has_its_status_and_says_what_is_wrong(pki: ContractPki, case: str) -> None:
    chain, status, reason = WRONG[case]
    found, told = checked(pki, chain(pki))
    assert (found, reason in told) == (status, True), told


def test_a_chain_with_any_byte_of_its_contract_damaged_is_refused(pki: ContractPki) -> None:
    whole = ssl.PEM_cert_to_DER_cert(pki.contract().pem)
    for place in range(len(whole)):
        damaged = ssl.DER_cert_to_PEM_cert(whole[:place] + bytes([whole[place] ^ 0x0C]) + whole[place + 1 :])
        assert checked(pki, damaged + pki.sub2.pem + pki.sub1.pem)[0] in ("CertChainError", "SignatureError")


def test_a_clock_in_1970_is_named_as_what_is_wrong(pki: ContractPki) -> None:
    status, reason = checked(pki, pki.chain(pki.contract()), now=datetime(1970, 1, 1, 0, 5, tzinfo=UTC))
    assert status == "CertChainError"
    assert reason.endswith("UTC, and this server's clock says 1970-01-01 00:05")


def test_an_emaid_is_looked_for_in_every_form_in_which_it_may_have_been_entered() -> None:
    assert emaid_keys("de-8aa-C12345678-X") == (
        "de-8aa-c12345678-x",
        "de8aac12345678x",
        "de8aac12345678",
        "de-8aa-c12345678",
    )
    assert bare_emaid("de-8aa-c12345678-x") == "DE8AAC12345678"
