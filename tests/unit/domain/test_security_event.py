"""What is a security event, under which name, and whether it calls for somebody."""

from datetime import UTC, datetime, timedelta

import pytest

from pilotwire.adapters.transport.refusal import Reason
from pilotwire.domain.event import Event
from pilotwire.domain.events import PasswordChanged, SecurityReported, StationRefused, StationUnderAttack
from pilotwire.domain.security_event import SecurityEvent, security_event
from pilotwire.kernel.ids import StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS-1")


def kind_of(event: Event) -> tuple[str, str] | None:
    told = security_event(event)
    return None if told is None else (told.kind, told.severity)


def reported(kind: str) -> SecurityReported:
    return SecurityReported(station=CS, at=NOON, kind=kind, happened_at=NOON - timedelta(hours=1), tech_info="door")


def test_a_reported_event_keeps_its_own_time_and_words() -> None:
    assert security_event(reported("TamperDetectionActivated")) == SecurityEvent(
        NOON, NOON - timedelta(hours=1), "station", "TamperDetectionActivated", CS, "door"
    )


@pytest.mark.parametrize(
    ("kind", "name", "severity"),
    [
        ("FirmwareUpdated", "FirmwareUpdated", "critical"),
        ("InvalidMessages", "InvalidMessages", "other"),
        ("AttemptedReplayAttacks", "AttemptedReplayAttacks", "other"),
        ("DiscardedRenewedClientCertificate", "DiscardedRenewedClientCertificate", "critical"),
        ("FailedToAuthenticationAtCentralSystem", "FailedToAuthenticateAtCsms", "other"),
        ("InvalidCentralSystemCertificate", "InvalidCsmsCertificate", "critical"),
        ("AcmeDoorOpen", "AcmeDoorOpen", "other"),
    ],
)
def test_kinds_have_the_names_of_2x_and_the_severity_of_its_appendix(kind: str, name: str, severity: str) -> None:
    assert kind_of(reported(kind)) == (name, severity)


@pytest.mark.requirement("A00.FR.408", "1.6 sec A00.FR.323", "1.6 sec A00.FR.408")
def test_each_refusal_for_a_reason_of_security_is_an_event_of_ours_and_no_other_is() -> None:
    found: dict[str, set[str]] = {}
    for reason in Reason:
        refused = StationRefused(station=CS, at=NOON, reason=str(reason), detail="x", address="192.0.2.7")
        told = kind_of(refused)
        if told is not None:
            found.setdefault(told[0], set()).add(str(reason))
    assert found.pop("FailedToAuthenticateAtCsms") == {
        "credentials-missing", "credentials-malformed", "credentials-wrong", "too-many-attempts",
        "certificate-missing", "certificate-wrong", "certificate-foreign", "certificate-expired",
        "certificate-not-yet-valid", "certificate-revoked", "revocation-unknown", "certificate-untrusted",
        "profile-too-low", "weaker-profile", "station-blocked",
    }  # fmt: skip
    assert found == {
        "InvalidTLSVersion": {"tls-too-old"},
        "InvalidTLSCipherSuite": {"tls-no-common-suite"},
        "InvalidCsmsCertificate": {"server-untrusted"},
    }


def test_guessed_passwords_call_for_somebody_and_changed_ones_do_not() -> None:
    assert kind_of(StationUnderAttack(station=CS, at=NOON, failures=9, addresses=("192.0.2.7",))) == (
        "PasswordsGuessed", "critical",
    )  # fmt: skip
    assert kind_of(PasswordChanged(station=CS, at=NOON)) == ("ReconfigurationOfSecurityParameters", "other")
