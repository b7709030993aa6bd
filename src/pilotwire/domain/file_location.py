"""Addresses of files that a station is told: which may be told, and how they are shown without what is secret."""

import re
from ipaddress import ip_address
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit, urlunsplit

from pilotwire.kernel.errors import BadInputError

SCHEMES: Final = ("https", "http", "ftps", "ftp", "sftp")
"""What stations know by the file transfer protocols of OCPP, the safest first. Source: OCPP 2.1 part 2, FTPS etc. of
FileTransferProtocols.
"""
BLOT: Final = "***"
_LONGEST_PORT: Final = 65_535
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"{}|^`]")
_TICKET: Final = re.compile(r"(?<=/)[a-z2-7]{26}(?=/|$)")


class Location(NamedTuple):
    """An address that may be told to a station: the whole, its host for a look at where that leads, and how it is
    shown and logged.
    """

    url: str
    host: str
    shown: str


def check_location(url: str, *, allow_private: bool, longest: int = 512, pointer: str = "/location") -> Location:
    """An address that somebody has given. Raises BadInputError at `pointer`.

    Where a name leads is not looked at here.
    """
    if len(url) > longest:
        raise BadInputError(
            f"the address has {len(url)} characters, the station takes {longest}", pointer, "give a shorter one"
        )
    parts = _split(url)
    host = None if parts is None else _host(parts)
    if parts is None or host is None or parts.scheme.lower() not in SCHEMES:
        raise BadInputError(
            f"{without_secrets(url)[:80]!a} is no address of a file",
            pointer,
            "write it like https://host/path; http, ftp, ftps and sftp are known too",
        )
    if not allow_private and is_private(host):
        raise BadInputError(
            f"{host} is this machine or within a private network",
            pointer,
            "name a public host, or allow private ones with file_private_addresses",
        )
    return Location(url, host, without_secrets(url))


def is_private(host: str) -> bool:
    """Whether a host is written as an address that is not public, or is this machine; other names are public."""
    try:
        return not ip_address(host.partition("%")[0]).is_global
    except ValueError:
        name = host.rstrip(".").lower()
        return name == "localhost" or name.endswith(".localhost")


def without_secrets(url: str) -> str:
    """The address as it may be shown and logged: without user, password, query, and the secret of a ticket."""
    parts = _split(url)
    if parts is None:
        return BLOT if "@" in url else _TICKET.sub(BLOT, url)
    place = parts.netloc.rpartition("@")
    netloc = f"{BLOT}@{place[2]}" if place[1] else parts.netloc
    path = _TICKET.sub(BLOT, parts.path)
    return urlunsplit((parts.scheme, netloc, path, BLOT if parts.query else "", ""))


def _split(url: str) -> SplitResult | None:
    if _UNSAFE.search(url):
        return None
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _host(parts: SplitResult) -> str | None:
    try:
        port = parts.port
    except ValueError:
        return None
    return parts.hostname if parts.hostname and (port is None or 0 < port <= _LONGEST_PORT) else None
