"""What the deployment has decided about files, and under which addresses stations reach them."""

from collections.abc import Mapping
from typing import Final

import msgspec

from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.kept_file import FileKind
from pilotwire.kernel.errors import ConflictError

TICKET_BYTES: Final = 16
"""128 random bits open a ticket, as 26 letters and digits that every station can handle."""
FTP_USER: Final = "station"
"""The same for all: the password says which ticket it is."""


class FileRules(msgspec.Struct, frozen=True, kw_only=True):
    """Limits in bytes: of one file, of all together, and what the disk must keep free; `keep_days` is how long what
    stations send is kept by kind, 0 for ever. `tickets_days`: how long tickets that ended can still be looked up.
    """

    max_bytes: int = 2 * 2**30
    quota_bytes: int = 20 * 2**30
    min_free_bytes: int = 256 * 2**20
    keep_days: Mapping[FileKind, int] = msgspec.field(default_factory=lambda: {"log": 90, "diagnostics": 90})
    tickets_days: int = 30
    private_addresses: bool = False


class FileAddresses:
    """Where stations find the listeners: base addresses by scheme, such as `https://csms.example/files`.

    They are known once the listeners are open, and what is behind an address translation by the settings.
    """

    def __init__(self) -> None:
        self._bases: dict[str, str] = {}
        self.chosen: str | None = None

    @property
    def schemes(self) -> tuple[str, ...]:
        """By which schemes stations can come, the safest first."""
        return tuple(one for one in ("https", "http", "ftps", "ftp") if one in self._bases)

    def usual(self, secure: bool) -> str:
        """The scheme to tell a station that nobody chose one for: the one of an address that was set by hand; else TLS
        for a station that connects with it, as it trusts our certificates, and plain HTTP for others.
        """
        if self.chosen is not None:
            return self.chosen
        return next((one for one in (("https", "http") if secure else ("http", "https")) if one in self._bases), "http")

    def put(self, scheme: str, base: str) -> None:
        """There is a listener: for http and https the address up to the secret, for ftp and ftps `host:port`."""
        self._bases[scheme] = base.rstrip("/")

    def base(self, scheme: str) -> str:
        """The address of a listener, up to the secret. Raises ConflictError where there is none."""
        found = self._bases.get(scheme)
        if found is None:
            raise ConflictError(
                f"Stations cannot reach files by {scheme} here.", f"Choose {_either(self.schemes)}, or set its port."
            )
        return found

    def url(self, scheme: str, secret: str, ticket: FileTicket, name: str) -> str:
        """What a station is told; `name` is the percent-encoded name of the file, none for an upload. Raises
        ConflictError where there is no listener for this scheme.
        """
        base = self.base(scheme)
        if scheme in ("ftp", "ftps"):
            return f"{scheme}://{FTP_USER}:{secret}@{base}/{name}"
        return f"{base}/{secret}/{name}"


def _either(schemes: tuple[str, ...]) -> str:
    return " or ".join(schemes) or "another place: files are turned off"
