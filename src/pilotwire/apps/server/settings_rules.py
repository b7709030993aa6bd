"""What must hold between settings, and what types alone cannot say."""

import os.path
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pilotwire.apps.server.settings import Settings
from pilotwire.apps.server.settings_file_rules import check_files
from pilotwire.apps.server.settings_pricing_rules import check_pricing
from pilotwire.kernel.errors import BadInputError


def check(settings: Settings) -> None:
    """Raise BadInputError for settings that are each allowed and still do not work."""
    for name in ("host", "ocpp_host", "files_host", "ftp_host"):
        _check_address(name, getattr(settings, name))
    if len(set(settings.protocols)) < len(settings.protocols):
        raise BadInputError("protocols names a version twice.", "/protocols", "Name each version once.")
    if settings.subprotocol_when_absent not in (None, *settings.protocols):
        raise BadInputError(
            f"subprotocol_when_absent is {settings.subprotocol_when_absent}, which is not among protocols.",
            "/subprotocol_when_absent",
            "Add it to protocols, or choose one of " + ", ".join(settings.protocols) + ".",
        )
    if settings.ocpp_port == settings.http_port != 0:
        raise BadInputError(
            f"ocpp_port and http_port are both {settings.ocpp_port}.", "/http_port", "Give the API a port of its own."
        )
    if settings.onboarding_template is not None and settings.onboarding_rule() != "pending":
        raise BadInputError(
            f"onboarding_template is set, but strangers are not kept waiting: onboarding is {settings.onboarding}.",
            "/onboarding_template",
            "Set onboarding to pending, or leave the template out.",
        )
    _check_tls(settings)
    check_files(settings)
    _check_zone(settings.time_zone)
    _check_authorizer(settings)
    _check_contract_provider(settings)
    _check_pki(settings)
    check_pricing(settings)
    if os.path.isfile(settings.data_dir):  # unlike Path's, it takes a folder that may not be entered as none of ours
        raise BadInputError(
            f"data_dir is {settings.data_dir}, which is a file.", "/data_dir", "Name a folder; it is made if missing."
        )
    settings.database()


def _check_tls(settings: Settings) -> None:
    port = settings.ocpp_tls_port
    if port is None:
        idle = next((name for name in _NEED_TLS if getattr(settings, name)), None)
        if idle is not None:
            raise BadInputError(
                f"{idle} is set, but ocpp_tls_port is not, so nothing would use it.",
                f"/{idle}",
                "Set ocpp_tls_port, for example to 9443.",
            )
        return
    taken = next((name for name in ("ocpp_port", "http_port") if getattr(settings, name) == port != 0), None)
    if taken is not None:
        raise BadInputError(
            f"{taken} and ocpp_tls_port are both {port}.", "/ocpp_tls_port", "Give TLS a port of its own."
        )
    certificates, keys = len(settings.ocpp_tls_certificates), len(settings.ocpp_tls_keys)
    if certificates != keys:
        raise BadInputError(
            f"ocpp_tls_keys names {keys} files, ocpp_tls_certificates {certificates}.",
            "/ocpp_tls_keys",
            "Name the key of each certificate, in the same order.",
        )
    unused = next((name for name in _NEED_CA if getattr(settings, name)), None)
    if unused is not None and settings.ocpp_tls_client_ca is None:
        raise BadInputError(
            f"{unused} is set without ocpp_tls_client_ca, so no certificate would be asked for.",
            f"/{unused}",
            "Set ocpp_tls_client_ca to the CAs that issue the stations' certificates.",
        )


def _check_pki(settings: Settings) -> None:
    if settings.pki_passphrase is not None and settings.pki_passphrase_file is not None:
        raise BadInputError(
            "pki_passphrase and pki_passphrase_file are both set.", "/pki_passphrase_file", "Leave one of them out."
        )
    own, trusted = settings.certificate_organization, settings.ocpp_tls_client_organizations
    if own is not None and trusted and own not in trusted:
        raise BadInputError(
            f"certificate_organization is '{own}', which is not among ocpp_tls_client_organizations, so stations could "
            "not come in with the certificates that they are given.",
            "/certificate_organization",
            "Add it to ocpp_tls_client_organizations.",
        )


_NEED_CA: Final = ("ocpp_tls_client_crl", "ocpp_tls_client_optional", "ocpp_tls_client_organizations")
_NEED_TLS: Final = (
    "ocpp_tls_certificates", "ocpp_tls_keys", "ocpp_tls_client_ca", "ocpp_tls_rsa_suites", *_NEED_CA,
)  # fmt: skip


def _check_authorizer(settings: Settings) -> None:
    url, secret = settings.authorizer_url, settings.authorizer_secret
    if url is None:
        return
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise BadInputError(
            f"authorizer_url is {url[:60]!a}, which is no URL.", "/authorizer_url", "Write it like https://host/path."
        )
    if secret is None or len(secret) < _SHORTEST_SECRET:
        raise BadInputError(
            f"authorizer_url needs an authorizer_secret of at least {_SHORTEST_SECRET} characters.",
            "/authorizer_secret",
            "Make one, for example with: openssl rand -hex 32.",
        )


_SHORTEST_SECRET: Final = 16


def _check_contract_provider(settings: Settings) -> None:
    """Contracts and the token do not go over the open internet without TLS."""
    url, token = settings.contract_provider_url, settings.contract_provider_token
    if url is None:
        if token is not None:
            raise BadInputError(
                "contract_provider_token is set and there is no contract_provider_url.", "/contract_provider_token",
                "Set contract_provider_url, or leave the token out.",
            )  # fmt: skip
        return
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise BadInputError(
            f"contract_provider_url is {url[:60]!a}, which is no address of a provider.", "/contract_provider_url",
            "Write it like https://host/path, without a user, a query or a fragment.",
        )  # fmt: skip
    if parts.scheme == "http" and not _is_within(parts.hostname):
        raise BadInputError(
            f"contract_provider_url is {url[:60]!a}, without TLS.", "/contract_provider_url",
            "Write https; http is for an address within a private network alone.",
        )  # fmt: skip


def _is_within(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost"


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInputError(
            f"time_zone is {name[:60]!a}, which is no time zone.", "/time_zone", "Write it like Europe/Berlin, or UTC."
        ) from None


def _check_address(name: str, host: str | None) -> None:
    if host is None or (":" not in host and "%" not in host):
        return
    try:
        ip_address(host)
    except ValueError:
        raise BadInputError(
            f"{name} is '{host}', which is no address.",
            f"/{name}",
            "Give the host or IP address alone; ports have settings of their own (ocpp_port, http_port).",
        ) from None
