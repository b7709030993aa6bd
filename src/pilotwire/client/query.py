"""Filters as the query part of a URL."""

from datetime import datetime

import msgspec


def query(wanted: msgspec.Struct | None, limit: int | None = None, cursor: str | None = None) -> dict[str, str]:
    """The parameters that ask for this part of this list; `wanted` is a filter, as in `filters`."""
    fields = {} if wanted is None else msgspec.structs.asdict(wanted)
    given = {**fields, "limit": limit, "cursor": cursor}
    return {name: _written(value) for name, value in given.items() if value is not None and value != ()}


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone().isoformat()
    return ",".join(value) if isinstance(value, tuple) else str(value)
