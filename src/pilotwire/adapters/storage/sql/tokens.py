"""Id tokens that the CSMS knows."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select, tuple_

from pilotwire.domain.id_token import Token
from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of, search_text, within
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT

TOKENS: Final = Table(
    "tokens",
    METADATA,
    Column("key", KEY_TEXT, primary_key=True),
    Column("value", KEY_TEXT, nullable=False),
    Column("search", TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("tokens_value", "value", "key"),
)
SAVE_TOKEN: Final = Bulk(TOKENS, key=1, take=("value", "search", "body"))

_TOKEN: Final = msgspec.json.Decoder(Token)
_MOST_KEYS: Final = 500
"""Keys in one query."""


def token_rows(token: Token, _: Hot, rows: Pairs) -> None:
    """The row of a token."""
    search = search_text(token.value, token.group_id, token.note)
    rows.append((SAVE_TOKEN, (storable(token.key), storable(token.value), search, storable_json(token))))


def tokens_of(keys: Sequence[str], connection: Connection) -> Mapping[str, Token]:
    """What there is of these keys."""
    stored_as = {key: storable(key) for key in keys}
    query = select(TOKENS.c.key, TOKENS.c.body).where(TOKENS.c.key.in_(set(stored_as.values())))
    bodies = {stored: body for stored, body in connection.execute(query)}
    return {key: _TOKEN.decode(bodies[stored]) for key, stored in stored_as.items() if stored in bodies}


def tokens_among(connection: Connection, keys: Sequence[str], groups: Sequence[str]) -> list[Token]:
    """The tokens with one of these keys or of one of these groups."""
    found: dict[str, Token] = {}
    for start in range(0, len(keys), _MOST_KEYS):
        found.update(tokens_of(keys[start : start + _MOST_KEYS], connection))
    for group in groups:
        bodies = connection.scalars(select(TOKENS.c.body).where(within(TOKENS.c.search, group)))
        members = (token for token in map(_TOKEN.decode, bodies) if token.group_id == group)
        found.update((token.key, token) for token in members)
    return list(found.values())


def tokens(connection: Connection, part: Slice, q: str | None) -> Page[Token]:
    """Tokens by value, rising."""
    columns = TOKENS.c
    query = select(columns.value, columns.key, columns.body).order_by(columns.value, columns.key)
    after = place_of(part.cursor, tuple[str, str])
    if after is not None:
        query = query.where(tuple_(columns.value, columns.key) > tuple_(storable(after[0]), storable(after[1])))
    if q:
        query = query.where(within(columns.search, q))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(rows, part, lambda row: _TOKEN.decode(row.body), lambda row: cursor_at(row.value, row.key))
