"""What stations are answered about files: a status, and a line of text for the person who reads their log."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from aiohttp import hdrs, web

from pilotwire.adapters.transport.http_reading import SERVER_NAME
from pilotwire.adapters.transport.refusal import REASON_HEADER
from pilotwire.domain.file_ticket import RefusalReason
from pilotwire.services.file_faults import FileRefusedError, FileTroubleError

STATUS: Final[Mapping[RefusalReason, int]] = MappingProxyType(
    {
        "unknown-ticket": 404, "expired": 410, "spent": 410, "ended": 410, "wrong-direction": 405, "file-gone": 410,
        "too-large": 413, "ticket-full": 413, "quota": 507, "disk-full": 507, "busy": 503,
        "broken-off": 400, "unreadable": 400, "too-slow": 408, "storage-trouble": 500,
    }
)  # fmt: skip


def plain(status: int, text: str, headers: Mapping[str, str] | None = None) -> web.Response:
    """A line of text; unless it is good news, the connection is closed after it."""
    response = web.Response(status=status, text=f"{text}\n", headers={hdrs.SERVER: SERVER_NAME, **(headers or {})})
    if status >= _BAD:
        response.force_close()
    return response


def refusal_answer(error: FileRefusedError, method: str) -> web.Response:
    """The answer to what is refused."""
    headers = {REASON_HEADER: str(error.reason)}
    if error.reason == "wrong-direction":
        headers[hdrs.ALLOW] = "PUT, POST" if method in (hdrs.METH_GET, hdrs.METH_HEAD) else "GET, HEAD"
    if error.reason == "busy":
        headers[hdrs.RETRY_AFTER] = "60"
    return plain(STATUS[error.reason], error.message, headers)


def trouble_answer(error: FileTroubleError) -> web.Response:
    """The answer when our disk is in trouble; what exactly is none of theirs."""
    status = 507 if "full" in error.message else 500
    return plain(status, "The server could not store or read the file.", {REASON_HEADER: "storage-trouble"})


def unsatisfiable() -> web.Response:
    """No byte of the file is within the range that was asked for."""
    return plain(416, "The file has no such part.")


_BAD: Final = 400
