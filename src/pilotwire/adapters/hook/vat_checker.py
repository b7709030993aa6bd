"""A program of the operator's own that knows VAT numbers: asked over HTTP, signed, within a deadline."""

from dataclasses import dataclass
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from pilotwire.domain.payment import Company, VatAnswer
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId
from pilotwire.kernel.time import Clock, print_millis
from pilotwire.services.advisers import NoAdviceError

from .authorizer import SIGNATURE, Post, signature

_Text = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\u0000-\u001f\u007f-\u009f]*$(?!\n)")]


@dataclass(frozen=True, slots=True)
class VatTerms:
    """Who is asked, and how; without a secret the question is not signed."""

    url: str
    secret: str | None
    timeout_s: float


class Whose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The company that has the number."""

    name: _Text
    address1: _Text
    city: _Text
    country: _Text
    address2: _Text | None = None
    postal_code: _Text | None = None


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be answered."""

    valid: bool
    company: Whose | None = None


class HttpVatChecker:
    """Fits `VatChecker`."""

    def __init__(self, terms: VatTerms, post: Post, clock: Clock) -> None:
        self._terms = terms
        self._post = post
        self._clock = clock

    async def check(self, station: StationId, number: str) -> VatAnswer:
        """See `VatChecker`."""
        now = self._clock.now()
        body = msgspec.json.encode({"station": station, "at": print_millis(now), "vat_number": number})
        headers = {"Content-Type": "application/json", "User-Agent": "Pilotwire"}
        if self._terms.secret is not None:
            headers[SIGNATURE] = signature(self._terms.secret, body, now)
        try:
            status, answer = await self._post(self._terms.url, body, headers, self._terms.timeout_s)
        except PilotwireError as error:
            raise NoAdviceError(error.message) from error
        if status != 200:
            raise NoAdviceError(f"it answers with HTTP status {status}")
        try:
            told = _ANSWER.decode(answer)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise NoAdviceError(f"its answer cannot be used: {str(error)[:200]}") from None
        whose = told.company
        return VatAnswer(
            told.valid,
            None
            if whose is None or not told.valid
            else Company(whose.name, whose.address1, whose.city, whose.country, whose.address2, whose.postal_code),
        )


_ANSWER: Final = msgspec.json.Decoder(Answer)
