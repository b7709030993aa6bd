import pytest

from pilotwire.protocol.ocppj.version import Version


@pytest.mark.parametrize(
    ("version", "subprotocol"),
    [(Version.V16, "ocpp1.6"), (Version.V201, "ocpp2.0.1"), (Version.V21, "ocpp2.1")],
)
def test_a_version_has_its_subprotocol_and_is_found_by_it(version: Version, subprotocol: str) -> None:
    assert version.subprotocol == subprotocol
    assert Version(subprotocol) is version
