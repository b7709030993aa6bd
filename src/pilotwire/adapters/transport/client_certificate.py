"""The certificate that a station showed, read from its finished TLS handshake."""

import ssl
from collections.abc import Callable
from typing import Final, Protocol

from pilotwire.adapters.transport.handshake import Certificate


def client_certificate(tls: ssl.SSLObject | None) -> Certificate | None:
    """What the station showed and OpenSSL found to lead to a trusted CA; None without TLS or without a certificate."""
    der = None if tls is None else tls.getpeercert(binary_form=True)
    if tls is None or not der:
        return None
    subject = (tls.getpeercert() or {}).get("subject", ())
    parts = [(str(part[0]), str(part[1])) for relative in subject if isinstance(relative, tuple) for part in relative]
    named = dict(parts)
    owners = tuple(value for name, value in parts if name == "organizationName")
    return Certificate(named.get("commonName", ""), der, named.get("serialNumber", ""), _issuers(tls), owners)


def _issuers(tls: ssl.SSLObject) -> tuple[bytes, ...]:
    """The CAs that OpenSSL went by, nearest first; () for a resumed TLS 1.2 session, which keeps the leaf alone."""
    public: Callable[[], list[bytes]] | None = getattr(tls, "get_verified_chain", None)
    if public is not None:  # Python 3.13 and later
        return tuple(public())[1:]
    inner: Callable[[], list[_Der] | None] = tls._sslobj.get_verified_chain  # type: ignore[attr-defined]
    return tuple(one.public_bytes(_DER) for one in inner() or ())[1:]


class _Der(Protocol):
    def public_bytes(self, form: int, /) -> bytes: ...


_DER: Final = 2
