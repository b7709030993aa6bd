"""From an error to the problem document that answers it: the one place where this is decided."""

import logging
import re
import secrets
from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException, ValidationException

from pilotwire.client.codec import encode
from pilotwire.client.problem import FieldProblem, Problem
from pilotwire.domain.command import CannotError
from pilotwire.domain.file_ticket import RefusalReason
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError, OurFault, PilotwireError
from pilotwire.services.file_faults import FileRefusedError, FileTroubleError
from pilotwire.services.kept_record import VersionConflictError
from pilotwire.services.ports import (
    StorageRefusedError,
)
from pilotwire.services.remote_control import ObstacleError
from pilotwire.services.station_link import (
    BadCallError,
    CallRefusedError,
    NoAnswerError,
    NotConnectedError,
    QueueFullError,
    UnusableAnswerError,
)

from .problem_table import PROBLEMS

MEDIA_TYPE: Final = "application/problem+json"
ERRORS_PAGE: Final = "/docs/errors"
_log: Final = logging.getLogger(__name__)


class RequestRefusedError(PilotwireError):
    """The API itself refuses a request; `kind` names a row of `PROBLEMS`."""

    def __init__(self, kind: str, message: str, remedy: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message, remedy)
        self.kind = kind
        self.headers = dict(headers or {})


class BadParameterError(BadInputError):
    """A query parameter or header is wrong."""

    def __init__(self, parameter: str, message: str, remedy: str = "") -> None:
        super().__init__(message, "", remedy)
        self.parameter = parameter


class Answer(NamedTuple):
    """A problem document, and headers that go with it."""

    problem: Problem
    headers: Mapping[str, str]

    @property
    def body(self) -> bytes:
        """The document as JSON."""
        return encode(self.problem)


def problem_response(request: Request[object, object, State], error: Exception) -> Response[bytes]:
    """The answer to a request that failed, whatever failed it."""
    request_id = request_id_of(request.scope.get("state"))
    if isinstance(error, BadInputError) and request.method == "GET" and error.pointer:
        error = BadParameterError(error.pointer.strip("/"), error.message, error.remedy)
    answer = answer_to(error, request_id)
    if answer.problem.status >= 500 and not isinstance(error, _OF_STATIONS):
        _log.error("request %s failed: %s %s", request_id, request.method, request.scope["path"], exc_info=error)
    return Response(answer.body, media_type=MEDIA_TYPE, status_code=answer.problem.status, headers=dict(answer.headers))


def answer_to(error: Exception, request_id: str) -> Answer:
    """What the API says about this error. Of an unexpected one it says nothing but where to look."""
    if isinstance(error, RequestRefusedError):
        return Answer(_problem(error.kind, error, request_id), error.headers)
    if isinstance(error, FileRefusedError):
        return Answer(_problem(_OF_FILES.get(error.reason, "bad-request"), error, request_id), {})
    if isinstance(error, PilotwireError):
        kind = next((kind for type_, kind in _KINDS if isinstance(error, type_)), "internal-error")
        if kind != "internal-error":
            return Answer(_problem(kind, error, request_id, _field_problems(error)), {})
    if isinstance(error, HTTPException) and error.status_code < 500:
        return _answer_to_framework(error, request_id)
    hidden = PilotwireError("The server failed on this request.", f"Look for {request_id} in the server's log.")
    return Answer(_problem("internal-error", hidden, request_id), {})


def request_id_of(state: object) -> str:
    """The id that the door gave to the request; a new one for a request that came in another way."""
    given = state.get("request_id") if isinstance(state, Mapping) else None
    return given if isinstance(given, str) else new_request_id()


def new_request_id() -> str:
    """An id under which a request can be found in the log."""
    return secrets.token_hex(8)


def bad_value(error: msgspec.ValidationError) -> BadInputError:
    """What msgspec found wrong, in words, with a pointer (RFC 6901) to it."""
    text, _, path = str(error).partition(" - at ")
    match = _PATTERN_TEXT.search(text)
    if match:
        text = "Expected text without control characters"
    return BadInputError(f"{text}.", _pointer(path), "Compare the body with the API's description under /docs.")


def _problem(kind: str, error: PilotwireError, request_id: str, errors: list[FieldProblem] | None = None) -> Problem:
    status, title, _ = PROBLEMS[kind]
    return Problem(
        type=f"{ERRORS_PAGE}#{kind}",
        title=title,
        status=status,
        detail=_sentence(error.message),
        request_id=request_id,
        remedy=_sentence(error.remedy) or None,
        errors=errors or None,
    )


def _sentence(text: str) -> str:
    """The text as a sentence: errors from below are written as its inner part."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}" if text else ""


def _field_problems(error: PilotwireError) -> list[FieldProblem]:
    if isinstance(error, BadCallError):
        return [FieldProblem(pointer=pointer, message=_sentence(message)) for pointer, message in error.errors]
    if isinstance(error, BadParameterError):
        return [FieldProblem(parameter=error.parameter, message=_sentence(error.message))]
    if isinstance(error, BadInputError | ObstacleError):
        return [FieldProblem(pointer=error.pointer, message=_sentence(error.message))]
    return []


def _answer_to_framework(error: HTTPException, request_id: str) -> Answer:
    if isinstance(error, ValidationException):
        return _answer_to_parameters(error, request_id)
    kind, remedy = _FRAMEWORK.get(
        error.status_code, ("bad-request", "Compare the request with the description under /docs.")
    )
    detail = _DETAILS.get(type(error), error.detail)
    allowed = [one for one in (error.headers or {}).get("allow", "").split(", ") if one not in ("", "OPTIONS")]
    headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
    return Answer(_problem(kind, PilotwireError(detail, remedy), request_id), headers)


def _answer_to_parameters(error: ValidationException, request_id: str) -> Answer:
    found = error.extra if isinstance(error.extra, list) else []
    errors = [
        FieldProblem(parameter=str(one.get("key", "")), message=f"{str(one.get('message', '')).rstrip('.')}.")
        for one in found
        if isinstance(one, dict)
    ]
    names = ", ".join(f"'{one.parameter}'" for one in errors) or "a parameter"
    told = PilotwireError(f"The value of {names} does not fit.", "Compare it with the description under /docs.")
    return Answer(_problem("invalid-input", told, request_id, errors), {})


def _pointer(path: str) -> str:
    """`$.behaviour.ingest_rules[...]` as `/behaviour/ingest_rules`: a key that msgspec does not name ends it."""
    steps = re.findall(r"\.([^.\[\]`]+)|\[(\d+)\]", path.strip("`").removeprefix("$").split("[...]")[0])
    return "".join(f"/{name or index}" for name, index in steps)


_OF_STATIONS: Final = (NoAnswerError, CallRefusedError, UnusableAnswerError)
"""What stations do wrong, which is no fault of the server."""
_PATTERN_TEXT: Final = re.compile(r"matching regex")
_KINDS: Final[tuple[tuple[type[PilotwireError], str], ...]] = (
    (NotFoundError, "not-found"),
    (VersionConflictError, "version-conflict"),
    (ConflictError, "conflict"),
    (BadInputError, "invalid-input"),
    (BadCallError, "call-refused"),
    (NotConnectedError, "not-connected"),
    (NoAnswerError, "no-answer"),
    (QueueFullError, "queue-full"),
    (CannotError, "cannot-ask"),
    (CallRefusedError, "station-error"),
    (UnusableAnswerError, "unusable-answer"),
    (FileTroubleError, "storage-trouble"),
    (StorageRefusedError, "storage-refused"),
    (OurFault, "internal-error"),
)
"""The first row whose type fits decides."""
_OF_FILES: Final[Mapping[RefusalReason, str]] = {
    "too-large": "too-large", "ticket-full": "too-large", "quota": "no-room", "disk-full": "no-room",
    "busy": "storage-trouble",
}  # fmt: skip
_FRAMEWORK: Final[dict[int, tuple[str, str]]] = {
    404: ("unknown-route", "Look at the list of routes under /docs."),
    405: ("method-not-allowed", "The Allow header says which methods there are."),
    413: ("too-large", "Send less at once."),
    415: ("wrong-media-type", "Send JSON, with Content-Type: application/json."),
}
_DETAILS: Final[dict[type[Exception], str]] = {
    NotFoundException: "There is nothing under this path.",
    MethodNotAllowedException: "This path exists, but not with this method.",
}
