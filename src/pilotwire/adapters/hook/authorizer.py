"""A program of the operator's own that decides about tokens: asked over HTTP, signed, within a deadline."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from pilotwire.domain.account import Allowance
from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import MessageFormat, Status
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import EvseId, StationId
from pilotwire.kernel.time import Clock, print_millis
from pilotwire.services.advisers import Fallback, NoAdviceError, Question

SIGNATURE: Final = "X-Pilotwire-Signature"
PATIENCE: Final = 5
"""Failures in a row after which nobody is asked for a while."""
PAUSE_S: Final = 10.0
_MOST_KEPT: Final = 10_000

Post = Callable[[str, bytes, Mapping[str, str], float], Awaitable[tuple[int, bytes]]]
"""Sends a body with headers to an address and brings status and body. Raises PilotwireError."""
_Plain = r"^[^\u0000-\u001f\u007f-\u009f]*$(?!\n)"


@dataclass(frozen=True, slots=True)
class Terms:
    """Who is asked, and how. `keep_s` is how long an answer holds for the same token at the same station."""

    url: str
    secret: str
    timeout_s: float
    fallback: Fallback
    for_all: bool = False
    keep_s: float = 30.0


class Money(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exact amount as text, with its currency."""

    amount: Annotated[str, Meta(pattern=r"^[0-9]{1,12}(\.[0-9]{1,6})?$(?!\n)")]
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$(?!\n)")]


class Left(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The most that may be spent on a transaction of the token."""

    amount: Money | None = None
    energy_wh: Annotated[int, Meta(ge=1, le=10**12)] | None = None
    time_s: Annotated[int, Meta(ge=1, le=10**10)] | None = None


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be answered: the status in OCPP 2.x words, and what the API says of tokens by the same names.

    `cache_s` is how long stations may remember it.
    """

    status: Status
    reason: Annotated[str, Meta(max_length=500, pattern=_Plain)] | None = None
    group_id: Annotated[str, Meta(min_length=1, max_length=36, pattern=_Plain)] | None = None
    expires_at: Annotated[datetime, Meta(tz=True)] | None = None
    cache_s: Annotated[int, Meta(ge=0, le=315_360_000)] | None = None
    language: Annotated[str, Meta(min_length=2, max_length=8, pattern=_Plain)] | None = None
    personal_message: Annotated[str, Meta(min_length=1, max_length=512, pattern=_Plain)] | None = None
    message_format: MessageFormat = "UTF8"
    charging_priority: Annotated[int, Meta(ge=-9, le=9)] | None = None
    evse_ids: Annotated[list[Annotated[int, Meta(ge=1, le=2_147_483_647)]], Meta(max_length=100)] = []
    limit: Left | None = None


class HttpAuthorizer:
    """Fits `OutsideAuthorizer`. After several failures in a row it asks nobody for some seconds, so that a program that
    hangs does not make every driver wait.
    """

    def __init__(self, terms: Terms, post: Post, clock: Clock) -> None:
        self._terms = terms
        self._post = post
        self._clock = clock
        self._failures = 0
        self._resting_until_s = 0.0
        self._kept: dict[tuple[StationId, str, EvseId | None], tuple[Authorization, float]] = {}

    @property
    def asked_for_all(self) -> bool:
        """See `OutsideAuthorizer`."""
        return self._terms.for_all

    @property
    def fallback(self) -> Fallback:
        """See `OutsideAuthorizer`."""
        return self._terms.fallback

    async def ask(self, question: Question) -> Authorization:
        """See `OutsideAuthorizer`."""
        now_s = self._clock.monotonic()
        key = (question.station, question.id_token.key, question.evse_id)
        kept = self._kept.get(key)
        if kept is not None and now_s < kept[1]:
            return kept[0]
        if now_s < self._resting_until_s:
            raise NoAdviceError(f"it failed {self._failures} times in a row and is not asked for {PAUSE_S:g} s")
        try:
            answer = await self._asked(question)
        except NoAdviceError:
            self._failures += 1
            if self._failures >= PATIENCE:
                self._resting_until_s = self._clock.monotonic() + PAUSE_S
            raise
        self._failures = 0
        self._keep(key, answer)
        return answer

    async def _asked(self, question: Question) -> Authorization:
        now = self._clock.now()
        body = msgspec.json.encode(asked(question, now))
        headers = {"Content-Type": "application/json", "User-Agent": "Pilotwire"}
        headers[SIGNATURE] = signature(self._terms.secret, body, now)
        try:
            status, answer = await self._post(self._terms.url, body, headers, self._terms.timeout_s)
        except PilotwireError as error:
            raise NoAdviceError(error.message) from error
        if status != 200:
            raise NoAdviceError(f"it answers with HTTP status {status}")
        return understood(answer, now)

    def _keep(self, key: tuple[StationId, str, EvseId | None], answer: Authorization) -> None:
        self._kept.pop(key, None)
        while len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (answer, self._clock.monotonic() + self._terms.keep_s)


def asked(question: Question, at: datetime) -> dict[str, object]:
    """The question as JSON has it."""
    token = question.id_token
    return {
        "station": question.station,
        "at": print_millis(at),
        "id_token": {"value": token.value, "type": token.type or None},
        "evse_id": question.evse_id,
        "known": question.known,
    }


def signature(secret: str, body: bytes, at: datetime) -> str:
    """The header that proves that a question is ours: HMAC-SHA-256 over the time in seconds, a dot, and the body."""
    seconds = int(at.timestamp())
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def understood(body: bytes, at: datetime) -> Authorization:
    """What an answer says. Raises NoAdviceError for one of another form."""
    try:
        answer = _ANSWER.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise NoAdviceError(f"its answer cannot be used: {str(error)[:200]}") from None
    forgotten_at = None if answer.cache_s is None else at + timedelta(seconds=answer.cache_s)
    until = [one for one in (answer.expires_at, forgotten_at) if one is not None]
    left = answer.limit
    return Authorization(
        answer.status, answer.group_id, min(until, default=None), answer.language, answer.personal_message,
        answer.reason or (None if answer.status == "Accepted" else "the outside authoriser says so"),
        message_format=answer.message_format, charging_priority=answer.charging_priority,
        evse_ids=tuple(EvseId(one) for one in answer.evse_ids),
        allowance=None if left is None else _allowance(left),
    )  # fmt: skip


def _allowance(left: Left) -> Allowance:
    money = left.amount
    return Allowance(
        None if money is None else Decimal(money.amount),
        None if money is None else money.currency,
        None if left.energy_wh is None else Decimal(left.energy_wh),
        left.time_s,
    )


_ANSWER: Final = msgspec.json.Decoder(Answer)
