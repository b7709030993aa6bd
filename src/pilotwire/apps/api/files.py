"""Routes of kept files: bring one, look, fetch, change what is said of it, remove."""

from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import quote

import msgspec
from litestar import delete, get, patch, post
from litestar.exceptions import InternalServerException
from litestar.params import FromPath
from litestar.response import Stream

from pilotwire.client import file as shapes
from pilotwire.client.file_filters import FileFilter, FileWish
from pilotwire.domain.byte_range import UnsatisfiableRangeError, wanted_range
from pilotwire.domain.kept_file import FileId, KeptFile, NewFile
from pilotwire.kernel.errors import ConflictError
from pilotwire.kernel.ids import StationId
from pilotwire.services import file_queries
from pilotwire.services.file_delivery import etag_of
from pilotwire.services.file_faults import FileRefusedError
from pilotwire.services.files import Files

from .asking import path_text, read_body, read_part, read_query
from .control import actor_of
from .parts import ApiParts, ApiRequest, Parts
from .problems import BadParameterError, RequestRefusedError
from .shaping import instant


@get("/files")
async def list_files(request: ApiRequest, parts: Parts) -> shapes.FileList:
    """List files.

    What stations brought and what people stored, newest first.
    """
    wanted = msgspec.convert(msgspec.structs.asdict(read_query(request, FileFilter)), file_queries.FileFilter)
    page = await parts.queries.kept_files(read_part(request), wanted)
    return shapes.FileList(items=[shown_file(one) for one in page.items], next_cursor=page.next_cursor)


@post("/files", request_max_body_size=None, status_code=201)
async def upload_file(request: ApiRequest, parts: Parts) -> shapes.File:
    """Keep a file.

    The body is the content as it is, of any length up to the server's limit; what is said of it stands in the query.
    It is kept whole or not at all.
    """
    wish = read_query(request, FileWish)
    if wish.expires_at is not None and wish.expires_at <= parts.clock.now():
        raise BadParameterError("expires_at", "expires_at is over already.", "Choose a time to come, or leave it out.")
    new = NewFile(
        name=wish.name or "", kind=wish.kind, content_type=request.headers.get("content-type", ""),
        station=None if wish.station is None else StationId(wish.station), actor=actor_of(request, parts),
        expires_at=wish.expires_at, version=wish.version, note=wish.note,
    )  # fmt: skip
    length = request.headers.get("content-length", "")
    if length == "0" or (not length and "transfer-encoding" not in request.headers):
        raise RequestRefusedError("bad-request", "The request has no body.", "Send the content of the file.")
    return shown_file(await service(parts).keep(new, _body(request), int(length) if length.isdecimal() else None))


@get("/files/{file_id:str}")
async def get_file(file_id: FromPath[str], parts: Parts) -> shapes.File:
    """Read a file's record.

    The content is under `content`.
    """
    return shown_file(await service(parts).kept_file(FileId(path_text(file_id))))


@get("/files/{file_id:str}/content")
async def download_file(request: ApiRequest, file_id: FromPath[str], parts: Parts) -> Stream:
    """Fetch a file.

    The content as it came; a part of it with a Range header.
    """
    files = service(parts)
    file = await files.kept_file(FileId(path_text(file_id)))
    try:
        part = wanted_range(request.headers.get("range"), file.size_bytes)
    except UnsatisfiableRangeError:
        raise RequestRefusedError(
            "no-such-part", f"The file has {file.size_bytes} bytes.", "Ask for a part within it."
        ) from None
    start, end = (0, file.size_bytes) if part is None else part
    headers = {
        "Content-Length": str(end - start), "ETag": etag_of(file), "Accept-Ranges": "bytes",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": "sandbox",
    }  # fmt: skip
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size_bytes}"
    content: AsyncIterator[bytes] = await files.content(file, start, end)
    return Stream(
        content, status_code=200 if part is None else 206, media_type="application/octet-stream", headers=headers
    )


@patch("/files/{file_id:str}")
async def change_file(request: ApiRequest, file_id: FromPath[str], parts: Parts) -> shapes.File:
    """Change what is said of a file.

    A JSON merge patch; the content never changes.
    """
    given = msgspec.structs.asdict(await read_body(request, shapes.FilePatch))
    changes = {name: value for name, value in given.items() if value is not msgspec.UNSET}
    return shown_file(await service(parts).change(FileId(path_text(file_id)), changes))


@delete("/files/{file_id:str}")
async def delete_file(request: ApiRequest, file_id: FromPath[str], parts: Parts) -> None:
    """Remove a file.

    Its content too; stations that are about to fetch it are refused.
    """
    await service(parts).remove(FileId(path_text(file_id)), actor_of(request, parts))


async def _body(request: ApiRequest) -> AsyncIterator[bytes]:
    """The body as it comes. Raises FileRefusedError when the client goes away."""
    try:
        async for part in request.stream():
            yield part
    except InternalServerException:  # so Litestar says that the client has gone
        raise FileRefusedError("broken-off", "The upload broke off.") from None


def service(parts: ApiParts) -> Files:
    """The file service. Raises ConflictError where it is off."""
    if parts.files is None:
        raise ConflictError("Files are turned off here.", "Set files to on.")
    return parts.files


def shown_file(one: KeptFile) -> shapes.File:
    """A file as it is shown."""
    return shapes.File(
        id=one.id,
        name=one.name,
        kind=one.kind,
        size_bytes=one.size_bytes,
        sha256=one.sha256,
        content_type=one.content_type,
        created_at=instant(one.created_at),
        station=one.station,
        actor=one.actor,
        ticket=one.ticket,
        expires_at=instant(one.expires_at),
        version=one.version,
        note=one.note,
        signature=one.signature,
        certificate=one.certificate,
    )


FILE_ROUTES: Final = (list_files, upload_file, get_file, download_file, change_file, delete_file)
