"""Commands about credentials as each version says them, and what the answers mean."""

import json
from typing import Any

import msgspec
import pytest

from pilotwire.dialects import ocpp2x_security, ocpp16_security
from pilotwire.domain.certificate import Signing
from pilotwire.domain.command import CannotError, Command, Reply
from pilotwire.domain.security_commands import (
    CertificateId,
    CertificateSigned,
    DeleteCertificate,
    GetInstalledCertificates,
    InstallCertificate,
    InstalledAnswer,
    InstalledCertificate,
    SetPassword,
)
from pilotwire.handlers.commands import say, understand
from pilotwire.protocol.ocpp16 import security as security16
from pilotwire.protocol.ocpp21 import security as security21
from pilotwire.protocol.ocpp21.types.certificate import CertificateHashData as HashData21
from pilotwire.protocol.ocpp201 import security as security201

ID = CertificateId("SHA256", "aa11", "bb22", "0c")
ID_FIELDS = {"hashAlgorithm": "SHA256", "issuerNameHash": "aa11", "issuerKeyHash": "bb22", "serialNumber": "0c"}
CHILD = CertificateId("SHA384", "dd", "ee", "ff")
BOTH_2X = ("ocpp2.0.1", "ocpp2.1")
PEM = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"


def said(protocol: str, command: Command[Any]) -> tuple[str, object]:
    """The action and the payload."""
    call = say(protocol, command)
    return call.action, json.loads(call.payload)


def meant(protocol: str, command: Command[Any], answer: object) -> object:
    """What the station's result means."""
    return understand(say(protocol, command), command, msgspec.Raw(json.dumps(answer).encode()))


@pytest.mark.requirement("A01.FR.02")
@pytest.mark.parametrize("protocol", BOTH_2X)
def test_a_2x_password_is_a_variable(protocol: str) -> None:
    assert said(protocol, SetPassword("a-new-long-password")) == (
        "SetVariables",
        {
            "setVariableData": [
                {
                    "attributeValue": "a-new-long-password",
                    "component": {"name": "SecurityCtrlr"},
                    "variable": {"name": "BasicAuthPassword"},
                }
            ]
        },
    )


@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("0123456789abcdef0123456789ABCDEF", "0123456789abcdef0123456789ABCDEF"),
        ("5f1d7e0c9b2a48d6a3c4e5f60718293a4b5c6d7e", "5f1d7e0c9b2a48d6a3c4e5f60718293a4b5c6d7e"),
        ("sixteen-letters!", "7369787465656e2d6c65747465727321"),
        ("0123456789abcdef", "30313233343536373839616263646566"),
    ],
)
def test_a_1_6_password_is_a_key_of_hex_digits(password: str, key: str) -> None:
    assert said("ocpp1.6", SetPassword(password)) == (
        "ChangeConfiguration",
        {"key": "AuthorizationKey", "value": key},
    )


@pytest.mark.parametrize("password", ["twenty-one-letters-xx", "x" * 40, "0123456789abcdef0123456789abcdef0"])
def test_a_password_that_is_no_key_of_1_6_cannot_be_said(password: str) -> None:
    with pytest.raises(CannotError) as cannot:
        say("ocpp1.6", SetPassword(password))
    assert password not in str(cannot.value)


@pytest.mark.parametrize("protocol", BOTH_2X)
def test_what_became_of_the_variable_is_the_reply(protocol: str) -> None:
    result = {
        "attributeStatus": "Rejected",
        "component": {"name": "SecurityCtrlr"},
        "variable": {"name": "BasicAuthPassword"},
        "attributeStatusInfo": {"reasonCode": "ReadOnly", "additionalInfo": "ask the maker"},
    }
    answer = {"setVariableResult": [result]}
    assert meant(protocol, SetPassword("x" * 16), answer) == Reply("Rejected", "ReadOnly", "ask the maker")
    assert meant("ocpp1.6", SetPassword("x" * 16), {"status": "RebootRequired"}) == Reply("RebootRequired")


def test_a_signed_certificate_is_handed_over_with_its_use_where_the_version_has_uses() -> None:
    assert said("ocpp1.6", CertificateSigned(PEM)) == ("CertificateSigned", {"certificateChain": PEM})
    for protocol in BOTH_2X:
        assert said(protocol, CertificateSigned(PEM, "V2GCertificate")) == (
            "CertificateSigned",
            {"certificateChain": PEM, "certificateType": "V2GCertificate"},
        )
    with pytest.raises(CannotError):
        say("ocpp1.6", CertificateSigned(PEM, "V2GCertificate"))


def test_a_root_is_installed_under_the_versions_own_word() -> None:
    assert said("ocpp1.6", InstallCertificate("CSMSRootCertificate", PEM)) == (
        "InstallCertificate",
        {"certificateType": "CentralSystemRootCertificate", "certificate": PEM},
    )
    for protocol in BOTH_2X:
        assert said(protocol, InstallCertificate("CSMSRootCertificate", PEM)) == (
            "InstallCertificate",
            {"certificateType": "CSMSRootCertificate", "certificate": PEM},
        )
    with pytest.raises(CannotError):
        say("ocpp1.6", InstallCertificate("V2GRootCertificate", PEM))


def test_installed_certificates_are_asked_for_by_use() -> None:
    assert said("ocpp2.0.1", GetInstalledCertificates()) == ("GetInstalledCertificateIds", {})
    assert said("ocpp2.1", GetInstalledCertificates(("V2GRootCertificate", "MORootCertificate"))) == (
        "GetInstalledCertificateIds",
        {"certificateType": ["V2GRootCertificate", "MORootCertificate"]},
    )
    assert said("ocpp1.6", GetInstalledCertificates(("CSMSRootCertificate",))) == (
        "GetInstalledCertificateIds",
        {"certificateType": "CentralSystemRootCertificate"},
    )
    for uses in (GetInstalledCertificates(), GetInstalledCertificates(("CSMSRootCertificate", "MORootCertificate"))):
        with pytest.raises(CannotError):
            say("ocpp1.6", uses)


def test_installed_certificates_come_with_those_below_them() -> None:
    child = {"hashAlgorithm": "SHA384", "issuerNameHash": "dd", "issuerKeyHash": "ee", "serialNumber": "ff"}
    chain = {
        "certificateHashData": ID_FIELDS,
        "certificateType": "V2GCertificateChain",
        "childCertificateHashData": [child],
    }
    ask = GetInstalledCertificates()
    assert meant("ocpp2.0.1", ask, {"status": "Accepted", "certificateHashDataChain": [chain]}) == (
        InstalledAnswer("Accepted", (InstalledCertificate(ID, "V2GCertificateChain", (CHILD,)),))
    )
    none = {"status": "NotFound", "statusInfo": {"reasonCode": "NotFound", "additionalInfo": "no store"}}
    assert meant("ocpp2.1", ask, none) == InstalledAnswer("NotFound", (), "NotFound", "no store")
    one = GetInstalledCertificates(("CSMSRootCertificate",))
    assert meant("ocpp1.6", one, {"status": "Accepted", "certificateHashData": [ID_FIELDS]}) == (
        InstalledAnswer("Accepted", (InstalledCertificate(ID, ""),))
    )
    assert meant("ocpp1.6", one, {"status": "NotFound"}) == InstalledAnswer("NotFound")


@pytest.mark.parametrize("protocol", ["ocpp1.6", *BOTH_2X])
def test_a_certificate_is_deleted_by_its_hashes(protocol: str) -> None:
    assert said(protocol, DeleteCertificate(ID)) == ("DeleteCertificate", {"certificateHashData": ID_FIELDS})
    assert meant(protocol, DeleteCertificate(ID), {"status": "NotFound"}) == Reply("NotFound")


@pytest.mark.requirement("A02.FR.25", "A03.FR.21")
def test_a_signed_certificate_carries_what_the_station_gave_with_its_request() -> None:
    command = CertificateSigned(PEM, "V2G20Certificate", 7)
    assert said("ocpp2.1", command) == (
        "CertificateSigned",
        {"certificateChain": PEM, "certificateType": "V2G20Certificate", "requestId": 7},
    )
    assert said("ocpp2.0.1", CertificateSigned(PEM, None, 7)) == ("CertificateSigned", {"certificateChain": PEM})
    with pytest.raises(CannotError, match="has no certificates of ISO 15118-20"):
        say("ocpp2.0.1", command)


@pytest.mark.parametrize(("protocol", "longest"), [("ocpp1.6", 5500), ("ocpp2.0.1", 5500), ("ocpp2.1", 10_000)])
def test_a_root_that_is_too_long_for_the_version_cannot_be_said(protocol: str, longest: int) -> None:
    assert say(protocol, InstallCertificate("CSMSRootCertificate", "x" * longest)).action == "InstallCertificate"
    with pytest.raises(CannotError, match=f"this version of OCPP carries {longest}"):
        say(protocol, InstallCertificate("CSMSRootCertificate", "x" * (longest + 1)))
    with pytest.raises(CannotError, match="this version of OCPP carries 10000"):
        say(protocol, CertificateSigned("x" * 10_001))


def test_roots_of_car_makers_are_known_from_2_1_on() -> None:
    assert said("ocpp2.1", InstallCertificate("OEMRootCertificate", PEM))[1] == {
        "certificateType": "OEMRootCertificate",
        "certificate": PEM,
    }
    asked = GetInstalledCertificates(("OEMRootCertificate", "V2GCertificateChain"))
    assert said("ocpp2.1", asked)[1] == {"certificateType": ["OEMRootCertificate", "V2GCertificateChain"]}
    commands: tuple[Command[Any], ...] = (InstallCertificate("OEMRootCertificate", PEM), asked)
    for command in commands:
        with pytest.raises(CannotError, match="has no roots of car makers"):
            say("ocpp2.0.1", command)


def test_a_request_to_sign_is_read_with_what_its_version_tells() -> None:
    assert ocpp16_security.signing(security16.SignCertificateRequest(csr="c")) == Signing("c")
    told = security201.SignCertificateRequest(csr="c", certificate_type="V2GCertificate")
    assert ocpp2x_security.signing(told) == Signing("c", "V2GCertificate")
    hashed = HashData21(hash_algorithm="SHA256", issuer_name_hash="aa11", issuer_key_hash="bb22", serial_number="0c")
    newest = security21.SignCertificateRequest(
        csr="c", certificate_type="V2G20Certificate", request_id=9, hash_root_certificate=hashed
    )
    assert ocpp2x_security.signing(newest) == Signing("c", "V2G20Certificate", 9, ID)
