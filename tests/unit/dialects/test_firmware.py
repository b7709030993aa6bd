"""Firmware in the words of each version: what is said, and what cannot be."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from pilotwire.dialects import ocpp2x_firmware as two
from pilotwire.dialects import ocpp16_firmware as one
from pilotwire.domain.command import CannotError
from pilotwire.domain.firmware_commands import AskFirmwareStatus, FirmwareReport, PublicationReport, UpdateFirmware
from pilotwire.protocol.ocpp16 import firmware as firmware16
from pilotwire.protocol.ocpp16 import security
from pilotwire.protocol.ocpp21 import firmware as firmware21
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo
from pilotwire.protocol.ocpp201 import firmware as firmware201

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PLAIN = UpdateFirmware(7, "https://h/fw", NOON)
SIGNED = msgspec.structs.replace(PLAIN, signature="c2ln", signing_certificate="PEM")


def test_the_long_locations_of_21_do_not_fit_the_others() -> None:
    long = msgspec.structs.replace(PLAIN, location="https://h/" + "x" * 600)
    assert len(two.update_firmware21(long).firmware.location) == 610
    for say, version in ((one.update_firmware, "1.6"), (two.update_firmware, "2.0.1")):
        with pytest.raises(CannotError) as cannot:
            say(long)
        assert cannot.value.message == f"the location has 610 characters, OCPP {version} carries 512"
    with pytest.raises(CannotError):
        two.update_firmware21(msgspec.structs.replace(PLAIN, location="https://h/" + "x" * 2_000))


def test_plain_16_knows_neither_a_time_of_installation_nor_calling_off() -> None:
    for more, why in (({"install_at": NOON}, "no time of installation"), ({"calls_off": True}, "no way to call off")):
        with pytest.raises(CannotError) as cannot:
            one.update_firmware(msgspec.structs.replace(PLAIN, **more))
        assert why in cannot.value.message


@pytest.mark.requirement("1.6 sec L01.FR.11")
def test_16_says_it_signed_only_where_both_parts_are_there() -> None:
    assert isinstance(one.update_firmware(SIGNED), security.SignedUpdateFirmwareRequest)
    half = msgspec.structs.replace(SIGNED, signing_certificate=None)
    assert isinstance(one.update_firmware(half), firmware16.UpdateFirmwareRequest)


def test_the_answer_of_plain_16_is_an_agreement_without_a_word() -> None:
    assert one.agreed(firmware16.UpdateFirmwareResponse()).status == "Accepted"
    told = security.SignedUpdateFirmwareResponse(status="RevokedCertificate")
    assert one.agreed(told).status == "RevokedCertificate"


@pytest.mark.parametrize(
    ("signed", "name"), [(False, "TriggerMessageRequest"), (True, "ExtendedTriggerMessageRequest")]
)
def test_16_has_a_trigger_of_its_own_for_signed_updates(signed: bool, name: str) -> None:
    asked = one.ask_status(AskFirmwareStatus(signed))
    assert (type(asked).__name__, asked.requested_message) == (name, "FirmwareStatusNotification")


@pytest.mark.parametrize(
    ("read", "message", "report"),
    [
        (one.report, firmware16.FirmwareStatusNotificationRequest(status="Installed"),
         FirmwareReport("Installed", numbered=False)),
        (one.signed_report, security.SignedFirmwareStatusNotificationRequest(status="Idle"), FirmwareReport("Idle")),
        (two.report, firmware201.FirmwareStatusNotificationRequest(status="Downloading", request_id=7),
         FirmwareReport("Downloading", 7)),
        (two.report, firmware21.FirmwareStatusNotificationRequest(
            status="DownloadFailed", request_id=7, status_info=StatusInfo(reason_code="NoSpace")),
         FirmwareReport("DownloadFailed", 7, "NoSpace")),
        (two.publication_report, firmware201.PublishFirmwareStatusNotificationRequest(
            status="Published", request_id=7, location=("http://a", "ftp://a")),
         PublicationReport("Published", 7, ("http://a", "ftp://a"))),
        (two.publication_report, firmware21.PublishFirmwareStatusNotificationRequest(
            status="PublishFailed", request_id=7,
            status_info=StatusInfo(reason_code="NoSpace", additional_info="disk full")),
         PublicationReport("PublishFailed", 7, (), "disk full")),
    ],
)  # fmt: skip
def test_what_stations_tell(read: Any, message: Any, report: Any) -> None:
    assert read(message) == report
