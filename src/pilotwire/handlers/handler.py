"""What a handler is: a message and its context in, the answer out; it never sends."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

import msgspec

from pilotwire.protocol.action import Action
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.ocppj.version import Version
from pilotwire.services import notices
from pilotwire.services.context import Context

Handler: TypeAlias = Callable[[Context, Any], Awaitable[Payload | None]]
"""Takes the decoded request of its action and returns the response; None for a SEND, which has none.

A `CallFault` becomes the CALLERROR that it names, any other exception InternalError.
"""


class ActionTable(msgspec.Struct, frozen=True):
    """What one version of OCPP can say, and what we do with each thing that a station may say.

    Every action that a station may send is in `handlers`, or in `refused` with the fault that it is answered with.
    """

    version: Version
    actions: Mapping[str, Action]
    handlers: Mapping[str, Handler]
    refused: Mapping[str, Fault]


def kept(answer: Payload | None) -> Handler:
    """A handler that keeps the message as an event and always gives this answer."""

    async def keep(context: Context, message: Payload) -> Payload | None:
        notices.notified(context)
        return answer

    return keep
