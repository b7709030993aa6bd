"""Which message a struct class is: version, action and direction, found from the action tables."""

from functools import cache
from typing import Final, NamedTuple

from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16.actions import ACTIONS as ACTIONS_16
from pilotwire.protocol.ocpp21.actions import ACTIONS as ACTIONS_21
from pilotwire.protocol.ocpp201.actions import ACTIONS as ACTIONS_201
from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.quirks.record import Direction


class MessageKind(NamedTuple):
    """A message by name; `direction` is that of the payload, a call's request or its response."""

    version: Version
    action: str
    direction: Direction


@cache
def message_kind(kind: type[Payload]) -> MessageKind:
    """The message that a class stands for. Raises LookupError for a class that is only part of one."""
    for version, actions in _VERSIONS:
        for action in actions.values():
            if action.request is kind:
                return MessageKind(version, action.name, "request")
            if action.response is kind:
                return MessageKind(version, action.name, "response")
    raise LookupError(f"{kind.__name__} is no message of its own")


_VERSIONS: Final = ((Version.V16, ACTIONS_16), (Version.V201, ACTIONS_201), (Version.V21, ACTIONS_21))
