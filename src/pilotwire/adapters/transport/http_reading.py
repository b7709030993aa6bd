"""Between aiohttp's requests and responses and our values of the handshake."""

import logging
from typing import Final

from aiohttp import hdrs, web
from aiohttp.http import HttpProcessingError, RawRequestMessage

from pilotwire.adapters.transport.client_certificate import client_certificate
from pilotwire.adapters.transport.handshake import UpgradeRequest
from pilotwire.adapters.transport.refusal import REASON_HEADER, Refusal, print_refusal


def read_request(request: web.BaseRequest) -> UpgradeRequest:
    """What the request says, as it came."""
    headers = request.headers
    transport = request.transport
    return UpgradeRequest(
        raw_path=_raw_path(request),
        subprotocols=tuple(headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ())),
        authorization=headers.get(hdrs.AUTHORIZATION),
        address=request.remote or "",
        secure=transport is not None and transport.get_extra_info("sslcontext") is not None,
        certificate=None if transport is None else client_certificate(transport.get_extra_info("ssl_object")),
        user_agent=headers.get(hdrs.USER_AGENT, ""),
    )


def wants_websocket(request: web.BaseRequest) -> bool:
    """Whether it asks for a WebSocket at all; the details of the request are aiohttp's to check."""
    return request.method == hdrs.METH_GET and request.headers.get(hdrs.UPGRADE, "").strip().lower() == "websocket"


def is_no_http(message: RawRequestMessage) -> bool:
    """Whether aiohttp made this message up for bytes that it could not parse."""
    return message.method == "UNKNOWN"


def http_logger(parent: logging.Logger) -> logging.Logger:
    """A logger for aiohttp that leaves out malformed requests: anyone can send them, and they may hold passwords."""
    logger = logging.Logger(f"{parent.name}.http")
    logger.parent = parent
    logger.addFilter(_is_no_malformed_request)
    return logger


def answer_refusal(refusal: Refusal) -> web.Response:
    """The HTTP answer: status, reason code as a header, text for a person; the connection is closed after it."""
    headers = {REASON_HEADER: str(refusal.reason), hdrs.SERVER: SERVER_NAME}
    if refusal.status == _UNAUTHORIZED:
        headers[hdrs.WWW_AUTHENTICATE] = 'Basic realm="OCPP"'
    if refusal.status == _UPGRADE_REQUIRED:
        headers[hdrs.UPGRADE] = "websocket"
    if refusal.retry_after_s is not None:
        headers[hdrs.RETRY_AFTER] = str(refusal.retry_after_s)
    response = web.Response(status=refusal.status, text=print_refusal(refusal), headers=headers)
    response.force_close()
    return response


SERVER_NAME: Final = "Pilotwire"
_UNAUTHORIZED: Final = 401
_UPGRADE_REQUIRED: Final = 426


def _is_no_malformed_request(record: logging.LogRecord) -> bool:
    return record.exc_info is None or not isinstance(record.exc_info[1], HttpProcessingError)


def _raw_path(request: web.BaseRequest) -> str:
    return request.rel_url.raw_path
