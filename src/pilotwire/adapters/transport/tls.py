"""The server's side of TLS: certificates, CAs and revocation lists from files; versions and suites as OCPP has them."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from pilotwire.adapters.pki.client_chain import ChainFault, check_chain
from pilotwire.adapters.pki.pem_files import check_pair, read_authorities, read_certificate, read_lists
from pilotwire.adapters.pki.revocation import Revocations
from pilotwire.adapters.transport.handshake import Certificate
from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.kernel.errors import BadInputError


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """Where everything lies. Stations are asked for a certificate (profile 3) once there is a CA for them: in
    `client_ca`, or our own in `own_ca`, which need not be there yet.

    `client_optional`: with it, stations that have none may come too, and are left to their passwords (profile 2).
    """

    certificates: tuple[Path, ...]
    keys: tuple[Path, ...]
    client_ca: Path | None = None
    client_crl: Path | None = None
    rsa_suites: bool = False
    client_optional: bool = False
    own_ca: Path | None = None
    own_crl: Path | None = None

    def all(self) -> tuple[Path, ...]:
        """Every file that is read."""
        named = (self.client_ca, self.client_crl, self.own_ca, self.own_crl)
        return (*self.certificates, *self.keys, *(one for one in named if one is not None))


@dataclass(frozen=True, slots=True)
class TlsInForce:
    """What was made of the files: used for connections until the files change."""

    context: ssl.SSLContext
    certificates: tuple[x509.Certificate, ...]
    authorities: tuple[x509.Certificate, ...]
    revocations: Revocations
    certificate_optional: bool = False

    def check(self, certificate: Certificate | None, now: datetime) -> Refusal | None:
        """Why a station with this certificate may not come in, if profile 3 is asked for.

        Source: OCPP 2.0.1 part 2 and OCPP 1.6 security whitepaper, A00.FR.401 to 403, A00.FR.407.
        """
        if not self.authorities:
            return None
        if certificate is None and self.certificate_optional:
            return None
        if certificate is None:
            return refuse(Reason.CERTIFICATE_MISSING, "The charger showed no client certificate.")
        chain = (certificate.der, *certificate.issuers)
        problem = check_chain(chain, self.authorities, self.revocations, now)
        return None if problem is None else refuse(_REASONS[problem.fault], problem.detail)


def read_tls(files: TlsFiles) -> TlsInForce:
    """Read and check all files together. Raises BadInputError, which names the file and the remedy."""
    context = _context(files.rsa_suites)
    leaves = [read_certificate(file) for file in files.certificates]
    for leaf, file, key in zip(leaves, files.certificates, files.keys, strict=True):
        check_pair(leaf, file, key)
        try:
            context.load_cert_chain(file, key, password="")  # without one OpenSSL would ask at the terminal
        except (ssl.SSLError, OSError) as error:
            raise BadInputError(f"{file} cannot be used: {error}", remedy="Make the certificate anew.") from None
    _check_kinds(leaves, files)
    named = () if files.client_ca is None else read_authorities(files.client_ca)
    lists = Revocations() if files.client_crl is None else read_lists(files.client_crl, named)
    own, own_lists = _own(files)
    authorities = (*named, *own)
    if authorities:
        _ask_for_certificates(context, authorities)
    revocations = Revocations((*lists.lists, *own_lists.lists), lists.of_all)
    return TlsInForce(context, tuple(leaves), authorities, revocations, files.client_optional)


def _own(files: TlsFiles) -> tuple[tuple[x509.Certificate, ...], Revocations]:
    """Our own CA for stations with its list, once it has been made; the list is there before the CA is."""
    if files.own_ca is None or not files.own_ca.exists():
        return (), Revocations()
    authorities = read_authorities(files.own_ca)
    return authorities, Revocations() if files.own_crl is None else read_lists(files.own_crl, authorities)


def _context(rsa_suites: bool) -> ssl.SSLContext:
    """TLS 1.2 and 1.3 without compression and renegotiation, keys of 112 bits of security or more.

    Source: OCPP 2.0.1 part 2, A00.FR.313, 318, 321, 416, 421, 424, 501; the same in the OCPP 1.6 security whitepaper.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION | ssl.OP_CIPHER_SERVER_PREFERENCE
    context.set_ciphers(":".join((*_SUITES, *(_RSA_SUITES if rsa_suites else ()), "@SECLEVEL=2")))
    return context


def _ask_for_certificates(context: ssl.SSLContext, authorities: tuple[x509.Certificate, ...]) -> None:
    """Have OpenSSL check path, signatures, key sizes and purpose, and leave to us what it could not explain.

    Whatever fails in OpenSSL ends the handshake before the station has said who it is. So a missing certificate, dates
    and revocation are checked after it, by `TlsInForce.check`, before the upgrade: nobody comes in who would not have
    otherwise, and the refusal names the station. An unknown CA cannot be let through, and ends the handshake.
    Tickets are off, as a resumed session skips OpenSSL's checks.
    """
    context.load_verify_locations(cadata="".join(one.public_bytes(Encoding.PEM).decode() for one in authorities))
    context.verify_mode = ssl.CERT_OPTIONAL
    context.verify_flags |= _NO_CHECK_TIME
    context.options |= ssl.OP_NO_TICKET
    context.num_tickets = 0


def _check_kinds(leaves: list[x509.Certificate], files: TlsFiles) -> None:
    kinds = [type(leaf.public_key()) for leaf in leaves]
    if len(set(kinds)) < len(kinds):
        raise BadInputError(
            "ocpp_tls_certificates has two certificates of one kind of key, of which only one could be offered",
            remedy="Give one with an ECDSA key and one with an RSA key.",
        )
    if files.rsa_suites and not any(isinstance(leaf.public_key(), rsa.RSAPublicKey) for leaf in leaves):
        raise BadInputError(
            "ocpp_tls_rsa_suites needs a certificate with an RSA key, and there is none",
            remedy="Add one to ocpp_tls_certificates, or leave ocpp_tls_rsa_suites out.",
        )


# The suites that OCPP names come first; the RSA certificate is offered with forward secrecy too.
_SUITES: Final = (
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES256-GCM-SHA384",
)
_RSA_SUITES: Final = ("AES128-GCM-SHA256", "AES256-GCM-SHA384")
"""TLS_RSA_WITH_AES_*: OCPP asks a CSMS to have them; who records the traffic and gets the key later can read it."""
_NO_CHECK_TIME: Final = ssl.VerifyFlags(0x200000)
"""X509_V_FLAG_NO_CHECK_TIME, which Python has no name for."""
_REASONS: Final[Mapping[ChainFault, Reason]] = MappingProxyType(
    {
        ChainFault.EXPIRED: Reason.CERTIFICATE_EXPIRED,
        ChainFault.NOT_YET_VALID: Reason.CERTIFICATE_NOT_YET_VALID,
        ChainFault.REVOKED: Reason.CERTIFICATE_REVOKED,
        ChainFault.REVOCATION_UNKNOWN: Reason.REVOCATION_UNKNOWN,
        ChainFault.CLOCK_WRONG: Reason.SERVER_CLOCK_WRONG,
    }
)
