"""TLS for charging stations as the settings want it; with none of our own files, certificates for trying out."""

import logging
import os
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.time import Clock

from .settings import Settings

if TYPE_CHECKING:
    from pilotwire.adapters.transport.tls_reload import ReloadingTls

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Development:
    """Certificates that we made: the file for chargers, and the fingerprints (SHA-256) by kind of key."""

    trust_file: str
    fingerprints: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Secured:
    """TLS ready for the listener; `development` where nobody named certificates."""

    port: int
    tls: "ReloadingTls"
    development: Development | None


def secured(settings: Settings, clock: Clock) -> Secured | None:
    """TLS by the settings, None where none is wanted. Raises PilotwireError for files that cannot be used."""
    if settings.ocpp_tls_port is None:
        return None
    # Only who uses TLS pays for loading its libraries.
    from pilotwire.adapters.pki.development import development_certificates, fingerprint
    from pilotwire.adapters.pki.embedded_ca import CRL_FILE, STATIONS, TRUST_FILE
    from pilotwire.adapters.transport.tls import TlsFiles
    from pilotwire.adapters.transport.tls_reload import ReloadingTls

    certificates, keys, trust = settings.ocpp_tls_certificates, settings.ocpp_tls_keys, None
    if not certificates:
        made = development_certificates(settings.data_dir / TLS_FOLDER, _hosts(settings.stations_host), clock.now())
        certificates, keys, trust = made.certificates, made.keys, made.trust
    own = None if settings.certificate_authority == "off" else settings.data_dir / PKI_FOLDER / STATIONS
    files = TlsFiles(
        certificates,
        keys,
        settings.ocpp_tls_client_ca,
        settings.ocpp_tls_client_crl,
        settings.ocpp_tls_rsa_suites,
        settings.ocpp_tls_client_optional or settings.ocpp_tls_client_ca is None,
        own_ca=None if own is None else own / TRUST_FILE,
        own_crl=None if own is None else own / CRL_FILE,
    )
    try:
        tls = ReloadingTls(files, clock)
    except BadInputError as error:
        raise PilotwireError(f"TLS for charging stations cannot start: {error.message}.", error.remedy) from error
    if trust is None:
        return Secured(settings.ocpp_tls_port, tls, None)
    prints = tuple(fingerprint(one) for one in tls.in_force.certificates)
    _log.info("TLS uses development certificates; chargers need %s (SHA-256 %s)", trust, ", ".join(prints))
    return Secured(settings.ocpp_tls_port, tls, Development(str(trust), (("ECDSA", prints[0]), ("RSA", prints[1]))))


def _hosts(listening: str) -> list[str]:
    """By which names and addresses chargers may call this machine, the likeliest first."""
    own = os.uname().nodename
    hosts = [own, "localhost", "127.0.0.1", "::1"]
    try:
        hosts += [str(info[4][0]).partition("%")[0] for info in socket.getaddrinfo(own, None)]
    except OSError:
        _log.debug("this machine's own name %s leads to no address", own)
    if not _is_wildcard(listening):
        hosts.insert(0, listening)
    return list(dict.fromkeys(hosts))


def _is_wildcard(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


TLS_FOLDER: Final = "tls"
PKI_FOLDER: Final = "pki"
