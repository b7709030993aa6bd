"""Who makes a request."""

from typing import Literal

import msgspec

from pilotwire.domain.access import Scope


class Caller(msgspec.Struct, frozen=True):
    """A key, or a person's log-in; `id` tells callers apart."""

    id: str
    scope: Scope
    by: Literal["key", "login"]
