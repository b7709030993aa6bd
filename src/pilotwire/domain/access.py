"""Who may use the API: keys and what each is allowed."""

from datetime import datetime
from typing import Final, Literal

import msgspec

Scope = Literal["read", "operate", "configure", "admin"]
SCOPES: Final[tuple[Scope, ...]] = ("read", "operate", "configure", "admin")
"""Rising: each holds the ones before it."""


class ApiKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """A key as it is stored: only the hash of its secret (BLAKE2b of 32 random bytes needs no salt)."""

    id: str
    name: str
    scope: Scope
    secret_hash: str
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None


def allows(key: ApiKey, wanted: Scope, at: datetime) -> bool:
    """Whether the key is still valid and its scope holds the wanted one."""
    if key.expires_at is not None and at >= key.expires_at:
        return False
    return SCOPES.index(key.scope) >= SCOPES.index(wanted)
