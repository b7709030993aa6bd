"""Tokens, lists, accounts and certificates out of the store in memory."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from pilotwire.domain.account import Account
from pilotwire.domain.certificate import Certificate, CertificateState, RootCertificate
from pilotwire.domain.id_token import Token
from pilotwire.domain.local_list import HeldList, LocalList
from pilotwire.domain.token_group import TokenGroup
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.ports import (
    CertificateFilter,
    Expiry,
    Page,
    Slice,
)

from .memory import MemoryStore
from .memory_page import has, page_of

T = TypeVar("T")


class MemorySecurity:
    """Part of `MemoryQueries`."""

    _store: MemoryStore

    async def tokens(self, part: Slice, q: str | None = None) -> Page[Token]:
        """See `Queries`."""
        known = [one for one in self._store.tokens.values() if has(q, one.value, one.group_id, one.note)]
        return page_of(known, part, lambda one: (one.value, one.key), tuple[str, str])

    async def tokens_among(self, keys: Sequence[str], groups: Sequence[str]) -> list[Token]:
        """See `Queries`."""
        wanted, of_groups = frozenset(keys), frozenset(groups)
        return [one for one in self._store.tokens.values() if one.key in wanted or one.group_id in of_groups]

    async def local_lists(self, part: Slice, q: str | None = None) -> Page[LocalList]:
        """See `Queries`."""
        known = [one for one in self._store.hot.local_lists.values() if has(q, one.name, one.note)]
        return page_of(known, part, lambda one: (one.name,), tuple[str])

    async def token_groups(self, part: Slice, q: str | None = None) -> Page[TokenGroup]:
        """See `Queries`."""
        known = [one for one in self._store.hot.token_groups.values() if has(q, one.name, one.note)]
        return page_of(known, part, lambda one: (one.name,), tuple[str])

    async def accounts(self, part: Slice, q: str | None = None) -> Page[Account]:
        """See `Queries`."""
        known = [one for one in self._store.hot.accounts.values() if has(q, one.name, one.note)]
        return page_of(known, part, lambda one: (one.name,), tuple[str])

    async def held_list(self, station: StationId) -> HeldList | None:
        """See `Queries`."""
        return self._store.held_lists.get(station)

    async def certificates(self, part: Slice, wanted: CertificateFilter) -> Page[Certificate]:
        """See `Queries`."""
        known = [
            one
            for one in self._store.certificates.values()
            if wanted.station in (None, one.station)
            and wanted.use in (None, one.use)
            and wanted.state in (None, one.state)
        ]
        return page_of(known, part, lambda one: (one.id,), tuple[int], newest_first=True)

    async def certificate(self, record: RecordId) -> Certificate | None:
        """See `Queries`."""
        return self._store.certificates.get(record)

    async def certificate_with(self, fingerprint: str) -> Certificate | None:
        """See `Queries`."""
        known = self._store.certificates.values()
        return next((one for one in known if one.issued and one.issued.fingerprint == fingerprint), None)

    async def certificates_of(self, station: StationId, limit: int = 50) -> Sequence[Certificate]:
        """See `Queries`."""
        known = [one for one in self._store.certificates.values() if one.station == station]
        return sorted(known, key=lambda one: one.id, reverse=True)[:limit]

    async def certificates_in(self, states: Sequence[CertificateState], expiry: Expiry) -> Sequence[Certificate]:
        """See `Queries`."""
        known = [one for one in self._store.certificates.values() if one.state in states and _ends(one, expiry)]
        return sorted(known, key=_ending)[: expiry.limit]

    async def root_certificates(self, part: Slice) -> Page[RootCertificate]:
        """See `Queries`."""
        return page_of(list(self._store.root_certificates.values()), part, lambda one: (one.name,), tuple[str])

    async def root_certificate(self, name: str) -> RootCertificate | None:
        """See `Queries`."""
        return self._store.root_certificates.get(name)


def _ends(one: Certificate, expiry: Expiry) -> bool:
    if one.issued is None:
        return expiry.before is None and expiry.after is None
    end = one.issued.not_after
    return (expiry.before is None or end < expiry.before) and (expiry.after is None or end > expiry.after)


def _ending(one: Certificate) -> tuple[datetime, RecordId]:
    return datetime.min.replace(tzinfo=UTC) if one.issued is None else one.issued.not_after, one.id
