"""Requests as the tables promise them."""

from typing import TypeVar

from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocppj.errors import Fault

from .speech import Refusal

P = TypeVar("P", bound=Payload)
Q = TypeVar("Q", bound=Payload)


def as_kind(kind: type[P], request: Payload) -> P:
    """The request that a table promises. Raises Refusal for another one, which is a mistake of the table."""
    if not isinstance(request, kind):
        raise Refusal(Fault.INTERNAL, f"{kind.__name__} was expected")
    return request


def as_one_of(kinds: tuple[type[P], type[Q]], request: Payload) -> P | Q:
    """The same for the two messages of one action in 2.0.1 and 2.1."""
    if not isinstance(request, kinds):
        raise Refusal(Fault.INTERNAL, f"{kinds[0].__name__} was expected")
    return request
