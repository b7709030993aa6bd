"""GET and HEAD: a file, or a part of it, to who has a ticket. Source: RFC 9110, 13, 14 and 15.3.7."""

import asyncio
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from aiohttp import hdrs, web

from pilotwire.adapters.transport.http_reading import SERVER_NAME
from pilotwire.services.file_delivery import Asked, Given, etag_of
from pilotwire.services.file_tickets import ticket_id
from pilotwire.services.files import PART_BYTES, Files

from .arrival import Arrival
from .gate import TransferGate

_PATIENCE_S: Final = 30.0
"""How long the last bytes may take to be confirmed."""


async def give(files: Files, gate: TransferGate, request: web.BaseRequest, secret: str) -> web.StreamResponse:
    """Answer with the file. Raises FileRefusedError, UnsatisfiableRangeError, FileTroubleError."""
    headers = request.headers
    head = request.method == hdrs.METH_HEAD
    asked = Asked(headers.get(hdrs.RANGE), headers.get(hdrs.IF_RANGE), head)
    if head:
        return _response(await files.delivery.give(secret, asked))
    if not secret.isascii():
        secret = ""
    with gate.transfer(ticket_id(secret)):
        given = await files.delivery.give(secret, asked)
        return await _sent(files, gate, request, given)


async def _sent(files: Files, gate: TransferGate, request: web.BaseRequest, given: Given) -> web.StreamResponse:
    response, position, arrival = _response(given), given.start, Arrival(request.transport)
    content = given.content
    try:
        if content is None:
            return response
        async with asyncio.timeout(gate.limits.idle_s):
            await response.prepare(request)
        while position < given.end:
            data = await content.read(position, min(PART_BYTES, given.end - position))
            if not data:
                break
            async with asyncio.timeout(gate.limits.idle_s):
                await response.write(data)
            position += len(data)
        if position == given.end:
            async with asyncio.timeout(gate.limits.idle_s):
                await response.write_eof()
            if not await arrival.of_all(_PATIENCE_S):
                position = max(given.start, position - PART_BYTES)
        else:
            response.force_close()
    except (ConnectionError, TimeoutError):
        position = max(given.start, position - PART_BYTES)
        response.force_close()
        if request.transport is not None:
            request.transport.close()
    finally:
        arrival.close()
        if content is not None:
            await asyncio.shield(content.close())
        await asyncio.shield(files.delivery.gave(given, position))
    return response


def _response(given: Given) -> web.StreamResponse:
    file, length = given.file, given.end - given.start
    headers = {
        hdrs.SERVER: SERVER_NAME,
        hdrs.ETAG: etag_of(file),
        hdrs.LAST_MODIFIED: format_datetime(file.created_at.replace(microsecond=0), usegmt=True),
        hdrs.ACCEPT_RANGES: "bytes",
        hdrs.CONTENT_TYPE: file.content_type,
        hdrs.CONTENT_LENGTH: str(length),
        hdrs.CONTENT_DISPOSITION: f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        hdrs.CACHE_CONTROL: "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    if given.part is not None:
        headers[hdrs.CONTENT_RANGE] = f"bytes {given.start}-{given.end - 1}/{file.size_bytes}"
    return web.StreamResponse(status=200 if given.part is None else 206, headers=headers)
