"""What stations can do, as the API shows it."""

from typing import Literal

from .codec import Instant
from .shape import Resource

Supported = Literal["yes", "no", "unknown"]
CapabilitySource = Literal["version", "told", "answered", "refused"]


class Capability(Resource, frozen=True, kw_only=True):
    """Whether a station can do something, and how that is known: its version of OCPP has no such call, its own
    variables say so, it has answered such a call, or refused it as unknown. `detail` says so in words.
    """

    feature: str
    supported: Supported
    source: CapabilitySource | None = None
    since: Instant | None = None
    detail: str | None = None


class CapabilityList(Resource, frozen=True, kw_only=True):
    """All features by name; `protocol` is the version that the station spoke last."""

    items: list[Capability]
    next_cursor: str | None
    protocol: str | None = None
