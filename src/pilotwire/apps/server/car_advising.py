"""Who is asked on behalf of cars, by the settings: a pool of contracts, and responders for statuses of certificates."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from pilotwire.domain.car_certificates import StatusQuestion, StatusVerdict
from pilotwire.domain.contract import OcspData
from pilotwire.kernel.time import Clock
from pilotwire.services.car_certificate_ports import CertificateStatuses, ContractProvider

from .settings import Settings

if TYPE_CHECKING:
    from cryptography import x509

    from pilotwire.adapters.pki.certificate_statuses import CertificateStatuses as Found
    from pilotwire.adapters.transport.outgoing import Outgoing, Reply

_HEADERS: Final[Mapping[str, str]] = {"User-Agent": "Pilotwire"}
_OCSP: Final[Mapping[str, str]] = {
    **_HEADERS,
    "Content-Type": "application/ocsp-request",
    "Accept": "application/ocsp-response",
}
_MOST_BYTES: Final = 4_194_304
"""Of a revocation list."""


def contract_provider(settings: Settings, closing: contextlib.AsyncExitStack) -> ContractProvider | None:
    """The pool of contracts, None where there is none."""
    if settings.contract_provider_url is None:
        return None
    from pilotwire.adapters.opcp.contract_pool import ContractPool, PoolTerms
    from pilotwire.adapters.transport.outgoing import Outgoing

    outgoing = Outgoing(allow_private=True, most_bytes=1_048_576)  # its address is the operator's own
    closing.push_async_callback(outgoing.close)
    terms = PoolTerms(
        settings.contract_provider_url, settings.contract_provider_token, settings.contract_provider_timeout_s
    )
    return ContractPool(terms, outgoing.post)


def statuses(settings: Settings, clock: Clock, closing: contextlib.AsyncExitStack) -> CertificateStatuses | None:
    """Whoever asks responders, None where nobody shall."""
    if settings.certificate_status == "off":
        return None
    made = _Lazy(settings, clock)
    closing.push_async_callback(made.close)
    return made


class _Web:
    """Fits `Web` of the statuses."""

    def __init__(self, outgoing: "Outgoing", timeout_s: float) -> None:
        self._outgoing = outgoing
        self._timeout_s = timeout_s

    async def post(self, url: str, body: bytes) -> bytes:
        return _good(await self._outgoing.post(url, body, _OCSP, self._timeout_s))

    async def get(self, url: str) -> bytes:
        return _good(await self._outgoing.get(url, _HEADERS, self._timeout_s))


class _Lazy:
    """Fits `CertificateStatuses`; only who is asked pays for loading the libraries."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._making = asyncio.Lock()
        self._made: Found | None = None
        self._outgoing: Outgoing | None = None

    async def ocsp(self, asked: OcspData, at: datetime) -> bytes:
        return await (await self._found()).ocsp(asked, at)

    async def verdicts(self, asked: Sequence[StatusQuestion], at: datetime) -> Sequence[StatusVerdict]:
        return await (await self._found()).verdicts(asked, at)

    async def close(self) -> None:
        if self._outgoing is not None:
            await self._outgoing.close()

    async def _found(self) -> "Found":
        async with self._making:
            if self._made is None:
                self._made = await self._make()
            return self._made

    async def _make(self) -> "Found":
        from pilotwire.adapters.pki.certificate_statuses import CertificateStatuses as Statuses
        from pilotwire.adapters.pki.certificate_statuses import StatusTerms
        from pilotwire.adapters.pki.contract_roots import ContractRoots
        from pilotwire.adapters.transport.outgoing import Outgoing

        settings = self._settings
        folder = settings.contract_roots
        roots = None if folder is None else await asyncio.to_thread(ContractRoots, folder, self._clock)
        self._outgoing = Outgoing(allow_private=settings.outgoing_private_addresses, most_bytes=_MOST_BYTES)

        async def known() -> "Sequence[x509.Certificate]":
            return () if roots is None else await roots.known()

        terms = StatusTerms(settings.certificate_status_proof, 2 * settings.outgoing_timeout_s)
        return Statuses(_Web(self._outgoing, settings.outgoing_timeout_s), known, terms)


def _good(reply: "Reply") -> bytes:
    from pilotwire.adapters.transport.outgoing import OutgoingError

    if reply.status != _OK:
        raise OutgoingError(f"the responder answers with HTTP status {reply.status}")
    return reply.body


_OK: Final = 200
