"""Dates and revocation of a station's certificate, each fault by its name."""

from datetime import UTC, datetime

import pytest
from tests.fixtures.certificates import NOW, Pair, certificate, days, revocation_list

from pilotwire.adapters.pki.client_chain import check_chain
from pilotwire.adapters.pki.revocation import Revocations, is_outdated, read_revocations
from pilotwire.kernel.errors import BadInputError

ROOT = certificate("Root", is_ca=True)
LEAF = certificate("CP1", ROOT)


def fault(*chain: Pair, lists: bytes | None = None, anchors: tuple[Pair, ...] = (ROOT,), after_days: float = 0) -> str:
    """The fault's name, "" for none."""
    trusted = [one.certificate for one in anchors]
    revocations = Revocations() if lists is None else read_revocations(lists, trusted)
    found = check_chain([one.der for one in chain], trusted, revocations, days(after_days))
    return "" if found is None else str(found.fault)


def test_a_certificate_within_its_dates_is_good() -> None:
    assert fault(LEAF, ROOT) == ""
    assert fault(LEAF) == ""


def test_a_certificate_is_good_to_its_last_second_and_not_longer() -> None:
    assert fault(LEAF, ROOT, after_days=30) == ""
    assert fault(LEAF, ROOT, after_days=30 + 1 / 86_400) == "expired"


def test_a_certificate_of_the_future_is_not_good_yet() -> None:
    assert fault(LEAF, ROOT, after_days=-1) == ""
    assert fault(LEAF, ROOT, after_days=-1 - 1 / 86_400) == "not-yet-valid"


def test_an_expired_ca_between_is_found() -> None:
    between = certificate("Sub-CA", ROOT, is_ca=True, valid=(-3, -1))
    found = check_chain([certificate("CP1", between).der, between.der, ROOT.der], [], Revocations(), NOW)
    assert found is not None
    assert found.detail.startswith("The CA 'CN=Sub-CA' expired on ")


def test_a_ca_renewed_with_the_same_key_stands_for_its_older_certificate() -> None:
    old = certificate("Root", is_ca=True, valid=(-3, -1), key=ROOT.key)
    another_key = certificate("Root", is_ca=True)
    assert fault(LEAF, old, anchors=(old, ROOT)) == ""
    assert fault(LEAF, old, anchors=(old, another_key)) == "expired"


def test_a_renewed_ca_does_not_stand_for_an_expired_station() -> None:
    expired = certificate("CP1", ROOT, valid=(-3, -1))
    fresh = certificate("CP1", ROOT, key=expired.key)
    assert fault(expired, ROOT, anchors=(ROOT, fresh)) == "expired"


def test_a_certificate_on_the_list_is_revoked_and_its_neighbour_is_not() -> None:
    lists = revocation_list(ROOT, LEAF)
    assert fault(LEAF, ROOT, lists=lists) == "revoked"
    assert fault(certificate("CP2", ROOT), ROOT, lists=lists) == ""


def test_a_revoked_ca_between_counts() -> None:
    between = certificate("Sub-CA", ROOT, is_ca=True)
    leaf = certificate("CP1", between)
    lists = revocation_list(ROOT, between) + revocation_list(between)
    assert fault(leaf, between, ROOT, lists=lists, anchors=(ROOT, between)) == "revoked"


def test_without_a_list_of_its_ca_nobody_knows() -> None:
    between = certificate("Sub-CA", ROOT, is_ca=True)
    assert fault(certificate("CP1", between), between, ROOT, lists=revocation_list(ROOT)) == "revocation-unknown"


def test_an_outdated_list_says_who_is_revoked_and_of_others_nothing() -> None:
    lists = revocation_list(ROOT, LEAF, valid=(-3, -1))
    assert fault(LEAF, ROOT, lists=lists) == "revoked"
    assert fault(certificate("CP2", ROOT), ROOT, lists=lists) == "revocation-unknown"
    assert fault(certificate("CP2", ROOT), ROOT, lists=lists + revocation_list(ROOT)) == ""


def test_a_list_is_outdated_after_its_next_update() -> None:
    (one,) = read_revocations(revocation_list(ROOT), [ROOT.certificate]).lists or ()
    assert not is_outdated(one, days(30))
    assert is_outdated(one, days(31))


@pytest.mark.parametrize(
    ("pem", "message"),
    [
        (b"", "it holds no certificate revocation list"),
        (b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", "it holds a revocation list that cannot be read"),
        (revocation_list(certificate("Root", is_ca=True)), "no CA of the bundle has signed the list of 'CN=Root'"),
        (revocation_list(certificate("Alien", is_ca=True)), "no CA of the bundle has signed the list of 'CN=Alien'"),
        (revocation_list(ROOT, critical=True), "the list of 'CN=Root' is partial or indirect"),
    ],
)
def test_a_list_that_cannot_be_trusted_is_not_taken(pem: bytes, message: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_revocations(pem, [ROOT.certificate])
    assert caught.value.message.startswith(message)
    assert caught.value.remedy


def test_with_a_clock_before_there_was_such_software_nothing_is_accepted() -> None:
    old = certificate("CP1", ROOT, valid=(-26_000, 30))
    trusted = [ROOT.certificate]
    found = check_chain([old.der], trusted, Revocations(), datetime(1970, 1, 1, 0, 2, tzinfo=UTC))
    assert found is not None
    assert (str(found.fault), found.detail) == ("clock-wrong", "This server's clock says 1970-01-01 00:02 UTC.")


def test_a_list_of_one_ca_asks_nothing_of_another_unless_all_must_have_one() -> None:
    other = certificate("Other CA", is_ca=True)
    trusted = [ROOT.certificate, other.certificate]
    lists = read_revocations(revocation_list(ROOT, LEAF), trusted).lists
    shown = {"listed": LEAF, "other": certificate("CP2", other)}
    for of_all, wanted in ((False, ""), (True, "revocation-unknown")):
        found = {name: check_chain([one.der], trusted, Revocations(lists, of_all), NOW) for name, one in shown.items()}
        assert {name: "" if one is None else str(one.fault) for name, one in found.items()} == {
            "listed": "revoked", "other": wanted,
        }  # fmt: skip
