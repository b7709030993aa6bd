"""Root certificates that people hand in: taken in any line ends, refused with the field and what to do."""

from datetime import UTC, datetime

import pytest
from tests.fixtures.certificates import NOW, certificate

from pilotwire.adapters.pki.embedded_ca import WrongClockError
from pilotwire.adapters.pki.root_reading import read_root
from pilotwire.kernel.errors import BadInputError

ROOT = certificate("Root", is_ca=True)
BETWEEN = certificate("Sub-CA", ROOT, is_ca=True)


def why(text: str) -> tuple[str, str]:
    """What is said, and what to do."""
    with pytest.raises(BadInputError) as refused:
        read_root("r", "V2GRootCertificate", text, NOW)
    assert refused.value.pointer == "/certificate"
    return refused.value.message.removeprefix("the certificate cannot be used as a root: "), refused.value.remedy


def test_a_root_is_read_whatever_its_line_ends() -> None:
    text = ROOT.pem.decode()
    for shape in (text, text.replace("\n", "\r\n"), f"subject=CN = Root\n\n{text}"):
        read = read_root("v2g", "V2GRootCertificate", shape, NOW)
        assert (read.name, read.subject, read.pem) == ("v2g", "CN=Root", text)


def test_a_chain_is_refused_and_the_root_in_it_is_named() -> None:
    chains = [(BETWEEN, ROOT), (ROOT, BETWEEN)]
    for chain in chains:
        said, remedy = why("".join(one.pem.decode() for one in chain))
        assert said == "it holds 2 certificates, and a station takes one at a time"
        assert remedy == "give the root alone: 'CN=Root'"


def test_what_is_no_root_in_force_is_refused() -> None:
    assert why(certificate("CP1").pem.decode()) == ("'CN=CP1' is no CA", "give the root above it")
    assert why(BETWEEN.pem.decode())[0] == "'CN=Sub-CA' was issued by 'CN=Root', so it is no root"
    assert " ended on " in why(certificate("Root", is_ca=True, valid=(-3, -1)).pem.decode())[0]
    assert " is not valid before " in why(certificate("Root", is_ca=True, valid=(1, 3)).pem.decode())[0]
    assert why("hello")[0] == "it is no certificate in PEM"
    assert why("x" * 10_001)[0] == "it has 10001 characters"


def test_nothing_is_judged_while_the_clock_is_wrong() -> None:
    with pytest.raises(WrongClockError):
        read_root("r", "V2GRootCertificate", ROOT.pem.decode(), datetime(1970, 1, 1, tzinfo=UTC))
