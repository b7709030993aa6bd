"""Root certificates as people keep them: create, replace, remove."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from pilotwire.domain.certificate import RootCertificate
from pilotwire.domain.certificate_events import RootCertificateChanged, RootCertificateRemoved
from pilotwire.kernel.errors import NotFoundError

from .kept_record import check_name, check_version, version_of
from .ports import Queries, Store
from .work import Removed, Work


class SavedRoot(NamedTuple):
    """A root certificate as saved, and whether its name is new."""

    root: RootCertificate
    is_new: bool


async def put_root(
    store: Store, queries: Queries, read: RootCertificate, note: str | None = None, if_version: str | None = None
) -> SavedRoot:
    """Store a root certificate that was read, or replace the one of that name. Raises BadInputError,
    VersionConflictError.
    """
    root = msgspec.structs.replace(read, note=note)
    check_name("A root certificate", root.name)
    before = await queries.root_certificate(root.name)
    _check_version(root.name, before, if_version)
    if before is not None:
        same = msgspec.structs.replace(root, created_at=before.created_at, updated_at=before.updated_at)
        if same == before:
            return SavedRoot(before, False)
        root = msgspec.structs.replace(root, created_at=before.created_at)
    work = Work()
    work.save(root)
    work.tell(RootCertificateChanged(at=root.updated_at, name=root.name, use=root.use, fingerprint=root.fingerprint))
    await store.commit(work)
    return SavedRoot(root, before is None)


async def remove_root(store: Store, queries: Queries, name: str, at: datetime, if_version: str | None = None) -> None:
    """Remove a root certificate; stations that have it keep it. Raises NotFoundError, VersionConflictError."""
    _check_version(name, await known_root(queries, name), if_version)
    work = Work()
    work.save(Removed(RootCertificate, name))
    work.tell(RootCertificateRemoved(at=at, name=name))
    await store.commit(work)


async def known_root(queries: Queries, name: str) -> RootCertificate:
    """A root certificate by its name. Raises NotFoundError."""
    found = await queries.root_certificate(name)
    if found is None:
        raise NotFoundError(
            f"There is no root certificate '{name}'.", "Look at the list of root certificates, or put it there."
        )
    return found


def root_version(root: RootCertificate) -> str:
    """Changes whenever the root certificate does."""
    return version_of(root)


def _check_version(name: str, found: RootCertificate | None, wanted: str | None) -> None:
    check_version(f"root certificate '{name}'", None if found is None else root_version(found), wanted)
