"""Commands about credentials as each version says them, and what the answers mean."""

import json
from typing import Any

import msgspec
import pytest

from pilotwire.domain.command import CannotError, Command, Reply
from pilotwire.domain.security_commands import (
    CertificateId,
    CertificateSigned,
    DeleteCertificate,
    GetInstalledCertificates,
    InstallCertificate,
    InstalledCertificate,
    SetPassword,
)
from pilotwire.handlers.commands import say, understand

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
        InstalledCertificate(ID, "V2GCertificateChain", (CHILD,)),
    )
    assert meant("ocpp2.1", ask, {"status": "NotFound"}) == ()
    one = GetInstalledCertificates(("CSMSRootCertificate",))
    assert meant("ocpp1.6", one, {"status": "Accepted", "certificateHashData": [ID_FIELDS]}) == (
        InstalledCertificate(ID, ""),
    )


@pytest.mark.parametrize("protocol", ["ocpp1.6", *BOTH_2X])
def test_a_certificate_is_deleted_by_its_hashes(protocol: str) -> None:
    assert said(protocol, DeleteCertificate(ID)) == ("DeleteCertificate", {"certificateHashData": ID_FIELDS})
    assert meant(protocol, DeleteCertificate(ID), {"status": "NotFound"}) == Reply("NotFound")
