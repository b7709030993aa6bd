"""Acting once for each Idempotency-Key, for every route that acts."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from pilotwire.client.codec import encode
from pilotwire.services.station_link import (
    CallRefusedError,
    NoAnswerError,
    UnusableAnswerError,
)

from .answer import JsonResponse
from .parts import ApiParts, ApiRequest
from .problems import Answer, BadParameterError, answer_to, request_id_of
from .remembered import RememberedAnswers, RequestKey

T = TypeVar("T")
Answers = NamedDependency[SkipValidation[RememberedAnswers]]
"""How a route asks for the remembered answers."""


async def answered_once(
    request: ApiRequest, body: bytes, parts: ApiParts, answers: RememberedAnswers, act: Callable[[], Awaitable[T]]
) -> Response[T]:
    """What `act` brings; with an Idempotency-Key a repeat of the request gets the first one's answer instead.

    Raises BadParameterError for a key that is none, RequestRefusedError when it came with another request.
    """
    key = _idempotency_key(request)
    if key is None:
        return JsonResponse(await act())
    same = hashlib.blake2b(request.scope["path"].encode() + b"\0" + body, digest_size=32).hexdigest()
    request_id = request_id_of(request.scope.get("state"))

    async def written() -> bytes:
        return encode(await act())

    def final(error: Exception) -> Answer | None:
        return answer_to(error, request_id) if may_have_happened(error) else None

    given = await answers.once(RequestKey(request.auth.id, key), same, written, final)
    return JsonResponse(
        msgspec.Raw(given.body),  # type: ignore[arg-type]  # the answer as JSON already
        status_code=given.status or None,
        media_type=given.media_type or None,
        headers={"Idempotent-Replayed": "true"} if given.is_repeat else {},
    )


def may_have_happened(error: Exception) -> bool:
    """Whether the station may have got the call although this error was raised."""
    return isinstance(error, NoAnswerError | CallRefusedError | UnusableAnswerError)


def _idempotency_key(request: ApiRequest) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not (1 <= len(key) <= 255 and key.isascii() and key.isprintable()):
        raise BadParameterError(
            "Idempotency-Key", "An Idempotency-Key has 1 to 255 printable ASCII characters.", "Use a random UUID."
        )
    return key
