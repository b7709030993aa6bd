"""What a failed TLS handshake is called."""

import ssl

import pytest

from pilotwire.adapters.transport.tls_refusal import tls_refusal


def failed(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, "")
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("HTTP_REQUEST", "not-tls"),
        ("WRONG_VERSION_NUMBER", "not-tls"),
        ("UNSUPPORTED_PROTOCOL", "tls-too-old"),
        ("NO_SHARED_CIPHER", "tls-no-common-suite"),
        ("TLSV1_ALERT_UNKNOWN_CA", "server-untrusted"),
        ("SSLV3_ALERT_CERTIFICATE_EXPIRED", "server-untrusted"),
        ("SSLV3_ALERT_HANDSHAKE_FAILURE", "tls-failed"),
        ("BAD_EXTENSION", "tls-failed"),
    ],
)
def test_openssl_s_words_have_reasons(word: str, reason: str) -> None:
    refused = tls_refusal(failed(word))
    assert refused is not None
    assert (refused.reason, refused.status) == (reason, 0)


def test_an_alert_is_told_in_its_own_words() -> None:
    refused = tls_refusal(failed("TLSV1_ALERT_UNKNOWN_CA"))
    assert refused is not None
    assert refused.detail == "The charger ended the TLS handshake with the alert 'unknown ca'."


@pytest.mark.parametrize(
    ("code", "words", "detail"),
    [
        (18, "self-signed certificate", "it is self-signed"),
        (20, "unable to get local issuer certificate", "the CA that issued it is not in the bundle of trusted CAs"),
        (68, "CA signature digest algorithm too weak", "CA signature digest algorithm too weak"),
    ],
)
def test_a_certificate_that_openssl_refuses_is_told_with_the_cause(code: int, words: str, detail: str) -> None:
    error = ssl.SSLCertVerificationError(1, "")
    error.verify_code, error.verify_message = code, words
    refused = tls_refusal(error)
    assert refused is not None
    assert (str(refused.reason), refused.detail) == (
        "certificate-untrusted",
        f"The charger's certificate was not accepted: {detail}.",
    )


def test_a_slow_charger_is_told_and_one_that_hangs_up_is_not() -> None:
    slow = tls_refusal(ConnectionAbortedError("SSL handshake is taking longer than 10 seconds"))
    assert slow is not None
    assert slow.reason == "tls-failed"
    assert tls_refusal(ConnectionResetError()) is None
