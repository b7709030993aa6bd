"""Contract certificates checked: the chain, and with OCSP that none of it was revoked."""

import asyncio
import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, Protocol

from cryptography import x509

from pilotwire.domain.contract import Finding, OcspData, Proof
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.time import Clock

from . import ocsp
from .contract_chain import ChainError, read_chain, trusted_path, who
from .contract_roots import ContractRoots, roots_among
from .signed_by import is_signed_by

RevocationRule = Literal["require", "prefer", "off"]
"""Whether a certificate of which no status can be had is refused, or taken, or nobody is asked at all."""
_MOST_KEPT: Final = 10_000


class Post(Protocol):
    """Sends a question to a responder and brings its answer."""

    async def __call__(self, url: str, body: bytes) -> bytes:
        """The body of a good answer. Raises PilotwireError."""
        ...


class ContractValidator:
    """Checks proofs against roots, with answers of responders kept for as long as they hold."""

    def __init__(self, roots: ContractRoots, post: Post, clock: Clock, revocation: RevocationRule = "require") -> None:
        self._roots = roots
        self._post = post
        self._clock = clock
        self._revocation = revocation
        self._kept: dict[tuple[str, str], ocsp.Verdict] = {}

    async def check(self, emaid: str, proof: Proof) -> Finding:
        """What is to be said of the certificates; never raises for what a station sent.

        A chain is checked in full. Of hash data alone the station has checked the chain, and we ask for each
        certificate's status. Source: OCPP 2.0.1 part 2, C07.FR.05 and C07.FR.13 to C07.FR.17.
        """
        try:
            known, now = await self._roots.known(), self._clock.now()
            asked, helpers = list(proof.certificates), list(known)
            if proof.chain is not None:
                path = await asyncio.to_thread(_path, proof.chain, roots_among(known), emaid, now)
                helpers += path
                asked = [data for pair in itertools.pairwise(path) if (data := ocsp.data_of(*pair))] or asked
                self._check_responder(path[0], asked)
            elif not asked:
                raise ChainError("NoCertificateAvailable", "no certificate was sent, and nothing about one")
            if self._revocation != "off":
                await asyncio.gather(*(self._ask(one, helpers, now) for one in asked))
        except ChainError as error:
            return Finding(error.status, error.reason)
        return Finding("Accepted")

    def _check_responder(self, leaf: x509.Certificate, asked: Sequence[OcspData]) -> None:
        if not asked and self._revocation == "require":
            raise ChainError("CertChainError", f"{who(leaf)} names nobody who could be asked whether it was revoked")

    async def _ask(self, asked: OcspData, helpers: Sequence[x509.Certificate], now: datetime) -> None:
        key = (asked.issuer_key_hash.lower(), asked.serial_number.lower().lstrip("0"))
        verdict = self._kept.get(key)
        if verdict is None or verdict.until < now:
            try:
                verdict = await self._verdict(asked, helpers, now)
            except (PilotwireError, ocsp.OcspError) as error:
                if self._revocation == "prefer":
                    return
                raise ChainError(
                    "CertChainError", f"the status of certificate {asked.serial_number[:40]} is unknown: {error}"
                ) from None
            self._keep(key, verdict)
        if verdict.status == "revoked":
            raise ChainError("CertificateRevoked", f"certificate {asked.serial_number[:40]} was revoked")
        if verdict.status == "unknown":
            raise ChainError("CertChainError", f"its issuer does not know certificate {asked.serial_number[:40]}")

    async def _verdict(self, asked: OcspData, helpers: Sequence[x509.Certificate], now: datetime) -> ocsp.Verdict:
        answer = await self._post(asked.responder_url, ocsp.question(asked))
        return await asyncio.to_thread(_proven, answer, asked, helpers, now)

    def _keep(self, key: tuple[str, str], verdict: ocsp.Verdict) -> None:
        while len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = verdict


def _path(pem: str, roots: Sequence[x509.Certificate], emaid: str, now: datetime) -> list[x509.Certificate]:
    return trusted_path(read_chain(pem), roots, emaid, now)


def _proven(answer: bytes, asked: OcspData, helpers: Sequence[x509.Certificate], now: datetime) -> ocsp.Verdict:
    """What the answer proves; its signer has to lead to a root of ours, over certificates known or brought along."""
    brought = ocsp.certificates_in(answer)
    issuer = ocsp.issuer_among(asked, (*helpers, *brought))
    if issuer is None:
        raise ocsp.OcspError("who issued it is unknown here; put the CA's certificate among the contract roots")
    if not _leads_home(issuer, helpers, brought):
        raise ocsp.OcspError("who issued it leads to no root of ours")
    return ocsp.proven(answer, asked, issuer, now)


def _leads_home(
    issuer: x509.Certificate, helpers: Sequence[x509.Certificate], brought: Sequence[x509.Certificate], depth: int = 4
) -> bool:
    """Whether a CA is one of those we hold, or is signed, over a few steps, by one of them."""
    if issuer in helpers:
        return True
    if depth == 0:
        return False
    above = [one for one in (*helpers, *brought) if one.subject == issuer.issuer and one != issuer]
    return any(is_signed_by(issuer, one) and _leads_home(one, helpers, brought, depth - 1) for one in above)
