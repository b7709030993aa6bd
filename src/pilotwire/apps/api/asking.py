"""Reading what a request asks: path, query, headers and body, each refused with the place that is wrong."""

import difflib
import re
from typing import Final, TypeVar
from urllib.parse import parse_qsl, unquote_to_bytes

import msgspec
from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from pilotwire.client.codec import decode
from pilotwire.client.filters import Part
from pilotwire.kernel.errors import BadInputError
from pilotwire.services.ports import Slice

from .parts import ApiRequest
from .problems import BadParameterError, RequestRefusedError, bad_value
from .route_table import facts_of

T = TypeVar("T", bound=msgspec.Struct)

_LONGEST_SEGMENT: Final = 1_000


async def read_body(request: ApiRequest, shape: type[T]) -> T:
    """The body as a struct. Raises RequestRefusedError for what is no JSON, BadInputError for what does not fit."""
    return decoded_body(await raw_body(request), shape)


async def raw_body(request: ApiRequest) -> bytes:
    """The body, declared as JSON or not at all. Raises RequestRefusedError."""
    declared = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if declared != "application/json" and not declared.endswith("+json"):
        raise RequestRefusedError(
            "wrong-media-type", f"The body is declared as {declared!r}.", "Send Content-Type: application/json."
        )
    body = await request.body()
    if not body:
        raise RequestRefusedError("bad-json", "The request has no body.", "Send a JSON object.")
    return body


def decoded_body(body: bytes, shape: type[T]) -> T:
    """A body as a struct; the same errors as `read_body`."""
    try:
        return decode(body, shape)
    except msgspec.ValidationError as error:
        raise bad_value(error) from None
    except RecursionError:
        raise RequestRefusedError("bad-json", "The body is nested too deeply.", "Send a flatter object.") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what = str(error).removeprefix("JSON is malformed: ")
        raise RequestRefusedError("bad-json", f"The body is no JSON: {what}.", "Send one JSON object.") from None


def read_query(request: ApiRequest, shape: type[T]) -> T:
    """The query parameters that the struct has as fields. Raises BadParameterError."""
    given = _parameters(request)
    values = {name: _typed(name, given[name]) for name in shape.__struct_fields__ if name in given}
    try:
        return msgspec.convert(values, shape)
    except msgspec.ValidationError as error:
        problem = bad_value(error)
        name = problem.pointer.lstrip("/").partition("/")[0]
        raise BadParameterError(name, f"{name}: {problem.message}", _SEE_DOCS) from None


def read_part(request: ApiRequest) -> Slice:
    """Which part of a list is wanted. Raises BadParameterError."""
    part = read_query(request, Part)
    return Slice(limit=part.limit, cursor=part.cursor)


async def known_parameters_only(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """A guard: a query parameter that the route does not know is refused, as its wish would go unnoticed."""
    facts = facts_of(handler)
    known = [name for shape in facts.query for name in shape.__struct_fields__] if facts is not None else []
    for name in _parameters(connection):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            remedy = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known) or 'none'}."
            raise BadParameterError(name[:100], f"There is no parameter {name[:100]!a} here.", remedy)


def path_text(segment: str) -> str:
    """A segment of the path, percent-decoded once. Raises BadInputError when it is no text that could name anything."""
    try:
        text = unquote_to_bytes(segment).decode("utf-8")
    except UnicodeDecodeError:
        raise BadInputError("The path is no UTF-8.", remedy="Percent-encode names as UTF-8.") from None
    if _UNNAMEABLE.search(text) or len(text) > _LONGEST_SEGMENT:
        raise BadInputError(
            "A name in the path is too long, or holds control characters.",
            remedy="Check how it was put together.",
        )
    return text


def wanted_version(request: ApiRequest) -> str | None:
    """The version that If-Match names, "*" for any; None without the header. Raises BadParameterError."""
    header = request.headers.get("if-match")
    if header is None:
        return None
    tag = header.strip().removeprefix("W/")
    if not _VERSION.fullmatch(tag):
        raise BadParameterError("If-Match", "If-Match holds no single version.", "Send the ETag as you got it.")
    return tag.strip('"')


def _parameters(connection: ASGIConnection) -> dict[str, str]:  # type: ignore[type-arg]  # any kind of user and state
    given: dict[str, str] = {}
    for name, value in parse_qsl(connection.scope["query_string"].decode("latin-1"), keep_blank_values=True):
        if name in given:
            raise BadParameterError(name[:100], f"{name[:100]!a} is there twice.", "Send it once.")
        given[name] = value
    return given


def _typed(name: str, value: str) -> object:
    if name in _LISTS:
        return tuple(value.split(","))
    return int(value) if name in _NUMBERS and _NUMBER.fullmatch(value) else value


_NUMBER: Final = re.compile("-?[0-9]{1,9}")
_NUMBERS: Final = frozenset({"limit", "points", "evse_id", "connector_id", "severity", "monitor", "wave", "duration_s"})
_VERSION: Final = re.compile(r'\*|"[0-9A-Za-z]+"')
_UNNAMEABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_LISTS: Final = frozenset({"types"})
_SEE_DOCS: Final = "Compare it with the description under /docs."
