"""The certificates in a folder that contracts may lead to; files may be added and taken away while we run."""

import asyncio
from collections.abc import Sequence
from logging import getLogger
from pathlib import Path
from typing import Final

from cryptography import x509

from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.time import Clock

from .signed_by import UNREADABLE

_LOOK_EVERY_S: Final = 10.0
_SUFFIXES: Final = (".pem", ".crt", ".cer")

_log: Final = getLogger(__name__)


class ContractRoots:
    """Roots, and other CAs that help to check answers about revocation. Raises BadInputError for a folder with none."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._looked_at_s = clock.monotonic()
        self._state = _state(folder)
        self._known = _read(folder)
        if not any(one.subject == one.issuer for one in self._known):
            raise BadInputError(
                f"contract_roots is {folder}, where no root certificate can be read.",
                "/contract_roots",
                "Put the MO and V2G roots there as PEM files (.pem, .crt, .cer).",
            )

    async def known(self) -> Sequence[x509.Certificate]:
        """All certificates of the folder as it is now, or was a few seconds ago."""
        now_s = self._clock.monotonic()
        if now_s - self._looked_at_s >= _LOOK_EVERY_S:
            self._looked_at_s = now_s
            await asyncio.to_thread(self._look)
        return self._known

    def _look(self) -> None:
        state = _state(self._folder)
        if state != self._state:
            self._state, self._known = state, _read(self._folder)
            _log.info("%d certificates of contract roots were read from %s", len(self._known), self._folder)


def roots_among(known: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """Those that signed themselves."""
    return [one for one in known if one.subject == one.issuer]


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix.lower() in _SUFFIXES and file.is_file())
    except OSError:
        return []


def _state(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    for file in _files(folder):
        try:
            seen = file.stat()
        except OSError:
            continue
        found.append((file.name, seen.st_mtime_ns, seen.st_size))
    return found


def _read(folder: Path) -> tuple[x509.Certificate, ...]:
    found: list[x509.Certificate] = []
    for file in _files(folder):
        try:
            found += x509.load_pem_x509_certificates(file.read_bytes())
        except (OSError, *UNREADABLE) as error:
            _log.warning("%s holds no certificate in PEM and is left out (%s)", file, type(error).__name__)
    return tuple(dict.fromkeys(found))
