"""Routes of the API's keys."""

from datetime import timedelta
from typing import Final

import msgspec
from litestar import delete, get, post
from litestar.params import FromPath

from pilotwire.client.codec import Instant, shaped
from pilotwire.client.key import Key, KeyInput, LoginLink, NewKey
from pilotwire.client.listing import KeyList
from pilotwire.services.api_key import KeyWish, create_key, remove_key

from .asking import path_text, read_body
from .login import LOGIN_PATH, LOGIN_TOKEN_LIVES_S
from .parts import ApiRequest, Parts
from .shaping import plain


@get("/keys")
async def list_keys(parts: Parts) -> KeyList:
    """List keys.

    Oldest first; secrets are never shown again.
    """
    keys = sorted(parts.store.api_keys(), key=lambda key: (key.created_at, key.id))
    return KeyList(items=[shaped(key, Key) for key in keys], next_cursor=None)


@post("/keys", status_code=201)
async def make_key(request: ApiRequest, parts: Parts) -> NewKey:
    """Make a key.

    The answer alone shows its secret. Each scope holds the ones before it: read, operate, configure, admin.
    """
    given = await read_body(request, KeyInput)
    wish = KeyWish(given.name, given.scope, plain(given.expires_at))
    new = await create_key(parts.store, wish, parts.clock.now(), parts.random_bytes)
    return shaped({**msgspec.structs.asdict(new.key), "secret": new.secret}, NewKey)


@delete("/keys/{key_id:str}")
async def delete_key(key_id: FromPath[str], parts: Parts) -> None:
    """Remove a key.

    It opens nothing any more, at once. The last admin key cannot be removed.
    """
    await remove_key(parts.store, path_text(key_id), parts.clock.now())


@post("/login_links", status_code=201)
async def make_login_link(parts: Parts) -> LoginLink:
    """Make a log-in link.

    It logs one person in, once, with all that an admin key may do. A restart of the server makes it worthless.
    """
    token = parts.logins.issue_token(parts.clock.monotonic())
    ends_at = parts.clock.now() + timedelta(seconds=LOGIN_TOKEN_LIVES_S)
    return LoginLink(path=f"{LOGIN_PATH}?token={token}", expires_at=Instant.of(ends_at))


KEY_ROUTES: Final = (list_keys, make_key, delete_key, make_login_link)
