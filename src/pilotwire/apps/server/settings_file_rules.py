"""What must hold between the settings about files."""

from typing import Final
from urllib.parse import urlsplit

from pilotwire.apps.server.settings import Settings
from pilotwire.kernel.errors import BadInputError

_PORTS: Final = ("ocpp_port", "http_port", "ocpp_tls_port", "files_port", "files_tls_port", "ftp_port", "ftps_port")
_OF_FILES: Final = _PORTS[3:]


def check_files(settings: Settings) -> None:
    """Raise BadInputError for settings about files that are each allowed and still do not work."""
    for name in ("files_tls_port", "ftps_port"):
        if getattr(settings, name) is not None and settings.ocpp_tls_port is None:
            raise BadInputError(
                f"{name} is set, but ocpp_tls_port is not, so there are no certificates for it.",
                f"/{name}",
                "Set ocpp_tls_port, for example to 9443.",
            )
    _check_ports(settings)
    _check_url(settings.files_url)
    if settings.ftp_passive_ports is not None:
        first, last = (int(one) for one in settings.ftp_passive_ports.split("-"))
        if not first <= last <= _LAST_PORT:
            raise BadInputError(
                f"ftp_passive_ports is {settings.ftp_passive_ports}, which is no span of ports.",
                "/ftp_passive_ports",
                "Write it like 50000-50099.",
            )
        if settings.ftp_port is None and settings.ftps_port is None:
            raise BadInputError(
                "ftp_passive_ports is set, but neither ftp_port nor ftps_port is, so nothing would use it.",
                "/ftp_passive_ports",
                "Set ftp_port, for example to 2121.",
            )


def _check_ports(settings: Settings) -> None:
    for name in _OF_FILES:
        port = getattr(settings, name)
        other = next((one for one in _PORTS if one != name and getattr(settings, one) == port), None)
        if port and other is not None:
            raise BadInputError(f"{other} and {name} are both {port}.", f"/{name}", "Give files a port of their own.")


def _check_url(url: str | None) -> None:
    if url is None:
        return
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise BadInputError(
            f"files_url is {url[:60]!a}, which is no address that stations could be told.",
            "/files_url",
            "Write it like https://csms.example/files.",
        )


_LAST_PORT: Final = 65_535
