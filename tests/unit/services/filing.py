"""A file service over memory, and a clock and secrets that a test holds in its hand."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from hashlib import shake_256
from typing import Any

from pilotwire.adapters.files.memory import MemoryFileStore
from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.adapters.storage.memory_retention import MemoryRetention
from pilotwire.domain.event import Event
from pilotwire.domain.kept_file import KeptFile, NewFile
from pilotwire.kernel.ids import StationId
from pilotwire.services.file_keeper import FileKeeper
from pilotwire.services.file_rules import FileAddresses, FileRules
from pilotwire.services.files import Files

from .conftest import NOON, finish

CS1 = StationId("CS-1")


class NamesInHand:
    """Where names lead, as the test says."""

    def __init__(self) -> None:
        self.known: dict[str, Sequence[str]] = {}

    async def addresses(self, host: str) -> Sequence[str]:
        return self.known.get(host, ())


class Filing:
    """A file service, and what is behind it."""

    def __init__(self, **rules: Any) -> None:
        self.store = MemoryStore(lambda: int(self.at.timestamp() * 1000))
        self.queries = MemoryQueries(self.store)
        self.contents = MemoryFileStore()
        self.names = NamesInHand()
        self.at = NOON
        self._random = 0
        self.addresses = FileAddresses()
        self.addresses.put("http", "http://csms.example/files")
        self.files = Files(
            self.store, self.queries, self.contents, FileRules(**rules), self.addresses, self.names, self.now,
            self.random_bytes,
        )  # fmt: skip
        self.keeper = FileKeeper(self.files, self.store, self.queries, MemoryRetention(self.store), self.now)

    def now(self) -> datetime:
        return self.at

    def random_bytes(self, count: int) -> bytes:
        self._random += 1
        return shake_256(str(self._random).encode()).digest(count)

    def keeps(self, *parts: bytes, size: int | None = None, **more: Any) -> KeptFile:
        wish = NewFile(**{"name": "fw.bin", "kind": "firmware", "actor": "ops", **more})
        return finish(self.files.keep(wish, body(*parts), size))

    def download(self, file: KeptFile, minutes: int = 10, uses: int = 1) -> tuple[str, Any]:
        """The secret, and the ticket."""
        issued = finish(self.files.issue_download(file.id, CS1, "firmware", self.at + timedelta(minutes=minutes), uses))
        return issued.url.split("/")[4], issued.ticket

    def upload(self, minutes: int = 10, **more: Any) -> tuple[str, Any]:
        issued = finish(self.files.issue_upload(CS1, "log", self.at + timedelta(minutes=minutes), **more))
        return issued.url.split("/")[4], issued.ticket

    @property
    def events(self) -> list[Event]:
        return [one.event for one in self.store.events]

    def told(self, kind: type[Event]) -> list[Any]:
        return [one for one in self.events if isinstance(one, kind)]


async def body(*parts: bytes) -> AsyncIterator[bytes]:
    """A body that comes in these parts."""
    for part in parts:
        yield part
