"""Content in a folder: written beside its place, made durable, and put there by one renaming."""

import asyncio
import errno
import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from pilotwire.domain.kept_file import FileId
from pilotwire.kernel.errors import NotFoundError, PilotwireError
from pilotwire.services.file_faults import FileTroubleError
from pilotwire.services.file_store import Known, Stored

T = TypeVar("T")

INCOMING: Final = "incoming"
_FOLDERS: Final = 256
_AT_A_TIME: Final = 500


class FolderFileStore:
    """Fits `FileStore`. Several processes may share the folder: what one of them writes is locked while it lives.

    Content lies under `<last digits of the id>/<id>`, parts of uploads under `incoming`. Every step that may wait for
    the disk runs in a thread.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    async def open_folder(cls, folder: Path) -> "FolderFileStore":
        """The store in this folder, which is made if missing, for its owner alone. Raises PilotwireError."""
        try:
            await asyncio.to_thread(_make, folder)
        except OSError as error:
            raise PilotwireError(
                f"The folder for files {folder} cannot be used: {error.strerror}.",
                "Give this user the right to write there, or name another with files_dir.",
            ) from error
        return cls(folder)

    async def begin(self) -> "FolderWriting":
        """See `FileStore`."""
        return await _in_thread(FolderWriting, self._folder)

    async def open(self, file: FileId) -> "FolderOpened":
        """See `FileStore`."""
        try:
            return FolderOpened(await asyncio.to_thread(os.open, self._path(file), os.O_RDONLY | os.O_CLOEXEC))
        except FileNotFoundError:
            raise NotFoundError(f"The content of file '{file}' is missing.", "Store it again.") from None
        except OSError as error:
            raise trouble(error) from error

    async def remove(self, file: FileId) -> None:
        """See `FileStore`."""
        await _in_thread(partial(self._path(file).unlink, missing_ok=True))

    async def free_bytes(self) -> int:
        """See `FileStore`."""
        return await _in_thread(_free_bytes, self._folder)

    async def sweep(self, known: Known, older_than_s: float) -> int:
        """See `FileStore`."""
        gone = await _in_thread(_remove_left, self._folder / INCOMING)
        for files in await _in_thread(_old_files, self._folder, older_than_s):
            kept = await known(files)
            for file in files:
                if file not in kept:
                    await self.remove(file)
                    gone += 1
        return gone

    def _path(self, file: FileId) -> Path:
        return path_of(self._folder, file)


class FolderWriting:
    """Fits `Writing`. To be made in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path: Path | None = folder / INCOMING / f"{secrets.token_hex(12)}.part"
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._digest = sha256()
        self._size = 0
        self._is_open = True

    async def write(self, data: bytes) -> None:
        """See `Writing`."""
        await _in_thread(self._write, data)

    async def finish(self, file: FileId) -> Stored:
        """See `Writing`."""
        return await _in_thread(self._finish, file)

    async def discard(self) -> None:
        """See `Writing`."""
        await asyncio.shield(_in_thread(self._discard))

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._size += len(data)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._file, rest) :]

    def _finish(self, file: FileId) -> Stored:
        if self._path is None:
            raise FileTroubleError("a file was finished twice", "report this")
        place = path_of(self._folder, file)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        os.fsync(self._file)
        self._path.rename(place)
        self._path = None
        for folder in (place.parent, self._folder):
            _sync_folder(folder)
        self._close()
        return Stored(self._size, self._digest.hexdigest())

    def _discard(self) -> None:
        if self._path is not None:
            self._path.unlink(missing_ok=True)
            self._path = None
        self._close()

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            os.close(self._file)


class FolderOpened:
    """Fits `Opened`."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._is_open = True

    async def read(self, offset: int, length: int) -> bytes:
        """See `Opened`."""
        return await _in_thread(os.pread, self._file, length, offset)

    async def close(self) -> None:
        """See `Opened`."""
        if self._is_open:
            self._is_open = False
            os.close(self._file)


def path_of(folder: Path, file: FileId) -> Path:
    """Where content lies. The id is one of ours: digits only."""
    if not file.isascii() or not file.isdigit():
        raise NotFoundError(f"There is no file {file[:40]!a}.", "Look at the list of files.")
    return folder / f"{int(file) // 4096 % _FOLDERS:02x}" / file


def trouble(error: OSError) -> FileTroubleError:
    """What a failure of the disk means for a person."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileTroubleError("the disk with the files is full", "make room on it")
    return FileTroubleError(
        f"the disk with the files is in trouble: {error.strerror or error}", "look at it, and at its rights"
    )


async def _in_thread(do: Callable[..., T], *arguments: object) -> T:
    try:
        return await asyncio.to_thread(do, *arguments)
    except OSError as error:
        raise trouble(error) from error


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / INCOMING).mkdir(mode=0o700, exist_ok=True)
    path = folder / INCOMING / f"{secrets.token_hex(12)}.part"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    path.unlink()


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _free_bytes(folder: Path) -> int:
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize


def _remove_left(incoming: Path) -> int:
    """Remove parts that no living process holds."""
    gone = 0
    for path in list(incoming.glob("*.part")):
        with suppress(FileNotFoundError, BlockingIOError):
            opened = os.open(path, os.O_RDWR | os.O_CLOEXEC)
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
                gone += 1
            finally:
                os.close(opened)
    return gone


def _old_files(folder: Path, older_than_s: float) -> list[Sequence[FileId]]:
    """Content that has lain there for a while, in bites."""
    before = time.time() - older_than_s
    found = [FileId(entry.name) for entry in _entries(folder) if entry.stat().st_mtime < before]
    return [found[start : start + _AT_A_TIME] for start in range(0, len(found), _AT_A_TIME)]


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    for number in range(_FOLDERS):
        with suppress(FileNotFoundError), os.scandir(folder / f"{number:02x}") as entries:
            yield from (one for one in entries if one.is_file(follow_symlinks=False) and one.name.isdigit())
