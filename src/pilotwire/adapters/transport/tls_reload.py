"""TLS that follows its files: changed files hold for new connections, broken ones change nothing."""

import asyncio
import logging
import ssl
from typing import Final

from pilotwire.adapters.transport.handshake import Certificate
from pilotwire.adapters.transport.refusal import Refusal
from pilotwire.adapters.transport.tls import TlsFiles, TlsInForce, read_tls
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.time import Clock

_log: Final = logging.getLogger(__name__)
_Stamp = tuple[int, int, int] | None


class ReloadingTls:
    """Fits the listener's `Tls`. Raises BadInputError at first for files that cannot be used."""

    def __init__(self, files: TlsFiles, clock: Clock) -> None:
        self._files = files
        self._clock = clock
        self._stamps = self._read_stamps()
        self._in_force = read_tls(files)
        self._warn()

    @property
    def in_force(self) -> TlsInForce:
        """What holds for connections now."""
        return self._in_force

    def context(self) -> ssl.SSLContext:
        """See `Tls`."""
        return self._in_force.context

    def check(self, certificate: Certificate | None) -> Refusal | None:
        """See `Tls`."""
        return self._in_force.check(certificate, self._clock.now())

    def refresh(self, *, even_if_unchanged: bool = False) -> bool:
        """Read the files again if one has changed; whether they are in force. An error is logged once per change."""
        stamps = self._read_stamps()
        if stamps == self._stamps and not even_if_unchanged:
            return True
        self._stamps = stamps
        try:
            self._in_force = read_tls(self._files)
        except BadInputError as error:
            _log.error("the TLS files have changed and cannot be used, the old ones stay: %s. %s", error, error.remedy)
            return False
        _log.info("the TLS files were read again")
        self._warn()
        return True

    async def follow(self) -> None:
        """Look at the files every few seconds, for ever."""
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            try:
                await asyncio.to_thread(self.refresh)
            except Exception:
                _log.exception("looking at the TLS files failed")

    def _warn(self) -> None:
        for leaf, file in zip(self._in_force.certificates, self._files.certificates, strict=True):
            left = leaf.not_valid_after_utc - self._clock.now()
            if left.days < _WARN_DAYS:
                _log.warning("the certificate in %s ends on %s; renew it", file, f"{leaf.not_valid_after_utc:%Y-%m-%d}")

    def _read_stamps(self) -> tuple[_Stamp, ...]:
        stamps: list[_Stamp] = []
        for file in self._files.all():
            try:
                state = file.stat()
                stamps.append((state.st_mtime_ns, state.st_size, state.st_ino))
            except OSError:
                stamps.append(None)
        return tuple(stamps)


_LOOK_EVERY_S: Final = 2.0
_WARN_DAYS: Final = 21
