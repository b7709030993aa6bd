"""One record per OCPP action: its messages, who may send it, and the block that it belongs to."""

from typing import Literal, TypeAlias

import msgspec

from pilotwire.protocol.message import Payload

Sender: TypeAlias = Literal["station", "csms", "both"]


class Action(msgspec.Struct, frozen=True):
    """An action by the name that stands in the frame; `response` is None for one that is never answered (2.1 SEND)."""

    name: str
    request: type[Payload]
    response: type[Payload] | None
    sender: Sender
    block: str
