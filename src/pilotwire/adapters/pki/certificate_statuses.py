"""Statuses of certificates that stations ask about: from responders (OCSP) and revocation lists, kept while they hold.

Source: OCPP 2.0.1 part 2, M06; OCPP 2.1 part 2, M07; RFC 6960; RFC 5280, 6.3.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol, TypeVar

from cryptography import x509

from pilotwire.domain.car_certificates import StatusQuestion, StatusVerdict, StatusWord
from pilotwire.domain.contract import OcspData
from pilotwire.kernel.errors import PilotwireError

from .crl_status import listed
from .ocsp import OcspError, Verdict, judged, question

T = TypeVar("T")
ProofRule = Literal["require", "prefer"]
"""Whether an answer counts of which nobody here can tell who signed it."""
LONGEST_KEPT: Final = timedelta(days=7)
"""Source: OCPP 2.1 part 2, M07."""
_MOST_KEPT: Final = 5_000


class StatusError(PilotwireError):
    """No status could be had; the message says why."""


class Web(Protocol):
    """Asks foreign addresses. What it raises is a PilotwireError, within its deadline."""

    async def post(self, url: str, body: bytes) -> bytes:
        """The body of a good answer to a question of OCSP."""
        ...

    async def get(self, url: str) -> bytes:
        """What a good answer holds."""
        ...


@dataclass(frozen=True, slots=True)
class StatusTerms:
    """How it is found out. Nobody waits longer than `deadline_s` for all that is asked at once."""

    proof: ProofRule = "require"
    deadline_s: float = 10.0


class CertificateStatuses:
    """Fits the port of the same name in the services. `known` are the CAs by which signatures can be checked."""

    def __init__(
        self, web: Web, known: Callable[[], Awaitable[Sequence[x509.Certificate]]], terms: StatusTerms
    ) -> None:
        self._web = web
        self._known = known
        self._terms = terms
        self._answers: dict[OcspData, tuple[bytes, datetime]] = {}
        self._verdicts: dict[StatusQuestion, StatusVerdict] = {}

    async def ocsp(self, asked: OcspData, at: datetime) -> bytes:
        """See the port. Who gets the answer checks its signature; one that we know to be forged is not passed on."""
        kept = self._answers.get(asked)
        if kept is not None and kept[1] > at:
            return kept[0]
        try:
            async with asyncio.timeout(self._terms.deadline_s):
                answer, until = await self._ask(asked, at, must_be_proven=False)
        except TimeoutError:
            raise StatusError(f"the responder took longer than {self._terms.deadline_s:g} s") from None
        _keep(self._answers, asked, (answer, until.until))
        return answer

    async def verdicts(self, asked: Sequence[StatusQuestion], at: datetime) -> Sequence[StatusVerdict]:
        """See the port."""
        return await asyncio.gather(*(self._verdict(one, at) for one in asked))

    async def _verdict(self, asked: StatusQuestion, at: datetime) -> StatusVerdict:
        kept = self._verdicts.get(asked)
        if kept is not None and kept.until > at:
            return kept
        try:
            async with asyncio.timeout(self._terms.deadline_s):
                found = await self._looked_up(asked, at)
        except TimeoutError:
            return StatusVerdict("Failed", at, f"nobody answered within {self._terms.deadline_s:g} s")
        if found.status != "Failed":
            _keep(self._verdicts, asked, found)
        return found

    async def _looked_up(self, asked: StatusQuestion, at: datetime) -> StatusVerdict:
        """By the first address that leads to an answer. Source: OCPP 2.1 part 2, M07.FR.01 and 04."""
        why = "no address was given"
        for url in asked.urls:
            try:
                return await (self._by_ocsp if asked.source == "OCSP" else self._by_list)(asked, url, at)
            except PilotwireError as error:
                why = error.message
        return StatusVerdict("Failed", at, why)

    async def _by_ocsp(self, asked: StatusQuestion, url: str, at: datetime) -> StatusVerdict:
        one = asked.id
        data = OcspData(one.algorithm, one.issuer_name_hash, one.issuer_key_hash, one.serial_number, url)
        _, verdict = await self._ask(data, at, must_be_proven=self._terms.proof == "require")
        return StatusVerdict(_WORDS[verdict.status], verdict.until)

    async def _by_list(self, asked: StatusQuestion, url: str, at: datetime) -> StatusVerdict:
        content, known = await self._web.get(url), await self._known()
        must = self._terms.proof == "require"
        found = await asyncio.to_thread(_readable, lambda: listed(content, asked.id, known, at, must_be_proven=must))
        return StatusVerdict("Revoked" if found.is_revoked else "Good", min(found.until, at + LONGEST_KEPT))

    async def _ask(self, asked: OcspData, at: datetime, *, must_be_proven: bool) -> tuple[bytes, Verdict]:
        body = _readable(lambda: question(asked))
        answer, known = await self._web.post(asked.responder_url, body), await self._known()
        verdict = await asyncio.to_thread(
            _readable, lambda: judged(answer, asked, known, at, must_be_proven=must_be_proven)
        )
        return answer, verdict._replace(until=min(verdict.until, at + LONGEST_KEPT))


def _readable(work: Callable[[], T]) -> T:
    """The same, with an error that people see. Raises StatusError."""
    try:
        return work()
    except OcspError as error:
        raise StatusError(str(error)) from None


K = TypeVar("K")
V = TypeVar("V")


def _keep(kept: dict[K, V], key: K, value: V) -> None:
    kept.pop(key, None)
    while len(kept) >= _MOST_KEPT:
        del kept[next(iter(kept))]
    kept[key] = value


_WORDS: Final[dict[str, StatusWord]] = {"good": "Good", "revoked": "Revoked", "unknown": "Unknown"}
