"""The answer to a request that came with a key of its own, so that a repeat acts only once."""

from datetime import datetime

import msgspec


class KeptAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """One request and what was answered. `id` is who sent it and its key, `request` a digest of what must be the same.

    Without `status` the act was begun and nobody knows how it ended: the server stopped, or its answer holds a secret
    and is kept nowhere.
    """

    id: str
    request: str
    at: datetime
    status: int | None = None
    body: str = ""
    media_type: str = ""
