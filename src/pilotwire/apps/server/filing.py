"""Files for stations and from them in this process: the folder, the listeners, and who cleans up."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pilotwire.adapters.files.folder import FolderFileStore
from pilotwire.adapters.files.gate import TransferGate, TransferLimits
from pilotwire.adapters.files.http_server import PREFIX, FileListener, HttpFileServer
from pilotwire.adapters.files.lookup import SystemLookup
from pilotwire.adapters.storage.opening import Storage
from pilotwire.kernel.time import Clock
from pilotwire.services.file_keeper import FileKeeper
from pilotwire.services.file_rules import FileAddresses, FileRules
from pilotwire.services.files import Files

from .securing import Secured
from .settings import Settings
from .settings_files import MIB

if TYPE_CHECKING:
    from pilotwire.adapters.files.ftp_server import FtpFileServer

FILES_FOLDER: Final = "files"
_TICKETS_EVERY_S: Final = 30.0
_SWEEP_EVERY: Final = 120
"""In rounds of the above: once an hour."""
_log: Final = logging.getLogger(__name__)


class Filing:
    """The file service, and all ways to it. Made by `open_filing`."""

    def __init__(self, settings: Settings, storage: Storage, files: Files, clock: Clock) -> None:
        self.files = files
        self.gate = TransferGate(TransferLimits(at_once=settings.files_at_once), clock.monotonic)
        self._settings = settings
        self._keeper = FileKeeper(files, storage.store, storage.queries, storage.retention, clock.now)
        self._listening = contextlib.AsyncExitStack()
        self.http: HttpFileServer | None = None
        self.https: HttpFileServer | None = None
        self.ftp: FtpFileServer | None = None
        self.ftps: FtpFileServer | None = None

    @property
    def base_url(self) -> str:
        """Where stations that nobody chose a scheme for find files."""
        return self.files.addresses.base(self.files.addresses.usual(secure=False))

    async def start(self, secured: Secured | None, dialled: Callable[[str], str]) -> None:
        """Open the listeners. Raises CannotListenError, and leaves none open then."""
        settings, host = self._settings, self._settings.files_address
        async with contextlib.AsyncExitStack() as stack:
            self.http = HttpFileServer(self.files, self.gate, FileListener(host, settings.files_http_port))
            await self.http.start()
            stack.push_async_callback(self.http.close)
            self.files.addresses.put("http", f"http://{dialled(host)}:{self.http.port}{PREFIX}")
            if settings.files_tls_port is not None and secured is not None:
                listener = FileListener(host, settings.files_tls_port)
                self.https = HttpFileServer(self.files, self.gate, listener, secured.tls)
                await self.https.start()
                stack.push_async_callback(self.https.close)
                self.files.addresses.put("https", f"https://{dialled(host)}:{self.https.port}{PREFIX}")
            await self._start_ftp(stack, secured, dialled)
            if settings.files_url is not None:
                self.files.addresses.chosen = urlsplit(settings.files_url).scheme
                self.files.addresses.put(self.files.addresses.chosen, settings.files_url)
            self._listening = stack.pop_all()

    async def _start_ftp(
        self, stack: contextlib.AsyncExitStack, secured: Secured | None, dialled: Callable[[str], str]
    ) -> None:
        settings = self._settings
        wanted = (("ftp", settings.ftp_port, None), ("ftps", settings.ftps_port, secured))
        for scheme, port, tls in wanted:
            if port is None or (scheme == "ftps" and tls is None):
                continue
            # only who uses FTP pays for loading its library
            from pilotwire.adapters.files.ftp_server import FtpFileServer, FtpListener

            first, _, last = (settings.ftp_passive_ports or "0-0").partition("-")
            listener = FtpListener(settings.files_address, port, settings.ftp_host, int(first), int(last))
            server = FtpFileServer(self.files, self.gate, listener, None if tls is None else tls.tls.context)
            await server.start()
            stack.push_async_callback(server.close)
            host = settings.ftp_host or dialled(settings.files_address)
            self.files.addresses.put(scheme, f"{_bracketed(host)}:{server.port}")
            if scheme == "ftp":
                self.ftp = server
            else:
                self.ftps = server

    async def close(self) -> None:
        """Stop listening; transfers break off."""
        await self._listening.aclose()

    async def run(self) -> None:
        """Clean up, for ever."""
        round_number = 0
        while True:
            try:
                await self._keeper.close_tickets()
                if self.ftps is not None:
                    await self.ftps.renew()
                await self._keeper.remove_due()
                if round_number % _SWEEP_EVERY == 0:
                    gone = await self._keeper.sweep()
                    if gone:
                        _log.info("%d files that were left half done were removed", gone)
            except Exception:
                _log.exception("cleaning up files failed; it is tried again")
            round_number += 1
            await asyncio.sleep(_TICKETS_EVERY_S)


async def open_filing(settings: Settings, storage: Storage, clock: Clock) -> Filing | None:
    """The file service by the settings, None where it is off. Raises PilotwireError for a folder that cannot be used.

    What processes that died have left is removed first.
    """
    if settings.files == "off":
        return None
    folder = settings.files_dir or settings.data_dir / FILES_FOLDER
    contents = await FolderFileStore.open_folder(folder.absolute())
    files = Files(
        storage.store, storage.queries, contents, file_rules(settings), FileAddresses(), SystemLookup(), clock.now,
        os.urandom,
    )  # fmt: skip
    return Filing(settings, storage, files, clock)


def file_rules(settings: Settings) -> FileRules:
    """What the file service goes by."""
    return FileRules(
        max_bytes=settings.files_max_mib * MIB,
        quota_bytes=settings.files_quota_mib * MIB,
        min_free_bytes=settings.files_min_free_mib * MIB,
        keep_days={"log": settings.keep_logs_days, "diagnostics": settings.keep_logs_days},
        private_addresses=settings.file_private_addresses,
    )


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
