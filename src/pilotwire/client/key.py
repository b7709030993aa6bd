"""Keys of the API."""

from typing import Literal

from .codec import Instant
from .shape import Input, Name, Resource

Scope = Literal["read", "operate", "configure", "admin"]


class Key(Resource, frozen=True, kw_only=True):
    """A key as it can be shown: never its secret. `last_used_at` is exact to a minute."""

    id: str
    name: str
    scope: Scope
    created_at: Instant
    expires_at: Instant | None = None
    last_used_at: Instant | None = None


class NewKey(Resource, frozen=True, kw_only=True):
    """A key that was just made, with its secret: nobody can read it again."""

    id: str
    name: str
    scope: Scope
    secret: str
    created_at: Instant
    expires_at: Instant | None = None


class KeyInput(Input, frozen=True, kw_only=True):
    """A key to make. Each scope holds the ones before it: read, operate, configure, admin."""

    name: Name
    scope: Scope
    expires_at: Instant | None = None


class LoginLink(Resource, frozen=True, kw_only=True):
    """A link that logs one person in, once; `path` goes after the server's address."""

    path: str
    expires_at: Instant
