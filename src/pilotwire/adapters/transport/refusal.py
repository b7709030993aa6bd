"""Why a connection was turned away before it began: the reason codes, and what each tells the person at the charger."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Reason(StrEnum):
    """The stable name of a refusal: stored, shown, and sent in the header `REASON_HEADER`."""

    NOT_HTTP = "not-http"
    NOT_A_WEBSOCKET = "not-a-websocket"
    HANDSHAKE_MALFORMED = "handshake-malformed"
    PATH_UNKNOWN = "path-unknown"
    IDENTITY_MISSING = "identity-missing"
    IDENTITY_MALFORMED = "identity-malformed"
    IDENTITY_TOO_LONG = "identity-too-long"
    UNKNOWN_STATION = "unknown-station"
    STATION_BLOCKED = "station-blocked"
    SUBPROTOCOL_MISSING = "subprotocol-missing"
    SUBPROTOCOL_UNKNOWN = "subprotocol-unknown"
    CREDENTIALS_MISSING = "credentials-missing"
    CREDENTIALS_MALFORMED = "credentials-malformed"
    CREDENTIALS_WRONG = "credentials-wrong"
    CERTIFICATE_MISSING = "certificate-missing"
    CERTIFICATE_WRONG = "certificate-wrong"
    CERTIFICATE_FOREIGN = "certificate-foreign"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_NOT_YET_VALID = "certificate-not-yet-valid"
    CERTIFICATE_REVOKED = "certificate-revoked"
    REVOCATION_UNKNOWN = "revocation-unknown"
    SERVER_CLOCK_WRONG = "server-clock-wrong"
    CERTIFICATE_UNTRUSTED = "certificate-untrusted"
    SERVER_UNTRUSTED = "server-untrusted"
    NOT_TLS = "not-tls"
    TLS_TOO_OLD = "tls-too-old"
    TLS_NO_COMMON_SUITE = "tls-no-common-suite"
    TLS_FAILED = "tls-failed"
    WEAKER_PROFILE = "weaker-profile"
    PROFILE_TOO_LOW = "profile-too-low"
    TOO_MANY_ATTEMPTS = "too-many-attempts"
    TOO_MANY_HANDSHAKES = "too-many-handshakes"
    ADMISSION_TIMED_OUT = "admission-timed-out"
    ADMISSION_FAILED = "admission-failed"
    SHUTTING_DOWN = "shutting-down"


REASON_HEADER: Final = "Pilotwire-Refusal"
"""The response header that carries the reason code."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A handshake that ends in an HTTP error: `detail` says what is wrong with the value, `remedy` what to do.

    `status` is 0 where it ended within TLS, before HTTP could say anything.
    """

    status: int
    reason: Reason
    detail: str
    remedy: str
    retry_after_s: int | None = None


def refuse(reason: Reason, detail: str, retry_after_s: int | None = None) -> Refusal:
    """The refusal with the status and the remedy that belong to `reason`."""
    status, remedy = _ANSWERS[reason]
    return Refusal(status, reason, detail, remedy, retry_after_s)


def remedy_for(reason: Reason) -> str:
    """What a person does about this reason."""
    return _ANSWERS[reason][1]


def print_refusal(refusal: Refusal) -> str:
    """The body of the HTTP answer, for whoever reads the charger's log or opened the address in a browser."""
    return f"Refused: {refusal.reason}\n{refusal.detail}\n{refusal.remedy}\n"


# Statuses: 404 for an identity we do not have (OCPP-J 1.6, 3.2; OCPP 2.x part 4, 3.3), 401 for credentials, 409 for the
# second connection of lesser security, 429 for guesses, 503 with Retry-After when only the moment is wrong, 0 where
# TLS came to nothing.
_TLS_ONLY: Final = 0
_ANSWERS: Final[Mapping[Reason, tuple[int, str]]] = MappingProxyType(
    {
        Reason.NOT_HTTP: (400, "Check the scheme at the charger: wss:// does not work where ws:// is served."),
        Reason.NOT_A_WEBSOCKET: (426, "Enter the address with ws:// or wss:// in place of http:// at the charger."),
        Reason.HANDSHAKE_MALFORMED: (
            400,
            "Update the charger's firmware, or look at the proxy in between: it must pass the Upgrade headers on.",
        ),
        Reason.PATH_UNKNOWN: (404, "Check the path of the address in the charger's settings."),
        Reason.IDENTITY_MISSING: (
            404,
            "Set the charger's identity; if it does not append it, end the address with '/' and the identity.",
        ),
        Reason.IDENTITY_MALFORMED: (400, "Give the charger an identity of letters, digits and '-' or '_'."),
        Reason.IDENTITY_TOO_LONG: (400, "Give the charger a shorter identity: at most 48 characters."),
        Reason.UNKNOWN_STATION: (404, "Add the station under exactly this identity, or correct it at the charger."),
        Reason.STATION_BLOCKED: (403, "Unblock the station, or disconnect the charger."),
        Reason.SUBPROTOCOL_MISSING: (
            400,
            "Choose OCPP-J (JSON) at the charger, or allow this station to connect without a subprotocol.",
        ),
        Reason.SUBPROTOCOL_UNKNOWN: (400, "Choose one of the named OCPP versions (JSON) at the charger."),
        Reason.CREDENTIALS_MISSING: (401, "Set the station's password at the charger (security profile 1 or higher)."),
        Reason.CREDENTIALS_MALFORMED: (401, "Set the password again at the charger; it must use HTTP Basic."),
        Reason.CREDENTIALS_WRONG: (401, "Set the same password at the charger and here; the user is the identity."),
        Reason.CERTIFICATE_MISSING: (403, "Install the station's client certificate (security profile 3)."),
        Reason.CERTIFICATE_WRONG: (
            403,
            "Install a client certificate whose common name is this station's identity or serial number.",
        ),
        Reason.CERTIFICATE_FOREIGN: (
            403,
            "Install a client certificate of your organisation, or add this one to ocpp_tls_client_organizations.",
        ),
        Reason.CERTIFICATE_EXPIRED: (403, "Install a new client certificate; renew the CA's where that is what ended."),
        Reason.CERTIFICATE_NOT_YET_VALID: (403, "Set the clocks right, of this server and of the CA; else wait."),
        Reason.CERTIFICATE_REVOKED: (403, "Install a new client certificate, if the station is to come in again."),
        Reason.REVOCATION_UNKNOWN: (403, "Put a new list of the CA that issued it into ocpp_tls_client_crl."),
        Reason.SERVER_CLOCK_WRONG: (503, "Set this server's clock: it cannot tell which certificates hold today."),
        Reason.CERTIFICATE_UNTRUSTED: (
            _TLS_ONLY,
            "Install a client certificate of a CA in ocpp_tls_client_ca, together with the CAs between the two.",
        ),
        Reason.SERVER_UNTRUSTED: (
            _TLS_ONLY,
            "Install the root of this server's certificate at the charger, and call the server by a name in it.",
        ),
        Reason.NOT_TLS: (_TLS_ONLY, "Enter the address with wss:// at the charger, or the port that serves ws://."),
        Reason.TLS_TOO_OLD: (_TLS_ONLY, "Update the charger's firmware: OCPP asks for TLS 1.2 or higher."),
        Reason.TLS_NO_COMMON_SUITE: (
            _TLS_ONLY,
            "Offer a second certificate with the other kind of key (RSA, ECDSA); for a charger that has TLS_RSA suites "
            "alone, set ocpp_tls_rsa_suites.",
        ),
        Reason.TLS_FAILED: (_TLS_ONLY, "Look at the charger's log; anything but a charger can be ignored."),
        Reason.WEAKER_PROFILE: (
            409,
            "Raise the charger's security profile again; the station is connected with a stronger one.",
        ),
        Reason.PROFILE_TOO_LOW: (403, "Raise the charger's security profile, or lower the station's minimum here."),
        Reason.TOO_MANY_ATTEMPTS: (
            429,
            "Set the same password at the charger and here; if nobody has changed it, somebody is guessing it.",
        ),
        Reason.TOO_MANY_HANDSHAKES: (503, "Nothing to do: the charger comes back by itself."),
        Reason.ADMISSION_TIMED_OUT: (503, "Nothing to do at the charger; look at the load of the server."),
        Reason.ADMISSION_FAILED: (500, "Nothing to do at the charger; look at the server's log."),
        Reason.SHUTTING_DOWN: (503, "Nothing to do: the charger comes back by itself."),
    }
)
