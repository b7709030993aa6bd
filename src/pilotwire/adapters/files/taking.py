"""PUT and POST: files from who has a ticket, as a plain body or in a form, as they come and with constant memory."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from aiohttp import ClientError, StreamReader, hdrs, web
from aiohttp.http import HttpProcessingError

from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.kept_file import KeptFile, NewFile
from pilotwire.services.file_faults import FileRefusedError
from pilotwire.services.files import Files

from .gate import TransferGate
from .http_answers import plain
from .multipart import FormError, FormReader, PartHeaders, boundary_of, filename_in

_UNREADABLE: Final = (ClientError, HttpProcessingError, ConnectionError, web.RequestPayloadError, FormError)


async def take(
    files: Files, gate: TransferGate, request: web.BaseRequest, secret: str, name: str
) -> web.StreamResponse:
    """Take what comes. Raises FileRefusedError, FileTroubleError; nothing is kept then of the file at hand."""
    ticket = await files.tickets.opened(secret, "upload")
    if request.content_length is None and hdrs.TRANSFER_ENCODING not in request.headers:
        return plain(411, "Send Content-Length, or the body in chunks.")
    try:
        boundary = boundary_of(request.headers.get(hdrs.CONTENT_TYPE, ""))
    except FormError as error:
        raise FileRefusedError("unreadable", str(error)) from None
    with gate.transfer(ticket.id):
        body = _Patient(request, gate)
        if boundary is None:
            wish = _wish(ticket, name or filename_in(request.headers.get(hdrs.CONTENT_DISPOSITION)), request)
            kept = [await _store(files, wish, request.content_length, ticket, body.parts())]
        else:
            kept = await _store_form(files, ticket, name, FormReader(body, boundary))
    told = ", ".join(f"{one.name} ({one.size_bytes} bytes, SHA-256 {one.sha256})" for one in kept)
    return plain(201 if request.method == hdrs.METH_PUT else 200, f"Kept {told}.")


async def _store_form(files: Files, ticket: FileTicket, name: str, form: FormReader) -> list[KeptFile]:
    kept: list[KeptFile] = []
    try:
        while (part := await form.next_part()) is not None:
            if part.is_file:
                wish = NewFile(
                    name=part.filename or name or _fallback(ticket), kind=ticket.purpose,
                    content_type=part.content_type or "", station=ticket.station,
                )  # fmt: skip
                kept.append(await _store(files, wish, None, ticket, form.content()))
            else:
                await _pass_over(form, part)
    except _UNREADABLE as error:
        raise FileRefusedError("unreadable", f"The form cannot be read: {error}") from None
    if not kept:
        raise FileRefusedError("unreadable", "There is no file in the form.")
    return kept


async def _pass_over(form: FormReader, part: PartHeaders) -> None:
    size = 0
    async for data in form.content():
        size += len(data)
        if size > _LONGEST_FIELD:
            raise FormError(f"The field {part.field[:40]!a} is too long.")


async def _store(
    files: Files, wish: NewFile, size: int | None, ticket: FileTicket, body: AsyncIterator[bytes]
) -> KeptFile:
    coming = await files.intake.begin(wish, size, ticket)
    gathered = bytearray()
    try:
        async for data in body:
            gathered += data
            if len(gathered) >= _WRITE_BYTES:
                await coming.write(bytes(gathered))
                gathered.clear()
        if gathered:
            await coming.write(bytes(gathered))
    except TimeoutError:
        await coming.abandon("too-slow", "Nothing came for too long.")
        raise FileRefusedError("too-slow", "Nothing came for too long.") from None
    except _UNREADABLE as error:
        await coming.abandon("broken-off", f"The upload broke off after {coming.size + len(gathered)} bytes.")
        raise FileRefusedError("broken-off", f"The upload broke off: {error}") from None
    except BaseException:
        await asyncio.shield(coming.abandon("broken-off", "The server stopped while the file came in."))
        raise
    return await coming.finish()


class _Patient:
    """The body of a request, of which each part must come within a time. A client that waits for leave to send
    (Expect: 100-continue) gets it with the first read, so not before the file has been admitted.
    """

    def __init__(self, request: web.BaseRequest, gate: TransferGate) -> None:
        self._request = request
        self._content: StreamReader = request.content
        self._idle_s = gate.limits.idle_s
        self._waits = request.headers.get(hdrs.EXPECT, "").strip().lower() == "100-continue"

    async def readany(self) -> bytes:
        """What has come; nothing at the end."""
        async with asyncio.timeout(self._idle_s):
            await self._invite()
            return await self._content.readany()

    async def parts(self) -> AsyncIterator[bytes]:
        """All of it, as it comes."""
        while data := await self.readany():
            yield data

    async def _invite(self) -> None:
        transport = self._request.transport
        if self._waits and isinstance(transport, asyncio.WriteTransport):
            transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._waits = False


def _wish(ticket: FileTicket, name: str | None, request: web.BaseRequest) -> NewFile:
    return NewFile(
        name=name or _fallback(ticket), kind=ticket.purpose, content_type=request.headers.get(hdrs.CONTENT_TYPE, ""),
        station=ticket.station,
    )  # fmt: skip


def _fallback(ticket: FileTicket) -> str:
    return f"{ticket.purpose}-{ticket.station or 'file'}"


_WRITE_BYTES: Final = 1024 * 1024
_LONGEST_FIELD: Final = 64 * 1024
