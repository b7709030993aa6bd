"""Keys of the API: make, recognise, remove, and the first one of all."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.access import ApiKey, Scope, allows
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError

from .ports import Store
from .work import Removed, Work

RandomBytes = Callable[[int], bytes]
"""So many bytes that nobody can guess."""

_PREFIX: Final = "pw_"
_SECRET_BYTES: Final = 32
_USE_IS_NOTED_EVERY: Final = timedelta(minutes=1)


class NewKey(NamedTuple):
    """A key and its secret, which is stored nowhere."""

    key: ApiKey
    secret: str


class KeyWish(msgspec.Struct, frozen=True):
    """What a new key shall be."""

    name: str
    scope: Scope
    expires_at: datetime | None = None


async def create_key(store: Store, wish: KeyWish, at: datetime, random_bytes: RandomBytes) -> NewKey:
    """Make a key. Raises BadInputError when it would have expired already."""
    if wish.expires_at is not None and wish.expires_at <= at:
        raise BadInputError("The key would have expired already.", "/expires_at", "Give an instant to come.")
    new = _make(wish, at, random_bytes)
    work = Work()
    work.save(new.key)
    await store.commit(work)
    return new


async def remove_key(store: Store, key_id: str, at: datetime) -> None:
    """Remove a key, so that it opens nothing any more.

    Raises NotFoundError; ConflictError for the last valid admin key, without which nobody could make another.
    """
    found = next((key for key in store.api_keys() if key.id == key_id), None)
    if found is None:
        raise NotFoundError(f"There is no key with the id '{key_id}'.", "Look at the list of keys.")
    others = (key for key in store.api_keys() if key.id != key_id)
    if allows(found, "admin", at) and not any(allows(key, "admin", at) for key in others):
        raise ConflictError("This is the last admin key.", "Make another admin key first.")
    work = Work()
    work.save(Removed(ApiKey, key_id))
    await store.commit(work)


async def ensure_admin_key(
    store: Store, keep: Callable[[str], None], at: datetime, random_bytes: RandomBytes
) -> NewKey | None:
    """Make an admin key when there is no valid one; None when there is.

    `keep` puts the secret where the operator finds it, before the key is stored: a crash in between costs nothing; the
    other way round it would leave a key that nobody has.
    """
    if any(allows(key, "admin", at) for key in store.api_keys()):
        return None
    new = _make(KeyWish("admin", "admin"), at, random_bytes)
    keep(new.secret)
    work = Work()
    work.save(new.key)
    await store.commit(work)
    return new


def find_key(keys: Iterable[ApiKey], secret: str) -> ApiKey | None:
    """The key with this secret, expired or not. Takes as long whichever key it is."""
    presented = hash_secret(secret)
    found: ApiKey | None = None
    for key in keys:
        if hmac.compare_digest(key.secret_hash, presented):
            found = key
    return found


def note_use(store: Store, key: ApiKey, at: datetime) -> None:
    """Remember that the key was used, to the minute; not waited for."""
    if key.last_used_at is None or at - key.last_used_at >= _USE_IS_NOTED_EVERY:
        work = Work()
        work.save(msgspec.structs.replace(key, last_used_at=at))
        store.submit(work)


def hash_secret(secret: str) -> str:
    """What is stored of a secret. It is random enough (256 bits) to need neither salt nor slowness."""
    return hashlib.blake2b(secret.encode("utf-8", "replace"), digest_size=32).hexdigest()


def _make(wish: KeyWish, at: datetime, random_bytes: RandomBytes) -> NewKey:
    secret = _PREFIX + base64.urlsafe_b64encode(random_bytes(_SECRET_BYTES)).decode("ascii").rstrip("=")
    key = ApiKey(random_bytes(6).hex(), wish.name, wish.scope, hash_secret(secret), at, wish.expires_at)
    return NewKey(key, secret)
