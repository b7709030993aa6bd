"""What each route says of itself besides its code: who may use it, what it takes and gives, and an example of both."""

from typing import Final, NamedTuple

from msgspec import Struct

from pilotwire.domain.access import Scope


class Header(NamedTuple):
    """A request header that a route knows: what it does, and which texts it may hold."""

    name: str
    meaning: str
    pattern: str


IF_MATCH: Final = (
    Header("If-Match", "Only if this is still the version that was read (its ETag).", r'^(\*|"[0-9A-Za-z]+")$'),
)
IDEMPOTENT: Final = (
    Header("Idempotency-Key", "A repeat with the same key within 24 hours acts once.", r"^[!-~]{1,255}$"),
)
NOT_FOUND: Final = ("not-found",)
ACT: Final = (
    "not-found", "conflict", "cannot-ask", "not-connected", "key-reused", "outcome-unknown", "queue-full",
    "station-error", "unusable-answer", "no-answer",
)  # fmt: skip
"""What may go wrong when something is done at a station."""
ASKING: Final = ("not-found", "not-connected", "queue-full", "no-answer", "station-error", "unusable-answer")
"""What may go wrong when a station is asked."""


class RouteFacts(Struct, frozen=True, kw_only=True):
    """What is not evident from a route's code.

    `scope` None means that anybody may. `query` are the structs whose fields are the query parameters. `answer` is the
    type of a good answer, None for none; `statuses` are the good ones. `example` and `body_example` are instances of
    them. `takes_bytes`: the body is content of any kind. `problems` are kinds beyond those that every route may answer
    with.
    """

    scope: Scope | None
    tag: str
    query: tuple[type[Struct], ...] = ()
    headers: tuple[Header, ...] = ()
    body: type[Struct] | None = None
    body_media_type: str = "application/json"
    body_example: Struct | None = None
    takes_bytes: bool = False
    answer: object = None
    example: Struct | str | None = None
    media_type: str = "application/json"
    statuses: tuple[int, ...] = (200,)
    problems: tuple[str, ...] = ()
