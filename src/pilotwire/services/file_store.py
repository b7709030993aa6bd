"""The ports to the content of kept files, and to where names lead."""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple, Protocol

from pilotwire.domain.kept_file import FileId


class Stored(NamedTuple):
    """What lies there now: how long it is, and its SHA-256 in hex."""

    size_bytes: int
    sha256: str


class Writing(Protocol):
    """Content that is on its way; one of both ends must be called. Raises OSError-like trouble as FileTroubleError."""

    async def write(self, data: bytes) -> None:
        """Add to it. Not to be called before the call before has returned."""
        ...

    async def finish(self, file: FileId) -> Stored:
        """Have it durable under this name, all at once; it is there whole or not at all."""
        ...

    async def discard(self) -> None:
        """Leave nothing of it. Harmless after `finish`, and a second time."""
        ...


class Opened(Protocol):
    """Content that is being read."""

    async def read(self, offset: int, length: int) -> bytes:
        """At most so many bytes from there on; fewer only at the end."""
        ...

    async def close(self) -> None:
        """Let go of it; a file that was removed meanwhile goes for good."""
        ...


Known = Callable[[Sequence[FileId]], Awaitable[frozenset[FileId]]]
"""Which of these have a record."""


class FileStore(Protocol):
    """Where content lies. Every method raises FileTroubleError when the disk is in trouble."""

    async def begin(self) -> Writing:
        """New content."""
        ...

    async def open(self, file: FileId) -> Opened:
        """Raises NotFoundError when there is no such content."""
        ...

    async def remove(self, file: FileId) -> None:
        """Remove content; none is no error."""
        ...

    async def free_bytes(self) -> int:
        """How much room the disk has."""
        ...

    async def sweep(self, known: Known, older_than_s: float) -> int:
        """Remove what processes that died have left: parts of uploads, and content without a record that is older than
        this. Returns how much went.
        """
        ...


class HostLookup(Protocol):
    """Where names lead."""

    async def addresses(self, host: str) -> Sequence[str]:
        """The IP addresses of a host, none where it is unknown."""
        ...
