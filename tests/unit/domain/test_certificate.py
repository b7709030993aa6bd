"""What names a certificate, however it is spelt."""

import pytest
from tests.fixtures.certificate_authority import certificate

from pilotwire.domain.certificate import is_among, is_same_certificate, newest_live
from pilotwire.domain.security_commands import CertificateId

ID = CertificateId("SHA256", "aa11", "bb22", "c0ffee")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (CertificateId("SHA256", "AA11", "BB22", "C0FFEE"), True),
        (CertificateId("SHA256", "aa11", "bb22", "00c0ffee"), True),
        (CertificateId("SHA384", "aa11", "bb22", "c0ffee"), False),
        (CertificateId("SHA256", "aa12", "bb22", "c0ffee"), False),
        (CertificateId("SHA256", "aa11", "bb23", "c0ffee"), False),
        (CertificateId("SHA256", "aa11", "bb22", "c0ffee0"), False),
    ],
)
def test_case_and_leading_zeroes_make_no_other_certificate(other: CertificateId, same: bool) -> None:
    assert is_same_certificate(ID, other) is same
    assert is_among(ID, (CertificateId("SHA256", "x", "y", "z"), other)) is same


def test_the_newest_that_has_not_ended_is_the_one_in_use() -> None:
    known = [
        certificate(1, "active"),
        certificate(2, "installed"),
        certificate(3, "refused"),
        certificate(4, "revoked"),
    ]
    found = newest_live(known)
    assert found is not None
    assert found.id == 2
    assert newest_live(known[2:]) is None
