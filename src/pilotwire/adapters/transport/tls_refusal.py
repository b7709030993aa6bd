"""Why a TLS handshake failed, in words for whoever stands at the charger.

Such a refusal names no station, as the identity comes later, with the URL.
"""

import ssl
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse


def tls_refusal(error: Exception) -> Refusal | None:
    """The refusal to keep for what a handshake raised; None for peers that hang up without a word, as scanners do.

    Source: OCPP 2.0.1 part 2, A00.FR.315, 322, 407, 408; OCPP 1.6 security whitepaper, A00.FR.314, 321, 407, 408.
    """
    if isinstance(error, ssl.SSLCertVerificationError):
        problem = _UNTRUSTED.get(error.verify_code, error.verify_message)
        return refuse(Reason.CERTIFICATE_UNTRUSTED, f"The charger's certificate was not accepted: {problem}.")
    if isinstance(error, ssl.SSLError):
        word = error.reason or ""
        reason, detail = _FAILURES.get(word, (None, ""))
        if reason is None and "_ALERT_" in word:
            return refuse(Reason.SERVER_UNTRUSTED if word in _DISTRUST else Reason.TLS_FAILED, _alerted(word))
        return refuse(reason or Reason.TLS_FAILED, detail or f"The TLS handshake failed: {_words(word)}.")
    if isinstance(error, ConnectionAbortedError | TimeoutError):
        return refuse(Reason.TLS_FAILED, "The charger did not finish the TLS handshake in time.")
    return None


def _alerted(word: str) -> str:
    return f"The charger ended the TLS handshake with the alert '{_words(word.partition('_ALERT_')[2])}'."


def _words(word: str) -> str:
    return word.lower().replace("_", " ") or "without a reason"


# OpenSSL's codes of X509_V_ERR_*: those that people meet have words of ours.
_UNTRUSTED: Final[Mapping[int, str]] = MappingProxyType(
    {
        2: "the certificate of the CA that issued it is missing",
        18: "it is self-signed",
        19: "it leads to a root that is not in the bundle of trusted CAs",
        20: "the CA that issued it is not in the bundle of trusted CAs",
        21: "the CA that issued it is not in the bundle of trusted CAs",
        26: "it was not issued for TLS clients",
        66: "its key is too short",
    }
)
_PLAIN: Final = "What came is not TLS, but plain HTTP."
_NO_SUITE: Final = "The charger offers no cipher suite, key or signature that goes with the certificates here."
_TOO_OLD: Final = "The charger offers no TLS version from 1.2 on."
_FAILURES: Final[Mapping[str, tuple[Reason, str]]] = MappingProxyType(
    {
        "HTTP_REQUEST": (Reason.NOT_TLS, _PLAIN),
        "HTTPS_PROXY_REQUEST": (Reason.NOT_TLS, _PLAIN),
        "WRONG_VERSION_NUMBER": (Reason.NOT_TLS, "What came is not TLS."),
        "UNSUPPORTED_PROTOCOL": (Reason.TLS_TOO_OLD, _TOO_OLD),
        "VERSION_TOO_LOW": (Reason.TLS_TOO_OLD, _TOO_OLD),
        "NO_SHARED_CIPHER": (Reason.TLS_NO_COMMON_SUITE, _NO_SUITE),
        "NO_SUITABLE_SIGNATURE_ALGORITHM": (Reason.TLS_NO_COMMON_SUITE, _NO_SUITE),
        "NO_SUITABLE_KEY_SHARE": (Reason.TLS_NO_COMMON_SUITE, _NO_SUITE),
    }
)
_DISTRUST: Final = frozenset(
    {
        "TLSV1_ALERT_UNKNOWN_CA",
        "SSLV3_ALERT_BAD_CERTIFICATE",
        "SSLV3_ALERT_CERTIFICATE_UNKNOWN",
        "SSLV3_ALERT_CERTIFICATE_EXPIRED",
        "SSLV3_ALERT_CERTIFICATE_REVOKED",
        "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
    }
)
