"""Certificates for cars in OCPP 1.6: every message of both vendor ids, to the letter, in both directions."""

import json
from typing import Any

import msgspec
import pytest

from pilotwire.dialects import ocpp16_car_certificates as cars
from pilotwire.dialects.certificate_hex import hex_of, request_in_pem
from pilotwire.dialects.plug_and_charge_data import DataError
from pilotwire.domain.car_certificates import ContractAnswer, ContractRequest, OcspAnswer
from pilotwire.domain.certificate import Signing
from pilotwire.domain.command import CannotError, Command, Reply
from pilotwire.domain.contract import OcspData
from pilotwire.domain.remote_control import Trigger
from pilotwire.domain.security_commands import (
    CarDialect,
    CertificateId,
    CertificateSigned,
    DeleteCertificate,
    GetInstalledCertificates,
    InstallCertificate,
    InstalledAnswer,
    InstalledCertificate,
)
from pilotwire.handlers.commands import say, understand
from pilotwire.services.station_link import UnusableAnswerError

OCA, HAS2BE = "org.openchargealliance.iso15118pnc", "iso15118"
VENDOR: dict[CarDialect, str] = {"oca": OCA, "has2be": HAS2BE}
PEM = "-----BEGIN CERTIFICATE-----\nMAMKAQA=\n-----END CERTIFICATE-----\n"
CHAIN = PEM + "-----BEGIN CERTIFICATE-----\nMAMKAQE=\n-----END CERTIFICATE-----\n"
ID = CertificateId("SHA256", "aA", "bb", "0C")
HASHES = {"hashAlgorithm": "SHA256", "issuerNameHash": "aA", "issuerKeyHash": "bb", "serialNumber": "0C"}
ROOT: CertificateId = ID

COMMANDS: list[tuple[Command[Any], str, dict[str, Any]]] = [
    (CertificateSigned(CHAIN, "V2GCertificate", None, "oca"), "CertificateSigned",
     {"certificateChain": CHAIN, "certificateType": "V2GCertificate"}),
    (CertificateSigned(CHAIN, "V2GCertificate", None, "has2be"), "CertificateSigned",
     {"cert": "30030a010030030a0101", "typeOfCertificate": "V2GCertificate"}),
    (CertificateSigned(PEM, None, None, "has2be"), "CertificateSigned",
     {"cert": "30030a0100", "typeOfCertificate": "ChargingStationCertificate"}),
    (InstallCertificate("V2GRootCertificate", PEM, "oca"), "InstallCertificate",
     {"certificateType": "V2GRootCertificate", "certificate": PEM}),
    (InstallCertificate("MORootCertificate", PEM, "has2be"), "InstallCertificate",
     {"certificateType": "MORootCertificate", "certificate": "30030a0100"}),
    (GetInstalledCertificates(("V2GCertificateChain",), "oca"), "GetInstalledCertificateIds",
     {"certificateType": ["V2GCertificateChain"]}),
    (GetInstalledCertificates(("MORootCertificate",), "has2be"), "GetInstalledCertificateIds",
     {"typeOfCertificate": ["MORootCertificate"]}),
    (DeleteCertificate(ID, "oca"), "DeleteCertificate", {"certificateHashData": HASHES}),
    (DeleteCertificate(ID, "has2be"), "DeleteCertificate", {"certificateHashData": HASHES}),
    (Trigger("SignV2GCertificate", dialect="oca"), "TriggerMessage", {"requestedMessage": "SignV2GCertificate"}),
    (Trigger("SignV2GCertificate", dialect="has2be"), "TriggerMessage", {"requestedMessage": "SignV2GCertificate"}),
]  # fmt: skip


@pytest.mark.parametrize(("command", "message", "data"), COMMANDS)
def test_a_command_goes_within_data_transfer(command: Command[Any], message: str, data: dict[str, Any]) -> None:
    said = say("ocpp1.6", command)
    sent = json.loads(said.payload)
    assert (said.action, sent["vendorId"], sent["messageId"]) == (
        "DataTransfer", VENDOR[command.dialect], message,  # type: ignore[attr-defined]  # all of these have it
    )  # fmt: skip
    assert json.loads(sent["data"]) == data


def test_what_1_6_has_words_for_goes_in_its_own_words() -> None:
    assert say("ocpp1.6", InstallCertificate("CSMSRootCertificate", PEM, "oca")).action == "InstallCertificate"
    assert say("ocpp1.6", Trigger("SignChargingStationCertificate", dialect="oca")).action == "ExtendedTriggerMessage"
    for protocol in ("ocpp2.0.1", "ocpp2.1"):
        assert say(protocol, InstallCertificate("V2GRootCertificate", PEM, "oca")).action == "InstallCertificate"
    with pytest.raises(CannotError, match="has no certificates for V2GRootCertificate"):
        say("ocpp1.6", InstallCertificate("V2GRootCertificate", PEM))
    with pytest.raises(CannotError, match="has no roots of car makers"):
        say("ocpp1.6", InstallCertificate("OEMRootCertificate", PEM, "oca"))
    with pytest.raises(CannotError, match="has no certificates of ISO 15118-20"):
        say("ocpp1.6", CertificateSigned(PEM, "V2G20Certificate", None, "oca"))
    whole = "-----BEGIN CERTIFICATE-----\n" + "MAMK" * 1667 + "\n-----END CERTIFICATE-----\n"
    with pytest.raises(CannotError, match="in hex has 10002 characters"):
        say("ocpp1.6", CertificateSigned(whole, "V2GCertificate", None, "has2be"))


def meant(command: Command[Any], status: str, data: str | None = None) -> Any:
    answer = {"status": status} | ({} if data is None else {"data": data})
    return understand(say("ocpp1.6", command), command, msgspec.Raw(json.dumps(answer).encode()))


@pytest.mark.parametrize("command", [one for one, message, _ in COMMANDS if message != "GetInstalledCertificateIds"])
def test_the_stations_word_within_the_answer_is_its_answer(command: Command[Any]) -> None:
    assert meant(command, "Accepted", '{"status":"Rejected"}') == Reply("Rejected")
    why = '{"status":"Accepted","statusInfo":{"reasonCode":"NoError","additionalInfo":"kept"}}'
    assert meant(command, "Accepted", why) == Reply("Accepted", "NoError", "kept")
    assert meant(command, "UnknownVendorId") == Reply(
        "UnknownVendorId", None, "it knows nothing of plug and charge under this vendor id"
    )
    assert meant(command, "Rejected") == Reply("Rejected")
    for data in (None, "Accepted", "[]", "{}"):
        with pytest.raises(UnusableAnswerError, match="the data in the answer to DataTransfer makes no sense"):
            meant(command, "Accepted", data)


def test_certificates_are_read_out_of_chains_and_out_of_a_list() -> None:
    ask = GetInstalledCertificates(("V2GRootCertificate",), "oca")
    chain = {"certificateType": "V2GRootCertificate", "certificateHashData": HASHES}
    whole = {"status": "Accepted", "certificateHashDataChain": [chain]}
    assert meant(ask, "Accepted", json.dumps(whole)) == InstalledAnswer(
        "Accepted", (InstalledCertificate(ID, "V2GRootCertificate"),)
    )
    flat = {"status": "Accepted", "certificateHashDataChain": [HASHES]}
    assert meant(ask, "Accepted", json.dumps(flat)) == InstalledAnswer("Accepted", (InstalledCertificate(ID, ""),))
    assert meant(ask, "Accepted", '{"status":"NotFound"}') == InstalledAnswer("NotFound")
    assert meant(ask, "UnknownMessageId").status == "UnknownMessageId"
    with pytest.raises(UnusableAnswerError):
        meant(ask, "Accepted", "{}")


def test_a_cars_request_is_read_as_each_vendor_id_has_it() -> None:
    newer = {"iso15118SchemaVersion": "urn:x", "action": "Update", "exiRequest": "gJg="}
    assert cars.contract_request(OCA, json.dumps(newer)) == ContractRequest("gJg=", 7500, "urn:x", "Update")
    iso_2 = "urn:iso:15118:2:2013:MsgDef"
    assert cars.contract_request(HAS2BE, '{"exiRequest":"gJg="}') == ContractRequest("gJg=", 5600, iso_2)
    for name in ("15118SchemaVersion", "iso15118SchemaVersion"):
        told = json.dumps({name: "urn:y", "exiRequest": "gJg="})
        assert cars.contract_request(HAS2BE, told) == ContractRequest("gJg=", 5600, "urn:y")


def test_the_answer_to_a_car_is_written_as_each_vendor_id_has_it() -> None:
    failed = ContractAnswer("Failed", reason_code="NotEnabled", reason="none")
    assert json.loads(cars.contract_data(OCA, failed)) == {
        "status": "Failed", "exiResponse": "", "statusInfo": {"reasonCode": "NotEnabled", "additionalInfo": "none"},
    }  # fmt: skip
    assert json.loads(cars.contract_data(HAS2BE, failed)) == {"status": "Failed", "exiResponse": ""}


def test_a_question_about_a_certificate_is_read_with_or_without_whom_to_ask() -> None:
    whole = {"ocspRequestData": {**HASHES, "responderURL": "http://a"}}
    bare = json.dumps({"ocspRequestData": HASHES})
    assert cars.status_request(OCA, json.dumps(whole)) == OcspData("SHA256", "aA", "bb", "0C", "http://a")
    assert cars.status_request(HAS2BE, bare) == OcspData("SHA256", "aA", "bb", "0C", "")
    with pytest.raises(DataError, match="responderURL"):
        cars.status_request(OCA, bare)
    assert json.loads(cars.status_data(HAS2BE, OcspAnswer("Failed", None, "Unspecified", "x"))) == {"status": "Failed"}
    assert json.loads(cars.status_data(OCA, OcspAnswer("Accepted", "MAM="))) == {
        "status": "Accepted", "ocspResult": "MAM=",
    }  # fmt: skip


def test_a_request_for_a_certificate_is_read_in_pem_and_in_hex() -> None:
    assert cars.signing(OCA, '{"csr":"c","certificateType":"V2GCertificate"}') == Signing(
        "c", "V2GCertificate", dialect="oca"
    )
    pem = "-----BEGIN CERTIFICATE REQUEST-----\nMAMKAQA=\n-----END CERTIFICATE REQUEST-----\n"
    for csr in ("30030A0100", pem):
        told = json.dumps({"csr": csr, "typeOfCertificate": "V2GCertificate"})
        assert cars.signing(HAS2BE, told) == Signing(pem, "V2GCertificate", dialect="has2be")
    assert request_in_pem("303") == "303"


@pytest.mark.parametrize("data", [None, "", "x", "[]", '"x"', "{}", '{"csr":[]}', '{"exiRequest":{}}', "[" * 5000])
@pytest.mark.parametrize("vendor", [OCA, HAS2BE])
@pytest.mark.parametrize("read", [cars.contract_request, cars.status_request, cars.signing])
def test_data_that_is_no_such_message_is_refused_with_the_field(read: Any, vendor: str, data: str | None) -> None:
    with pytest.raises(DataError, match=r"^(the data is no JSON object|/)"):
        read(vendor, data)


def test_a_text_without_a_certificate_has_no_hex() -> None:
    for text in ("", "hello", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"):
        with pytest.raises(CannotError, match="is none in PEM"):
            hex_of(text)
