"""Security events: what stations report and what this server itself has seen, in the names of OCPP's appendix."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import StationId

from .event import Event
from .events import PasswordChanged, SecurityReported, StationRefused, StationUnderAttack

Severity = Literal["critical", "other"]

CRITICAL: Final = frozenset(
    {
        "FirmwareUpdated", "SettingSystemTime", "StartupOfTheDevice", "ResetOrReboot", "SecurityLogWasCleared",
        "MemoryExhaustion", "TamperDetectionActivated", "InvalidFirmwareSignature", "InvalidFirmwareSigningCertificate",
        "InvalidCsmsCertificate", "InvalidChargingStationCertificate", "DiscardedRenewedClientCertificate",
        "InvalidTLSVersion", "InvalidTLSCipherSuite", "MaintenanceLoginAccepted", "MaintenanceLoginFailed",
        "PasswordsGuessed",
    }
)  # fmt: skip
"""Those that call for somebody. Source: OCPP 2.1 part 2 appendices, 1; the last is ours."""
_CALLED_IN_16: Final[Mapping[str, str]] = MappingProxyType(
    {
        "FailedToAuthenticationAtCentralSystem": "FailedToAuthenticateAtCsms",
        "FailedToAuthenticateAtCentralSystem": "FailedToAuthenticateAtCsms",
        "CentralSystemFailedToAuthentication": "CsmsFailedToAuthenticate",
        "CentralSystemFailedToAuthenticate": "CsmsFailedToAuthenticate",
        "InvalidCentralSystemCertificate": "InvalidCsmsCertificate",
        "InvalidChargePointCertificate": "InvalidChargingStationCertificate",
    }
)
"""Names of OCPP 1.6 under those of 2.x. Source: OCPP 1.6 security whitepaper, 8."""
_OF_REFUSALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tls-too-old": "InvalidTLSVersion",
        "tls-no-common-suite": "InvalidTLSCipherSuite",
        "server-untrusted": "InvalidCsmsCertificate",
        **dict.fromkeys(
            (
                "credentials-missing", "credentials-malformed", "credentials-wrong", "too-many-attempts",
                "certificate-missing", "certificate-wrong", "certificate-foreign", "certificate-expired",
                "certificate-not-yet-valid", "certificate-revoked", "revocation-unknown", "certificate-untrusted",
                "profile-too-low", "weaker-profile", "station-blocked",
            ),
            "FailedToAuthenticateAtCsms",
        ),
    }
)  # fmt: skip
"""What a refused handshake is as a security event; other reasons are none."""


class SecurityEvent(msgspec.Struct, frozen=True):
    """One event. `happened_at` is the time of who saw it, `at` ours; `repeats` more of its kind came about then."""

    at: datetime
    happened_at: datetime
    source: Literal["station", "csms"]
    kind: str
    station: StationId | None = None
    detail: str | None = None
    address: str | None = None
    repeats: int = 0

    @property
    def severity(self) -> Severity:
        """Whether it calls for somebody."""
        return "critical" if self.kind in CRITICAL else "other"


def security_event(event: Event) -> SecurityEvent | None:
    """What an event is as a security event; None for one that is not."""
    at, station = event.at, event.station
    if isinstance(event, SecurityReported):
        kind = named(event.kind)
        return SecurityEvent(at, event.happened_at, "station", kind, station, event.tech_info)
    if isinstance(event, StationRefused):
        reason = _OF_REFUSALS.get(event.reason)
        if reason is None:
            return None
        told = f"{event.reason}: {event.detail}"
        return SecurityEvent(at, at, "csms", reason, station, told, event.address, event.repeats)
    if isinstance(event, StationUnderAttack):
        told = f"{event.failures} wrong passwords, lately from {', '.join(event.addresses)}"
        return SecurityEvent(at, at, "csms", "PasswordsGuessed", station, told, event.addresses[-1])
    if isinstance(event, PasswordChanged):
        told = "the station has a new password"
        return SecurityEvent(at, at, "csms", "ReconfigurationOfSecurityParameters", station, told)
    return None


def named(kind: str) -> str:
    """The name of a kind in OCPP 2.x; vendors' own stay as they are."""
    return _CALLED_IN_16.get(kind, kind)
