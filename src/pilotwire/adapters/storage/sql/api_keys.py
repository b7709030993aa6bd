"""Keys of the API."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Table, select

from pilotwire.domain.access import ApiKey

from ..hot import Hot
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT

API_KEYS: Final = Table(
    "api_keys",
    METADATA,
    Column("id", KEY_TEXT, primary_key=True),
    Column("body", TEXT, nullable=False),
)
SAVE_API_KEY: Final = Bulk(API_KEYS, key=1, take=("body",))

_API_KEY: Final = msgspec.json.Decoder(ApiKey)


def api_key_rows(key: ApiKey, _: Hot, rows: Pairs) -> None:
    """The row of a key."""
    rows.append((SAVE_API_KEY, (storable(key.id), storable_json(key))))


def api_keys(connection: Connection) -> Sequence[ApiKey]:
    """Every key."""
    return [_API_KEY.decode(body) for body in connection.scalars(select(API_KEYS.c.body))]
