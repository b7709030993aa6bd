"""How much an endpoint holds, and the error when that is too little."""

from typing import Final

import msgspec

from pilotwire.kernel.errors import ConflictError


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much an endpoint holds, and how patient it is.

    `max_open`: calls of ours that wait for an answer at a time; the specification says 1, the lab may say more.
    `max_queued`: calls of ours that wait to be sent.
    `replies`, `reply_age_s`: how many of our results are kept for a call that comes again, and for how long.
    `never_replayed`: actions whose results are not kept, as they tell the time or a state that moves on.
    `given_up_ids`: ids kept to tell a late answer from one to a call never made.
    `details_bytes`: errorDetails longer than this go out empty.
    `strict`: frames that break a rule are refused instead of reported and taken.
    """

    max_open: int = 1
    max_queued: int = 100
    replies: int = 16
    reply_age_s: float = 900.0
    never_replayed: frozenset[str] = frozenset({"BootNotification", "Heartbeat"})
    given_up_ids: int = 16
    details_bytes: int = 2048
    strict: bool = False


DEFAULT_LIMITS: Final = Limits()


class QueueFullError(ConflictError):
    """Too many calls wait to be sent on this connection."""
