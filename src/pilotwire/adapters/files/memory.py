"""Content in memory: the twin of the folder, for tests and for trying things out."""

from hashlib import sha256

from pilotwire.domain.kept_file import FileId
from pilotwire.kernel.errors import NotFoundError
from pilotwire.services.file_store import Known, Stored


class MemoryFileStore:
    """Fits `FileStore`. `free` is what it says about its room."""

    def __init__(self, free: int = 2**40) -> None:
        self.contents: dict[FileId, bytes] = {}
        self.free = free
        self.writing: set[MemoryWriting] = set()

    async def begin(self) -> "MemoryWriting":
        """See `FileStore`."""
        return MemoryWriting(self)

    async def open(self, file: FileId) -> "MemoryOpened":
        """See `FileStore`."""
        content = self.contents.get(file)
        if content is None:
            raise NotFoundError(f"The content of file '{file}' is missing.", "Store it again.")
        return MemoryOpened(content)

    async def remove(self, file: FileId) -> None:
        """See `FileStore`."""
        self.contents.pop(file, None)

    async def free_bytes(self) -> int:
        """See `FileStore`."""
        return self.free

    async def sweep(self, known: Known, older_than_s: float) -> int:
        """See `FileStore`; all content counts as old."""
        kept = await known(tuple(self.contents))
        gone = [file for file in self.contents if file not in kept]
        for file in gone:
            del self.contents[file]
        return len(gone)


class MemoryWriting:
    """Fits `Writing`."""

    def __init__(self, store: MemoryFileStore) -> None:
        self._store = store
        self._content = bytearray()
        store.writing.add(self)

    async def write(self, data: bytes) -> None:
        """See `Writing`."""
        self._content += data

    async def finish(self, file: FileId) -> Stored:
        """See `Writing`."""
        self._store.writing.discard(self)
        self._store.contents[file] = bytes(self._content)
        return Stored(len(self._content), sha256(self._content).hexdigest())

    async def discard(self) -> None:
        """See `Writing`."""
        self._store.writing.discard(self)


class MemoryOpened:
    """Fits `Opened`."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def read(self, offset: int, length: int) -> bytes:
        """See `Opened`."""
        return self._content[offset : offset + length]

    async def close(self) -> None:
        """See `Opened`."""
