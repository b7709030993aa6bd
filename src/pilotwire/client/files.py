"""The client's way to files and their tickets."""

from collections.abc import AsyncIterator
from typing import Final

import aiohttp

from .codec import decode, encode
from .exchange import Exchange, problem_of
from .file import DownloadInput, File, FileList, FilePatch, FileTicket, FileTicketList, UploadInput
from .file_filters import FileFilter, FileTicketFilter, FileWish
from .path import path
from .query import query

_SILENCE_S: Final = 60.0
PART_BYTES: Final = 256 * 1024


class Files:
    """Part of a `Client`, as its `files`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def list(self, wanted: FileFilter | None = None, limit: int = 50, cursor: str | None = None) -> FileList:
        """Kept files, newest first."""
        return decode(await self._exchange.get("/files", query(wanted, limit, cursor)), FileList)

    async def get(self, file: str) -> File:
        """One file's record."""
        return decode(await self._exchange.get(path("files", file)), File)

    async def upload(self, wish: FileWish, content: AsyncIterator[bytes], size: int | None = None) -> File:
        """Keep a file. Problems: 413 too large, 507 no room."""
        kind = {"Content-Type": "application/octet-stream"}
        if size is not None:
            kind["Content-Length"] = str(size)
        url = self._exchange.url("/files", query(wish))
        async with self._exchange.open("POST", url, kind, content, _patient()) as answer:
            if answer.status >= _BAD:
                raise await problem_of(answer)
            return decode(await answer.read(), File)

    async def content(self, file: str) -> AsyncIterator[bytes]:
        """The content, as it comes. Raises ServerUnreachable too where it breaks off."""
        url = self._exchange.url(path("files", file, "content"))
        async with self._exchange.open("GET", url, {}, None, _patient()) as answer:
            if answer.status >= _BAD:
                raise await problem_of(answer)
            async for data in answer.content.iter_chunked(PART_BYTES):
                yield data

    async def change(self, file: str, what: FilePatch) -> File:
        """Change what is said of a file."""
        return decode(await self._exchange.send("PATCH", path("files", file), encode(what)), File)

    async def delete(self, file: str) -> None:
        """Remove a file, with its content; nobody can fetch it any more."""
        await self._exchange.send("DELETE", path("files", file))

    async def issue_download(self, file: str, what: DownloadInput | None = None) -> FileTicket:
        """An address under which a station fetches the file. Problems: 409 no listener for the scheme."""
        where = path("files", file, "tickets")
        return decode(await self._exchange.send("POST", where, encode(what or DownloadInput())), FileTicket)

    async def issue_upload(self, what: UploadInput | None = None) -> FileTicket:
        """An address to which a station brings files. As `issue_download`."""
        return decode(await self._exchange.send("POST", "/file-tickets", encode(what or UploadInput())), FileTicket)

    async def tickets(
        self, wanted: FileTicketFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> FileTicketList:
        """Tickets, newest first."""
        return decode(await self._exchange.get("/file-tickets", query(wanted, limit, cursor)), FileTicketList)

    async def ticket(self, ticket: str) -> FileTicket:
        """One ticket."""
        return decode(await self._exchange.get(path("file-tickets", ticket)), FileTicket)

    async def end_ticket(self, ticket: str) -> None:
        """Have nobody get in with a ticket any more."""
        await self._exchange.send("DELETE", path("file-tickets", ticket))


def _patient() -> aiohttp.ClientTimeout:
    """However long it takes, as long as something moves."""
    return aiohttp.ClientTimeout(total=None, sock_connect=_SILENCE_S, sock_read=_SILENCE_S)


_BAD: Final = 300
