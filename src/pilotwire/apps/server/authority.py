"""Our own certificate authority in this process: in threads, made when somebody needs it, known to the TLS port."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pilotwire.domain.certificate import (
    Authority,
    IssuedCertificate,
    IssueWish,
    Revoked,
    RootCertificate,
    SigningRequest,
)
from pilotwire.domain.security_commands import RootUse
from pilotwire.kernel.errors import PilotwireError

from .securing import PKI_FOLDER
from .settings import Settings

if TYPE_CHECKING:
    from pilotwire.adapters.pki.embedded_ca import EmbeddedCa

DEFAULT_ORGANIZATION: Final = "Pilotwire"
PASSPHRASE_FILE: Final = "passphrase"  # noqa: S105 - the name of a file


class ThreadedAuthority:
    """Fits `CertificateAuthority`. `changed` is called, in a thread, when what the TLS port trusts has
    changed; it returns when the port goes by it.
    """

    def __init__(self, settings: Settings, changed: Callable[[], object]) -> None:
        self._settings = settings
        self._changed = changed
        self._folder = settings.data_dir / PKI_FOLDER
        self._ca: EmbeddedCa | None = None

    async def examine(self, csr: str) -> SigningRequest:
        """See `CertificateAuthority`."""
        from pilotwire.adapters.pki.signing_request import read_request

        return await asyncio.to_thread(read_request, csr)

    async def issue(self, wish: IssueWish, at: datetime) -> IssuedCertificate:
        """See `CertificateAuthority`."""

        def issue() -> IssuedCertificate:
            known = self._opened().made()
            issued = self._opened().issue(wish, at)
            if self._opened().made() != known:
                self._changed()
            return issued

        return await asyncio.to_thread(issue)

    async def publish(self, revoked: Sequence[Revoked], at: datetime) -> None:
        """See `CertificateAuthority`."""

        def publish() -> None:
            if self._folder.exists():
                self._opened().publish(revoked, at)
                self._changed()

        await asyncio.to_thread(publish)

    async def authorities(self) -> Sequence[Authority]:
        """See `CertificateAuthority`."""
        return await asyncio.to_thread(lambda: self._opened().authorities() if self._folder.exists() else ())

    async def open(self, now: datetime) -> None:
        """Open the keys that there are. Raises PilotwireError, with what to do, when one cannot be used."""
        if not self._folder.exists():
            return
        try:
            await asyncio.to_thread(lambda: self._opened().open(now))
        except PilotwireError as error:
            raise PilotwireError(f"The certificate authority cannot start: {error.message}.", error.remedy) from error

    def _opened(self) -> "EmbeddedCa":
        if self._ca is None:
            # Only who uses certificates pays for loading their library.
            from pilotwire.adapters.pki.embedded_ca import CaTerms, EmbeddedCa

            settings = self._settings
            terms = CaTerms(
                settings.certificate_organization or DEFAULT_ORGANIZATION,
                settings.certificate_key,
                settings.certificate_days,
                settings.certificate_v2g_days,
            )
            self._ca = EmbeddedCa(self._folder, self._passphrase, terms)
        return self._ca

    def _passphrase(self) -> bytes:
        from pilotwire.adapters.pki.ca_files import make_folder, passphrase_from

        if self._settings.pki_passphrase is not None:
            return self._settings.pki_passphrase.encode()
        make_folder(self._folder)
        file: Path = self._settings.pki_passphrase_file or self._folder / PASSPHRASE_FILE
        return passphrase_from(file)


class ThreadedRootReader:
    """Fits `RootReader`."""

    async def read_root(self, name: str, use: RootUse, pem: str, at: datetime) -> RootCertificate:
        """See `RootReader`."""
        from pilotwire.adapters.pki.root_reading import read_root

        return await asyncio.to_thread(read_root, name, use, pem, at)
